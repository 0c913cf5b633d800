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

# ---- what no page may have ----
bans() { # bans MARKUP WHY: in the third line of a chapter template
	{
		echo '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xlink="http://www.w3.org/1999/xlink" lang="en">'
		printf '<head><title>{{plain}}</title></head><body>\n%s\n{{{body}}}</body></html>\n' "$1"
	} >bans/chapter.xhtml
	run 3 build blog --templates bans -o "$book"
	says "bans/chapter.xhtml:3: error: the page it makes may not have $2"
	says "[template-script]"
}
mkdir bans
web=https://example.com
svg='svg xmlns="http://www.w3.org/2000/svg"'
bans '<script>alert(1)</script>' '<script>'
bans '<script type="application/json" src="x.js"/>' '<script>'
bans "<$svg><script/></svg>" '<script>'
bans '<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>' '<script>'
bans '<p onclick="go()">x</p>' 'onclick="go()"'
bans "<$svg onload=\"go()\"/>" 'onload="go()"'
bans '<p><a href="javascript:go()">x</a></p>' 'href="javascript:go()"'
bans '<p><a href=" Java&#10;Script:go()">x</a></p>' 'href=" Java'
bans '<p><a href="data:text/html,x">x</a></p>' 'href="data:text/html,x"'
bans "<$svg><a xlink:href=\"javascript:go()\"/></svg>" 'href="javascript:go()"'
bans "<$svg><a><set attributeName=\"href\" to=\"javascript:go()\"/></a></svg>" 'to="javascript:go()"'
bans "<form action=\"$web\"><p>x</p></form>" '<form>'
bans '<p><button>x</button></p>' '<button>'
bans '<p><input type="Submit"/></p>' 'type="Submit"'
bans "<p><input formaction=\"$web\"/></p>" 'formaction='
bans "<base href=\"$web\"/>" '<base>'
bans "<p xml:base=\"$web\">x</p>" 'base='
bans '<p><meta http-equiv="refresh" content="0"/></p>' 'http-equiv="refresh"'
for tag in img audio video source iframe embed track; do
	bans "<p><$tag src=\"$web/a\"/></p>" "src=\"$web/a\""
done
bans '<p><img src="//example.com/a.png" alt=""/></p>' 'src="//example.com/a.png"'
bans '<p><img src="\\example.com/a.png" alt=""/></p>' 'src="'
bans "<p><img src=\"HTTP://example.com/a.png\" alt=\"\"/></p>" 'src="HTTP:'
bans "<p><img src=\"cover.png\" srcset=\"a.png 1x, $web/b.png 2x\" alt=\"\"/></p>" 'srcset="a.png'
bans "<p><video poster=\"$web/a.png\"/></p>" 'poster='
bans "<p><object data=\"$web/a\"/></p>" "data=\"$web/a\""
bans '<p><iframe srcdoc="x"/></p>' 'srcdoc="x"'
bans "<link rel=\"stylesheet\" href=\"$web/a.css\"/>" "href=\"$web/a.css\""
bans "<$svg><image href=\"$web/a.png\"/></svg>" "href=\"$web/a.png\""
bans "<$svg><use xlink:href=\"$web/a.svg#b\"/></svg>" "href=\"$web/a.svg#b\""
bans "<p style=\"background: url( '$web/a.png' )\">x</p>" 'style='
bans '<p style="background: url(//example.com/a.png)">x</p>' 'style='
bans "<style>p { background: u\\72l(\\68ttps://example.com/a.png) }</style>" 'a style element that loads'
bans '<style>@import "a.css";</style>' 'a style element that loads'
bans "<style><![CDATA[@IMPORT url(a.css);]]></style>" 'a style element that loads'
bans '<?xml-stylesheet href="a.css"?>' '<?xml-stylesheet?>'
for doctype in '<!DOCTYPE html [<!ENTITY x "y">]>' '<!DOCTYPE html [<!ATTLIST p onclick CDATA "go()">]>' \
	'<!DOCTYPE html SYSTEM "x.dtd">'; do
	printf '%s\n<html><body><p>x</p></body></html>' "$doctype" >bans/chapter.xhtml
	run 3 build blog --templates bans -o "$book"
	says "bans/chapter.xhtml:1: error: the page it makes may not have "
done
printf '<html><body>\n{{> p}}</body></html>\n' >bans/chapter.xhtml
printf '<p>x</p>\n<p>x</p>\n<p\n class="x"\n onclick="go()">x</p>' >bans/p.xhtml
run 3 build blog --templates bans -o "$book"
says "bans/p.xhtml:3: error: the page it makes may not have onclick="
for name in title nav colophon; do
	mkdir "ban-$name"
	printf '<html>\n<script/></html>' >"ban-$name/$name.xhtml"
	run 3 build blog --templates "ban-$name" -o "$book"
	says "ban-$name/$name.xhtml:2: error: the page it makes may not have <script>"
done
check "the earlier book is untouched" cmp before "$book"

# what looks alike and is none of it
mkdir fine
sed "s|</head>|<style>@media (min-width: 20em) { p:not(.a) { color: red } } .b::after { content: \"Note: x\" }</style>&|
s|<body>|&<p style=\"color: red\" title=\"javascript: a book\">On <a href=\"$web/?a=//b\">links</a> <a href=\"#chapter\">here</a> \
<img alt=\"\" src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVQI12NgAAAAAgAB4iG8MwAAAABJRU5ErkJggg==\"/></p>|" \
	"$ROOT/templates/chapter.xhtml" >fine/chapter.xhtml
run 0 build blog --templates fine -o fine.epub
check "nothing to say" [ ! -s err ]
check "EPUBCheck has nothing to say" epubcheck fine.epub
# nor is what posts hold
for case in "$ROOT"/tests/books/*/in; do
	run 0 build "$case" --no-cover -o plain.epub
	run 0 build "$case" --no-cover --templates mine -o posts.epub
	check "$case: the same book" cmp plain.epub posts.epub
done
mkdir -p pipe big
mkfifo pipe/chapter.xhtml
run 3 build blog --templates pipe -o "$book"
says "[template-bad]"
yes '<p>x</p>' | head -c 2000000 >big/chapter.xhtml
run 3 build blog --templates big -o "$book"
says "big/chapter.xhtml: error: "
finish
