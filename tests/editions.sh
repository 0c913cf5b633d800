#!/bin/sh
# SPDX-License-Identifier: MIT
# Two editions of one blog, a year apart: the second has the first one's identifier, file names,
# manifest ids and ids within pages, so that a reader's place and notes survive.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1

note='A claim.[^1]

## A heading

More, with [a link](2023-05-02-rain.md#a-heading).

[^1]: A note.'
post blog/_posts/2023-05-01-tea.md "Tea" 2023-05-01 "$note"
post blog/_posts/2023-05-02-rain.md "Rain" 2023-05-02 "$note"
post blog/_posts/2023-06-01-rain.md "Rain again" 2023-06-01 "$note" # the same name
post blog/_posts/2023-06-02-旧物.md "旧物" 2023-06-02 "正文。" # none that a file can have
post blog/_posts/2023-07-01-cover.md "Cover" 2023-07-01 "A name that octavo takes." "$note"
post blog/_posts/notes/untitled.md "" "" "$note"
sed -i 's/^date: 2023-05-01/&\ntags: [tea, "热 水"]\ncategories: [生活]/' blog/_posts/2023-05-01-tea.md
sed -i 's/^date: 2023-06-02/&\ncategories: [旅行]/' blog/_posts/2023-06-02-旧物.md
printf 'title: River Letters\nurl: https://river.example\nauthor: Mira Lind\n' >blog/_config.yml

# edition NAME OPTION...: the book, unpacked in NAME
edition() {
	name=$1
	shift
	run 0 build blog -q "$@" -o "$name.epub"
	rm -rf "$name"
	mkdir "$name"
	unzip -q "$name.epub" -d "$name"
}
identity() { # identity FOLDER: what names the book
	grep -o '<dc:identifier[^<]*' "$1/EPUB/package.opf"
}
items() { # items FOLDER: id and file of each page
	grep -o '<item id="[^"]*" href="[^"]*"' "$1/EPUB/package.opf" | sort
}
ids() { # ids FILE
	grep -o ' id="[^"]*"' "$1" | sort
}

for options in "" "--group year" "--group category" "--group tag"; do
	rm -f blog/_posts/2024-* blog/_posts/2025-*
	# shellcheck disable=SC2086
	edition first $options
	# a year later: new posts, one with an old name, one with an old title, a new category
	post blog/_posts/2024-02-01-rain.md "Rain" 2024-02-01 "$note"
	post blog/_posts/2024-03-01-新.md "新" 2024-03-01 "正文。"
	post blog/_posts/2025-01-01-tea-again.md "Tea" 2025-01-01 "See [tea](2023-05-01-tea.md)." "$note"
	sed -i 's/^date: 2024-03-01/&\ncategories: [新的, 生活]\ntags: [new]/' blog/_posts/2024-03-01-新.md
	# shellcheck disable=SC2086
	edition second $options
	check "the identifier is the same ($options)" [ "$(identity first)" = "$(identity second)" ]
	check "there is one" [ -n "$(identity first)" ]
	items first >a
	items second >b
	check "every file and id of the first edition is in the second ($options)" \
		[ -z "$(comm -23 a b)" ]
	check "the second has more" [ "$(wc -l <b)" -gt "$(wc -l <a)" ]
	for page in tea rain cover; do
		file=$(cd first/EPUB && ls | grep "^$page.*\.xhtml$" | head -n 1)
		check "$file has the same bytes ($options)" cmp "first/EPUB/$file" "second/EPUB/$file"
	done
	for file in first/EPUB/*.xhtml; do
		page=${file##*/}
		ids "$file" >a
		ids "second/EPUB/$page" >b
		check "ids in $page ($options)" [ -z "$(comm -23 a b 2>/dev/null)" ]
	done
	check "dcterms:modified moves on" sh -c \
		'[ "$(grep dcterms:modified first/EPUB/package.opf)" != "$(grep dcterms:modified second/EPUB/package.opf)" ]'
done
finish
