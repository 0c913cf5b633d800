#!/bin/sh
# SPDX-License-Identifier: MIT
# No markup is printed as text: the books of the public blogs show no **, [^, {% or {{ outside of
# code and formulas, but where leaks-allowed.txt says that the author's own text has it.
#
#   leaks-allowed.txt: book/page, a tab, a piece of the text around it, a tab, the reason
. "$(dirname "$0")/lib.sh"
[ -d "$SHARED/corpora" ] || {
	echo "no $SHARED/corpora here"
	exit 77
}
for blog in seeds corpora/hexo-site corpora/jekyll-onevcat corpora/jekyll-karpathy \
	corpora/zola-rust corpora/nextjs-overreacted; do
	name=$(basename "$blog")
	run 0 build "$SHARED/$blog" -o "$tmp/$name.epub"
	mkdir "$tmp/$name"
	unzip -qq "$tmp/$name.epub" 'EPUB/*.xhtml' -d "$tmp/$name"
done

node -e '
	const fs = require("fs"), path = require("path");
	const [root, list] = process.argv.slice(1);
	const allowed = fs.readFileSync(list, "utf8").split("\n").filter(l => l && l[0] !== "#")
		.map(l => ({ at: l.split("\t")[0], text: l.split("\t")[1], used: false }));
	let leaks = 0, places = 0;
	const entities = { amp: "&", lt: "<", gt: ">", quot: "\"", "#160": "\u00a0" };
	for (const book of fs.readdirSync(root)) {
		const folder = path.join(root, book, "EPUB");
		if (!fs.existsSync(folder)) continue;
		for (const file of fs.readdirSync(folder).sort()) {
			const text = fs.readFileSync(path.join(folder, file), "utf8")
				.replace(/^[^]*?<body[^>]*>/, "")
				.replace(/<(pre|code)\b[^>]*>[^]*?<\/\1>/g, "`")
				.replace(/<\/?(p|li|ul|ol|div|h\d|td|th|tr|table|br|blockquote|hr|figure|section)\b[^>]*>/g,
					" \u00b6 ")
				.replace(/<[^>]*>/g, "")
				.replace(/&(#?\w+);/g, (all, name) => entities[name] || all)
				.replace(/\s+/g, " ");
			for (const m of text.matchAll(/\*\*+|\[\^|\{%|\{\{/g)) {
				places++;
				const near = text.slice(Math.max(0, m.index - 40), m.index + 60);
				const at = book + "/" + file.replace(/\.xhtml$/, "");
				const known = allowed.find(a => a.at === at && near.includes(a.text));
				if (known) known.used = true;
				else {
					leaks++;
					console.log(at + ": ..." + near + "...");
				}
			}
		}
	}
	for (const a of allowed.filter(a => !a.used))
		console.log("allowed, but not there any more: " + a.at + ": " + a.text);
	console.log(places + " places, " + leaks + " leaks");
	process.exit(leaks || allowed.some(a => !a.used) ? 1 : 0);
' "$tmp" "$ROOT/tests/leaks-allowed.txt" >"$tmp/leaks"
status=$?
cat "$tmp/leaks"
check "markup in the text of a book" [ "$status" = 0 ]
finish
