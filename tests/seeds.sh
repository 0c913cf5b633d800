#!/bin/sh
# SPDX-License-Identifier: MIT
# The two posts octavo began with must always make a perfect book.
. "$(dirname "$0")/lib.sh"
[ -d "$SHARED/seeds" ] || {
	echo "no $SHARED/seeds here"
	exit 77
}
book=$tmp/essays.epub
run 0 build "$SHARED/seeds" -o "$book"
check "there is nothing to say" [ ! -s "$tmp/err" ]

# two chapters, oldest first
page "$book" package.opf >"$tmp/opf"
chapters=$(grep -o '<itemref idref="c-[^"]*"' "$tmp/opf" | grep -o 'c-[^"]*' | tr '\n' ' ')
check "chapters are '$chapters'" [ "$chapters" = "c-yilian c-shiluo " ]

# every section heading of both posts stands in the nav, under its post
page "$book" nav.xhtml >"$tmp/nav"
for post in yilian shiluo; do
	grep -h '^##' "$SHARED/seeds/"*"$post.md" | sed 's/^#* *//' | while IFS= read -r heading; do
		grep -q "<a href=\"$post.xhtml#[^\"]*\">$heading</a>" "$tmp/nav" || echo "$heading"
	done >"$tmp/missing"
	check "headings of $post missing from the nav: $(cat "$tmp/missing")" [ ! -s "$tmp/missing" ]
done

# the last sentence of the October 15 post is a paragraph, with a rule after it
page "$book" yilian.xhtml >"$tmp/page"
check "the last sentence is a paragraph" grep -q '<p>愿你的心，永远被温暖与爱意轻轻包裹。</p>' "$tmp/page"
check "and no heading" sh -c "! grep -q '<h[1-6][^>]*>愿你的心' '$tmp/page'"

# categories nest
run 0 plan "$SHARED/seeds" --group category
for part in 情感生活 心理成长 心灵札记 生活感悟; do
	prints "$part"
done
run 0 build "$SHARED/seeds" --group category -o "$book"
page "$book" nav.xhtml | tr -d '\n' >"$tmp/nav"
for pair in '情感生活</a> *<ol> *<li[^>]*> *<a [^>]*>心理成长' '心灵札记</a> *<ol> *<li[^>]*> *<a [^>]*>生活感悟'; do
	check "parts nest: $pair" grep -qE "$pair" "$tmp/nav"
done
finish
