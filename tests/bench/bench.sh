#!/bin/sh
# SPDX-License-Identifier: MIT
# octavo beside the floor (floor.c) and, where installed, pandoc and calibre, in one run on synthetic
# blogs. Writes a table of CPU seconds, wall seconds, peak memory and the ratio to the floor's CPU.
#
#   sh tests/bench/bench.sh [SIZE...]     default: 100 1000 10000
#
# Needs ../shared/gen_blog.py with python3. Times on a shared machine are noisy: read the ratios.
set -eu
cd "$(dirname "$0")/../.."
. .ci/packages.sh
need_to_build
need /usr/bin/time time python3 python3
generator=../shared/gen_blog.py
[ -e "$generator" ] || {
	echo "needs $generator" >&2
	exit 3
}
[ $# -gt 0 ] || set -- 100 1000 10000
work=${TMPDIR:-/tmp}/octavo-bench
mkdir -p "$work" build
cmake -S . -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release -DOCTAVO_TESTS=OFF >/dev/null
cmake --build build/release -- --quiet
cc -O2 -o "$work/floor" tests/bench/floor.c -lcmark-gfm-extensions -lcmark-gfm -ldeflate

# measure NAME COMMAND...: one row; the command's standard input is the list of posts
measure() {
	name=$1
	shift
	if ! /usr/bin/time -o "$work/time" -f '%U %S %e %M' "$@" <"$work/list" >/dev/null 2>"$work/err"; then
		printf '| %s | failed: %s |\n' "$name" "$(head -n 1 "$work/err")"
		return
	fi
	[ "$name" = floor ] && floor=$(awk '{print $1 + $2}' "$work/time")
	awk -v name="$name" -v floor="$floor" '{
		printf "| %s | %.2f | %.2f | %.0f | %.2f |\n", name, $1 + $2, $3, $4 / 1024, ($1 + $2) / floor
	}' "$work/time"
}

printf '%s cores, %s\n' "$(nproc)" "$(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo)"
for size in "$@"; do
	blog=$work/blog-$size
	[ -d "$blog" ] || python3 "$generator" "$size" "$blog" >/dev/null
	posts=$blog/source/_posts
	find "$posts" -name '*.md' | sort >"$work/list"
	cat "$posts"/* >/dev/null # all start with a warm cache
	printf '\n%s posts, %s\n\n' "$size" "$(du -sh "$posts" | cut -f 1)"
	printf '| program | CPU s | wall s | peak MiB | CPU / floor |\n|---|---|---|---|---|\n'
	measure floor "$work/floor" "$work/floor.out"
	measure 'octavo, 1 job' build/release/octavo build "$posts" -o "$work/book.epub" -j 1 -q
	measure 'octavo, 2 jobs' build/release/octavo build "$posts" -o "$work/book.epub" -j 2 -q
	if command -v pandoc >/dev/null && [ "$size" -le 1000 ]; then
		# shellcheck disable=SC2046
		measure pandoc pandoc -f gfm+footnotes --file-scope --toc -o "$work/pandoc.epub" \
			--metadata title=x $(cat "$work/list")
	fi
done
