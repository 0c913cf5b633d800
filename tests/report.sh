#!/bin/sh
# SPDX-License-Identifier: MIT
# octavo report, and build --report: the same tables for people and as JSON.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1

mkdir -p blog/_posts blog/img
cp "$ROOT/tests/images/large.png" "$ROOT/tests/images/turned.jpg" blog/img/
printf 'title: Reports\n' >blog/_config.yml
post blog/_posts/2024-01-01-quay.md "Quay" 2024-01-01 '![The quay](/img/large.png)' '' \
	'![](/img/large.png)' '' '![The pier](/img/turned.jpg)' '' '![Gone](/img/gone.png)' '' \
	'{% weathervane %}' '' '{% weathervane %} {% tidetable %}' '' '## Second' '' '#### Fourth' '' \
	'> ### Quoted' '' '[dead](nowhere.md)'
{
	printf '| a | b |\n|---|---|\n'
	yes '| 1 | 2 |' | head -n 40
} >table
post blog/_posts/2024-01-02-log.md "Log" 2024-01-02 "$(cat table)" '' '{% weathervane %}'

run 0 report blog
prints "2024-01-01-quay.md"
prints "converted"
prints "(no description)"
prints "missing"
prints "  3 in all: 1 missing, 2 converted"
prints "1 in 1 post"
prints "2024-01-02-log.md:6:1: 41 rows, 2 columns"
prints "level 4 is level 3: Fourth"
prints "level 3 is in no outline: Quoted"
prints "     3 in 2 posts  weathervane  (first at blog/_posts/2024-01-01-quay.md:14)"
prints "     1 in 1 post   tidetable"
prints "nowhere.md"
prints "1 dead"
check "no book is made" sh -c '! ls ./*.epub 2>/dev/null'
cp out alone
run 0 build blog -o book.epub --no-cover --report
says "octavo does not know the tag 'weathervane', which stands 3 times in 2 posts [tag-unknown]"
check "an unknown tag is told of once a book" [ "$(grep -c weathervane err)" = 1 ]
tail -n +2 out >after
check "build --report says the same" cmp alone after

run 0 report blog --json
check "as JSON" node -e '
	const r = JSON.parse(require("fs").readFileSync("out", "utf8"));
	const kinds = k => r.findings.filter(f => f.kind === k);
	const tags = kinds("tag-unknown").map(f => f.text + f.count).join();
	const table = kinds("table-large")[0];
	if (tags !== "weathervane2,tidetable1,weathervane1") throw tags;
	if (table.rows !== 41 || table.columns !== 2 || table.line !== 6) throw table;
	if (kinds("heading-moved").map(f => f.from + ">" + f.to).join() !== "4>3,3>0") throw "headings";
	if (r.images.length !== 4 || r.images[1].guessed !== true) throw r.images;
	if (r.summary.links_dead !== 1) throw r.summary;
'
run 3 report nowhere
run 2 report
finish
