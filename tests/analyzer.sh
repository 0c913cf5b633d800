#!/bin/sh
# SPDX-License-Identifier: MIT
# gcc's own analyzer finds nothing in src/.
. "$(dirname "$0")/lib.sh"
command -v gcc >/dev/null || {
	echo "no gcc here"
	exit 77
}
analyze() { # analyze NAME CMAKE-ARGUMENT...
	name=$1
	shift
	cmake -S "$ROOT" -B "$tmp/$name" -G Ninja -DCMAKE_C_COMPILER=gcc -DCMAKE_C_FLAGS=-fanalyzer \
		-DOCTAVO_TESTS=OFF -DOCTAVO_WERROR=ON "$@" >"$tmp/log" 2>&1 &&
		cmake --build "$tmp/$name" --target octavo >"$tmp/log" 2>&1 && return
	grep -E '(warning|error): ' "$tmp/log" >&2
	return 1
}
check "gcc -fanalyzer" analyze all
finish
