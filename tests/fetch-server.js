// SPDX-License-Identifier: MIT
// A web server on the loopback that plays good and bad sites: node fetch-server.js FOLDER PICTURES
//
// FOLDER gets the file "ports" ("HTTP HTTPS") once it listens, and "log" with a line a request:
// METHOD PATH STATUS. PICTURES is a folder of images. Nothing needs to be installed.
const crypto = require("crypto");
const fs = require("fs");
const http = require("http");
const https = require("https");
const path = require("path");

const [folder, pictures] = process.argv.slice(2);
const picture = (name) => fs.readFileSync(path.join(pictures, name));
const png = picture("large.png");
const seen = new Map(); // path -> requests so far
let open = 0;
let most = 0; // requests that were open at once

// ---- a certificate that nobody has signed ----

const der = (tag, ...parts) => {
	const body = Buffer.concat(parts);
	const n = body.length;
	const head = n < 128 ? [tag, n] : [tag, 0x82, n >> 8, n & 255];
	return Buffer.concat([Buffer.from(head), body]);
};
const sequence = (...parts) => der(0x30, ...parts);
const oid = (hex) => der(0x06, Buffer.from(hex, "hex"));
const time = (text) => der(0x17, Buffer.from(text));

function certificate() {
	const { publicKey, privateKey } = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
	const signing = sequence(oid("2a8648ce3d040302"));
	const name = sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from("127.0.0.1")))));
	const address = der(0x87, Buffer.from([127, 0, 0, 1]));
	const names = sequence(oid("551d11"), der(0x04, sequence(address)));
	const body = sequence(
		der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, Buffer.from([1])), signing, name,
		sequence(time("200101000000Z"), time("491231235959Z")), name,
		publicKey.export({ type: "spki", format: "der" }), der(0xa3, sequence(names)));
	const signature = crypto.sign("sha256", body, privateKey);
	const whole = sequence(body, signing, der(0x03, Buffer.from([0]), signature));
	const lines = whole.toString("base64").replace(/(.{64})/g, "$1\n");
	return {
		cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
		key: privateKey.export({ type: "pkcs8", format: "pem" }),
	};
}

// ---- what is served ----

const send = (type, body, headers) => (request, response) => {
	response.writeHead(200, { "Content-Type": type, "Content-Length": body.length, ...headers });
	response.end(body);
};
const redirect = (to) => (request, response) => {
	response.writeHead(302, { Location: to });
	response.end();
};
const failing = (status, times, then, headers) => (request, response, nth) => {
	if (nth > times) {
		then(request, response);
		return;
	}
	response.writeHead(status, { "Content-Type": "image/png", ...headers });
	response.end(png);
};
const good = send("image/png", png);

// A picture of its own for each name: the same pixels, other bytes after the end.
const unlike = (request, response) => {
	const body = Buffer.concat([png, Buffer.from(request.url)]);
	send("image/png", body)(request, response);
};

const pages = {
	"/photo.webp": send("image/webp", picture("ferry.webp")),
	"/photo.avif": send("image/avif", picture("ferry.avif")),
	"/good.png": good,
	"/same.png": good, // the same bytes at another address
	"/wrong-type.png": send("text/html", png),
	"/no-type": send("", picture("turned.jpg")),
	"/b%C3%A4r%20%E7%86%8A.png": unlike,
	"/drawing.svg": send("image/svg+xml", Buffer.from(
		'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="x()">' +
		'<script>x()</script><image href="http://127.0.0.1:1/x.png"/><rect width="5" height="5"/></svg>')),
	"/page.png": send("image/png", Buffer.from("<!DOCTYPE html><title>No picture</title>")),
	"/empty.png": send("image/png", Buffer.alloc(0)),
	"/missing.png": failing(404, Infinity),
	"/forbidden.png": failing(403, Infinity),
	"/loop.png": redirect("/loop.png"),
	"/long.png": (request, response) => {
		const n = Number(new URL(request.url, "http://x").searchParams.get("n")) || 0;
		redirect(`/long.png?n=${n + 1}`)(request, response);
	},
	"/moved.png": redirect("/moved-2.png"),
	"/moved-2.png": redirect("/moved-3.png"),
	"/moved-3.png": unlike,
	"/to-file.png": redirect("file:///etc/passwd"),
	"/to-ftp.png": redirect("ftp://127.0.0.1/x.png"),
	"/to-metadata.png": redirect("http://169.254.169.254/latest/meta-data/x.png"),
	"/to-mapped.png": redirect("http://[::ffff:169.254.169.254]/x.png"),
	"/to-zero.png": redirect("http://0.0.0.0/x.png"),
	"/to-password.png": (request, response) =>
		redirect(`http://me:secret@${request.headers.host}/good.png`)(request, response),
	"/drip.png": (request, response) => {
		response.writeHead(200, { "Content-Type": "image/png", "Content-Length": png.length });
		let at = 0;
		const timer = setInterval(() => {
			if (response.destroyed) clearInterval(timer);
			else response.write(png.subarray(at, ++at));
		}, 1000);
	},
	"/silent.png": () => {},
	"/slow-start.png": (request, response) => setTimeout(() => unlike(request, response), 700),
	"/giant.png": (request, response) => { // a gigabyte, length not told
		response.writeHead(200, { "Content-Type": "image/png" });
		const piece = Buffer.alloc(1 << 20);
		let left = 1024;
		const more = () => {
			while (left > 0 && !response.destroyed)
				if (left--, !response.write(piece)) return void response.once("drain", more);
			response.end();
		};
		response.write(png);
		more();
	},
	"/giant-told.png": (request, response) => {
		response.writeHead(200, { "Content-Type": "image/png", "Content-Length": 1 << 30 });
		response.write(png);
	},
	"/cut.png": (request, response) => {
		response.writeHead(200, { "Content-Type": "image/png", "Content-Length": png.length });
		response.write(png.subarray(0, 1000), () => response.destroy());
	},
	"/cut-untold.png": (request, response) => { // ends as if all were well
		response.writeHead(200, { "Content-Type": "image/png", Connection: "close" });
		response.end(png.subarray(0, 1000));
	},
	"/cut-once.png": (request, response, nth) =>
		(nth > 1 ? unlike : pages["/cut.png"])(request, response, nth),
	"/broken-once.png": failing(500, 1, unlike),
	"/busy-once.png": failing(503, 1, unlike, { "Retry-After": "1" }),
	"/always-500.png": failing(500, Infinity),
	"/wide.png": send("image/png", Buffer.from(
		"89504e470d0a1a0a0000000d494844520000c3500000c35008020000000000000000000001494441547800000000" +
		"0000000049454e4400000000", "hex")),
	"/deep.gif": (request, response) => {
		const frame = Buffer.from(",\0\0\0\0\xe8\x03\xe8\x03\0\x02\x02D\x01\0", "latin1");
		const start = Buffer.from("GIF89a\xe8\x03\xe8\x03\x80\0\0\0\0\0\xff\xff\xff", "latin1");
		const frames = Array(3000).fill(frame);
		send("image/gif", Buffer.concat([start, ...frames, Buffer.from(";")]))(request, response);
	},
	"/tagged.png": (request, response) => {
		const fresh = request.headers["if-none-match"] === '"one"' ||
			request.headers["if-modified-since"] === "Wed, 01 Jan 2020 00:00:00 GMT";
		if (fresh) {
			response.writeHead(304);
			response.end();
			return;
		}
		send("image/png", Buffer.concat([png, Buffer.from("tagged")]), {
			ETag: '"one"', "Last-Modified": "Wed, 01 Jan 2020 00:00:00 GMT",
		})(request, response);
	},
};

// "/1.png" and so on: pictures without end; "/slow/1.png": each takes a while
function find(url) {
	if (pages[url]) return pages[url];
	if (/^\/\d+\.png$/.test(url)) return unlike;
	if (/^\/slow\/\d+\.png$/.test(url))
		return (request, response) => setTimeout(() => unlike(request, response), 150);
	return failing(404, Infinity);
}

const log = fs.openSync(path.join(folder, "log"), "a");
function serve(request, response) {
	const url = request.url.replace(/\?.*/, "");
	const nth = (seen.get(url) || 0) + 1;
	seen.set(url, nth);
	most = Math.max(most, ++open);
	let done = false;
	const end = () => {
		if (done) return;
		done = true;
		open--;
	};
	response.on("close", end);
	if (request.url === "/most") {
		send("text/plain", Buffer.from(String(most)))(request, response);
		return;
	}
	const personal = ["cookie", "authorization", "referer"].filter((name) => request.headers[name]);
	fs.writeSync(log, `${request.method} ${request.url} ${request.headers["user-agent"]}` +
		`${personal.length ? " PERSONAL " + personal : ""}\n`);
	response.setHeader("Set-Cookie", "me=you");
	find(url)(request, response, nth);
}

const plain = http.createServer(serve);
const secure = https.createServer(certificate(), serve);
plain.listen(0, "127.0.0.1", () => secure.listen(0, "127.0.0.1", () => {
	const ports = path.join(folder, "ports");
	fs.writeFileSync(ports + ".new", `${plain.address().port} ${secure.address().port}\n`);
	fs.renameSync(ports + ".new", ports);
}));
process.on("SIGTERM", () => process.exit(0));
