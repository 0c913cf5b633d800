#!/bin/sh
# SPDX-License-Identifier: MIT
# Blogs made to break a reader of blogs: depth, width, length, number. Each becomes a book whose
# every file is well-formed, and one sixteen times as large takes under 64 times the CPU of the
# smaller one in the same run: linear time is 16, a square 256, and a busy machine lies between.
#
#   sh hostile.sh keep FOLDER   leaves the books there, to be looked at with EPUBCheck
. "$(dirname "$0")/lib.sh"
keep=
[ "${1-}" != keep ] || keep=$2
cd "$tmp" || exit 1

# ---- makers: each writes N of something to its standard output ----
rep() { # rep N TEXT: all on one line
	yes -- "$2" | head -n "$1" | tr -d '\n'
	echo
}
lines() { # lines N AWK-EXPRESSION of i
	awk -v n="$1" "BEGIN { for (i = 1; i <= n; i++) print $2 }"
}
bytes() { # bytes N TEXT: N bytes of it on one line
	yes -- "$2" | tr -d '\n' | head -c "$1"
	echo
}

# CPU seconds of all children so far, in $now; times must not run in a subshell. The system's share
# is left out: how long pages take to be given is the machine's affair.
cpu() {
	times >cpu
	now=$(tail -n 1 cpu | tr 'ms' '  ' | awk '{ print $1 * 60 + $2 }')
}

well_formed() { # well_formed BOOK: every XHTML, OPF and NCX in it
	rm -rf opened && mkdir opened && unzip -qq "$1" -d opened || return 1
	find opened -name '*.xhtml' -o -name '*.opf' -o -name '*.ncx' >files
	[ -s files ] && xargs -d '\n' xmllint --huge --noout <files 2>xml.err || {
		head -n 3 xml.err >&2
		return 1
	}
}

# measure NAME FOLDER: builds it into NAME.epub; the CPU time stands in $took
measure() {
	cpu
	before=$now
	run 0 build "$2" -o "$1.epub" -q
	cpu
	took=$(awk -v a="$before" -v b="$now" 'BEGIN { print b - a }')
}

# sanitizers slow it down by ten, and look for something else
small=1
if grep -q __asan_init "$OCTAVO"; then small=10; fi

# grows NAME N COMMAND...: COMMAND n writes the body of a post; n = N / 4 and 4 N
grows() {
	name=$1
	n=$(($2 / small / 4))
	shift 2
	for size in "$n" $((16 * n)); do
		rm -rf blog && mkdir blog
		printf -- '---\ntitle: %s\ndate: 2024-01-01\n---\n\n' "$name" >blog/post.md
		"$@" "$size" >>blog/post.md
		measure "$name" blog
		[ "$size" = "$n" ] && first=$took
	done
	echo "$name: $first s, then $took s, $(wc -c <blog/post.md) bytes of post"
	check "$name: $first s for $n, $took s for sixteen times as much" is_linear "$first" "$took"
	check "$name.epub is well-formed" well_formed "$name.epub"
	if [ -n "$keep" ]; then mv "$name.epub" "$keep"; else rm "$name.epub"; fi
}

# is_linear FIRST SECOND: what takes next to no time tells nothing
is_linear() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(b <= 64 * (a > 0.05 ? a : 0.05)) }'; }

# ---- depth ----
deep_quotes() { rep "$1" '>'; echo text; }
deep_brackets() { rep "$1" '['; echo text; rep "$1" ']'; }
deep_images() { rep "$1" '!['; echo text; rep "$1" '](a)'; }
deep_stars() { rep "$1" '*a '; }
deep_em() { rep "$1" '*a **b '; echo; rep "$1" '**'; }
deep_div() { rep "$1" '<div>'; echo text; }
deep_bold() { rep "$1" '<b>'; echo text; rep "$1" '</b>'; }
deep_mixed() { rep "$1" '<b><p><i><div><a href="https://a.example/">'; echo text; }
deep_html_lists() { rep "$1" '<ul><li>'; echo text; }
deep_html_dl() { rep "$1" '<dl><dt>a<dd>'; echo text; }
deep_tables() { rep "$1" '<table><tr><td>'; echo text; }
deep_tables_bare() { rep "$1" '<table>'; echo text; }
deep_svg() { rep "$1" '<svg><g>'; echo text; }
deep_math() { rep "$1" '<math><mrow>'; echo text; }
deep_details() { rep "$1" '<details><summary>'; echo text; }
deep_ruby() { rep "$1" '<ruby>a<rt>'; echo text; }
deep_blank_tags() { rep "$1" '<div'; echo text; }
deep_lists() { rep "$1" '- '; echo text; }
deep_ordered() { rep "$1" '1. '; echo text; }
deep_indented() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "%*s- x\n", 2 * i, "" }'; }
deep_notes() { rep "$1" '^['; echo text; rep "$1" ']'; }
deep_tags() { rep "$1" '{% raw %}{{'; echo text; }
for kind in quotes brackets images stars em div bold mixed html_lists html_dl tables tables_bare \
	svg math details ruby blank_tags lists ordered notes tags; do
	grows deep_$kind 10000 deep_$kind
done
grows deep_indented 500 deep_indented # its size is the square of its depth

# ---- one line ----
line_of() { bytes "$2" "$1"; }
mega=2500000
grows line_text $mega line_of 'word '
grows line_cjk $mega line_of '很长的一行，'
grows line_star $mega line_of '*a '
grows line_stars $mega line_of '**'
grows line_under $mega line_of '_a_ '
grows line_tick $mega line_of '`'
grows line_ticks $mega line_of '` `` '
grows line_bracket $mega line_of '['
grows line_brackets $mega line_of '[a]'
grows line_close $mega line_of ']'
grows line_less $mega line_of '<'
grows line_tag $mega line_of '<b'
grows line_comment $mega line_of '<!--'
grows line_and $mega line_of '&'
grows line_entity $mega line_of '&#'
grows line_pipe $mega line_of '|'
grows line_dollar $mega line_of '$a'
grows line_dollars $mega line_of '$$'
grows line_tilde $mega line_of '~~a'
grows line_colon $mega line_of ':a:'
grows line_www $mega line_of 'www.'
grows line_url $mega line_of 'http://a'
grows line_mail $mega line_of 'a@b'
grows line_brace $mega line_of '{%'
grows line_braces $mega line_of '{{'
grows line_ial $mega line_of '{:'
grows line_ruby $mega line_of '{漢|'
grows line_caret $mega line_of '^['
grows line_note $mega line_of '[^a'
grows line_bang $mega line_of '!['
grows line_backslash $mega line_of '\('
grows line_hash $mega line_of '#'
grows line_blank $mega line_of ' 	'
grows line_nul $mega line_of '�'
grows lines_blank $mega rep

# ---- number ----
links() { lines "$1" '"[link " i "](https://example.org/" i ")"'; }
links_same() { lines "$1" '"[a](#a) <b@c.example>"'; }
references() { lines "$1" '"[" i "]: /u" i'; lines "$1" '"[" i "]"'; }
reference_lost() { lines "$1" '"[a][" i "]"'; }
headings_equal() { lines "$1" '"# Same\n"'; }
headings_deep() { lines "$1" '"###### Deep\n\n# Up\n"'; }
ids_equal() { lines "$1" '"<p id=\"a\">x</p>"'; }
footnotes() { lines "$1" '"x[^" i "]"'; echo; lines "$1" '"[^" i "]: note " i "\n"'; }
footnote_once() { lines "$1" '"x[^a]"'; echo; echo '[^a]: note'; }
footnotes_nested() { lines "$1" '"[^" i "]: see [^" i + 1 "]\n"'; echo 'x[^1]'; }
footnotes_inline() { lines "$1" '"x^[note *" i "*]"'; }
unclosed_p() { lines "$1" '"<p>a"'; }
unclosed_b() { lines "$1" '"<p><b>a"'; }
unclosed_a() { lines "$1" '"<a href=x>a"'; }
closes() { lines "$1" '"</p></div></b>"'; }
attribute_long() { printf '<p title="'; bytes "$1" 'long & '; echo '">x</p>'; }
class_long() { printf '<p class="'; bytes "$1" 'c '; echo '">x</p>'; }
style_long() { printf '<p style="'; bytes "$1" 'color:red;'; echo '">x</p>'; }
url_long() { printf '[x](https://example.org/'; bytes "$1" 'a%20' | tr -d '\n'; echo ')'; }
attributes() { printf '<p '; awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "a%d=b ", i }'; echo '>x</p>'; }
attributes_same() { printf '<p '; rep "$1" 'id=b ' | tr -d '\n'; echo '>x</p>'; }
columns() { rep "$1" '| a ' ; rep "$1" '|---'; rep "$1" '| b '; }
rows() { echo '| a | b |'; echo '|---|---|'; lines "$1" '"| " i " | x |"'; }
rows_html() { echo '<table>'; lines "$1" '"<tr><td>" i'; }
cells_loose() { echo '<table>'; lines "$1" '"<td>" i'; }
texts_loose() { echo '<table>'; lines "$1" '"text<tr>" i'; }
items() { lines "$1" '"- item"'; }
items_stray() { lines "$1" '"<li>a<dd>b"'; }
tasks() { lines "$1" '"- [x] done"'; }
quotes() { lines "$1" '"> a\n"'; }
images() { lines "$1" '"![alt " i "](a" i ".png)"'; }
images_in_one() { printf '<p>'; rep "$1" '<img src=a.png>'; }
captions() { printf '<figure>'; rep "$1" '<figcaption>a</figcaption><img src=a.png>'; }
iframes() { lines "$1" '"<iframe src=\"https://www.youtube.com/embed/" i "\"></iframe>"'; }
drawings() { lines "$1" '"<svg><g id=a><use href=#a /></g></svg>"'; }
formulas() { lines "$1" '"<math><mfrac><mi>x</mi><mn>1</mn></mfrac></math>"'; }
codes() { lines "$1" '"```c\nint x;\n```\n"'; }
code_open() { lines "$1" '"```"'; echo '~~~'; }
html_blocks() { lines "$1" '"<div>\n\n*a*\n"'; }
comments() { lines "$1" '"a<!-- c -->b"'; }
terms() { lines "$1" '"term\n: meaning\n"'; }
math_blocks() { lines "$1" '"$$\nx^2\n$$\n"'; }
tags_liquid() { lines "$1" '"{% if a %}{{ x }}{% endif %}"'; }
tags_open() { lines "$1" '"{% highlight c %}"'; }
shortcodes() { lines "$1" '"{{< note >}}a{{< /note >}}"'; }
alerts() { lines "$1" '"> [!NOTE]\n> a\n"'; }
grows links 25000 links
grows links_same 10000 links_same
grows references 10000 references
grows reference_lost 10000 reference_lost
grows headings_equal 12500 headings_equal
grows headings_deep 5000 headings_deep
grows ids_equal 12500 ids_equal
grows footnotes 5000 footnotes
grows footnote_once 5000 footnote_once
grows footnotes_nested 5000 footnotes_nested
grows footnotes_inline 5000 footnotes_inline
grows unclosed_p 25000 unclosed_p
grows unclosed_b 10000 unclosed_b
grows unclosed_a 10000 unclosed_a
grows closes 25000 closes
for kind in attribute class style url; do grows ${kind}_long 1000000 ${kind}_long; done
grows attributes 5000 attributes
grows attributes_same 5000 attributes_same
grows columns 1250 columns
grows rows 25000 rows
for kind in rows_html cells_loose texts_loose items items_stray tasks quotes images images_in_one \
	captions iframes drawings formulas codes code_open html_blocks comments terms math_blocks \
	tags_liquid tags_open shortcodes alerts; do
	grows $kind 10000 $kind
done

# ---- front matter ----
front() { # front NAME: what stands on standard input, between fences, before a post
	rm -rf blog && mkdir blog
	{ printf -- '---\ntitle: %s\n' "$1" && cat && printf -- '---\n\nThe text.\n'; } >blog/post.md
	measure "$1" blog
	echo "$1: $took s"
	check "$1.epub is well-formed" well_formed "$1.epub"
	check "$1: the text is there" grep -rq 'The text.' opened
	if [ -n "$keep" ]; then mv "$1.epub" "$keep"; else rm "$1.epub"; fi
}
awk 'BEGIN {
	print "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"
	for (i = 1; i < 30; i++)
		printf "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, \
			i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1
}' | front front_laughs
{ printf 'x: ' && rep 1000000 '['; } | front front_brackets
{ printf 'x: ' && rep 1000000 '{a: '; } | front front_maps
awk 'BEGIN { for (i = 0; i < 1000; i++) printf "%*sk:\n", i, "" }' | front front_deep
rep 500000 '? ' | front front_questions
rep 500000 '- ' | front front_dashes
{ printf 'tags: [' && lines 100000 '"t" i ","' && echo ']'; } | front front_tags
{ echo 'categories:' && lines 20000 '"- c" i'; } | front front_categories
{ printf 'categories: ' && rep 100000 '/a'; } | front front_path
{ echo 'aliases:' && lines 30000 '"- /a/" i'; } | front front_aliases
lines 50000 '"k" i ": v"' | front front_keys
lines 50000 '"k: v"' | front front_same_key
{ printf 'description: ' && bytes 900000 'long & '; } | front front_description
{ printf 'author: ' && bytes 500000 'A, '; } | front front_authors
{ printf 'lang: ' && bytes 100000 'en-'; } | front front_lang
{ printf 'date: ' && bytes 100000 '2'; } | front front_date
{ printf 'slug: ' && bytes 100000 'a/'; } | front front_slug
title_long() { printf -- '---\n---\n# '; bytes "$1" 'A long *title* '; }
grows title_long 1000000 title_long
rm -rf blog && mkdir blog
{ printf -- '---\ntitle: ' && bytes 1000000 'long ' && printf -- '---\nThe text.\n'; } >blog/a.md
{ printf '{"title": ' && rep 400000 '['; } >blog/b.md
{ printf -- '+++\ntitle = "T"\nx = ' && rep 400000 '[' && printf -- '+++\nText\n'; } >blog/c.md
{ printf -- '+++\n' && rep 100000 'a.' && printf -- ' = 1\n+++\nText\n'; } >blog/d.md
{ printf -- ';;;\n' && rep 400000 '{"a":' && printf -- ';;;\nText\n'; } >blog/e.md
measure fronts blog
check "fronts.epub is well-formed" well_formed fronts.epub

# ---- many files, odd names ----
rm -rf blog && mkdir blog
post blog/t/same.md "The same" 2024-01-01 "Text."
for n in $((625 / small)) $((10000 / small)); do
	awk -v n=$n 'BEGIN { for (i = 0; i < n; i++) print "blog/f" i }' | xargs mkdir -p
	for folder in blog/f*; do ln -f blog/t/same.md "$folder/same.md"; done
	measure same_names blog
	[ $n = $((625 / small)) ] && first=$took
done
check "same names: $first s, then $took s" is_linear "$first" "$took"
check "all of them are in the book" [ "$(unzip -l same_names.epub | grep -c EPUB/same)" = \
	"$(find blog -name same.md | wc -l)" ]

rm -rf blog && mkdir blog
post 'blog/quote"<&>.md' "Quotes" 2024-01-01 '[to the newline](new%0Aline.md)'
post "blog/new
line.md" "Newline" 2024-01-02 "Text."
post "blog/$(printf 'bell\007esc\033[31m').md" "Control" 2024-01-03 "Text."
post "blog/$(printf 'latin\351').md" "Not UTF-8" 2024-01-04 "[link-dropped](javascript:x)"
post "blog/$(rep 251 n | tr -d '\n')a.md" "Long" 2024-01-05 "Text."
post "blog/-o.md" "A dash" 2024-01-06 "Text."
post "blog/ .md" "A blank" 2024-01-07 "Text."
post "blog/%00%2e%2e.md" "Percent" 2024-01-08 "Text."
post "blog/nav.md" "Navigation" 2024-01-09 "Text."
post "blog/title.md" "A title" 2024-01-10 "Text."
post "blog/con.md" "Device" 2024-01-11 "Text."
printf 'no title at all\n' >"blog/$(printf '\001\002').md"
deep=blog
i=0
while [ $i -lt 200 ]; do
	deep=$deep/d
	i=$((i + 1))
done
post "$deep/deep.md" "Deep" 2024-01-12 "Text."
ln -s .. blog/up
ln -s blog/loop blog/loop
ln -s . blog/self
ln -s "$tmp/blog" blog/around
run 0 build blog -o names.epub
check "no escape sequence reaches the terminal" sh -c "! LC_ALL=C grep -q \"\$(printf '\\033')\" err"
check "names.epub is well-formed" well_formed names.epub
for title in Quotes Newline Control "Not UTF-8" Long "A dash" "A blank" Percent Navigation Device; do
	check "'$title' is in the contents" grep -q "$title" opened/EPUB/nav.xhtml
done
run 0 build blog -o names.epub --group folder
check "by folders: well-formed" well_formed names.epub
run 0 plan blog --group folder --json
check "the plan is JSON" node -e 'JSON.parse(require("fs").readFileSync("out", "utf8"))'
[ -z "$keep" ] || mv ./*.epub "$keep"
finish
