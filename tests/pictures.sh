#!/bin/sh
# SPDX-License-Identifier: MIT
# Every picture that a public blog has is in its book, once, and a reader shows it; pictures of
# kinds that readers do not know become such that all do.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1

# shown BOOK: how many pictures MuPDF draws on its pages
shown() {
	mutool draw -F trace "$1" 2>/dev/null | grep -c '<fill_image '
}

# ---- thirty of our own, WebP and AVIF ----
mkdir thirty
vips xyz xyz.v 240 160
vips extract_band xyz.v x.v 0
vips extract_band xyz.v y.v 1
vips linear y.v green.v 1.5 0 --uchar
printf -- '---\ntitle: Thirty slopes\ndate: 2024-01-01\n---\n' >thirty/post.md
i=0
while [ $i -lt 30 ]; do
	[ $((i % 2)) = 0 ] && ext=webp || ext=avif
	vips linear x.v red.v 1 $i --uchar
	vips invert red.v blue.v
	vips bandjoin "red.v green.v blue.v" all.v
	vips copy all.v thirty/$i.$ext --interpretation srgb
	printf '\n![Slope number %d](%d.%s)\n' $i $i $ext >>thirty/post.md
	i=$((i + 1))
done
check "thirty pictures were made" [ "$(find thirty -size +0 -name '*.*' | grep -c 'webp$\|avif$')" = 30 ]
run 0 build thirty -o thirty.epub --no-cover --json
check "built with libvips" grep -q '"action":"converted"' out
page thirty.epub package.opf >opf
check "thirty in the book" [ "$(grep -c 'media-type="image/\(jpeg\|png\)"' opf)" = 30 ]
check "and no other kind" [ "$(grep -c 'media-type="image/' opf)" = 30 ]
check "a reader that knows neither kind shows them" [ "$(shown thirty.epub)" = 30 ]

# ---- photographs of twelve megapixels: one more takes no more memory ----
vips gaussnoise noise.v 4000 3000 --sigma 12 --mean 0
vips xyz xyz.v 4000 3000
vips extract_band xyz.v x.v 0
vips linear x.v slope.v 0.05 20
vips add slope.v noise.v sum.v
vips linear sum.v grey.v 1 0 --uchar
vips bandjoin "grey.v grey.v grey.v" all.v
vips copy all.v rgb.v --interpretation srgb
vips jpegsave rgb.v lines.jpg --Q 90
vips jpegsave rgb.v passes.jpg --Q 90 --interlace
rm ./*.v
mkdir photos
printf -- '---\ntitle: Photographs\ndate: 2024-01-01\n---\n' >photos/post.md
i=0
while [ $i -lt 24 ]; do
	[ $((i % 2)) = 0 ] && from=lines.jpg || from=passes.jpg
	cp $from photos/$i.jpg
	printf '%s' $i >>photos/$i.jpg # other bytes: each is decoded
	printf '\n![Photograph number %d](%d.jpg)\n' $i $i >>photos/post.md
	i=$((i + 1))
done
check "24 photographs are made into a book" /usr/bin/time -o memory -f %M \
	"$OCTAVO" build photos -o photos.epub --no-cover --jobs 2 --cache none
kilobytes=$(tail -n 1 memory)
echo "24 photographs: $kilobytes KB"
check "$kilobytes KB of memory; 300,000 is the most" [ "$kilobytes" -lt 300000 ]
rm -r photos

# ---- the public blogs ----
[ -d "$SHARED/corpora" ] || {
	echo "no $SHARED/corpora here"
	finish
}
for blog in jekyll-onevcat jekyll-karpathy zola-rust nextjs-overreacted; do
	run 0 build "$SHARED/corpora/$blog" -o $blog.epub --no-cover --json
	mkdir $blog
	(cd $blog && unzip -q ../$blog.epub)
	node "$ROOT/tests/pictures.js" "$SHARED/corpora/$blog" out $blog >found
	check "$blog: $(head -n 5 found)" [ "$(wc -l <found)" = 1 ]
	echo "$blog: $(cat found)"
	check "$blog has pictures to look at" grep -q '^[1-9][0-9]* looked at' found
	check "$blog: MuPDF draws them" [ "$(shown $blog.epub)" -gt 0 ]
	rm -r $blog
done
finish
