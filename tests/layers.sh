#!/bin/sh
# SPDX-License-Identifier: MIT
# The layer rule: a folder includes only what stands to its left, the stages never one another, the
# command line nothing but octavo.h, and each foreign library is used in one place.
. "$(dirname "$0")/lib.sh"
cd "$ROOT/src" || exit 1

# allowed FOLDER "HEADER-FOLDERS": every project include of FOLDER comes from one of these
allowed() {
	folder=$1
	for file in "$folder"/*.[ch]; do
		[ -e "$file" ] || continue
		grep -n '^#include "' "$file" | while IFS= read -r line; do
			header=$(printf '%s\n' "$line" | sed 's/.*"\(.*\)".*/\1/')
			case $header in
			*/*) from=${header%%/*} ;;
			*) from=. ;;
			esac
			case " $2 " in
			*" $from "*) ;;
			*) echo "$file:${line%%:*}: $folder may not include \"$header\"" ;;
			esac
		done
	done
}

found=$(
	allowed base "base"
	allowed book "base book"
	allowed xhtml "base book xhtml"
	for stage in collect render media epub; do
		allowed "$stage" "base book xhtml $stage"
	done
	# "." is octavo.h and the folder's own cli.h
	allowed cli "."
	grep -n '#include "' cli/*.[ch] | grep -v '"octavo.h"\|"cli.h"' |
		sed 's/$/: cli includes octavo.h alone/'
)
[ -z "$found" ] || fail "$found"
checks=$((checks + 1))

# only WHERE HEADER-PATTERN
only() {
	checks=$((checks + 1))
	found=$(grep -rnE "#include <$2" --include='*.[ch]' . | grep -vE "^\./($1)")
	[ -z "$found" ] || fail "<$2> is included outside $1:
$found"
}
only 'render/markdown(_mem\.h|_tree\.[ch]|_parts\.c|\.c)' 'cmark'
only 'base/value_yaml\.c' 'yaml\.h'
only 'base/(uni|charset|collate)[a-z_]*\.c' 'unicode/'
only 'xhtml/' 'libxml/'
only 'epub/archive\.c|base/unzip\.c' 'zip\.h' # one writes, one reads
only 'epub/' 'libdeflate'
only 'media/' 'curl'
only 'media/(hb|font)\.[ch]' 'hb'
only 'media/' '(vips|pango|fontconfig)'

# a file of a stage in the wrong folder would not be seen above
checks=$((checks + 1))
unknown=$(find . -mindepth 1 -maxdepth 1 -type d |
	grep -vE '^\./(base|book|xhtml|collect|render|media|epub|cli)$')
[ -z "$unknown" ] || fail "a folder without a layer: $unknown"
finish
