#!/bin/sh
# SPDX-License-Identifier: MIT
# cppcheck finds nothing in src/. tests/cppcheck.cfg tells it which functions do not come back.
. "$(dirname "$0")/lib.sh"
command -v cppcheck >/dev/null || {
	echo "no cppcheck here"
	exit 77
}
cd "$ROOT" || exit 1
check "cppcheck" cppcheck -j "$(nproc)" --quiet --std=c11 --library=posix \
	--library=tests/cppcheck.cfg --enable=warning,performance,portability --inline-suppr \
	--suppress=missingIncludeSystem --suppress=readdirCalled --error-exitcode=1 \
	-Isrc -Iinclude -D_GNU_SOURCE -DOCTAVO_VERSION='"x"' -DOCTAVO_DATE='"x"' src
finish
