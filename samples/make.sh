#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what octavo needs, builds it, and makes a book of each sample blog.
set -eu
cd "$(dirname "$0")/.."
. .ci/packages.sh

need_to_build
mkdir -p build
cmake -S . -B build/release -G Ninja -DCMAKE_BUILD_TYPE=Release -DOCTAVO_TESTS=OFF \
	>build/release.log 2>&1 || { cat build/release.log >&2; exit 3; }
cmake --build build/release -- --quiet

for blog in samples/*/; do
	name=$(basename "$blog")
	[ "$name" = screenshots ] && continue
	echo "== $name"
	build/release/octavo build "$blog" -o "build/$name.epub"
done
echo
echo "The books are in $(pwd)/build: open one in any e-reader."
echo "The program is $(pwd)/build/release/octavo; 'cmake --install build/release' installs it."
