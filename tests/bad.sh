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

# ---- init ----
run 0 init "$good"
check "book.yaml is there" [ -s "$good/book.yaml" ]
run 0 build "$good" -o "$book"
check "what init wrote is accepted" [ ! -s "$tmp/err" ]
run 3 init "$good"
says "left as it is"

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
