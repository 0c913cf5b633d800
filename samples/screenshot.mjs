// SPDX-License-Identifier: MIT
// Takes pictures of a book's pages as an e-reader lays them out: Chromium, one column a screen.
//   node samples/screenshot.mjs WIDTH HEIGHT FONT-SIZE [FILE.xhtml PAGE OUT.png]...
// FILE is of an unpacked book; PAGE counts from 1. Samples and tests use it; puppeteer-core comes
// with tests/package.json.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const root = path.dirname(path.dirname(new URL(import.meta.url).pathname));
const require = createRequire(path.join(root, "tests/package.json"));
const puppeteer = require("puppeteer-core");

// What an e-reader adds: margins, a serif face of the book's language, one column a screen.
function layOut(width, height, size, number) {
	const margin = Math.round(width * 0.075);
	const vertical = getComputedStyle(document.documentElement).writingMode.startsWith("vertical");
	const lang = document.documentElement.lang;
	const face = lang.startsWith("ja") ? "Noto Serif CJK JP" : lang.startsWith("ko")
		? "Noto Serif CJK KR" : lang.startsWith("zh") ? "Noto Serif CJK SC" : "Noto Serif CJK KR";
	const column = (vertical ? height : width) - 2 * margin;
	const style = document.createElement("style");
	style.textContent = `html { margin: 0; padding: 0; overflow: hidden; background: #fbfaf7; color: #111111;
		font-size: ${size}px; line-height: 1.65; }
	body { position: absolute; margin: 0; left: ${margin}px; top: ${margin}px; font-family: "${face}", serif;
		width: ${width - 2 * margin}px; height: ${height - 2 * margin}px;
		column-width: ${column}px; column-gap: ${2 * margin}px; column-fill: auto; }
	img { max-height: ${height - 2 * margin}px; }
	body.cover-page { left: 0; top: 0; width: ${width}px; height: ${height}px; }
	body.cover-page img { height: ${height}px; max-height: none; }`;
	document.head.prepend(style);
	const at = -(number - 1) * (vertical ? height : width);
	const back = document.documentElement.dir === "rtl" ? -1 : 1;
	document.body.style.transform = vertical ? `translateY(${at}px)` : `translateX(${at * back}px)`;
}

const [width, height, size, ...shots] = process.argv.slice(2);
const browser = await puppeteer.launch({
	executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--hide-scrollbars"],
});
const page = await browser.newPage();
await page.setViewport({ width: +width, height: +height });
for (let i = 0; i + 2 < shots.length; i += 3) {
	await page.goto(pathToFileURL(shots[i]).href);
	await page.evaluate(layOut, +width, +height, +size, +shots[i + 1]);
	await page.evaluate(() => document.fonts.ready);
	await page.screenshot({ path: shots[i + 2] });
}
await browser.close();
