#!/bin/sh
# SPDX-License-Identifier: MIT
# Images of every kind become what every reader shows; what is no image becomes words, in time and
# in bounds. The small pictures in tests/images were drawn for this.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1
book=$tmp/book.epub

# size FILE: "WIDTHxHEIGHT" of a PNG or JPEG in the book; no JPEG has more than three channels
size() {
	unzip -p "$book" "EPUB/$1" | node -e '
		const b = require("fs").readFileSync(0);
		if (b[0] === 0x89) {
			console.log(b.readUInt32BE(16) + "x" + b.readUInt32BE(20));
		} else {
			let at = 2;
			while ((b[at + 1] & 0xf0) !== 0xc0 || b[at + 1] === 0xc4) at += 2 + b.readUInt16BE(at + 2);
			if (b[at + 9] <= 3)
				console.log(b.readUInt16BE(at + 7) + "x" + b.readUInt16BE(at + 5));
		}'
}
href() {
	set -- $(what_became "$1")
	echo "$2"
}

# ---- kinds ----
mkdir blog
cp "$ROOT"/tests/images/* blog/
cp blog/ferry.webp blog/lies.png
cat >blog/post.md <<'END'
---
title: Kinds
date: 2024-01-01
---

![a](ferry.webp) ![b](clear.webp) ![c](ferry.avif) ![d](ferry.heic) ![e](ferry.tif)
![f](stripes.bmp) ![g](deep.png) ![h](cmyk.jpg) ![i](turned.jpg) ![j](large.png) ![k](lies.png)
END
if "$OCTAVO" build blog -o "$book" 2>&1 | grep -q "without its image library"; then
	echo "built without libvips: nothing to convert"
	run 0 build blog -o "$book" --json
	is "kept when nothing can be converted" deep.png 'kept *'
	is "what no reader shows" ferry.avif 'broken '
	finish
fi
run 0 build blog -o "$book" --json
for name in ferry.webp ferry.avif ferry.heic cmyk.jpg turned.jpg lies.png; do
	is "a photograph" $name 'converted *.jpg'
done
for name in clear.webp ferry.tif stripes.bmp deep.png large.png; do
	is "a drawing" $name 'converted *.png'
done
check "turned as its Exif says" [ "$(size "$(href turned.jpg)")" = 64x96 ]
check "nothing is left of Exif" sh -c \
	"! unzip -p '$book' 'EPUB/*.jpg' | LC_ALL=C grep -qa 'GPS-OF-THE-PIER\|Exif'"
check "shrunk" [ "$(size "$(href large.png)")" = 1600x1200 ]
check "the same picture is there once" [ "$(href lies.png)" = "$(href ferry.webp)" ]
check "three channels, not four" [ "$(size "$(href cmyk.jpg)")" = 96x64 ]
check "a cache was made" sh -c "find '$XDG_CACHE_HOME' -type f | grep -q ."
cp "$book" first.epub
run 0 build blog -o "$book"
check "the cache gives the same book" cmp first.epub "$book"
run 0 build blog -o "$book" --cache none --jobs 1
check "and so does no cache and one thread" cmp first.epub "$book"
find "$XDG_CACHE_HOME" -type f -exec sh -c 'for f; do echo spoiled >"$f"; done' - {} +
run 0 build blog -o "$book"
check "a spoiled cache does no harm" cmp first.epub "$book"

run 0 build blog -o "$book" --json --image-size 320 --grayscale
check "shrunk further" [ "$(size "$(href large.png)")" = 320x240 ]
cp "$ROOT/tests/books/images/in/source/img/tide.gif" blog/
echo '![moving](tide.gif)' >>blog/post.md
run 0 build blog -o "$book" --json
is "a GIF that moves" tide.gif 'kept *.gif'
page "$book" package.opf >opf
check "what moves is a hazard not known" grep -q 'accessibilityHazard">unknown' opf
run 0 build blog -o "$book" --json --animation still
is "a still one" tide.gif 'converted *.png'
page "$book" package.opf >opf
check "what stands still is no hazard" grep -q 'accessibilityHazard">none' opf
check "pictures with words" grep -q alternativeText opf

# ---- many large ones ----
mkdir many
i=0
printf -- '---\ntitle: Many\ndate: 2024-01-01\n---\n\n' >many/post.md
while [ $i -lt 40 ]; do
	cp blog/large.png many/$i.png
	printf '%s' $i >>many/$i.png # other bytes, the same picture
	printf '![Large](%s.png)\n\n' $i >>many/post.md
	i=$((i + 1))
done
run 0 build many -o "$book" --cache none
check "forty that look alike are one file" [ "$(unzip -l "$book" | grep -c 'img-')" = 1 ]

# ---- places ----
mkdir -p site/posts elsewhere
cp blog/ferry.webp elsewhere/
post site/posts/a.md "Places" 2024-01-01 '![a](https://cdn.example/x/ferry.webp)' '' \
	'![b](../../elsewhere/ferry.webp)' '' '![c](/link.webp)' '' '![d](/pipe.png)'
ln -s ../../elsewhere/ferry.webp site/posts/link.webp
mkfifo site/posts/pipe.png
run 0 build site -o "$book" --json
is "on the web" https://cdn.example/x/ferry.webp 'remote '
is "outside" ../../elsewhere/ferry.webp 'refused '
is "a link that leads outside" /link.webp 'refused '
is "a pipe" /pipe.png 'refused '
run 0 build site -o "$book" --json --map https://cdn.example/x/=elsewhere --allow elsewhere
is "mapped" https://cdn.example/x/ferry.webp 'converted *'
is "allowed" ../../elsewhere/ferry.webp 'converted *'
is "allowed through a link" /link.webp 'converted *'
run 0 build site -o "$book" --map nonsense --allow nowhere
says "'nonsense' is not a value for map"
says "'nowhere' is not a value for allow"

# ---- bombs: told by their headers ----
mkdir bombs
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\303\120\0\0\303\120\010\002\0\0\0\0\0\0\0\0\0\0\001IDATx\0\0\0\0\0\0\0\0IEND\0\0\0\0' \
	>bombs/wide.png
printf 'GIF89a\377\377\377\377\200\0\0\0\0\0\377\377\377,\0\0\0\0\377\377\377\377\0\002\002D\001\0;' >bombs/wide.gif
{
	printf 'GIF89a\350\003\350\003\200\0\0\0\0\0\377\377\377'
	yes | head -n 3000 | while read -r _; do
		printf ',\0\0\0\0\350\003\350\003\0\002\002D\001\0'
	done
	printf ';'
} >bombs/deep.gif
head -c 70000000 /dev/zero >bombs/huge.png
{
	printf '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
	for pair in ba cb dc ed fe gf hg ih; do
		new=${pair%?} old=${pair#?}
		printf '<!ENTITY %s "&%s;&%s;&%s;&%s;&%s;&%s;&%s;&%s;&%s;&%s;">' $new $old $old $old $old \
			$old $old $old $old $old $old
	done
	printf ']><svg xmlns="http://www.w3.org/2000/svg"><text>&i;</text></svg>'
} >bombs/laughs.svg
printf '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>' \
	>bombs/reads.svg
post bombs/a.md "Bombs" 2024-01-01 '![a](wide.png) ![b](wide.gif) ![c](deep.gif) ![d](huge.png)' \
	'![e](laughs.svg) ![f](reads.svg)'
run 0 build bombs -o "$book" --json
says "'wide.png' has more than 200 million pixels [image-refused]"
says "'wide.gif' has more than 200 million pixels [image-refused]"
says "'deep.gif' has more frames than octavo shows; only its first is in the book [image-still]"
says "'huge.png' is too large [image-broken]"
says "'laughs.svg' declares entities that octavo does not expand [image-broken]"
says "'reads.svg' declares entities that octavo does not expand [image-broken]"
is "50,000 pixels by 50,000" wide.png 'refused '
is "a GIF as large" wide.gif 'refused '
is "three thousand frames" deep.gif 'converted *.png'
is "seventy megabytes" huge.png 'broken '
is "entities in entities" laughs.svg 'broken '
is "an entity that reads a file" reads.svg 'broken '
check "nothing was read" sh -c "! unzip -p '$book' 'EPUB/*' | grep -q root:"
finish
