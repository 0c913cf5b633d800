#!/bin/sh
# SPDX-License-Identifier: MIT
# One small blog, tests/books/CASE/in, becomes a book that must be, unpacked, what stands in want.
# Options stand in args, one a line. The date is fixed by SOURCE_DATE_EPOCH.
#   books.sh CASE          compares
#   books.sh --update CASE rewrites want (review the diff)
. "$(dirname "$0")/lib.sh"
update=
if [ "$1" = --update ]; then
	update=1
	shift
fi
case=$ROOT/tests/books/$1
export SOURCE_DATE_EPOCH=1767225600
set -- # options from args, one a line
if [ -f "$case/args" ]; then
	while IFS= read -r line; do
		[ -z "$line" ] || set -- "$@" "$line"
	done <"$case/args"
fi
case $* in
*--cover*) ;;
*) set -- --no-cover "$@" ;; # a drawn one depends on the fonts of this computer
esac
cd "$case" || exit 1
run 0 build "$@" in -o "$tmp/book.epub"
mkdir "$tmp/got"
unzip -q "$tmp/book.epub" -d "$tmp/got"
cp "$tmp/err" "$tmp/got/messages.txt"
rm "$tmp/got/EPUB/style.css" # has a test of its own, unit/epub_css
if [ -n "$update" ]; then
	[ "$failures" = 0 ] || exit 1
	rm -rf "$case/want"
	cp -r "$tmp/got" "$case/want"
	exit 0
fi
check "the book differs from $case/want (tests/update.sh rewrites it)" \
	diff -ru "$case/want" "$tmp/got"
finish
