#!/bin/sh
# SPDX-License-Identifier: MIT
# The public blogs in ../shared: exit 0, a chapter for every post, in the order of dates.
. "$(dirname "$0")/lib.sh"
[ -d "$SHARED/corpora" ] || {
	echo "no $SHARED/corpora here"
	exit 77
}

# blog FOLDER FILES-THAT-ARE-NO-POSTS (an extended regular expression)
blog() {
	folder=$SHARED/corpora/$1
	run 0 build "$folder" -o "$tmp/book.epub"
	run 0 plan "$folder" --json
	find "$folder" -name '*.md' -o -name '*.markdown' | grep -vE "$2" | sort >"$tmp/files"
	node -e '
		const plan = JSON.parse(require("fs").readFileSync(0, "utf8"));
		const posts = plan.items.filter(i => i.kind === "post");
		const dates = posts.map(p => p.date).filter(d => d !== "");
		for (let i = 1; i < dates.length; i++)
			if (dates[i] < dates[i - 1]) console.log("out of order: " + posts[i].source);
		require("fs").writeFileSync(process.argv[1], posts.map(p => p.source).sort().join("\n") + "\n");
	' "$tmp/sources" <"$tmp/out" >"$tmp/order"
	check "$1: $(head -n 3 "$tmp/order")" [ ! -s "$tmp/order" ]
	LC_ALL=C sort "$tmp/files" >"$tmp/files.sorted"
	LC_ALL=C sort "$tmp/sources" >"$tmp/sources.sorted"
	check "$1: posts differ from files" diff "$tmp/files.sorted" "$tmp/sources.sorted"
	chapters=$(unzip -p "$tmp/book.epub" EPUB/package.opf | grep -o '<itemref idref="c-' | wc -l)
	check "$1: $chapters chapters" [ "$chapters" = "$(wc -l <"$tmp/files")" ]
}
blog hexo-site/source/_posts '^$'
blog jekyll-onevcat/_posts '^$'
blog jekyll-karpathy/_posts '^$'
blog zola-rust/content '/(_index|latest)\.md$'
blog nextjs-overreacted/public '^$'
finish
