#!/bin/sh
# SPDX-License-Identifier: MIT
# The program and the library carry the usual defences of compiler and linker.
. "$(dirname "$0")/lib.sh"
if grep -q __asan_init "$OCTAVO" || grep -q __tsan_init "$OCTAVO"; then
	echo "sanitizers have defences of their own"
	exit 77
fi
has() { # has FILE WHAT READELF-OPTIONS PATTERN
	checks=$((checks + 1))
	# shellcheck disable=SC2086
	readelf -W $3 "$1" | grep -Eq -- "$4" || fail "$1: no $2"
}
lib=$BUILD/liboctavo.so
has "$OCTAVO" "position-independent code" -h 'Type: +DYN'
for file in "$OCTAVO" "$lib"; do
	has "$file" "read-only relocations" -l 'GNU_RELRO'
	has "$file" "binding at the start" -d 'BIND_NOW|FLAGS.* NOW'
	has "$file" "stack protector" --dyn-syms '__stack_chk_fail'
	has "$file" "checked string functions" --dyn-syms '__[a-z]+_chk'
	has "$file" "stack that is not executed" -l 'GNU_STACK.* RW '
	checks=$((checks + 1))
	! readelf -W -l "$file" | grep -Eq 'LOAD.* RWE' || fail "$file: code that can be written"
done
finish
