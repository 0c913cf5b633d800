#!/bin/sh
# SPDX-License-Identifier: MIT
# EPUBCheck at USAGE level over every book the tests make: not one message of any kind.
#   epubcheck.sh own       the books of tests/books, the samples, odd options
#   epubcheck.sh shared    the seeds and the public blogs in ../shared (skipped without them)
. "$(dirname "$0")/lib.sh"
make_book() { # make_book NAME ARGUMENT...
	name=$1
	shift
	run 0 build "$@" -o "$tmp/$name.epub" --quiet
}

case $1 in
own)
	for case in "$ROOT"/tests/books/*/; do
		name=$(basename "$case")
		set --
		if [ -f "$case/args" ]; then
			while IFS= read -r line; do
				[ -z "$line" ] || set -- "$@" "$line"
			done <"$case/args"
		fi
		cd "$case" && make_book "book-$name" "$@" in
	done
	make_book matter "$ROOT/samples/jekyll-en" --group year --afterword "$ROOT/README.md" \
		--tag-index --date-index --web-sources --linked-from --reading-time --post-image --series Almanac \
		--series-index 2 --contributor "edt:Ann Lee" --author-sort "Hale, M." \
		--certified-by "Ann Lee" --wcag 2.2-AAA
	make_book bare "$ROOT/samples/jekyll-en" --group year --no-title-page --no-contents-page \
		--no-part-pages --no-colophon --no-cover
	for blog in "$ROOT"/samples/*/; do
		name=$(basename "$blog")
		[ "$name" = screenshots ] || make_book "sample-$name" "$blog"
	done
	for theme in blog eink; do
		make_book "theme-$theme" "$ROOT/tests/books/markup/in" --theme $theme
		make_book "rtl-$theme" "$ROOT/tests/books/arabic/in" --theme $theme
	done
	for layout in band label stripe initial; do
		make_book "cover-$layout" "$ROOT/samples/hexo-zh" --vertical --cover-layout $layout --theme eink
	done
	font=/usr/share/fonts/opentype/noto/NotoSerifCJK
	make_book fonts "$ROOT/samples/hexo-zh" --font $font-Regular.ttc --font $font-Bold.ttc
	cd "$tmp" || exit 1
	# the judge must be able to say no
	mkdir broken && (cd broken && unzip -q "$(ls "$tmp"/*.epub | head -n 1)" &&
		sed -i 's/<h1/<h7/' EPUB/*.xhtml && zip -qX0 ../broken.zip mimetype &&
		zip -qXr ../broken.zip META-INF EPUB)
	if epubcheck broken.zip >"$tmp/judge"; then
		fail "EPUBCheck let a broken book pass"
	fi
	;;
shared)
	[ -d "$SHARED/corpora" ] || {
		echo "no $SHARED/corpora here"
		exit 77
	}
	make_book seeds "$SHARED/seeds"
	for group in year month category tag; do
		make_book "seeds-$group" "$SHARED/seeds" --group "$group" --toc-depth 3
	done
	for theme in blog eink; do
		make_book "seeds-$theme" "$SHARED/seeds" --theme $theme
		make_book "seeds-$theme-vertical" "$SHARED/seeds" --theme $theme --vertical
	done
	make_book hexo "$SHARED/corpora/hexo-site/source/_posts"
	make_book onevcat "$SHARED/corpora/jekyll-onevcat/_posts"
	make_book karpathy "$SHARED/corpora/jekyll-karpathy/_posts"
	make_book zola "$SHARED/corpora/zola-rust/content"
	make_book overreacted "$SHARED/corpora/nextjs-overreacted/public"
	for site in hexo-site jekyll-onevcat jekyll-karpathy zola-rust nextjs-overreacted; do
		make_book "site-$site" "$SHARED/corpora/$site"
	done
	;;
esac
checks=$((checks + 1))
epubcheck "$tmp"/*.epub >"$tmp/report" || fail "EPUBCheck has messages"
cat "$tmp/report"
finish
