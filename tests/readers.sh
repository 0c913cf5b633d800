#!/bin/sh
# SPDX-License-Identifier: MIT
# Programs that read books open ours and show the cover, the contents and every post: MuPDF, calibre
# (which also makes a Kindle book of it) and epub.js in Chromium.
#   readers.sh own       a sample, in lines and in columns
#   readers.sh shared    the seeds in ../shared (skipped without them)
. "$(dirname "$0")/lib.sh"
for tool in mutool ebook-meta ebook-convert node; do
	command -v $tool >/dev/null || {
		echo "$tool is missing; sh tests/run.sh installs it" >&2
		exit 1
	}
done
export CALIBRE_CONFIG_DIRECTORY="$tmp/calibre" QTWEBENGINE_DISABLE_SANDBOX=1 QT_QPA_PLATFORM=offscreen

# titles FOLDER: the title of each post
titles() {
	sed -n 's/^title: *//p' "$1"/*.md | tr -d '"'
}

# flat FILE: its text on one line, without blanks, since programs break lines as they like
flat() {
	tr -d ' \n\r\t\014' <"$1"
}

# shows WHAT FILE: every title and every line of $sentences stands in it
shows() {
	flat "$2" >"$tmp/flat"
	titles "$posts" | cat - "$tmp/sentences" | while IFS= read -r line; do
		line=$(printf %s "$line" | tr -d ' ')
		grep -qF -- "$line" "$tmp/flat" || printf '%s\n' "$line"
	done >"$tmp/missing"
	check "$1 does not show: $(head -n 3 "$tmp/missing")" [ ! -s "$tmp/missing" ]
}

with_mupdf() {
	mutool draw -q -F txt -o "$tmp/mupdf.txt" "$1" 2>"$tmp/log" || fail "mutool: $(tail -n 3 "$tmp/log")"
	shows mutool "$tmp/mupdf.txt"
	# the first page is a picture: no letters, and not empty
	mutool draw -q -F png -r 72 -o "$tmp/first.png" "$1" 1 2>/dev/null
	check "mutool shows no cover" [ "$(wc -c <"$tmp/first.png")" -gt 5000 ]
	mutool draw -q -F txt "$1" 1 2>/dev/null | tr -d ' \n\f' >"$tmp/first.txt"
	check "mutool's first page has text" [ ! -s "$tmp/first.txt" ]
}

with_calibre() {
	ebook-meta --get-cover="$tmp/cover-calibre.jpg" "$1" >"$tmp/meta" 2>&1 || fail "ebook-meta"
	check "ebook-meta has no title: $(cat "$tmp/meta")" grep -qE "^Title *: $2\$" "$tmp/meta"
	page "$1" cover.jpg >"$tmp/cover.jpg"
	check "ebook-meta has no cover" [ "$(wc -c <"$tmp/cover-calibre.jpg")" -gt 20000 ]
	ebook-convert "$1" "$tmp/calibre.txt" >"$tmp/log" 2>&1 || fail "ebook-convert: $(tail -n 3 "$tmp/log")"
	shows ebook-convert "$tmp/calibre.txt"
	ebook-convert "$1" "$tmp/calibre.azw3" >"$tmp/log" 2>&1 || fail "ebook-convert: $(tail -n 3 "$tmp/log")"
	ebook-convert "$tmp/calibre.azw3" "$tmp/kindle.txt" >"$tmp/log" 2>&1 || fail "azw3: $(tail -n 3 "$tmp/log")"
	shows "the Kindle book" "$tmp/kindle.txt"
}

with_epubjs() { # with_epubjs BOOK WRITING-MODE TITLE...
	book=$1
	mode=$2
	shift 2
	node "$ROOT/tests/reader.mjs" "$book" >"$tmp/shown.json" 2>"$tmp/log" || {
		fail "epub.js: $(head -n 5 "$tmp/log")"
		return
	}
	node -e '
		const shown = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
		const bad = [...shown.errors];
		const say = (good, what) => good || bad.push(what);
		say(shown.coverUrl, "no cover image in the package");
		say(shown.cover && shown.cover[0] === 1600 && shown.cover[1] === 2560, "cover " + shown.cover);
		say(shown.cover && shown.cover[2] > 300 && shown.cover[2] <= 800, "cover is shown " + shown.cover);
		for (const p of shown.pages) {
			say(p.broken === 0, p.href + ": broken images");
			say(p.mode === process.argv[2], p.href + ": " + p.mode);
		}
		const titles = process.argv.slice(3);
		for (const t of titles) {
			say(shown.toc.includes(t), "not in the contents: " + t);
			say(shown.pages.some((p) => p.text.replace(/\s/g, "").startsWith(t.replace(/\s/g, ""))),
				"no page begins with: " + t);
		}
		say(titles.length > 1, "no titles");
		require("fs").writeFileSync(process.argv[1] + ".txt", shown.pages.map((p) => p.text).join("\n"));
		console.log(bad.join("\n"));
		process.exit(bad.length ? 1 : 0);' "$tmp/shown.json" "$mode" "$@" >"$tmp/log" || fail "epub.js: $(cat "$tmp/log")"
}

# judge TITLE BLOG OPTION...: with posts and $tmp/sentences set
judge() {
	title=$1
	shift
	run 0 build "$@" -o "$tmp/book.epub" --quiet
	with_mupdf "$tmp/book.epub"
	with_calibre "$tmp/book.epub" "$title"
	columns "$tmp/book.epub" horizontal-tb
}

# columns BOOK MODE: the titles go to epub.js one by one
columns() {
	book=$1
	mode=$2
	set --
	titles "$posts" >"$tmp/titles"
	while IFS= read -r line; do
		set -- "$@" "$line"
	done <"$tmp/titles"
	with_epubjs "$book" "$mode" "$@"
	checks=$((checks + 1))
	shows "epub.js" "$tmp/shown.json.txt"
}

case $1 in
own)
	posts=$ROOT/samples/hexo-zh/source/_posts
	grep -h '^[^-#>|!`{ ].*。$' "$posts"/*.md | grep -v '[*_`[(<“”:]' | head -n 6 >"$tmp/sentences"
	check "there are sentences to look for" [ -s "$tmp/sentences" ]
	judge 河边的房间 "$ROOT/samples/hexo-zh"
	run 0 build "$ROOT/samples/hexo-zh" --vertical -o "$tmp/book.epub" --quiet
	columns "$tmp/book.epub" vertical-rl
	# the judges must be able to say no
	echo 这句话不在书里。 >>"$tmp/sentences"
	before=$failures
	shows "a judge" "$tmp/shown.json.txt" 2>/dev/null
	[ "$failures" -gt "$before" ] && failures=$before || failures=$((failures + 1))
	;;
shared)
	[ -d "$SHARED/seeds" ] || {
		echo "no $SHARED/seeds here"
		exit 77
	}
	posts=$SHARED/seeds
	echo '愿你的心，永远被温暖与爱意轻轻包裹。' >"$tmp/sentences"
	judge 种子 "$SHARED/seeds" --title 种子 --author 作者
	;;
esac
finish
