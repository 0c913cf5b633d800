#!/bin/sh
# SPDX-License-Identifier: MIT
# The command line: plan as a tree and as JSON, the summary, names of books, quiet and verbose, the
# progress bar on a terminal and its absence elsewhere.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1
post blog/2023-05-01-tea.md "Tea & *bread*" 2023-05-01 "Three plain words."
post blog/2024-01-02-rain.md "Rain" "2024-01-02 10:00" "Rain again, and [a bad link](javascript:x)."
post blog/2024-06-03-draft.md "Draft" 2024-06-03 "Not yet."
printf -- '---\ntitle: Draft\ndraft: true\ndate: 2024-06-03\n---\nNot yet.\n' >blog/2024-06-03-draft.md

# ---- plan ----
run 0 plan blog --group year --title Almanac -a "M. Hale"
cat >want <<'EOF'
Almanac — M. Hale
2 posts, 11 words, 2023-05-01 to 2024-01-02, plain blog
├─ 2023  (1 post, 3 words)
│  └─ 2023-05-01  Tea & bread  (3 words)
└─ 2024  (1 post, 8 words)
   └─ 2024-01-02  Rain  (8 words)
EOF
check "the plan's tree" diff want out
check "plan writes no book" [ ! -e Almanac.epub ]
run 0 plan blog --drafts
prints "Draft  (2 words, draft)"
run 0 plan blog --json
check "the plan's JSON" node -e '
	const p = JSON.parse(require("fs").readFileSync("out", "utf8"));
	const a = require("assert");
	a.equal(p.items.length, 2);
	a.equal(p.items[0].title, "Tea & bread");
	a.equal(p.items[0].source, "blog/2023-05-01-tea.md");
	a.equal(p.summary.posts, 2);
	a.deepEqual(p.diagnostics.map(d => d.severity + " " + d.code).sort(),
		["note author-none", "note lang-guessed", "note title-guessed"]);'

# ---- build: both spellings, the name of the book, the summary ----
run 0 blog --title 'A/B: "Notes"?'
check "a title becomes a safe file name" [ -s 'A-B- -Notes--.epub' ]
prints "A-B- -Notes--.epub: 2 posts, 11 words,"
prints ", 1 warning"
says "blog/2024-01-02-rain.md:"
says "[link-dropped]"
run 1 build blog --strict -o strict.epub
check "under --strict the book is made all the same" [ -s strict.epub ]
run 0 build blog --quiet -o quiet.epub
check "--quiet prints nothing" sh -c "! [ -s '$tmp/out' ] && ! [ -s '$tmp/err' ]"
run 0 build -o=x.epub blog
run 0 build blog -ojoined.epub
check "-oFILE" [ -s joined.epub ]
run 0 build --output=equals.epub -- blog
check "--output=FILE and --" [ -s equals.epub ]
run 0 build blog --json -o json.epub
check "the build's JSON" node -e '
	const b = JSON.parse(require("fs").readFileSync("out", "utf8"));
	const a = require("assert");
	a.equal(b.built, true);
	a.equal(b.summary.warnings, 1);
	a.deepEqual(b.diagnostics.filter(d => d.severity != "note").map(d => d.code), ["link-dropped"]);
	a.equal(b.summary.bytes, require("fs").statSync("json.epub").size);'
run 0 explain link-dropped
prints "link-dropped (warning)"
run 0 explain
prints "front-matter-bad"
run 0 help plan
prints "usage: octavo plan [OPTIONS] PATH..."

# ---- init fills in what it finds ----
mkdir found
printf -- '---\ntitle: First\nauthors: [Ann Lee, Bo "B" Ray]\n---\nText.\n' >found/a.md
run 0 init found
check "a list of authors" grep -qF 'author: ["Ann Lee", "Bo \"B\" Ray"]' found/book.yaml
run 0 plan found --json
prints '"authors":"Ann Lee, Bo \"B\" Ray"'

# ---- an export in another encoding ----
for code in UTF-16 UTF-16LE UTF-16BE; do
	cat "$ROOT"/tests/books/rss/in/* | iconv -f UTF-8 -t $code >$code.xml
	run 0 build $code.xml -o utf16.epub --json
	prints '"title":"Tide Tables & Other Certainties"'
done

# ---- many messages of one kind are cut ----
i=0
while [ $i -lt 15 ]; do
	post "noisy/$i.md" "Post $i" "no date" "Text."
	i=$((i + 1))
done
run 0 build noisy -o noisy.epub
check "ten of them are shown" [ "$(grep -c 'cannot read the date' err)" = 10 ]
says "and 5 more of [date-bad]; --verbose shows them"
run 0 build noisy -o noisy.epub --verbose
check "--verbose shows all" [ "$(grep -c 'cannot read the date' err)" = 15 ]
run 0 build noisy -o noisy.epub --color always
check "colour when asked" grep -q "$(printf '\033\[33mwarning')" err

# ---- links between posts ----
post linked/a.md First 2024-01-01 '[b](b.md) [gone](gone.md)' '' '[place](b.md#nowhere)'
post linked/b.md Second 2024-01-02 Text.
run 0 plan linked --links
prints "linked/a.md:6:1: no post is called 'gone.md' [link-dead]"
prints "linked/a.md:8:1: linked/b.md has no place called '#nowhere' [link-place]"
prints "2 links between posts, 0 to other pages of the site, 1 dead"
check "--links writes no book" [ ! -e First.epub ]
run 0 plan linked --links --json
prints '"links":2,"links_out":0,"links_dead":1'
run 1 plan linked --links --strict

# ---- the progress bar ----
line=$(yes 'Some *text* with `code` and [links](https://example.org/) to render.' | head -n 3000)
i=0
while [ $i -lt 60 ]; do
	post "long/$i.md" "Post $i" 2024-01-01 "$line"
	i=$((i + 1))
done
run 0 build long -o long.epub -j1
check "no bar without a terminal" [ ! -s err ]
script -qec "'$OCTAVO' build long -o long.epub -j1" typescript >/dev/null </dev/null
check "a bar on a terminal" grep -q 'render *\[' typescript
finish
