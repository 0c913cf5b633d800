// SPDX-License-Identifier: MIT
// Opens a book with epub.js in Chromium, as a reader on the web does, and prints what it shows:
//   node tests/reader.mjs BOOK.epub
// JSON: cover (its size as shown), toc (labels), pages (href and text of each, as laid out),
// errors (all that the page or its console said).
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";

const tests = path.dirname(new URL(import.meta.url).pathname);
const require = createRequire(path.join(tests, "package.json"));
const puppeteer = require("puppeteer-core");
const modules = path.join(tests, "node_modules");
const page_html = `<!DOCTYPE html><meta charset="utf-8"><div id="book" style="width:600px;height:800px"></div>
<script src="/jszip.js"></script><script src="/epub.js"></script>`;
const files = {
	"/jszip.js": path.join(modules, "jszip/dist/jszip.min.js"),
	"/epub.js": path.join(modules, "epubjs/dist/epub.min.js"),
	"/book.epub": path.resolve(process.argv[2]),
};

// On this computer alone: epub.js wants to fetch what it shows.
const server = createServer(async (request, answer) => {
	const file = files[request.url];
	answer.setHeader("Content-Type", file ? request.url.endsWith(".js") ? "text/javascript"
		: "application/epub+zip" : "text/html; charset=utf-8");
	answer.end(file ? await readFile(file) : request.url === "/" ? page_html : "");
}).listen(0, "127.0.0.1");
await new Promise((done) => server.on("listening", done));

async function read() {
	const bytes = await (await fetch("/book.epub")).arrayBuffer();
	const book = ePub(bytes);
	await book.ready;
	const rendition = book.renderTo("book", { width: 600, height: 800, flow: "paginated", spread: "none" });
	const labels = (items) => items.flatMap((i) => [i.label.trim(), ...labels(i.subitems || [])]);
	const shown = { toc: labels(book.navigation.toc), pages: [], cover: null,
		coverUrl: await book.coverUrl() };
	for (let i = 0; i < book.spine.length; i++) {
		await rendition.display(book.spine.get(i).href);
		const inside = document.querySelector("iframe").contentDocument;
		for (const image of inside.images)
			await image.decode().catch(() => {});
		if (i === 0 && inside.images[0])
			shown.cover = [inside.images[0].naturalWidth, inside.images[0].naturalHeight,
				Math.round(inside.images[0].getBoundingClientRect().height)];
		shown.pages.push({ href: book.spine.get(i).href, text: inside.body.innerText,
			mode: getComputedStyle(inside.documentElement).writingMode,
			broken: [...inside.images].filter((m) => !m.naturalWidth).length });
	}
	return shown;
}

const browser = await puppeteer.launch({
	executablePath: process.env.PUPPETEER_EXECUTABLE_PATH || "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-gpu"],
});
const errors = [];
const page = await browser.newPage();
page.on("pageerror", (e) => errors.push(String(e)));
page.on("console", (m) => m.type() === "error" && errors.push(m.text()));
await page.goto(`http://127.0.0.1:${server.address().port}/`);
const shown = await page.evaluate(read);
console.log(JSON.stringify({ ...shown, errors }, null, 1));
await browser.close();
server.close();
