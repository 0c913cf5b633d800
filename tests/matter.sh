#!/bin/sh
# SPDX-License-Identifier: MIT
# What may stand after the posts, and at their ends: afterword, sources, indexes, links back.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1
post blog/2023-05-01-tea.md "Tea & *bread*" 2023-05-01 "See [rain](2023-06-01-rain.md#wet) and [rain](2023-06-01-rain.md)," \
	"and [a mill](https://mill.example/%E8%8C%B6/?a=1&b=2), <https://mill.example/%E8%8C%B6/?a=1&b=2>."
post blog/2023-06-01-rain.md "Rain" 2023-06-01 "## Wet" "See [tea](2023-05-01-tea.md) and [itself](#wet)."
post blog/2022-01-02-old.md "Old" 2022-01-02 "See [rain](2023-06-01-rain.md), [no such place](2023-06-01-rain.md#dry)." \
	"[My own](https://river.example/about/), [mail](mailto:a@b.example)."
post blog/notes.md "No date" "" "Alone."
sed -i 's/^date: 2023-05-01/&\ntags: [Zebra, apple, "<\&"]/' blog/2023-05-01-tea.md
sed -i 's/^date: 2022-01-02/&\ntags: [Apple, "Äther"]/' blog/2022-01-02-old.md
printf -- '---\ntitle: To *close*\n---\nThanks, and see [rain](blog/2023-06-01-rain.md).\n\n## More\n\n![no such](x.png)\n' >after.md
book=$tmp/book.epub

# ---- nothing of it by default ----
run 0 build blog -u https://river.example -o "$book"
for name in afterword sources tags dates; do
	check "no $name.xhtml by default" sh -c "! unzip -l '$book' | grep -q ' EPUB/$name.xhtml'"
done
check "no links back by default" sh -c "! unzip -p '$book' EPUB/rain.xhtml | grep -q 'Linked from'"

# ---- all of it ----
run 0 build blog -u https://river.example --afterword after.md --web-sources --tag-index \
	--date-index --linked-from -o "$book"
says "after.md:"
page "$book" package.opf | grep -o 'itemref idref="[^"]*"' | tail -n 5 >spine
printf 'itemref idref="oc.%s"\n' afterword sources tags dates colophon >want
check "the order of the back matter" diff want spine
page "$book" nav.xhtml >nav
for type in afterword bibliography colophon; do
	check "landmark $type" grep -q "<a epub:type=\"$type\" href=" nav
done
check "its heading is in the contents" grep -q 'href="afterword.xhtml#more"' nav

page "$book" afterword.xhtml >after
check "the afterword's type" grep -q 'epub:type="afterword" role="doc-afterword"' after
check "its title" grep -q 'To <em>close</em></h1>' after

page "$book" rain.xhtml | sed -n '/Linked from/,/<\/ul>/p' | grep -o '<a .*</a>' >linked
printf '<a href="old.xhtml">Old</a>\n<a href="tea.xhtml">Tea &amp;amp; bread</a>\n<a href="afterword.xhtml">To close</a>\n' |
	sed 's/&amp;amp;/\&amp;/' >want
check "each post that links here, once, in reading order" diff want linked
check "a place that is not there is told of once" [ "$(grep -c link-place err)" -le 1 ]

page "$book" sources.xhtml >sources
check "an address once, readable" grep -q \
	'<a href="https://mill.example/%E8%8C%B6/?a=1&amp;b=2">mill.example/茶/?a=1&amp;b=2</a>' sources
check "one source in all" [ "$(grep -c '<li>' sources)" = 1 ]
page "$book" tags.xhtml | grep -o '<h2>.*</h2>' >tags
printf '<h2>%s</h2>\n' '&lt;&amp;' Apple 'Äther' Zebra >want
check "tags by the rules of the language, case apart" diff want tags
check "two posts under one tag" [ "$(page "$book" tags.xhtml | sed -n '/Apple/,/<\/ul>/p' | grep -c '<li>')" = 2 ]
page "$book" dates.xhtml | grep -o '<h2>.*</h2>' >dates
printf '<h2>%s</h2>\n' 2022 2023 Undated >want
check "years, then what has no date" diff want dates
check "an index names the day" sh -c "unzip -p '$book' EPUB/dates.xhtml | grep -q 'May 1, 2023'"

# ---- the same from one thread or many ----
run 0 build blog -u https://river.example --afterword after.md --web-sources --tag-index \
	--date-index --linked-from -j 1 -o one.epub
check "--jobs changes nothing" cmp "$book" one.epub

# ---- switched off ----
run 0 build blog --group year --no-title-page --no-contents-page --no-part-pages --no-colophon \
	--no-post-date --no-post-tags -o bare.epub
check "no page but posts" [ "$(unzip -l bare.epub | grep -c ' EPUB/.*\.xhtml')" = 6 ] # cover, nav, 4 posts
check "no byline" sh -c "! unzip -p bare.epub | grep -aq 'class=\"byline\"'"

# ---- an afterword that is none ----
cp "$book" before
run 3 build blog --afterword nowhere.md -o "$book"
says "[file-unreadable]"
run 3 build blog --afterword blog -o "$book"
check "the earlier book is untouched" cmp before "$book"
: >empty.md
run 0 build blog --afterword empty.md -o "$book"
check "an empty one has a title" sh -c "unzip -p '$book' EPUB/afterword.xhtml | grep -q '>Afterword</h1>'"
finish
