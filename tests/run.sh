#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what the tests need, builds, and runs all of them.
#
#   sh tests/run.sh           the whole suite, once
#   sh tests/run.sh --all     under AddressSanitizer + UBSan and ThreadSanitizer first (CI does this)
#   sh tests/run.sh -L unit   further arguments go to ctest
set -eu
cd "$(dirname "$0")/.."
. .ci/packages.sh

all=
if [ "${1-}" = --all ]; then
	all=1
	shift
fi

need_to_build
need cmocka.pc libcmocka-dev unzip unzip zip zip xmllint libxml2-utils valgrind valgrind \
	c++ g++ javac openjdk-17-jdk-headless node nodejs npm npm chromium chromium mutool mupdf-tools \
	ebook-meta calibre python3 python3 \
	vips libvips-tools /usr/bin/time time clang-format clang-format cppcheck cppcheck clang-tidy clang-tidy mandoc mandoc zsh zsh fish fish git git \
	/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-noto-cjk

# EPUBCheck, Ace and epub.js, pinned in package-lock.json; no install scripts are run
stamp=tests/node_modules/.octavo-stamp
if ! cmp -s tests/package-lock.json "$stamp" 2>/dev/null; then
	echo "installing EPUBCheck, Ace and epub.js"
	(cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
	cp tests/package-lock.json "$stamp"
fi

# build NAME CMAKE-ARGUMENT...
build() {
	name=$1
	shift
	cmake -S . -B "build/$name" -G Ninja -DOCTAVO_WERROR=ON "$@" >build-"$name".log 2>&1 ||
		{ cat build-"$name".log >&2; rm -f build-"$name".log; exit 3; }
	rm -f build-"$name".log
	cmake --build "build/$name" -- --quiet
}

jobs=$(nproc)
if [ -n "$all" ]; then
	# Sanitizers first, so that the summary that ends the run is the whole suite's
	build asan -DOCTAVO_SANITIZE=address,undefined
	ctest --test-dir build/asan -L sanitized -j "$jobs" --output-on-failure "$@"
	build tsan -DOCTAVO_SANITIZE=thread
	ctest --test-dir build/tsan -L threads -j 1 --output-on-failure "$@"
fi
build check
ctest --test-dir build/check -j "$jobs" --output-on-failure "$@"
