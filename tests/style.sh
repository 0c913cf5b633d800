#!/bin/sh
# SPDX-License-Identifier: MIT
# The house style: layout by clang-format, no file past 800 lines, no function of the C library
# that cannot be used safely, a licence line in every file.
. "$(dirname "$0")/lib.sh"
cd "$ROOT" || exit 1
files=$(git ls-files -co --exclude-standard 'src/*.[ch]' 'include/*.h' 'tests/*.c' 'tests/*.h')
check "there are files to look at" [ -n "$files" ]

# shellcheck disable=SC2086
check "clang-format would change files" clang-format --dry-run --Werror $files

for file in $files src/base/diag.def src/book/option.def; do
	lines=$(wc -l <"$file")
	check "$file has $lines lines; 800 is the most" [ "$lines" -le 800 ]
	check "$file has no SPDX line" grep -q 'SPDX-License-Identifier: MIT' "$file"
done

# what a fuzzer or a build leaves at the top is not the project's
stray=$(git ls-files -z | tr '\0' '\n' | cut -d/ -f1 | sort -u | grep -vxE 'src|include|templates|styles|tests|samples|\.ci|\.clang-(format|tidy)|\.git(ignore|attributes)|CMake(Lists\.txt|Presets\.json)|(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md|LICENSE')
check "at the top stands: $stray" [ -z "$stray" ]

# shellcheck disable=SC2086
banned=$(grep -nE '\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|sscanf|gets|gmtime|localtime|mktemp)\(' $files)
check "banned functions: $banned" [ -z "$banned" ]
# shellcheck disable=SC2086
environment=$(grep -n 'getenv(' $files | grep -v '^src/cli/\|^tests/')
check "getenv outside the command line: $environment" [ -z "$environment" ]
finish
