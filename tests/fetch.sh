#!/bin/sh
# SPDX-License-Identifier: MIT
# Images on the web: a server on the loopback plays good and bad sites (fetch-server.js). Whatever
# it does, the book is valid and made in time, and the second run makes no request.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1
book=$tmp/book.epub

mkdir server
node "$ROOT/tests/fetch-server.js" server "$ROOT/tests/images" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$tmp"' EXIT
waited=0
while [ ! -e server/ports ] && [ $waited -lt 100 ]; do
	sleep 0.1
	waited=$((waited + 1))
done
read -r http https <server/ports || {
	fail "the server does not start"
	finish
}
web=http://127.0.0.1:$http
secure=https://127.0.0.1:$https

requests() { # requests [PATTERN]: how many the server has seen
	grep -cE "${1:-.}" server/log
}
forget_requests() {
	: >server/log
}
# images FILE URL...: a post that shows these, each in its own paragraph
images() {
	file=$1
	printf -- '---\ntitle: Images of %s\ndate: 2024-01-01\n---\n' "$file" >"$file"
	shift
	for url; do
		printf '\n![Picture %s stands here](%s)\n' "${url##*/}" "$url" >>"$file"
	done
}
fetch() {
	run 0 build --no-cover "$1" -o "$book" --json --verbose --fetch --fetch-private --fetch-timeout 3
}
forget_requests

printf 'Text.\n\n![Any](%s/good.png)\n' $web >any.md
run 0 build any.md -o "$book" --no-cover --fetch
if grep -q "built without libcurl" err; then
	check "nothing is asked" [ "$(requests)" = 0 ]
	echo "built without libcurl: nothing to load"
	finish
fi

# ---- a site that plays all tricks ----
mkdir blog
images blog/good.md $web/good.png $web/same.png $web/photo.webp $web/photo.avif \
	$web/wrong-type.png $web/no-type "$web/bär 熊.png" $web/drawing.svg $web/moved.png \
	$web/slow-start.png "$web/1.png?size=large#top"
sed -i 's/(\(.*\) 熊.png)/(<\1 熊.png>)/' blog/good.md
images blog/retried.md $web/cut-once.png $web/broken-once.png $web/busy-once.png
images blog/bad.md $web/page.png $web/empty.png $web/missing.png $web/forbidden.png $web/loop.png \
	$web/long.png $web/to-file.png $web/to-ftp.png $web/to-metadata.png $web/to-mapped.png \
	$web/to-zero.png $web/to-password.png $web/drip.png $web/silent.png $web/giant.png \
	$web/giant-told.png $web/cut.png $web/cut-untold.png $web/always-500.png $web/wide.png \
	$web/deep.gif $secure/good.png https://127.0.0.1:$http/good.png http://127.0.0.1:1/x.png
printf '\n[![Small](%s/10.png)](%s/11.png) [![Small](%s/12.png)](%s/none.png)\n' $web $web $web $web \
	>>blog/good.md

run 0 build --no-cover blog -o "$book" --json
is "without --fetch" $web/good.png 'remote '
check "without --fetch nothing is asked" [ "$(requests)" = 0 ]
run 0 build --no-cover blog -o "$book" --json --fetch
is "a private address" $web/good.png 'failed '
says "its address is a private one [image-fetch]"
check "private addresses are not asked" [ "$(requests)" = 0 ]

started=$(date +%s)
fetch blog
cp err first.err
took=$(($(date +%s) - started))
check "no server can hold octavo up: $took seconds" [ $took -lt 60 ]
for name in good.png same.png photo.webp photo.avif wrong-type.png no-type b%C3%A4r%20%E7%86%8A.png drawing.svg \
	moved.png slow-start.png; do
	is "good" "$web/$name" '* img-*'
done
is "with query and fragment" "$web/1.png?size=large#top" '* img-*'
for name in cut-once broken-once busy-once; do
	is "tried again" $web/$name.png '* img-*'
done
# refused CODE TEXT NAME: the image is words, and the message tells why
refused() {
	code=$1 text=$2
	shift 2
	for url; do
		is "bad" "$url" '[a-z]* '
		check "$url: one message, '$text' [$code]" \
			[ "$(grep -F "'$url'" first.err | grep -cF "$text [$code]")" = 1 ]
	done
}
refused image-broken "is a web page, not an image" $web/page.png
refused image-broken "is empty" $web/empty.png
refused image-broken "is cut short" $web/cut-untold.png
refused image-fetch "the server answers 404" $web/missing.png
refused image-fetch "the server answers 403" $web/forbidden.png
refused image-fetch "the server answers 500" $web/always-500.png
refused image-fetch "it is moved again and again" $web/loop.png $web/long.png
refused image-fetch "it is moved to what is not on the web" $web/to-file.png $web/to-ftp.png
refused image-fetch "its address is a private one" $web/to-metadata.png $web/to-mapped.png \
	$web/to-zero.png
refused image-fetch "it is moved to an address with a password" $web/to-password.png
refused image-fetch "the server is too slow" $web/drip.png $web/silent.png
refused image-fetch "it is larger than 64 MB" $web/giant.png $web/giant-told.png
refused image-fetch "the server broke off" $web/cut.png
refused image-fetch "the server cannot prove who it is" $secure/good.png
refused image-fetch "no secure connection can be made" https://127.0.0.1:$http/good.png
refused image-fetch "the server does not answer" http://127.0.0.1:1/x.png
refused image-refused "has more than 200 million pixels" $web/wide.png
is "three thousand frames" $web/deep.gif 'converted *'
check "and told of" grep -qF "deep.gif' has more frames than octavo shows" first.err

check "a failing server is asked three times" [ "$(requests ' /always-500.png ')" = 3 ]
check "a missing file is asked for once" [ "$(requests ' /missing.png ')" = 1 ]
check "redirects are followed five times" [ "$(requests ' /loop.png ')" = 6 ]
check "the large picture, not the small one" [ "$(requests ' /10.png ')" = 0 ]
check "the small one when there is no large one" [ "$(requests ' /12.png ')" = 1 ]
check "octavo says who it is" [ "$(requests ' octavo/[0-9.]* ')" = "$(requests)" ]
check "no cookies, no passwords, no referrer" [ "$(requests PERSONAL)" = 0 ]
check "at most four at once" [ "$(node -e 'require("http").get(process.argv[1],
	r => r.on("data", d => console.log(d.toString())))' $web/most)" -le 5 ]

page "$book" bad.xhtml >bad
check "the words are in the placeholder" grep -q 'Picture missing.png stands here' bad
check "so is the link" grep -q "href=\"$web/missing.png\"" bad
page "$book" good.xhtml >good
check "no placeholder among the good ones" sh -c '! grep -q image-missing good'
check "scripts are gone from the drawing" sh -c \
	"! unzip -p '$book' 'EPUB/*.svg' | grep -q 'script\|onload\|127.0.0.1'"

# ---- the second run ----
cp "$book" first.epub
forget_requests
fetch blog
check "the second run asks nothing: $(cat server/log)" [ "$(requests)" = 0 ]
check "and makes the same book" cmp first.epub "$book"
check "with the same messages" cmp first.err err
run 0 build --no-cover blog -o "$book" --fetch --fetch-private --fetch-timeout 3 --jobs 1
check "on one thread too" cmp first.epub "$book"
run 0 build --no-cover blog -o second.epub
check "EPUBCheck has nothing to say" epubcheck first.epub second.epub

# ---- a spoiled cache ----
cp -r blog/good.md only-good.md
fetch only-good.md
cp "$book" good.epub
find "$XDG_CACHE_HOME/octavo/fetch/bodies" -type f -exec sh -c 'for f; do echo x >>"$f"; done' - {} +
fetch only-good.md
check "damaged bodies are loaded again" cmp good.epub "$book"
find "$XDG_CACHE_HOME/octavo/fetch/urls" -type f -exec sh -c 'for f; do head -c 40 "$f" >"$f.x"
	mv "$f.x" "$f"; done' - {} +
fetch only-good.md
check "and so is what records tell nothing of" cmp good.epub "$book"
forget_requests
fetch only-good.md
check "then all is as before" [ "$(requests)" = 0 ]
run 0 build --no-cover only-good.md -o "$book" --fetch --fetch-private --cache none
check "without a cache it is the same book" cmp good.epub "$book"

# ---- asking again ----
images tagged.md $web/tagged.png $web/missing.png
fetch tagged.md
cp "$book" tagged.epub
forget_requests
run 0 build --no-cover tagged.md -o "$book" --json --fetch --fetch-private --fetch-refresh
check "asked once more" [ "$(requests ' /tagged.png ')" = 1 ]
check "what failed is too" [ "$(requests ' /missing.png ')" = 1 ]
check "304: it is what it was" cmp tagged.epub "$book"

# ---- an interrupted run resumes ----
mkdir many
set --
i=0
while [ $i -lt 60 ]; do
	set -- "$@" "$web/slow/$i.png"
	i=$((i + 1))
done
images many/a.md "$@"
forget_requests
"$OCTAVO" build --no-cover many -o many.epub --fetch --fetch-private >/dev/null 2>&1 &
pid=$!
waited=0
while [ "$(requests)" -lt 20 ] && [ $waited -lt 100 ]; do
	sleep 0.1
	waited=$((waited + 1))
done
kill -INT $pid
wait $pid
check "interrupted" [ "$?" = 3 ]
check "no book" [ ! -e many.epub ]
before=$(requests)
fetch many
after=$(($(requests) - before))
check "$before requests, then $after: what was loaded stays" [ $((before + after)) -le 64 ]
check "and all is there in the end" [ "$(unzip -l "$book" | grep -c 'img-')" -ge 1 ]
check "nothing is missing" sh -c "! unzip -p '$book' EPUB/a.xhtml | grep -q image-missing"
finish
