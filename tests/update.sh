#!/bin/sh
# SPDX-License-Identifier: MIT
# Rewrites what tests/books expects, from the program in build/check. Review the diff afterwards.
set -eu
ROOT=$(cd "$(dirname "$0")/.." && pwd)
BUILD=${BUILD-$ROOT/build/check}
OCTAVO=$BUILD/octavo
export ROOT BUILD OCTAVO
for case in "$ROOT"/tests/books/*/; do
	sh "$ROOT/tests/books.sh" --update "$(basename "$case")"
done
