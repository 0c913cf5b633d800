#!/bin/sh
# SPDX-License-Identifier: MIT
# Ace by DAISY finds nothing.
#   ace.sh own      the book with every construct, and one in another language
#   ace.sh shared   the seeds and jekyll-karpathy in ../shared (skipped without them)
. "$(dirname "$0")/lib.sh"
ace=$ROOT/tests/node_modules/.bin/ace-puppeteer
[ -e "$ace" ] || {
	echo "Ace is missing; sh tests/run.sh installs it" >&2
	exit 1
}
export PUPPETEER_EXECUTABLE_PATH="${PUPPETEER_EXECUTABLE_PATH-/usr/bin/chromium}"
cd "$tmp" || exit 1

# ace_finds BOOK: how many violations Ace lists, each on standard output before; 255 without report
ace_finds() {
	rm -rf report
	"$ace" -s -f -o report "$1" >ace.log 2>&1
	node -e '
		const report = JSON.parse(require("fs").readFileSync("report/report.json", "utf8"));
		let n = 0, documents = 0;
		for (const subject of report.assertions) {
			documents++;
			for (const a of subject.assertions) {
				n++;
				console.log(subject["earl:testSubject"].url + ": " + a["earl:test"]["dct:title"] +
					": " + (a["earl:result"]["html"] || a["earl:result"]["dct:description"] || "").slice(0, 200));
			}
		}
		if (documents < 3) process.exit(255);
		process.exit(Math.min(n, 254));' || return $?
}
judge() { # judge NAME ARGUMENT...
	name=$1
	shift
	run 0 build "$@" -o "$name.epub" --quiet
	ace_finds "$name.epub" >"$name.log"
	found=$?
	check "$name: Ace finds $found: $(head -n 8 "$name.log")" [ "$found" = 0 ]
}

case $1 in
own)
	judge markup "$ROOT/tests/books/markup/in"
	judge hexo-zh "$ROOT/samples/hexo-zh" --group category
	judge arabic "$ROOT/tests/books/arabic/in" --theme blog
	judge eink "$ROOT/tests/books/markup/in" --theme eink
	judge vertical "$ROOT/samples/hexo-zh" --vertical
	judge matter "$ROOT/samples/hexo-zh" --group year --afterword "$ROOT/README.md" --tag-index \
		--date-index --web-sources --linked-from --reading-time --certified-by "A tester"
	# the judge must be able to say no
	mkdir broken && (cd broken && unzip -q ../markup.epub &&
		sed -i 's/<h2[^>]*>/<h5>/; s/<\/h2>/<\/h5>/; s/aria-label="[^"]*"//' EPUB/everything.xhtml &&
		zip -qX0 ../broken.epub mimetype && zip -qXr ../broken.epub META-INF EPUB)
	ace_finds broken.epub >/dev/null
	found=$?
	check "Ace finds faults in a faulty book ($found)" [ "$found" -gt 0 -a "$found" -lt 255 ]
	;;
shared)
	[ -d "$SHARED/corpora" ] || {
		echo "no $SHARED/corpora here"
		exit 77
	}
	judge seeds "$SHARED/seeds"
	judge karpathy "$SHARED/corpora/jekyll-karpathy"
	;;
esac
finish
