#!/bin/sh
# SPDX-License-Identifier: MIT
# Every row of src/base/limits.h is reached, and what octavo then says and does is looked at. The
# real maxima are too large for that: this builds octavo once more with small ones, and nothing
# else is different. A row that has no test here fails this test; those of which another test does
# it are named at the end.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1
mkdir tree
(cd "$ROOT" && cp -r CMakeLists.txt src include styles templates "$tmp/tree")
header=tree/src/base/limits.h
tested=

small() { # small ROW VALUE: a maximum of this build
	sed -i -E "s/^(#define OC_$1) .*/\1 $2/" $header
	check "$1 is a row" grep -qx "#define OC_$1 $2" $header
	tested="$tested $1"
}
small MAX_POST_BYTES '((size_t)65536)'
small MAX_PAGE_BYTES '((size_t)150000)'
small MAX_CONFIG_BYTES '((size_t)4000)'
small MAX_FRONT_BYTES '((size_t)2000)'
small MAX_POSTS 12u
small MAX_FILES 40u
small MAX_WALK_DEPTH 5
small MAX_VALUE_DEPTH 12
small MAX_VALUE_NODES 100u
small MAX_DOM_DEPTH 30
small MAX_ATTRS 6u
small MAX_TITLE_BYTES '((size_t)60)'
small MAX_BOOK_TITLE 30u
small MAX_URL_BYTES '((size_t)100)'
small MAX_ID_BYTES 20u
small MAX_HEADINGS 5u
small MAX_LINKS 40u
small MAX_DIAGS_PER_POST 8u
small MAX_FINDINGS_PER_POST 6u
small MAX_GLOBS 2u
small MAX_PART_DEPTH 3
small MAX_TEMPLATE_BYTES '((size_t)3000)'
small MAX_PARTIALS 5u
small MAX_IMAGE_BYTES '((size_t)20000)'
small MAX_IMAGE_PIXELS 10000u
small MAX_MOVING_PIXELS 20000u
small MAX_FOLDERS_KNOWN 1u
small MAX_DECODING_BYTES '((size_t)1)'
small MAX_FETCHES 2
small MAX_FETCH_ROUNDS 1
small MAX_FETCH_WAIT 1
small MAX_HOST_FAILURES 3
small MAX_FETCHED_BYTES '((uint64_t)20000)'
small MAX_FONT_BYTES '((size_t)1000)'
small MAX_SVG_BYTES '((size_t)2000)'
small MAX_TAG_BYTES '((size_t)40000)'
small MAX_INCLUDES 3u
small MAX_INCLUDE_DEPTH 2
small MAX_SHORTCODES 3u
small MAX_SHORTCODE_BYTES '((size_t)300)'
small MAX_SHORTCODE_STEPS 30u
small MAX_ZIP_FILES 5u
small MAX_ZIP_BYTES '((uint64_t)40000)'
small MAX_ZIP_RATIO 50u
small MIN_ZIP_BYTES '((uint64_t)20000)'

# the same in another test, with the real maximum
elsewhere() { # elsewhere ROW FILE TEXT
	check "$1 is tested by tests/$2" grep -q "$3" "$ROOT/tests/$2"
	tested="$tested $1"
}
elsewhere MAX_TEMPLATE_DEPTH unit/base_mustache.c OC_MAX_TEMPLATE_DEPTH
elsewhere MAX_TEX_DEPTH unit/render_tex.c OC_MAX_TEX_DEPTH
elsewhere MAX_TEX_EXPANDED unit/render_tex.c OC_MAX_TEX_EXPANDED
elsewhere MAX_FETCH_TRIES fetch.sh 'asked three times'
elsewhere MAX_FETCH_REDIRECTS fetch.sh 'followed five times'
elsewhere MAX_HOST_FETCHES fetch.sh 'at most four at once'
tested="$tested MAX_JOBS" # below, --jobs 65
for row in $(sed -n -E 's/^#define OC_(M[A-Z]+_[A-Z_]+) .*/\1/p' $header); do
	check "a test of $row" sh -c "case ' $tested ' in *' $row '*) ;; *) exit 1 ;; esac"
done

cmake -S tree -B made -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS=-O0 -DOCTAVO_TESTS=OFF \
	>log 2>&1 && cmake --build made --target octavo >log 2>&1 || {
	fail "octavo with small maxima cannot be built"
	tail -n 20 log >&2
	finish
}
octavo_real=$OCTAVO
OCTAVO=$tmp/made/octavo

repeat() { # repeat N TEXT
	awk -v n="$1" -v text="$2" 'BEGIN { while (n-- > 0) printf "%s", text }'
}
build() { # build INPUT ARGUMENT...: the book's pages are then in opened/
	run 0 build --no-cover "$@" -o book.epub
	rm -rf opened
	unzip -qo book.epub -d opened
	check "$1: well-formed" sh -c 'xmllint --noout opened/EPUB/*.xhtml opened/EPUB/*.opf'
}
limit() { # limit PLACE "N THINGS": the last run has said so, once
	says "$1: warning: more than $2; the rest is left out [limit]"
	check "'$2' is told once" [ "$(grep -c "more than $2" err)" = 1 ]
}
holds() { # holds FILE COUNT TEXT: so many lines of a page have it
	check "$1: $2 lines with '$3'" [ "$(grep -c -- "$3" "opened/EPUB/$1")" = "$2" ]
}

# ---- posts and folders ----
post bytes/a.md Large 2024-01-01 "$(repeat 5000 'A line of text. ')"
post bytes/b.md Small 2024-01-01 Small.
build bytes
says "bytes/a.md: error: cannot read the file: is too large [file-unreadable]"
check "the other post is there" [ -e opened/EPUB/b.xhtml ] && check "not that" [ ! -e opened/EPUB/a.xhtml ]

post page/a.txt Quotes 2024-01-01 "$(repeat 18000 '"<&')"
post page/b.html Late 2024-01-01 "<p>first</p>$(repeat 2500 '<p>&&&&&&</p>')$(repeat 20000 '&')"
post page/c.md Small 2024-01-01 Small.
build page
limit page/a.txt "150000 bytes of HTML in one post"
limit page/b.html "150000 bytes of XHTML in one page"
holds b.xhtml 0 first
holds c.xhtml 1 '<p>Small'

i=0
while [ $i -lt 15 ]; do
	i=$((i + 1))
	post posts/p$i.md "P$i" 2024-01-01 Text.
done
build posts
limit posts "12 posts"
check "12 posts" [ "$(find opened -name 'p*.xhtml' | wc -l)" = 12 ]
post files/a/p.md Post 2024-01-01 Text.
mkdir -p files/b files/c many
for f in b c; do
	i=0
	while [ $i -lt 25 ]; do
		i=$((i + 1))
		: >files/$f/$i.png
	done
done
run 3 build files -o none.epub
limit files "40 files"
cp files/b/*.png many
i=50
while [ $i -gt 0 ]; do
	: >many/x$i.png
	i=$((i - 1))
done
run 3 build many -o none.epub
says "many: error: cannot read the folder: is too large [folder-unreadable]"
post deep/a.md Above 2024-01-01 Text.
post deep/1/2/3/4/5/b.md Just 2024-01-01 Text.
post deep/1/2/3/4/5/6/c.md Below 2024-01-01 Text.
build deep
limit deep/1/2/3/4/5/6 "5 folders in folders"
holds nav.xhtml 1 Just
holds nav.xhtml 0 Below

# ---- front matter and configuration ----
mkdir -p front values config
printf -- '---\ntitle: T\nabout: %s\n---\nText.\n' "$(repeat 3000 y)" >front/a.md
build front
limit front/a.md:1 "2000 bytes of front matter"
printf -- '---\ntitle: Deep\nx: %s%s\n---\nText.\n' "$(repeat 19 '[')" "$(repeat 19 ']')" >values/deep.md
cat >values/laughs.md <<'POST'
---
title: Laughs
a: &a [ha, ha, ha, ha, ha]
b: &b [*a, *a, *a, *a, *a, *a]
c: [*b, *b, *b, *b, *b]
---
Text.
POST
build values
says "values/deep.md:3:15: warning: front matter is not valid: nested too deeply [front-matter-bad]"
says "values/laughs.md:5:9: warning: front matter is not valid: too many values [front-matter-bad]"
holds nav.xhtml 1 '>Deep<'
holds nav.xhtml 1 '>Laughs<'
post config/a.md Post 2024-01-01 Text.
printf 'title: Never\n%s' "$(repeat 4000 '#')" >config/book.yaml
build config
says "config/book.yaml: error: cannot read the configuration: is too large [config-unreadable]"
holds nav.xhtml 0 Never

# ---- titles, headings, parts ----
post title/a.md "$(repeat 30 'Word ')" 2024-01-01 Text.
build title --title "$(repeat 12 'Book ')"
limit title/a.md:1 "60 bytes in a title"
says "warning: the book's title is cut after 30 characters [title-long]"
holds a.xhtml 1 "<h1 id=\"chapter-title\">$(repeat 11 'Word ')Word</h1>"
holds package.opf 1 "<dc:title id=\"t1\">$(repeat 5 'Book ')Book…<"
mkdir headed paged exported
printf '# %s\n\nText.\n' "$(repeat 30 'Head ')" >headed/a.md
printf '<h1>%s</h1><p>Text.' "$(repeat 30 'Head ')" >paged/a.html
for f in headed/a.md paged/a.html; do
	build "${f%/*}"
	limit $f "60 bytes in a title"
	holds a.xhtml 1 "<h2.*$(repeat 29 'Head ')Head *</h2>" # nothing is lost
done
cat >exported/export.xml <<RSS
<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Feed</title><item><title>$(repeat 30 'Entry ')</title><link>https://example.com/entry</link>
<content:encoded>&lt;p>Text.&lt;/p></content:encoded></item></channel></rss>
RSS
build exported/export.xml
limit exported/export.xml/entry "60 bytes in a title"
holds entry.xhtml 1 "<h1 id=\"chapter-title\">$(repeat 9 'Entry ')Entry</h1>"
post heads/a.md Heads 2024-01-01 "$(repeat 8 '## Head

Text.

')"
build heads
limit heads/a.md "5 headings in one post's contents"
holds nav.xhtml 5 '>Head<'
holds a.xhtml 8 '<h2'
mkdir -p parts contents
touch parts/_config.yml
printf -- '---\ntitle: Post\ncategories: [[first, second, third, fourth, fifth]]\n---\nText.\n' >parts/a.md
run 0 plan parts --group category
says "warning: more than 3 parts in parts; the rest is left out [limit]"
prints third
check "no fourth part" sh -c '! grep -q fourth out'
post contents/a.md Post 2024-01-01 Text.
cat >contents/book.yaml <<'YAML'
contents:
  - part: A
    posts: [{part: B, posts: [{part: C, posts: [{part: D, posts: [a.md]}]}]}]
  - "x*.md"
  - "y*.md"
  - "z*.md"
YAML
run 0 plan contents
says "more than 3 parts in parts; the rest is left out [limit]"
says "more than 2 patterns in the contents; the rest is left out [limit]"
prints "Post"

# ---- HTML ----
mkdir html
echo "$(repeat 50 '<div>')inside$(repeat 50 '</div>')" >html/a.html
echo '<p data-a=1 data-b=2 data-c=3 data-d=4 data-e=5 title=kept id=late>words</p>' >html/b.html
echo "<h2>$(repeat 10 'Heading ')</h2><p id=$(repeat 50 u)>text</p>" >html/c.html
build html
limit html/a.html "30 elements in elements"
holds a.xhtml 1 inside
limit html/b.html "6 attributes of one element"
holds b.xhtml 1 '<p title="kept">words'
check "ids are short" sh -c '! grep -Eq "id=\"[^\"]{21}" opened/EPUB/c.xhtml'
long=https://example.com/$(repeat 100 u)
post url/a.md Links 2024-01-01 "[a link]($long) ![a picture]($long.png) <$long>"
build url
says "no link in a book can lead to 'https://example.com/uuu"
says "there is no image 'https://example.com/uuu"
holds a.xhtml 0 'href="https'
holds a.xhtml 1 'a link'
awk 'BEGIN { for (i = 1; i <= 50; i++) printf "[l%d](b.md#p%d) ", i, i }' >list
post links/a.md Links 2024-01-01 "$(cat list)"
post links/b.md Places 2024-01-02 "Text."
build links
limit links/a.md "40 links in one post"
check "40 links" [ "$(grep -o 'href="b.xhtml' opened/EPUB/a.xhtml | wc -l)" = 40 ]
holds a.xhtml 1 'l40</a> l41 l42' # the text of the others stays
mkdir -p named/_posts && touch named/_config.yml
post named/_posts/2024-01-01-a.md Named 2024-01-01 "$(repeat 45 '[l]({% post_url 2024-01-02-b %}) ')"
post named/_posts/2024-01-02-b.md Places 2024-01-02 "Text."
build named
limit named/_posts/2024-01-01-a.md "40 links in one post"
post many-diags/a.md Diags 2024-01-01 "$(repeat 20 '![i](none.png) ')"
build many-diags
check "8 messages" [ "$(grep -c image-missing err)" = 8 ]
prints "20 warnings"
mkdir -p found/_posts
touch found/_config.yml
post found/_posts/2024-01-01-a.md Found 2024-01-01 '{% one %} {% two %} {% three %} {% four %}' \
	'{% five %} {% six %} {% seven %} {% eight %}'
run 0 report found
prints six
check "six findings" sh -c '! grep -q seven out'

# ---- tags and templates ----
mkdir -p inc/_includes inc/_posts
touch inc/_config.yml
for i in 1 2 3 4 5; do
	echo "bit $i" >inc/_includes/b$i.md
	echo "level $i {% include d$((i + 1)).md %}" >inc/_includes/d$i.md
	echo "{% include b$i.md %}"
done >bits
repeat 5000 'word ' >inc/_includes/large.md
post inc/_posts/2024-01-01-many.md Many 2024-01-01 "$(cat bits)"
post inc/_posts/2024-01-02-deep.md Deep 2024-01-02 '{% include d1.md %} last'
post inc/_posts/2024-01-03-large.md Large 2024-01-03 'first' '' '{% include large.md %}' '' '{% include large.md %}' '' last
build inc
says "2024-01-01-many.md:9:1: warning: the post's tags expand to more than octavo allows [tag-limit]"
says "'d3.md' is not included: it stands too many includes deep [include-refused]"
says "2024-01-03-large.md:8: warning: the post's tags expand to more than octavo allows [tag-limit]"
holds many.xhtml 0 'bit 4'
holds deep.xhtml 1 'level 2'
mkdir -p own/content own/layouts/shortcodes
touch own/hugo.toml
for i in 1 2 3 4; do
	echo "<b>made $i</b>" >own/layouts/shortcodes/s$i.html
done
(echo '<b>long</b>' && repeat 300 ' ') >own/layouts/shortcodes/long.html
echo '{{ range $i, $a := split "a.b.c.d.e.f.g.h.i.j.k.l" "." }}{{ $a }}{{ end }}' \
	>own/layouts/shortcodes/loop.html
post own/content/names.md Names 2024-01-01 '{{< s1 >}} {{< s2 >}} {{< s3 >}} {{< s4 >}}'
post own/content/bounds.md Bounds 2024-01-02 '{{< s1 >}} {{< long >}} {{< loop >}}'
build own
holds names.xhtml 1 'made 3'
holds names.xhtml 0 'made 4'
holds bounds.xhtml 1 'made 1'
says "does not know the tag 's4'"
says "does not know the tag 'long'"
says "does not know the tag 'loop'"
mkdir pages
repeat 4000 x >pages/chapter.xhtml
post one/a.md One 2024-01-01 Text.
run 3 build one --templates pages -o none.epub
says "pages/chapter.xhtml: error: cannot use the template: is too large [template-bad]"
echo '<i>bit</i>' >pages/bit.xhtml
echo "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>{{plain}}</title></head>
<body>$(repeat 9 '{{> bit}}')</body></html>" >pages/chapter.xhtml
build one --templates pages
holds a.xhtml 5 '<i>bit</i>'

# ---- pictures and fonts ----
mkdir img
vips black img/wide.png 200 100
vips gaussnoise img/large.png 150 150
vips gaussnoise img/f1.png 90 90
vips grey img/grey.png 90 90 --uchar
vips black img/black.png 90 90
vips arrayjoin 'img/grey.png img/black.png img/grey.png' img/tall.png --across 1
vips gifsave img/tall.png img/moving.gif --page-height 90
echo "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><desc>$(repeat 3000 x)</desc></svg>" >img/d.svg
post img/a.md Pictures 2024-01-01 '![w](wide.png) ![l](large.png) ![s](d.svg) ![m](moving.gif)'
build img
says "image 'large.png' is too large [image-broken]"
says "image 'wide.png' has more than 10000 pixels [image-refused]"
says "'moving.gif' has more frames than octavo shows; only its first is in the book [image-still]"
says "image 'd.svg' is too large for a drawing [image-broken]"
mkdir many-images # decoded one at a time, and the book is the same
for i in 1 2 3 4 5 6; do vips gaussnoise many-images/$i.png 40$i 20; done
post many-images/a.md Pictures 2024-01-01 '![1](1.png) ![2](2.png) ![3](3.png)'
post many-images/b.md Pictures 2024-01-01 '![4](4.png) ![5](5.png) ![6](6.png)'
post many-images/c.md Pictures 2024-01-01 '![1](1.png) ![3](3.png) ![6](6.png)'
build many-images --image-size 100 --cache none --jobs 4
check "six pictures" [ "$(find opened -name 'img-*' | wc -l)" = 6 ]
cp book.epub many.epub
"$octavo_real" build many-images --image-size 100 --cache none --jobs 1 --no-cover -o book.epub -q
check "the same book" cmp book.epub many.epub
mkdir -p far/a far/b far/c
for i in a b c; do cp img/f1.png far/$i/$i.png; done
post far/p.md Far 2024-01-01 '![1](a/a.png) ![2](b/b.png) ![3](c/c.png) ![4](a/a.png)'
build far # a folder that is not remembered is found again
check "no picture is missing" sh -c '! grep -q image-missing err'
head -c 2000 "$octavo_real" >font.ttf
build one --font font.ttf
says "font 'font.ttf' is too large [font-bad]"

# ---- archives ----
(cd posts && zip -q ../posts.zip p[1-9].md)
build posts.zip
says "in the archive is left out: the archive has more files than octavo allows [zip-refused]"
check "5 posts" [ "$(find opened -name 'p*.xhtml' | wc -l)" = 5 ]
post zip/a.md Large 2024-01-01 "$(repeat 5000 'word ')" # more than the least, and 50 times its size
post zip/b.md Small 2024-01-01 Text.
(cd zip && zip -q ../ratio.zip a.md b.md)
run 3 build ratio.zip -o none.epub
says "'a.md' in the archive is left out: the archive unpacks to more than octavo allows [zip-refused]"
(cd zip && zip -q0 ../stored.zip a.md b.md && cp a.md c.md && zip -q0 ../large.zip a.md b.md c.md)
build stored.zip
check "25,000 bytes stored are not" [ -e opened/EPUB/a.xhtml ]
build large.zip
says "in the archive is left out: the archive unpacks to more than octavo allows [zip-refused]"

# ---- the web, and the run ----
cat >server.js <<'JS'
// /later: "not now, in half a minute"; then, as any other, a picture. /bad: always an error.
// /slow: after a moment. /gone: never. /count: what was asked, and how much of it at once.
const asked = {};
let open = 0;
const picture = require("fs").readFileSync("img/f1.png");
require("http").createServer((request, answer) => {
	const path = request.url.split("/")[1];
	asked[path] = (asked[path] || 0) + 1;
	asked.most = Math.max(asked.most || 0, ++open);
	answer.on("close", () => open--);
	if (path === "slow")
		return setTimeout(() => answer.end(picture), 200);
	if (path === "gone")
		return answer.writeHead(404), answer.end();
	if (path === "count")
		return answer.end(JSON.stringify(asked));
	if (path === "later" && asked[path] === 1)
		answer.writeHead(503, {"Retry-After": "30"}), answer.end();
	else if (path === "bad")
		answer.writeHead(500), answer.end();
	else
		answer.writeHead(200, {"Content-Type": "image/png"}), answer.end(picture);
}).listen(0, "127.0.0.1", function () { console.log(this.address().port); });
JS
node server.js >port &
server=$!
trap 'kill $server; rm -rf "$tmp"' EXIT
while [ ! -s port ]; do sleep 0.1; done
web=http://127.0.0.1:$(cat port)
pictures() { # pictures FOLDER PATH N: a post with so many
	i=0
	while [ $i -lt "$3" ]; do
		i=$((i + 1))
		echo "![$i]($web/$2/$i.png)"
	done >list
	post "$1/a.md" Web 2024-01-01 "$(cat list)"
}
pictures slow slow 4
build slow --fetch --fetch-private --jobs 4
check "four pictures come" [ "$(grep -o 'src="img-' opened/EPUB/a.xhtml | wc -l)" = 4 ]
node -e 'fetch(process.argv[1]).then(r => r.text()).then(console.log)' "$web/count" >counts
check "two at once" grep -q '"most":2[,}]' counts
post rounds/a.md Rounds 2024-01-01 "[![one]($web/small/1.png)]($web/gone/1.png)"
"$octavo_real" build rounds --fetch --fetch-private -o book.epub -q --cache none --no-cover
check "the other picture, in a second round" sh -c "unzip -p book.epub EPUB/a.xhtml | grep -q 'src=.img-'"
build rounds --fetch --fetch-private --cache none
holds a.xhtml 0 'src="img-' # there was but one
holds a.xhtml 1 one
pictures later later 1
before=$(date +%s)
build later --fetch --fetch-private
check "it does not wait as long as the host asks" [ $(($(date +%s) - before)) -lt 20 ]
holds a.xhtml 1 'src="img-'
pictures bad bad 30
build bad --fetch --fetch-private --jobs 1
says "its server fails again and again"
pictures much good 30
build much --fetch --fetch-private
says "warning: "
check "not all 30" [ "$(grep -o 'src="img-' opened/EPUB/a.xhtml | wc -l)" -lt 30 ]
node -e 'fetch(process.argv[1]).then(r => r.text()).then(console.log)' "$web/count" >counts
run 2 build one --jobs 65
finish
