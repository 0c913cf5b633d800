#!/bin/sh
# SPDX-License-Identifier: MIT
# What users build has no warning either, which gcc sees more of at -O3, and makes the same books.
. "$(dirname "$0")/lib.sh"
release() {
	cmake -S "$ROOT" -B "$tmp/made" -G Ninja -DCMAKE_BUILD_TYPE=Release -DOCTAVO_TESTS=OFF \
		-DOCTAVO_WERROR=ON >"$tmp/log" 2>&1 &&
		cmake --build "$tmp/made" --target octavo >"$tmp/log" 2>&1 && return
	grep -E '(warning|error): ' "$tmp/log" >&2
	return 1
}
check "a Release build" release
for blog in hexo-zh hugo jekyll-en wordpress; do
	check "$blog" "$OCTAVO" build "$ROOT/samples/$blog" -q -o "$tmp/a.epub"
	check "$blog, Release" "$tmp/made/octavo" build "$ROOT/samples/$blog" -q -o "$tmp/b.epub"
	check "the same book" cmp "$tmp/a.epub" "$tmp/b.epub"
done
finish
