#!/bin/sh
# SPDX-License-Identifier: MIT
# Which lines of src/ the tests run: builds in build/coverage with gcov, runs the tests that make
# books and those of units (or: sh tests/coverage.sh CTEST-ARGUMENT...), and prints a table of files
# with the lines that none has run. 20 minutes of one processor.
set -eu
cd "$(dirname "$0")/.."
. .ci/packages.sh
need_to_build
need cmocka.pc libcmocka-dev gcovr gcovr
out=build/coverage
# threads count too: only atomic counters are right
cmake -S . -B $out -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=gcc -DOCTAVO_HARDEN=OFF \
	-DCMAKE_C_FLAGS="--coverage -fprofile-update=atomic" >/dev/null
cmake --build $out -- --quiet
find $out -name '*.gcda' -delete
[ $# -gt 0 ] || set -- -LE '^(epubcheck|ace|readers|valgrind|faults|house)$' -j "$(nproc)"
ctest --test-dir $out --output-on-failure "$@" || true
gcovr --root . --object-directory $out --filter src/ --sort-percentage
