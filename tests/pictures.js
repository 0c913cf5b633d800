// SPDX-License-Identifier: MIT
// node pictures.js SITE REPORT UNPACKED-BOOK: reads a site's posts by itself, by rules much simpler
// than octavo's, and says which pictures that are there octavo has not put into the book; and which
// files of the book are there twice. Prints a line for each, then how many it has looked at.
const crypto = require("crypto");
const fs = require("fs");
const path = require("path");

const [site, reportFile, book] = process.argv.slice(2);
const report = JSON.parse(fs.readFileSync(reportFile, "utf8"));
const shown = new Set(report.images.filter((i) => i.href).map((i) => i.post + "\n" + i.src));
const statics = ["", "source", "static", "public", "assets"];

// The files that src may mean, from a post in dir.
function* places(dir, src) {
	if (!src.startsWith("/")) {
		yield path.join(dir, src);
		return;
	}
	for (const folder of statics) yield path.join(site, folder, src);
}
const isPicture = (file) => {
	try {
		if (!fs.statSync(file).isFile()) return false;
	} catch {
		return false;
	}
	const start = fs.readFileSync(file).subarray(0, 400).toString("latin1");
	return /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF)|<svg/.test(start);
};

const posts = new Set(report.images.map((i) => i.post));
let looked = 0;
for (const post of posts) {
	const text = fs.readFileSync(post, "utf8")
		.replace(/^( *)(```+|~~~+)[^]*?^ *\2/gm, "")
		.replace(/`[^`\n]*`/g, "")
		.replace(/<!--[^]*?-->/g, "")
		.replace(/\{% highlight[^]*?endhighlight %\}/g, "");
	const sources = [...text.matchAll(/!\[[^\]\n]*\]\(\s*<?([^\s)>]+)/g)].map((m) => m[1])
		.concat([...text.matchAll(/<img[^>]*\ssrc=["']([^"'\n]+)["']/g)].map((m) => m[1]));
	for (const source of sources) {
		if (/^[a-z]+:|^\/\/|\{[{%]/i.test(source)) continue;
		let plain = source.replace(/[?#].*/, "");
		try {
			plain = decodeURIComponent(plain);
		} catch { /* as it is */ }
		if (![...places(path.dirname(post), plain)].some(isPicture)) continue;
		looked++;
		if (!shown.has(post + "\n" + source)) console.log(`not in the book: ${post}: ${source}`);
	}
}

const digests = new Map();
for (const name of fs.readdirSync(path.join(book, "EPUB"))) {
	if (!/\.(png|jpg|gif|svg)$/.test(name)) continue;
	const bytes = fs.readFileSync(path.join(book, "EPUB", name));
	const digest = crypto.createHash("sha256").update(bytes).digest("hex");
	if (digests.has(digest)) console.log(`twice in the book: ${name} and ${digests.get(digest)}`);
	digests.set(digest, name);
}
for (const image of report.images)
	if (image.href && !fs.existsSync(path.join(book, "EPUB", image.href)))
		console.log(`not a file of the book: ${image.href}`);
console.log(`${looked} looked at`);
