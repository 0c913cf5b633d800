#!/bin/sh
# SPDX-License-Identifier: MIT
# Bad input: what octavo says, how it exits, and that an earlier book stays as it was.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1
book=$tmp/book.epub
good=$tmp/good
post "$good/2024-01-01-a.md" "A good post" 2024-01-01 "Text."

# ---- usage ----
run 2
says "nothing to read"
run 2 build
run 2 --no-such-option "$good"
says "[option-unknown]"
run 2 --tittle x "$good"
says "did you mean --title?"
run 2 --order sideways "$good"
says "date|title|path|category|weight|manual"
run 2 --toc-depth 9 "$good"
run 2 --toc-depth "$good"
run 2 --jobs x "$good"
run 2 --from "some day" "$good"
run 2 --strict=yes "$good"
run 2 --output
run 2 init a b
run 2 explain no-such-code
run 0 --help
prints "--toc-depth"
run 0 --version

# ---- nothing to read ----
mkdir empty
run 3 build empty -o "$book"
says "[no-posts]"
says ".markdown"
check "no book was made" [ ! -e "$book" ]
run 3 build does-not-exist -o "$book"
says "[path-missing]"
printf 'not a post' >picture.jpg
run 3 build picture.jpg -o "$book"
run 0 build "$good" does-not-exist -o "$book"
says "[path-missing]"
run 1 build --strict "$good" does-not-exist -o "$book"

# ---- formats that are not read ----
mkdir mixed
cp "$good"/*.md mixed/
printf '* Heading\n' >mixed/a.org
printf 'Title\n=====\n' >mixed/b.rst
printf 'picture' >mixed/c.png
run 0 build mixed -o "$book"
says "a.org: warning: a format that octavo does not read; such files among the posts: 2 [format-foreign]"

# ---- files that are not what they seem ----
mkdir -p odd/x.md odd/loop
cp "$good"/*.md odd/
post odd/x.md/inner.md "Inside a folder named x.md" 2024-02-01 "Text."
ln -s .. odd/loop/up
ln -s self odd/self
mkfifo odd/pipe.md
: >odd/empty.md
printf -- '---\ntitle: Only a title\n---\n' >odd/title-only.md
printf 'a\000b\n' >odd/nul.md
printf 'caf\303\250 \377\376 bad\n' >odd/invalid.md
printf '\357\273\277---\ntitle: With a BOM\n---\nText\n' >odd/bom.md
printf -- '---\r\ntitle: CRLF\r\ndate: 2020-01-02\r\n---\r\nOne\r\n\r\nTwo\r\n' >odd/crlf.md
printf -- '---\rtitle: CR\rdate: 2020-01-03\r---\rOne\r\rTwo\r' >odd/cr.md
run 0 build odd -o "$book"
check "the folder x.md was walked" sh -c "unzip -l '$book' | grep -q inner.xhtml"
page "$book" nav.xhtml >nav
for title in "With a BOM" CRLF CR "Only a title" "Inside a folder"; do
	check "'$title' is in the contents" grep -q "$title" nav
done
check "NUL does not reach a page" sh -c "! unzip -p '$book' | LC_ALL=C grep -q \"\$(printf 'a\\001b')\""

if [ "$(id -u)" != 0 ]; then
	cp -r "$good" locked
	post locked/b.md "Locked" 2024-01-02 "Text."
	chmod 000 locked/b.md
	run 0 build locked -o "$book"
	says "[file-unreadable]"
fi
# unreadable for root too
post gone/a.md "Good" 2024-01-01 "Text."
ln -s nowhere gone/b.md
run 0 build gone -o "$book"

# ---- a big post ----
mkdir big
{
	printf -- '---\ntitle: Big\n---\n\n'
	yes 'A line of a very long post, again and again. 很长的一篇文章。' | head -c 100000000
} >big/big.md
run 0 build big -o big.epub
check "the big book is there" [ -s big.epub ]
rm -rf big big.epub

# ---- outputs that cannot be written; the earlier book stays ----
run 0 build "$good" -o "$book"
cp "$book" before
run 3 build "$good" -o "$tmp/no/such/folder/book.epub"
says "[output-unwritable]"
mkdir folder.epub
run 3 build "$good" -o folder.epub
says "[output-unwritable]"
check "the folder is still one" [ -d folder.epub ]
run 3 build empty -o "$book"
check "the earlier book is untouched" cmp before "$book"
if [ -w /dev/full ]; then
	run 3 build "$good" -o /dev/full
fi
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=8k tmpfs small 2>/dev/null; then
	echo earlier >small/book.epub
	run 3 build "$good" -o small/book.epub
	says "[output-unwritable]"
	check "the earlier file on the full disk is untouched" [ "$(cat small/book.epub)" = earlier ]
	check "no temporary file is left" [ "$(ls -A small)" = book.epub ]
	umount small
fi
check "no temporary file is left" sh -c "! ls -A '$tmp' | grep -q octavo-"

# ---- configuration ----
cp -r "$good" configured
printf 'title: From the file\nnonsense: 1\ntoc-depth: many\nauthor: [A, B]\n' >configured/book.yaml
run 0 build configured -o "$book"
says "configured/book.yaml:2:11: warning: unknown key 'nonsense' [config-key]"
says "configured/book.yaml:3:12: "
page "$book" package.opf >opf
check "the title of book.yaml" grep -q 'From the file' opf
check "both authors" sh -c "grep -q '>A<' opf && grep -q '>B<' opf"
run 0 build configured -o "$book" --title "From the command line" -a C
page "$book" package.opf >opf
check "the command line wins" grep -q 'From the command line' opf
check "and replaces lists" sh -c "grep -q '>C<' opf && ! grep -q '>B<' opf"
printf 'title: [unclosed\n' >configured/book.yaml
run 0 build configured -o "$book"
says "[config-bad]"
run 3 build "$good" -c nowhere.yaml -o "$book"
says "[config-unreadable]"

# ---- a site's own configuration ----
post site/_posts/2024-01-01-a.md "A" 2024-01-01 "Text."
printf 'title: "never closed\nauthor: X\n' >site/_config.yml
run 0 build site -o "$book"
says "site/_config.yml:"
says "[config-bad]"
mkdir -p people/_data people/_posts
echo 'title: People' >people/_config.yml
printf 'ann:\n  name: "never closed\n' >people/_data/authors.yml
printf -- '---\ntitle: A\ndate: 2024-01-01\nauthor: ann\n---\nText.\n' >people/_posts/2024-01-01-a.md
run 0 build people -o "$book"
says "people/_data/authors.yml:"
says "[config-bad]"
mkdir -p hugo/config/_default hugo/content/posts
post hugo/content/posts/a.md "A" 2024-01-01 "Text."
printf 'title = "Kept"\n' >hugo/config/_default/hugo.toml
printf '[broken\n' >hugo/config/_default/params.toml
run 0 build hugo -o "$book"
says "hugo/config/_default/params.toml:1:"
page "$book" package.opf >opf
check "the other files of the configuration count" grep -q '>Kept<' opf

# ---- tags that are never closed, includes that lead out or round ----
mkdir -p tags/_includes tags/_posts
printf 'title: Tags\n' >tags/_config.yml
printf 'a secret\n' >secret.txt
ln -s ../../secret.txt tags/_includes/link.html
printf 'before {%% include again.html %%} after\n' >tags/_includes/again.html
post tags/_posts/2024-01-01-open.md "Open" 2024-01-01 \
	'First.' '' '{% highlight c %}' 'int x;' '' 'Last.'
post tags/_posts/2024-01-02-include.md "Include" 2024-01-02 \
	'One {% include ../../secret.txt %} two {% include link.html %}' \
	'three {% include again.html %} four {% include none.html %} five {% include /etc/hostname %}.'
run 0 build tags -o "$book"
says "2024-01-01-open.md:8:1: warning: the tag 'highlight' is never closed [tag-unclosed]"
says "2024-01-02-include.md:6:"
says "2024-01-02-include.md:7:"
says "[include-refused]"
says "[include-missing]"
page "$book" open.xhtml >open
check "the text after an unclosed tag is there" grep -q 'Last\.' open
page "$book" include.xhtml >include
check "the text around includes is there" sh -c "grep -q One include && grep -q five include"
check "what lies outside is not" sh -c "! grep -q secret include"

# ---- exports ----
export_of() { # export_of DECLARATION DOCTYPE TITLE REST: a WordPress export with a good post first
	printf '%s\n%s' "$1" "$2"
	printf '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
	printf 'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Exported</title>\n'
	printf '<item><title>%s</title><content:encoded><![CDATA[Whole.]]></content:encoded>' "$3"
	printf '<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>\n%s' "$4"
}
utf8='<?xml version="1.0" encoding="UTF-8"?>'
export_of "$utf8" '' Good '<item><title>Cut in the mid' >cut.xml
run 0 build cut.xml -o "$book"
says "cut.xml"
says "[export-bad]"
page "$book" nav.xhtml >nav
check "the whole post is there" grep -q Good nav
check "the one that is cut off is not" sh -c "! grep -q Cut nav"
export_of "$utf8" '' "$(printf 'Caf\351 Good')" '</channel></rss>' >latin.xml
run 0 build latin.xml -o "$book"
says "latin.xml:1: warning: the export is damaged: it says that it is UTF-8"
export_of "$utf8" "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">
<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY s SYSTEM \"file://$tmp/secret.txt\">
<!ENTITY n SYSTEM \"http://127.0.0.1:9/x\"><!ENTITY % p SYSTEM \"file:///dev/zero\"> %p;]>
" 'Good &c; &s; &n;' '</channel></rss>' >bomb.xml
run 0 build bomb.xml -o "$book"
says "[export-bad]"
unzip -p "$book" 'EPUB/*.xhtml' >pages
check "entities of the file's own are not expanded" sh -c "! grep -q 'aaaa\|a secret' pages"
check "the post is there all the same" grep -q Good pages
printf '<p>no export</p>' >other.xml
run 3 build other.xml -o "$book"
says "[not-a-post]"
says ".zip"
printf '{"a": 1}' >other.json
run 3 build other.json -o "$book"
says "[not-a-post]"
printf 'PK\003\004 and no more' >broken.zip
run 3 build broken.zip -o "$book"
says "broken.zip: error: cannot read the archive"
run 0 build broken.zip cut.xml "$good" -o "$book"
says "[zip-bad]"
# ---- titles, authors and languages that are none ----
long=$(printf 'Words %.0s' $(seq 400))
run 0 build "$good" --title "$long" -o long.epub
says "the book's title is cut after 250 characters [title-long]"
page long.epub package.opf >opf
check "a long title is cut at a character, with an ellipsis" grep -q 'id="t1">Words .*…</dc:title>' opf
check "it is shorter than 260 bytes" [ "$(sed -n 's/.*id="t1">\(.*\)<.dc:title>.*/\1/p' opf | wc -c)" -lt 260 ]
page long.epub title.xhtml >title
check "the title page sets it smaller" grep -q book-title-long title
han=$(printf '很长的书名%.0s' $(seq 400))
run 0 build "$good" --title "$han" -o han.epub
says "[title-long]"
check "the cut book is valid UTF-8" sh -c "unzip -p han.epub EPUB/title.xhtml | iconv -f UTF-8 -t UTF-8 >/dev/null"
run 0 build "$good" -a "" -o none.epub
says "an author without a name is passed over [author-empty]"
page none.epub package.opf >opf
check "there is no creator" sh -c "! grep -q dc:creator opf"
run 0 build "$good" -a " " -a "Ann Lee" -o one.epub
says "[author-empty]"
page one.epub package.opf >opf
check "the other author is there" grep -q '<dc:creator id="a1">Ann Lee<' opf
run 0 build "$good" --lang "no such language" -o lang.epub
says "'no such language' is no language; the book is in 'en' [lang-bad]"
run 0 build -v "$good" -o notes.epub
says "[title-guessed]"
says "[author-none]"
says "[lang-guessed]"
run 0 build -v "$good" -t T -a A -l en -o notes.epub
check "nothing is said of what is given" [ ! -s err ]
run 2 build "$good" --wcag 3.0-A -o x.epub

# ---- init ----
run 0 init "$good"
check "book.yaml is there" [ -s "$good/book.yaml" ]
run 0 build "$good" -o "$book"
check "what init wrote is accepted" [ ! -s "$tmp/err" ]
run 3 init "$good"
says "left as it is"

# ---- too many globs: each is held against every post ----
post globs/last.md "Last" 2024-01-01 "Text."
awk 'BEGIN {
	print "contents:" >"globs/book.yaml"
	for (i = 1; i <= 1001; i++) {
		print "Text." >"globs/p" i ".md"
		close("globs/p" i ".md")
		print "  - p" i ".*" >"globs/book.yaml"
	}
	print "  - last.md" >"globs/book.yaml"
}'
run 0 build globs -o globs.epub --verbose
says "globs/book.yaml:1002:5: warning: more than 1000 patterns in the contents"
check "the thousandth counts" sh -c "unzip -l globs.epub | grep -q EPUB/p1000.xhtml"
check "the next does not" sh -c "! unzip -l globs.epub | grep -q EPUB/p1001.xhtml"
check "what is named after them is in the book" sh -c "unzip -l globs.epub | grep -q EPUB/last.xhtml"

# ---- interruption ----
cp "$book" before
python_free_blog() {
	i=0
	while [ $i -lt 400 ]; do
		post "many/$i.md" "Post $i" 2024-01-01 "$(yes 'Some *text* to render.' | head -n 2000)"
		i=$((i + 1))
	done
}
python_free_blog
"$OCTAVO" build -j1 many -o "$book" >/dev/null 2>&1 &
pid=$!
sleep 0.3
kill -INT $pid 2>/dev/null
wait $pid
status=$?
if [ "$status" != 0 ]; then
	check "an interrupted run exits with 3 or by the signal, not $status" \
		[ "$status" = 3 -o "$status" = 130 ]
	check "the earlier book survives an interruption" cmp before "$book"
fi
check "no temporary file is left" sh -c "! ls -A '$tmp' | grep -q octavo-"
finish
