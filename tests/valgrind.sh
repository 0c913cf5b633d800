#!/bin/sh
# SPDX-License-Identifier: MIT
# Every small blog once under valgrind: no invalid access, no uninitialised value, nothing leaked.
. "$(dirname "$0")/lib.sh"
memcheck() { # memcheck EXPECTED-EXIT ARGUMENT...
	expected=$1
	shift
	valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect \
		"$OCTAVO" "$@" >"$tmp/out" 2>"$tmp/err"
	status=$?
	check "octavo $*: exit $status: $(grep -m 5 '^==' "$tmp/err")" [ "$status" = "$expected" ]
}
# No cover is drawn: Fontconfig, Pango and GLib keep what they made. unit/media_cover draws, under
# AddressSanitizer.
for blog in "$ROOT"/tests/books/*/in "$ROOT"/samples/*/; do
	case $blog in */screenshots/) continue ;; esac
	memcheck 0 build "$blog" -o "$tmp/book.epub" --jobs 2 --group category --toc-depth 5 --no-cover
done
memcheck 0 plan "$ROOT/samples/hexo-zh" --group month --order title --json
mkdir "$tmp/blog"
cp "$ROOT"/samples/jekyll-en/_posts/* "$tmp/blog"
memcheck 0 init "$tmp/blog"
memcheck 0 build "$tmp/blog" -o "$tmp/book.epub" --no-cover
memcheck 0 build "$ROOT/tests/books/cover/in" -o "$tmp/book.epub" # a picture of its own
memcheck 3 build "$tmp/nothing" -o "$tmp/book.epub"
memcheck 3 build "$tmp/blog" -o "$tmp/no/such/folder/book.epub" --no-cover
memcheck 2 build --no-such-option "$tmp/blog"
memcheck 0 explain
finish
