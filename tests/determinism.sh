#!/bin/sh
# SPDX-License-Identifier: MIT
# The same bytes from one thread, from eight, and from a second run; messages too.
. "$(dirname "$0")/lib.sh"
for blog in "$ROOT"/samples/*/ "$ROOT"/tests/books/*/in "$SHARED"/seeds \
	"$SHARED"/corpora/*/; do
	[ -d "$blog" ] || continue
	case $blog in */screenshots/ | */wordpress-wxr/) continue ;; esac
	for jobs in 1 8 8; do
		run 0 build "$blog" -o "$tmp/book.epub" --jobs $jobs --verbose
		cp "$tmp/err" "$tmp/err.$jobs"
		if [ ! -e "$tmp/first.epub" ]; then
			mv "$tmp/book.epub" "$tmp/first.epub"
			mv "$tmp/err.$jobs" "$tmp/first.err"
			continue
		fi
		check "$blog: other bytes with --jobs $jobs" cmp "$tmp/first.epub" "$tmp/book.epub"
		check "$blog: other messages with --jobs $jobs" cmp "$tmp/first.err" "$tmp/err.$jobs"
	done
	rm -f "$tmp"/first.*
done
finish
