#!/bin/sh
# SPDX-License-Identifier: MIT
# Makes the pictures of README in samples/screenshots: pages of the samples as an e-reader of 600 x
# 800 pixels shows them, and a cover of each layout. Run samples/make.sh and tests/run.sh before.
set -eu
cd "$(dirname "$0")/.."
. .ci/packages.sh
need vips libvips-tools unzip unzip node nodejs chromium chromium \
	/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc fonts-noto-cjk
octavo=${OCTAVO-build/release/octavo}
out=samples/screenshots
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
shots=

# shot NAME BLOG FILE PAGE OPTION...: one page, in $tmp/NAME.png
shot() {
	name=$1 blog=$2 file=$3 number=$4
	shift 4
	"$octavo" build "samples/$blog" -o "$tmp/$name.epub" --quiet "$@"
	mkdir "$tmp/$name"
	unzip -q "$tmp/$name.epub" -d "$tmp/$name"
	shots="$shots $tmp/$name/EPUB/$file $number $tmp/$name.png"
}

# sheet NAME COLOURS PICTURE...: side by side, with a grey line around each
sheet() {
	name=$1 bits=$2
	shift 2
	list=
	count=$#
	for picture in "$@"; do
		vips gravity "$picture" "$tmp/framed-$(basename "$picture" .png).v" centre \
			"$(($(vipsheader -f width "$picture") + 4))" "$(($(vipsheader -f height "$picture") + 4))" \
			--extend background --background 170
		list="$list $tmp/framed-$(basename "$picture" .png).v"
	done
	vips arrayjoin "${list# }" "$tmp/$name.v" --across "$count" --shim 24 --background 255
	vips pngsave "$tmp/$name.v" "$out/$name.png" --palette --bitdepth "$bits" --compression 9 --strip
}

shot essay jekyll-en a-loaf-a-week.xhtml 1
shot blog jekyll-en a-loaf-a-week.xhtml 1 --theme blog
shot eink jekyll-en a-loaf-a-week.xhtml 2 --theme eink
shot contents hexo-zh nav.xhtml 1 --group category
shot page hexo-zh on-writing.xhtml 1
shot vertical hexo-zh old-things.xhtml 1 --vertical
# shellcheck disable=SC2086
node samples/screenshot.mjs 600 800 23 $shots
for name in essay blog eink contents page vertical; do
	vips colourspace "$tmp/$name.png" "$tmp/$name.v" b-w
	vips copy "$tmp/$name.v" "$tmp/$name.png"
done
sheet themes 4 "$tmp/essay.png" "$tmp/blog.png" "$tmp/eink.png"
sheet pages 4 "$tmp/contents.png" "$tmp/page.png" "$tmp/vertical.png"

covers=
for layout in classic band label stripe initial; do
	blog=hexo-zh
	[ $layout = classic ] || [ $layout = label ] || blog=jekyll-en
	"$octavo" build "samples/$blog" -o "$tmp/cover.epub" --quiet --cover-layout $layout
	unzip -p "$tmp/cover.epub" EPUB/cover.jpg >"$tmp/$layout.jpg"
	vipsthumbnail "$tmp/$layout.jpg" -s 360x576 -o "$tmp/$layout.png"
	covers="$covers $tmp/$layout.png"
done
# shellcheck disable=SC2086
sheet covers 8 $covers
du -bc "$out"/*.png | tail -n 1
