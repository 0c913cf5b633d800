#!/bin/sh
# SPDX-License-Identifier: MIT
# octavo eject and --templates: what is written, what is used, and what is said of templates that
# cannot be.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1
post blog/2024-01-01-a.md "Ash & elm" 2024-01-01 "Text."
post blog/2024-01-02-b.md "Birch" 2024-01-02 "More text."
book=$tmp/book.epub

# ---- eject ----
run 0 eject mine
for file in "$ROOT"/templates/*.xhtml "$ROOT"/styles/*.css; do
	check "${file##*/} is ejected" cmp "$file" "mine/${file##*/}"
done
echo changed >mine/part.xhtml
run 3 eject mine
says "mine/part.xhtml: error: it is there already"
says "--force"
check "a changed file stays" [ "$(cat mine/part.xhtml)" = changed ]
run 0 eject --force mine
check "--force writes over it" cmp "$ROOT/templates/part.xhtml" mine/part.xhtml
run 3 eject no/such/folder
says "no/such/folder"
run 2 eject

# ---- what was ejected makes the same book ----
run 0 build blog -o "$book"
run 0 build blog --templates mine -o same.epub
check "nothing is said of the ejected templates" [ ! -s err ]
check "ejected templates make the same book" cmp "$book" same.epub

# ---- a template and a sheet of one's own; a partial ----
mkdir own
sed 's/<body>/<body>\n{{> deco}}/' "$ROOT/templates/chapter.xhtml" >own/chapter.xhtml
printf '<p class="deco">of {{title}}</p>\n' >own/deco.xhtml
printf '.deco { color: red; }\n.x { background: url(a.png); }\n' >own/essay.css
run 0 build blog --templates own -o own.epub
says "own/essay.css:2:"
says "[css-dropped]"
page own.epub a.xhtml >page
check "the partial is in the page" grep -q '<p class="deco">of Ash &amp;amp; elm</p>' page
page own.epub style.css >css
check "the sheet is the user's" sh -c "grep -q deco css && ! grep -q 'url(a' css"
printf 'templates: own\n' >blog/book.yaml
mv own blog/own
run 0 build blog --config blog/book.yaml -o own2.epub
check "book.yaml's path is told from its folder" cmp own.epub own2.epub
rm -r blog/own blog/book.yaml

# ---- bad ones ----
run 3 build blog --templates nowhere -o "$book"
says "[template-folder]"
run 3 build blog --templates blog/2024-01-01-a.md -o "$book"
says "[template-folder]"
mkdir none
run 0 build blog --templates none -o none.epub
says "[template-none]"

cp "$book" before
bad() { # bad NAME TEXT: a chapter template
	rm -rf "$1"
	mkdir "$1"
	printf "$2" >"$1/chapter.xhtml"
}
bad tag '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>{{plain}}</title></head>\n<body><h1>{{{title}}}</h1>\n<p>{{reader.name}} {{Plain}}</p>{{> lost}}{{> ../blog}}\n{{{body}}}</body></html>\n'
run 0 build blog --templates tag -o tag.epub
says "tag/chapter.xhtml:3: warning: the page has nothing called 'reader.name' [template-tag]"
says "the page has nothing called 'Plain'"
says "tag/chapter.xhtml:3: warning: there is no partial 'lost' [template-partial]"
says "there is no partial '../blog'"
page tag.epub a.xhtml >page
check "nothing stands in an unknown tag's place" grep -q '<p> </p>' page

bad open '<html>\n{{#title}}\n<p>\n</html>\n'
run 3 build blog --templates open -o "$book"
says "open/chapter.xhtml:2: error: cannot use the template: a section is not closed: 'title' [template-bad]"

bad form '<html>\n<body>\n<p>{{plain}}\n{{{body}}}\n</body>\n</html>\n'
run 3 build blog --templates form -o "$book"
says "form/chapter.xhtml:5: error: the page it makes is not well-formed: "
says "[template-page]"
bad raw '<html>\n<body>\n<p>{{{plain}}}</p>\n</body>\n</html>\n'
run 3 build blog --templates raw -o "$book"
says "raw/chapter.xhtml:3: error: the page it makes is not well-formed: "
bad entity '<html>\n<body>\n<p>a&nbsp;b</p>\n</body>\n</html>\n'
run 3 build blog --templates entity -o "$book"
says "entity/chapter.xhtml:3: "
bad empty ''
run 3 build blog --templates empty -o "$book"
says "it is empty"
bad partial '<html>\n<body>{{> p}}</body>\n</html>\n'
printf '<p>\n<b>\n</p>' >partial/p.xhtml
run 3 build blog --templates partial -o "$book"
says "partial/p.xhtml:3: error: the page it makes is not well-formed: "
for name in title nav; do
	mkdir "in-$name"
	printf '<html>\n<p>' >"in-$name/$name.xhtml"
	run 3 build blog --templates "in-$name" -o "$book"
	says "in-$name/$name.xhtml:2: error: "
done
check "the earlier book is untouched" cmp before "$book"
mkdir -p pipe big
mkfifo pipe/chapter.xhtml
run 3 build blog --templates pipe -o "$book"
says "[template-bad]"
yes '<p>x</p>' | head -c 2000000 >big/chapter.xhtml
run 3 build blog --templates big -o "$book"
says "big/chapter.xhtml: error: "
finish
