#!/bin/sh
# SPDX-License-Identifier: MIT
# octavo beside the floor (floor.c) and, where installed, pandoc and calibre, in one run on synthetic
# blogs: a table of CPU seconds, wall seconds, peak memory and growth, and a plot.
#
#   sh tests/bench/bench.sh [--readme] [--keep] [SIZE...]     default: 100 1000 10000 50000
#
#   --readme   writes the table between the two marks in README.md, and tests/bench/speed.svg
#   --keep     takes what pandoc and calibre needed from the run before: they are slow
#
# Needs ../shared/gen_blog.py with python3. Times on a shared machine are noisy: each program runs
# three times, in turns, and the least counts (pandoc and calibre run once). Read the ratios.
set -eu
cd "$(dirname "$0")/../.."
readme=
keep=
while :; do
	case ${1-} in
	--readme) readme=1 ;;
	--keep) keep=1 ;;
	*) break ;;
	esac
	shift
done
[ $# -gt 0 ] || set -- 100 1000 10000 50000
# shellcheck source=/dev/null
. .ci/packages.sh
need_to_build
need /usr/bin/time time python3 python3
generator=../shared/gen_blog.py
[ -e "$generator" ] || {
	echo "needs $generator" >&2
	exit 3
}
work=${TMPDIR:-/tmp}/octavo-bench
mkdir -p "$work"
cmake -S . -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release -DOCTAVO_TESTS=OFF >/dev/null
cmake --build build/release -- --quiet
octavo=$PWD/build/release/octavo
cc -O2 -o "$work/floor" tests/bench/floor.c -lcmark-gfm-extensions -lcmark-gfm -ldeflate

# The largest blog that each of the others is asked for: beyond it they take too long (calibre,
# which lays out one long text) or too much memory (pandoc, half a megabyte a post).
pandoc_most=10000
calibre_most=100

# timed KEY SIZE COMMAND...: "KEY SIZE CPU WALL MIB" as a line of $work/runs; the command's standard
# input is the list of posts
timed() {
	key=$1
	count=$2
	shift 2
	status=0
	/usr/bin/time -o "$work/time" -f '%U %S %e %M' "$@" <"$work/list" >/dev/null 2>"$work/err" ||
		status=$?
	[ $status -le 1 ] || {
		echo "$key, $count posts: exit $status: $(tail -n 1 "$work/err")" >&2
		return
	}
	tail -n 1 "$work/time" |
		awk -v key="$key" -v n="$count" '{ print key, n, $1 + $2, $3, $4 / 1024 }' >>"$work/runs"
}

# once KEY SIZE MOST COMMAND...: a slow program, where it is installed
once() {
	key=$1
	count=$2
	most=$3
	shift 3
	if [ "$count" -gt "$most" ] || ! command -v "$1" >/dev/null; then
		return
	fi
	if ! [ "$keep" ] || ! grep -q "^$key $count " "$work/slow"; then
		timed "$key" "$count" "$@"
		grep "^$key $count " "$work/runs" >>"$work/slow" || return 0
	fi
	grep "^$key $count " "$work/slow" | tail -n 1 >>"$work/runs"
}

touch "$work/slow"
: >"$work/runs"
for size in "$@"; do
	echo "$size posts ..." >&2
	blog=$work/blog-$size
	if ! [ -e "$blog.done" ]; then
		rm -rf "$blog"
		python3 "$generator" "$size" "$blog" >/dev/null
		touch "$blog.done"
	fi
	posts=$blog/source/_posts
	find "$posts" -name '*.md' | sort >"$work/list"
	xargs cat <"$work/list" >"$work/all.md" # all start with a warm cache
	for _ in 1 2 3; do
		timed floor "$size" "$work/floor" "$work/floor.out"
		timed octavo-1 "$size" "$octavo" build "$posts" -o "$work/book.epub" -j 1 -q
		timed octavo-2 "$size" "$octavo" build "$posts" -o "$work/book.epub" -j 2 -q
	done
	# shellcheck disable=SC2046
	once pandoc "$size" $pandoc_most pandoc -f gfm+footnotes --file-scope --toc \
		-o "$work/pandoc.epub" --metadata title=x $(cat "$work/list")
	once calibre "$size" $calibre_most ebook-convert "$work/all.md" "$work/calibre.epub" --title x
done

# the least of all tries, programs in the order they first ran
awk '{
	k = $1 " " $2
	if (!(k in cpu)) order[++n] = k
	if (!(k in cpu) || $3 < cpu[k]) cpu[k] = $3
	if (!(k in wall) || $4 < wall[k]) wall[k] = $4
	if (!(k in peak) || $5 < peak[k]) peak[k] = $5
} END {
	for (i = 1; i <= n; i++) print order[i], cpu[order[i]], wall[order[i]], peak[order[i]]
}' "$work/runs" | sort -k 2,2n -s >"$work/least"

table() {
	printf 'Measured on %s cores with %s, with warm caches and the cover drawn before; the least of three runs.\n\n' "$(nproc)" \
		"$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)"
	awk -f tests/bench/table.awk "$work/least"
}
if [ "$readme" ]; then
	table >"$work/table"
	awk -v table="$work/table" '
		/^<!-- \/bench -->/ { skip = 0; print "" }
		!skip { print }
		/^<!-- bench -->/ { print ""; while ((getline line <table) > 0) print line; skip = 1 }
	' README.md >"$work/README.md"
	cat "$work/README.md" >README.md
	awk -f tests/bench/plot.awk "$work/least" >tests/bench/speed.svg
	cat "$work/table"
else
	table
	awk -f tests/bench/plot.awk "$work/least" >"$work/speed.svg"
	echo "the plot: $work/speed.svg" >&2
fi
