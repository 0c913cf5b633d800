#!/bin/sh
# SPDX-License-Identifier: MIT
# Whole blogs that are large in one thing: posts, links, tags, pictures, entries of an export. Time
# and memory grow with their size and not with its square.
#
#   sh growth.sh                           the test: eight times the size in the same run
#   sh growth.sh table [KIND...]           a table of full sizes by fours, as Markdown
#   sh growth.sh make KIND N FOLDER        one of them, to be looked at
. "$(dirname "$0")/lib.sh"

# gen N AWK-PROGRAM: n is N; out(FILE) starts a file below blog/
gen() {
	awk -v n="$1" '
	function out(name) { if (file) close(file); file = "blog/" name }
	function put(s) { print s >file }
	function head(title, date, more) {
		put("---\ntitle: " title "\ndate: " date "\n" more "---\n")
	}
	function day(i) { return sprintf("20%02d-%02d-%02d", i / 336 % 25, i / 28 % 12 + 1, i % 28 + 1) }
	function post(i, more) {
		out(sprintf("post-%d.md", i))
		head("Post " i, day(i), more)
	}
	'"$2"
}

# ---- one post ----
kind_text() { # N bytes of everything
	gen "$1" 'BEGIN {
		post(1)
		while (size < n) {
			i++
			s = "## Part " i "\n\nSome *words* of `text` with a [link](https://example.org/" i ") in " \
				"paragraph " i ", a note[^" i "] and 一些中文字。\n\n- one\n- two\n\n" \
				"| a | b |\n|---|---|\n| 1 | 2 |\n\n```c\nint x" i ";\n```\n\n" \
				"> A quote.\n\n<div class=\"a\">HTML <b>bold</b></div>\n\n[^" i "]: The note " i ".\n"
			put(s)
			size += length(s)
		}
	}'
}
kind_paragraph() {
	gen "$1" 'BEGIN {
		post(1)
		while (size < n) {
			s = "Some *words* and `text` in a long, long paragraph, “quoted” - with 汉字 -- and more. "
			printf "%s", s >file
			size += length(s)
		}
		put("")
	}'
}
kind_headings() { gen "$1" 'BEGIN { post(1); for (i = 0; i < n; i++) put("## Same\n\ntext\n") }'; }
kind_footnotes() {
	gen "$1" 'BEGIN {
		post(1)
		for (i = 0; i < n; i++) put("Text[^" i "] of it.\n\n[^" i "]: Note " i ".\n")
	}'
}
kind_cells() { # N cells in rows of a hundred
	gen "$1" 'BEGIN {
		post(1)
		for (c = 0; c < 100; c++) { row = row "| c "; rule = rule "|---" }
		put(row "|\n" rule "|")
		for (i = 0; i < n / 100; i++) put(row "|")
	}'
}
kind_row() { # a row of N cells
	gen "$1" 'BEGIN {
		post(1)
		put("| a | b |\n|---|---|")
		for (i = 0; i < n; i++) printf "|" >file
		put("")
	}'
}
kind_jsx() { # components that do not end
	gen "$1" 'BEGIN {
		out("post.mdx")
		head("Components", day(1))
		for (i = 0; i < n; i++) printf "<A {" >file
		put("")
	}'
}
kind_comments() { # of Obsidian, in one line
	mkdir -p blog/.obsidian
	gen "$1" 'BEGIN {
		out(".obsidian/app.json")
		put("{}")
		post(1)
		for (i = 0; i < n; i++) printf "%%%%" >file
		put("")
	}'
}
kind_boxes() { # marks of N boxes in one paragraph, and in one each
	gen "$1" 'BEGIN {
		post(1)
		put("Text.\n")
		for (i = 0; i < n / 2; i++) put("{: .notice}")
		for (i = 0; i < n / 2; i++) put("\n{: .notice}")
	}'
}
kind_formulas() { # N of one post, one of N terms, one of N rows, one that N commands stand for
	gen "$1" 'BEGIN {
		out("post.md")
		put("---\ntitle: Formulas\nmath: true\n---")
		for (i = 0; i < n; i++) put("Let $x_{" i "}^2 = \\frac{a}{b}$ be.\n")
		printf "$$" >file
		for (i = 0; i < n; i++) printf "\\alpha_{i}+" >file
		put("1$$\n\n$$\\begin{aligned}")
		for (i = 0; i < n; i++) put("a &= \\text{b $c$} \\\\")
		put("\\end{aligned}$$\n\n$$\\newcommand{\\q}{x}")
		for (i = 0; i < n; i++) printf "\\q " >file
		put("$$")
	}'
}
kind_values() { # N fields and N items, asked for as often; one text of N bytes, filtered as often
	mkdir -p blog/_posts
	gen "$1" 'BEGIN {
		out("_config.yml")
		put("title: Big")
		out("_posts/2024-01-01-one.md")
		put("---\ntitle: One")
		for (i = 0; i < n; i++) put("k" i ": 1")
		printf "list: [" >file
		for (i = 0; i < n; i++) printf "1, " >file
		printf "1]\ntext: \"" >file
		for (i = 0; i < n; i++) printf " " >file
		put("\"\n---")
		for (i = 0; i < n; i++)
			put("{{ page.none }}{{ page.list[99999] }}{{ page.text | strip }}" \
				"{% if page.text contains \"x\" %}{% endif %}")
	}'
}
kind_list() { # a list of lists
	gen "$1" 'BEGIN { post(1); for (i = 0; i < n; i++) put(sprintf("%*s- item %d", i % 8 * 2, "", i)) }'
}
kind_links_one() { # N links of one post to all headings of another
	gen "$1" 'BEGIN {
		post(1)
		for (i = 0; i < n; i++) put("## Heading " i "\n")
		post(2)
		for (i = 0; i < n; i++) put("[to it](post-1.md#heading-" i ") [not](post-1.md#x" i ")\n")
	}'
}
kind_aliases() {
	gen "$1" 'BEGIN {
		for (i = 0; i < n / 100; i++) {
			s = "aliases:\n"
			for (k = 0; k < 100; k++) s = s "  - /old/" i "/" k "/\n"
			post(i, s)
			put("[away](/old/" int(i / 2) "/7/)")
		}
	}'
}
kind_wikilinks() {
	gen "$1" 'BEGIN {
		for (i = 0; i < n / 10; i++) {
			post(i)
			for (k = 1; k <= 10; k++) put("[[Post " (i * k + k) % (n / 10) "]] [[none " k "]] ![[p.png]]")
		}
	}'
}

# ---- posts ----
kind_posts() { gen "$1" 'BEGIN { for (i = 0; i < n; i++) { post(i); put("Text " i ".") } }'; }
kind_posts_bare() { gen "$1" 'BEGIN { for (i = 0; i < n; i++) { out(i ".md"); put("Text " i ".") } }'; }
kind_posts_alike() { # one title, one day, one slug
	gen "$1" 'BEGIN {
		for (i = 0; i < n; i++) {
			out(i ".md")
			head("The same", "2024-01-01", "slug: same\n")
			put("Text.")
		}
	}'
}
kind_permalinks() { # one address
	gen "$1" 'BEGIN { for (i = 0; i < n; i++) { post(i, "permalink: /same/\n"); put("[it](/same/)") } }'
}
kind_html() {
	gen "$1" 'BEGIN {
		for (i = 0; i < n; i++) {
			out("p" i ".html")
			put("<!DOCTYPE html><html><head><title>Page " i "</title></head><body><p>Text</p></body></html>")
		}
	}'
}
kind_links() { # N links, a hundred a post, half of them to headings
	gen "$1" 'BEGIN {
		m = n / 100
		for (i = 0; i < m; i++) {
			post(i)
			for (k = 0; k < 50; k++) {
				a = (i * 7 + k * 13) % m
				b = (i * 3 + k * 17) % m
				put("## Heading " k "\n\n[one](post-" a ".md) and [two](post-" b ".md#heading-" k ").\n")
			}
		}
	}'
}
kind_links_lost() { # the same to headings that are not there
	gen "$1" 'BEGIN {
		m = n / 100
		for (i = 0; i < m; i++) {
			post(i)
			for (k = 0; k < 100; k++) put("[two](post-" (i * 3 + k * 17) % m ".md#nothing-" k ").\n")
		}
	}'
}
kind_links_to_one() {
	gen "$1" 'BEGIN {
		m = n / 10
		post(0)
		for (i = 0; i < m; i++) put("## Heading " i "\n")
		for (i = 1; i < m; i++) {
			post(i)
			for (k = 0; k < 10; k++) put("[one](post-0.md#heading-" i ") [two](/none/" i ").\n")
		}
	}'
}
kind_links_web() {
	gen "$1" 'BEGIN {
		m = n / 100
		for (i = 0; i < m; i++) {
			post(i)
			for (k = 0; k < 100; k++) put("[one](https://h" k ".example.org/" i ")")
		}
	}'
}
kind_headings_blog() { # N equal headings, a hundred a post
	gen "$1" 'BEGIN {
		for (i = 0; i < n / 100; i++) {
			post(i)
			for (k = 0; k < 100; k++) put("## Same\n\ntext\n")
		}
	}'
}
kind_tags() { # N tags, all different
	gen "$1" 'BEGIN {
		for (i = 0; i < n / 10; i++) {
			s = "tags: ["
			for (k = 0; k < 10; k++) s = s (k ? ", " : "") "t" i "x" k
			post(i, s "]\n")
			put("Text.")
		}
	}'
}
kind_tag() { # one tag
	gen "$1" 'BEGIN { for (i = 0; i < n; i++) { post(i, "tags: [one]\ncategories: [one]\n"); put("Text.") } }'
}
kind_categories() {
	gen "$1" 'BEGIN {
		for (i = 0; i < n; i++) { post(i, "categories: [c" i % 100 ", d" i "]\n"); put("Text.") }
	}'
}
kind_categories_one() { # of one post, all in its address
	mkdir -p blog/_posts
	gen "$1" 'BEGIN {
		out("_config.yml")
		put("title: Big")
		out("_posts/2024-01-01-one.md")
		put("---\ntitle: One\ncategories:")
		for (i = 0; i < n; i++) put("- c" i)
		put("---\nText.")
	}'
}
kind_folders() {
	mkdir -p blog
	(cd blog && awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) print "f" i }' | xargs mkdir)
	gen "$1" 'BEGIN { for (i = 0; i < n; i++) { out("f" i "/index.md"); head("In " i, day(i)); put("x") } }'
}
kind_sections() {
	mkdir -p blog
	(cd blog && awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) print "content/f" i }' | xargs mkdir -p)
	gen "$1" 'BEGIN {
		out("hugo.toml")
		put("title = \"Sections\"")
		for (i = 0; i < n; i++) {
			out("content/f" i "/_index.md")
			head("Section " i, day(i))
			out("content/f" i "/a.md")
			head("In " i, day(i))
			put("x")
		}
	}'
}
kind_images() { # N pictures beside a hundredth as many posts, some named wrong
	gen "$1" 'BEGIN {
		for (i = 0; i < n; i++) { out(sprintf("Pic-%d.gif", i)); printf "GIF89a\1" >file }
		for (i = 0; i < n / 100; i++) {
			post(i)
			put("![a](pic-" i ".gif) ![b](nothing-" i ".png) ![c](images/Pic-" i ".gif) ![d](/x/pic-" i ".GIF)")
		}
	}'
}
kind_images_lost() { # N images that are not there
	gen "$1" 'BEGIN {
		for (i = 0; i < n / 100; i++) {
			post(i)
			for (k = 0; k < 100; k++) put("![a](/images/" i "/" k ".png)\n")
		}
	}'
}
kind_by_hand() {
	gen "$1" 'BEGIN {
		for (i = 0; i < n; i++) { post(i); put("Text.") }
		out("book.yaml")
		put("contents:")
		for (i = 0; i < n; i++) put("  - post-" n - 1 - i ".md")
	}'
}
kind_by_hand_parts() {
	gen "$1" 'BEGIN {
		for (i = 0; i < n; i++) { post(i); put("Text.") }
		out("book.yaml")
		put("contents:")
		for (i = 0; i < n; i++) put("  - part: P" i "\n    intro: Text\n    posts: [post-" i ".md]")
	}'
}
kind_galleries() { # N of one long list
	mkdir -p blog/_posts
	gen "$1" 'BEGIN {
		out("_config.yml")
		put("title: Big")
		out("_posts/2024-01-01-one.md")
		put("---\ntitle: One\ngallery:")
		for (i = 0; i < 500; i++) put("- url: /a" i ".png")
		put("---")
		for (i = 0; i < n; i++) put("{% include gallery %}\n")
	}'
}
kind_galleries_folder() { # N, each of some pictures of one folder
	mkdir -p blog/content/posts
	gen "$1" 'BEGIN {
		out("hugo.toml")
		put("title = \"Big\"")
		for (i = 0; i < n; i++) {
			out("content/posts/p" i "-1.gif")
			printf "GIF89a\1" >file
			out("content/posts/a" i ".md")
			head("Pictures " i, day(i))
			put("{{< gallery match=\"p" i "-*\" >}}")
		}
	}'
}
kind_config() { # N keys, names of categories, scopes and files left out, for as many posts
	mkdir -p blog/_posts
	gen "$1" 'BEGIN {
		out("_config.yml")
		put("title: Big\npermalink: /:categories/:title/")
		for (i = 0; i < n; i++) put("key" i ": 1")
		put("exclude:")
		for (i = 0; i < n; i++) put("  - old" i "*.md")
		put("defaults:")
		for (i = 0; i < n; i++) put("  - {scope: {path: d" i "}, values: {permalink: /x/}}")
		for (i = 0; i < n; i++) {
			out("_posts/2024-01-01-p" i ".md")
			head("Post " i, day(i))
			put("Text.")
		}
	}'
}
kind_config_hexo() {
	mkdir -p blog/source/_posts blog/scaffolds blog/themes
	gen "$1" 'BEGIN {
		out("_config.yml")
		put("title: Big\npermalink: :category/:title/\ntheme: a\ncategory_map:")
		for (i = 0; i < n; i++) put("  c" i ": d" i)
		for (i = 0; i < n; i++) {
			out("source/_posts/p" i ".md")
			head("Post " i, day(i), "categories: [c" i "]\n")
			put("Text.")
		}
	}'
}
kind_shortcodes() { # N / 8 calls of a site's own, one around N tags without end, one around N words
	mkdir -p blog/content blog/layouts/shortcodes
	gen "$1" 'BEGIN {
		out("hugo.toml")
		put("title = \"Big\"")
		out("layouts/shortcodes/own-box.html")
		put("<div><b>{{ .Get 0 }}</b>{{ .Inner | markdownify }}</div>")
		out("layouts/shortcodes/own-raw.html")
		put("<i>{{ .Inner | safeHTML }}{{ .Inner }}")
		out("layouts/shortcodes/own-row.html")
		put("{{ range split .Inner \",\" }}<b>{{ . }}</b>{{ end }}")
		out("content/one.md")
		head("One", "2024-01-01")
		for (i = 0; i < n / 8; i++) put("{{< own-box " i " >}}\nSome *text*.\n{{< /own-box >}}\n")
		put("{{< own-raw >}}")
		for (i = 0; i < n; i++) put("<b ")
		put("{{< /own-raw >}}\n\n{{< own-row >}}")
		for (i = 0; i < n; i++) put("x,")
		put("{{< /own-row >}}")
	}'
}
kind_captures() { # N of 12 kB, each made HTML by a filter
	mkdir -p blog/_posts
	gen "$1" 'BEGIN {
		out("_config.yml")
		put("title: Big")
		out("_posts/2024-01-01-one.md")
		put("---\ntitle: One\n---")
		for (i = 0; i < 200; i++) text = text "Some *words* of text and `code` in a line of it, and more.\n"
		for (i = 0; i < n; i++) put("{% capture c %}\n" text "{% endcapture %}\n{{ c | markdownify }}\n")
	}'
}

# ---- exports ----
kind_movable() { # an entry of N categories, tags and authors
	gen "$1" 'BEGIN {
		out("export.txt")
		put("TITLE: A\nDATE: 03/05/2019 10:10:33 PM\n-----\nBODY:\nx\n-----\n--------")
		put("TITLE: B\nDATE: 03/05/2019 10:10:33 PM")
		for (i = 0; i < n; i++) put("CATEGORY: c" i "\nTAGS: t" i "\nAUTHOR: a" i)
		put("-----\nBODY:\ny\n-----\n--------")
	}'
}
kind_wxr() {
	gen "$1" 'BEGIN {
		out("export.xml")
		put("<?xml version=\"1.0\"?><rss version=\"2.0\" " \
			"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" " \
			"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" " \
			"xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Big</title>" \
			"<link>https://example.org</link><wp:wxr_version>1.2</wp:wxr_version>")
		for (i = 0; i < n; i++)
			put("<item><title>Post " i "</title><link>https://example.org/p" i "</link>" \
				"<dc:creator>me</dc:creator><wp:post_id>" i "</wp:post_id>" \
				"<wp:post_date>" day(i) " 10:00:00</wp:post_date><wp:post_name>p" i "</wp:post_name>" \
				"<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>" \
				"<category domain=\"category\" nicename=\"c" i "\">C" i "</category>" \
				"<content:encoded><![CDATA[Text <b>" i "</b>\n\nMore, <a href=\"https://example.org/p" \
				int(i / 2) "\">there</a>]]></content:encoded></item>")
		put("</channel></rss>")
	}'
}
kind_wxr_names() { # N posts of one name, whose next names are taken too
	gen "$1" 'BEGIN {
		out("export.xml")
		put("<?xml version=\"1.0\"?><rss version=\"2.0\" " \
			"xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Big</title>")
		for (i = 0; i < 2 * n; i++)
			put("<item><title>Post " i "</title><wp:status>publish</wp:status>" \
				"<wp:post_name>a" (i < n ? "-" i + n : "") "</wp:post_name></item>")
		put("</channel></rss>")
	}'
}
kind_wxr_pages() { # N pages of one number, each below itself
	gen "$1" 'BEGIN {
		out("book.yaml")
		put("pages: yes")
		out("export.xml")
		put("<?xml version=\"1.0\"?><rss version=\"2.0\" " \
			"xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Big</title>")
		for (i = 0; i < n; i++)
			put("<item><title>Page</title><wp:post_id>7</wp:post_id><wp:post_parent>7</wp:post_parent>" \
				"<wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>")
		put("</channel></rss>")
	}'
}
kind_ghost() { # N posts of one number, which N tags have
	gen "$1" 'BEGIN {
		out("export.json")
		printf "{\"db\": [{\"data\": {\"posts\": [" >file
		for (i = 0; i < n; i++)
			put((i ? "," : "") "{\"id\": \"1\", \"title\": \"A\", \"html\": \"<p>x</p>\", \"status\": \"published\"}")
		put("], \"tags\": [")
		for (i = 0; i < n; i++) put((i ? "," : "") "{\"id\": \"" i "\", \"name\": \"n" i "\"}")
		put("], \"posts_tags\": [")
		for (i = 0; i < n; i++) put((i ? "," : "") "{\"post_id\": \"1\", \"tag_id\": \"" i "\"}")
		put("]}}]}")
	}'
}
kind_feed() {
	gen "$1" 'BEGIN {
		out("feed.xml")
		put("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Big</title><id>urn:x</id>")
		for (i = 0; i < n; i++)
			put("<entry><title>Same</title><id>urn:same</id><published>" day(i) "T10:00:00Z</published>" \
				"<link href=\"https://example.org/same\"/>" \
				"<content type=\"html\">&lt;p&gt;Text " i "&lt;/p&gt;</content></entry>")
		put("</feed>")
	}'
}
kind_feed_json() {
	gen "$1" 'BEGIN {
		out("feed.json")
		put("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Big\", \"items\": [")
		for (i = 0; i < n; i++)
			put("{\"id\": \"" i "\", \"title\": \"Post " i "\", \"content_html\": \"<p>Text</p>\"}" (i < n - 1 ? "," : ""))
		put("]}")
	}'
}

# KIND FULL-SIZE OPTIONS...
kinds='text 20000000
paragraph 20000000
headings 50000
footnotes 50000
cells 100000
row 800000
jsx 24000000
comments 16000000
boxes 640000
formulas 40000
values 160000
list 100000
posts 100000
posts_bare 100000
posts_alike 100000
permalinks 100000
html 50000
headings_blog 50000
links 200000
links_lost 200000
links_one 100000
links_to_one 200000 --linked-from
links_web 200000 --web-sources
aliases 100000
wikilinks 100000
tags 200000 --tag-index --post-tags
tag 50000 --group=tag --tag-index --date-index
categories 50000 --group=category --post-categories
categories_one 480000
folders 50000 --group=folder
sections 20000 --group=folder
images 100000
images_lost 100000
galleries 160
captures 800
shortcodes 640000
galleries_folder 40000
by_hand 20000
by_hand_parts 80000
config 160000
config_hexo 320000
movable 100000
wxr 100000
wxr_names 160000
wxr_pages 1600000
ghost 80000
feed 100000
feed_json 100000'

cd "$tmp" || exit 1
echo "$kinds" >kinds

# CPU seconds and MiB of a build, the least of three
measure() { # just written, it is all in the cache
	for try in 1 2 3; do
		/usr/bin/time -o time -f '%U %S %M' "$OCTAVO" build blog -o book.epub -q -j 1 "$@" 2>err
		[ $? -le 1 ] || fail "try $try of octavo build $*: $(head -n 3 err)"
		tail -n 1 time
	done >measured
	least=$(awk '{ t = $1 + $2; m = $3 / 1024 }
		NR == 1 || t < min { min = t } NR == 1 || m < peak { peak = m }
		END { print min, peak }' measured)
}

table() {
	echo '| blog | N | CPU s for N / 4 | N / 2 | N | by doubling | peak MiB for N / 4 | N / 2 | N | by doubling |'
	echo '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|'
	while read -r kind full options; do
		[ $# = 0 ] || case " $* " in *" $kind "*) ;; *) continue ;; esac
		row=
		for n in $((full / 4)) $((full / 2)) $full; do
			rm -rf blog && mkdir blog && "kind_$kind" "$n"
			# shellcheck disable=SC2086
			measure $options
			row="$row $least"
		done
		echo "$kind $options, $full, $row" | awk -F ', ' '{
			split($3, v, " ")
			printf "| %s | %d | %.2f | %.2f | %.2f | %.2f %.2f | %.0f | %.0f | %.0f | %.2f %.2f |\n", $1, $2,
				v[1], v[3], v[5], v[3] / v[1], v[5] / v[3], v[2], v[4], v[6], v[4] / v[2], v[6] / v[4]
		}'
	done <kinds
}

case ${1-} in
make)
	mkdir -p "$4/blog" && cd "$4" && "kind_$2" "$3"
	exit
	;;
table)
	shift
	table "$@"
	exit
	;;
esac

# sanitizers slow it down by ten, and look for something else
small=16
if grep -q __asan_init "$OCTAVO"; then small=160; fi

# CPU seconds of all children so far, in $now; times must not run in a subshell. The system's share
# is left out: how long pages take to be given is the machine's affair.
cpu() {
	times >cpu
	now=$(tail -n 1 cpu | tr 'ms' '  ' | awk '{ print $1 * 60 + $2 }')
}

# timed FOLDER: builds it with $options; the CPU time stands in $took
timed() {
	cpu
	before=$now
	# shellcheck disable=SC2086
	"$OCTAVO" build "$1" -o book.epub -q -j 1 $options </dev/null 2>err
	status=$?
	[ $status -le 1 ] || fail "octavo build $kind $options: exit $status: $(head -n 3 err)"
	cpu
	took=$(awk -v a="$before" -v b="$now" 'BEGIN { print b - a }')
}

# Eight times the size takes eight times as long, a square 64 times; a busy machine lies between,
# and what takes next to no time tells nothing.
is_linear() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(b <= 16 * (a > 0.03 ? a : 0.03)) }'; }

least() { awk -v a="$1" -v b="$2" 'BEGIN { print a < b ? a : b }'; }

while read -r kind full options; do
	[ $# = 0 ] || case " $* " in *" $kind "*) ;; *) continue ;; esac
	rm -rf blog && mkdir blog && "kind_$kind" $((full / small / 8)) && mv blog small
	mkdir blog && "kind_$kind" $((full / small))
	first=99
	for try in 1 2 3; do
		timed small
		first=$(least "$first" "$took")
	done
	second=999
	for try in 1 2 3; do # what is too slow is measured again before it fails
		timed blog
		second=$(least "$second" "$took")
		if is_linear "$first" "$second"; then break; fi
	done
	echo "$kind: $first s, then $second s"
	check "$kind: $first s, $second s for eight times as much, at try $try" is_linear "$first" "$second"
	rm -rf small
done <kinds

# What is read on the way is given back: most of the memory is the tree of the page.
if [ $small = 16 ] && { [ $# = 0 ] || [ "$*" = captures ]; }; then
	rm -rf blog && mkdir blog && kind_captures 300
	size=$(wc -c <blog/_posts/2024-01-01-one.md)
	check "300 captures are made into a book" /usr/bin/time -o memory -f %M \
		"$OCTAVO" build blog -o book.epub --no-cover -q -j 1
	kilobytes=$(tail -n 1 memory)
	echo "300 captures: $kilobytes KB for $((size / 1000)) KB of text"
	check "$kilobytes KB of memory; 40 times the text is the most" [ "$kilobytes" -lt $((size / 25)) ]
fi
finish
