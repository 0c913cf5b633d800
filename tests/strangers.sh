#!/bin/sh
# SPDX-License-Identifier: MIT
# A stranger's folder: what its book.yaml, its links and its names try to reach outside of it. The
# private file must not be in the book, nothing outside may change, and each refusal is told.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 1
secret=walnut-key-5521
mkdir private outside
echo "$secret" >private/key.txt
cp private/key.txt private/key.md
cp private/key.txt private/key.xhtml
echo "p { content: '$secret' }" >private/key.css
vips gaussnoise private/photo.png 30 30
post blog/a.md "A post" 2024-01-01 "Text." "" "![p](https://example.com/pictures/photo.png)"

yaml() { # yaml LINE...: the blog's own book.yaml
	printf '%s\n' "$@" >blog/book.yaml
}
silent() { # the secret is in no file of the book, nor in a message
	rm -rf opened
	unzip -qo book.epub -d opened
	check "$1: the secret is not in the book" sh -c "! grep -rqF $secret opened"
	check "$1: no private picture" [ -z "$(find opened -name 'photo*')" ]
}
refused() { # refused LINE: of book.yaml; told with its place, and the book is made without it
	yaml "$1"
	run 0 build blog --no-cover -o book.epub
	says "blog/book.yaml:1:"
	says "${1%%:*} is not taken: '"
	says "lies outside the blog's folder [config-outside]"
	says "--config"
	silent "$1"
}

# ---- keys of book.yaml that are read ----
here=$tmp
ln -s ../private blog/link
ln -s ../private/key.md blog/after.txt
for line in 'afterword: ../private/key.md' "afterword: $here/private/key.md" 'afterword: link/key.md' \
	'afterword: after.txt' 'css: ../private/key.css' 'cover: ../private/photo.png' \
	'templates: ../private' 'templates: link' 'media: ../private' 'font: ../private/key.txt' \
	"font: [$here/private/key.txt]" 'allow: ..' 'allow: /' 'allow: [link]' \
	'map: https://example.com/pictures/=../private' \
	"map: ['https://example.com/pictures/=$here/private']" \
	'map: https://example.com/pictures/=link' 'afterword: ../private/not-there.md' \
	'allow: ./sub/../../private'; do
	refused "$line"
done
yaml 'title: T' 'allow:' '  - pictures' '  - ../private'
mkdir blog/pictures
run 0 build blog -o book.epub
says "blog/book.yaml:4:5: warning: allow is not taken: '../private' lies outside the blog's folder"
check "the other folder is" [ "$(grep -c config-outside err)" = 1 ]
rmdir blog/pictures

# what is not there below the folder is looked for nowhere else
mkdir -p blog/blog && ln -s ../../private blog/blog/deep
yaml 'afterword: deep/key.md' 'allow: deep' 'map: https://example.com/pictures/=deep' 'font: deep/key.txt'
run 3 build blog -o book.epub # an afterword that is not there ends the run
yaml 'allow: deep' 'map: https://example.com/pictures/=deep' 'font: deep/key.txt' 'cover: deep/photo.png'
run 0 build blog -o book.epub
silent "a second place to look"
rm -r blog/blog

# the same words from the user are his own
yaml 'afterword: ../private/key.md'
run 0 build blog --config blog/book.yaml --no-cover -o book.epub
check "--config is trusted" sh -c "unzip -p book.epub EPUB/afterword.xhtml | grep -q $secret"
check "nothing to say" sh -c "! grep -q config- err"
yaml 'title: T'
run 0 build blog --afterword private/key.md --map https://example.com/pictures/=private -o book.epub
check "the command line too" sh -c "unzip -p book.epub EPUB/afterword.xhtml | grep -q $secret"
check "its --map" sh -c "unzip -l book.epub | grep -q 'EPUB/.*\.png'"
mkdir -p blog/own && cp private/key.md blog/own
yaml 'afterword: own/key.md'
run 0 build blog -o book.epub
check "inside the folder all is well" sh -c "unzip -p book.epub EPUB/afterword.xhtml | grep -q $secret"
(cd blog && run 0 build . -o ../book.epub)
check "from within too" sh -c "unzip -p book.epub EPUB/afterword.xhtml | grep -q $secret"
yaml "afterword: $here/blog/own/key.md"
run 0 build blog -o book.epub
check "by its whole path" sh -c "unzip -p book.epub EPUB/afterword.xhtml | grep -q $secret"
rm -r blog/own

# templates that are links, a partial as well
mkdir blog/pages
echo '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{{plain}}</title></head>
<body><p>{{> key}}</p></body></html>' >blog/pages/chapter.xhtml
ln -s ../../private/key.xhtml blog/pages/key.xhtml
yaml 'templates: pages'
run 3 build blog -o none.epub
says "blog/pages/key.xhtml: error: cannot use the template: lies outside the blog's folder [template-bad]"
rm -r blog/pages && mkdir blog/pages
ln -s ../../private/key.css blog/pages/base.css
run 3 build blog -o none.epub
says "blog/pages/base.css: error: cannot use the template: lies outside"
run 0 build blog --templates blog/pages -o book.epub
rm -r blog/pages

# a book.yaml that is itself a link
rm blog/book.yaml && echo "title: $secret" >private/book.yaml
ln -s ../private/book.yaml blog/book.yaml
run 0 build blog --no-cover -o book.epub
says "blog/book.yaml: error: cannot read the configuration: it is a link that leads out of the folder"
silent "book.yaml is a link"
rm blog/book.yaml blog/link blog/after.txt

# ---- options that are the user's alone ----
yaml "cache: $here/outside"
run 0 build blog -o book.epub
says "blog/book.yaml:1:8: warning: cache is not taken from a book.yaml that was found [config-user]"
yaml 'cache: kept'
run 0 build blog -o book.epub
says "[config-user]"
check "no folder was made" [ ! -e blog/kept ] && check "nor filled" [ -z "$(ls outside)" ]
yaml 'fetch-private: yes'
run 0 build blog -o book.epub
says "fetch-private is not taken from a book.yaml that was found"
# fetch asks public addresses alone
cp blog/a.md kept.md
post blog/a.md "A post" 2024-01-01 "Text." "" "![p](http://127.0.0.1:9/p.png)"
yaml 'fetch: yes'
run 0 build blog -o book.epub
check "fetch is taken" sh -c "! grep -q config- err"
says "[image-fetch]"
says "its address is a private one"
mv kept.md blog/a.md

# templates of the folder make pages, but none that does something
mkdir blog/pages
sed 's|<body>|<body><p class="mark">Mine</p>|' "$ROOT/templates/chapter.xhtml" >blog/pages/chapter.xhtml
yaml 'templates: pages'
run 0 build blog -o book.epub
check "nothing to say of them" [ "$(grep -c 'config-\|template-' err)" = 0 ]
check "they make the pages" sh -c "unzip -p book.epub EPUB/a.xhtml | grep -q 'class=\"mark\"'"
check "EPUBCheck has nothing to say" epubcheck book.epub
sed 's|<body>|<body><script src="https://example.com/x.js"></script>|' "$ROOT/templates/chapter.xhtml" \
	>blog/pages/chapter.xhtml
run 3 build blog -o none.epub
says "[template-script]"
run 3 build blog --config blog/book.yaml -o none.epub
says "[template-script]"
check "no book" [ ! -e none.epub ]
rm -r blog/pages
yaml 'cache: none' 'fetch-private: no'
run 0 build blog -o book.epub
check "less is no matter" sh -c "! grep -q config- err"

# ---- where the book goes ----
yaml 'title: Kept' 'output: ../my-book.epub'
rm -f my-book.epub
run 0 build blog
check "beside the folder" [ -s my-book.epub ]
run 0 build blog
check "again, over an EPUB" [ -s my-book.epub ]
echo precious >outside/precious.txt && cp outside/precious.txt outside/letters.epub
yaml 'output: ../outside/letters.epub'
run 3 build blog
says "error: 'blog/../outside/letters.epub' is there and is no EPUB; it stays as it is [output-taken]"
check "it stays" grep -qx precious outside/letters.epub
ln -s ../outside/precious.txt blog/book.epub
yaml 'output: book.epub'
run 3 build blog
says "[output-taken]"
check "what a link leads to stays" grep -qx precious outside/precious.txt
(cd blog && "$OCTAVO" build . -o book.epub >../out 2>../err)
says "error: 'book.epub' is there and is no EPUB"
check "it stays, whoever names the link" grep -qx precious outside/precious.txt
rm blog/book.epub && ln -s ../outside/nothing blog/book.epub
run 0 build blog
check "a link to nothing is replaced itself" [ ! -e outside/nothing ] && check "by the book" [ -s blog/book.epub ]
rm blog/book.epub
for name in ../outside/precious.txt ../outside/new.txt ../outside/.profile /dev/null ../outside/epub; do
	yaml 'title: Elsewhere' "output: $name"
	run 0 build blog
	says "blog/book.yaml:2:9: warning: '$name' is no name for a book [config-output]"
	check "$name: the book has its title's name" [ -s Elsewhere.epub ]
	rm -f Elsewhere.epub
done
yaml 'output: "../outside/new\0.epub"'
run 0 build blog -q
check "no NUL in a name" [ ! -e outside/new ]
mkfifo outside/pipe.epub && mkdir outside/folder.epub
for name in pipe.epub folder.epub no/folders/made.epub; do
	yaml "output: ../outside/$name"
	run 3 build blog
	says "[output-unwritable]"
done
check "no folder was made" [ ! -e outside/no ]
check "nothing else came" [ "$(ls -A outside | tr '\n' ' ')" = "folder.epub letters.epub pipe.epub precious.txt " ]
yaml 'title: Notes'
echo precious >Notes.epub
run 3 build blog
says "'Notes.epub' is there and is no EPUB"
check "a title takes no name either" grep -qx precious Notes.epub
run 0 build blog -o Notes.epub
check "the user may" [ "$(wc -c <Notes.epub)" -gt 100 ]
rm blog/book.yaml

# ---- links among the posts, and in place of the site's own files ----
mkdir -p site/_posts site/_includes site/notes
echo 'title: Site' >site/_config.yml
post site/_posts/2024-01-01-a.md "A post" 2024-01-01 "Text, {{ site.password }}." "" \
	"{% include key.md %}" "{% include_relative ../../private/key.md %}" \
	"![p](/link/photo.png) ![q](../../private/photo.png) ![r](%2e%2e/%2e%2e/private/photo.png)" "" \
	"![s]($here/private/photo.png) ![t](file://$here/private/photo.png) <img src=/photo.png>"
ln -s ../../private/key.md site/_posts/2024-01-02-key.md
ln -s ../../private site/_posts/all
ln -s ../private site/link
ln -s ../private/photo.png site/photo.png
ln -s ../../private/key.md site/_includes/key.md
ln -s ../private/photo.png site/cover.png
run 0 build site -o book.epub
says "site/_posts/2024-01-02-key.md: warning: a link that leads out of the site; it is not followed [path-outside]"
says "site/_posts/all: warning: a link that leads out of the site"
says "--allow DIR"
says "'key.md' is not included:"
silent "links among the posts"
run 0 build site --allow private -o book.epub
check "--allow follows them" sh -c "unzip -p book.epub 'EPUB/*.xhtml' | grep -q $secret"
rm site/_config.yml && printf 'title: Site\npassword: %s\n' $secret >private/config.yml
ln -s ../private/config.yml site/_config.yml
run 0 build site -o book.epub
says "site/_config.yml: error: cannot read the configuration: a link that leads out of the site"
silent "the site's configuration is a link"
mkdir hexo && echo 'title: Site' >hexo/_config.yml && mkdir hexo/source && ln -s ../../private hexo/source/_posts
run 3 build hexo -o none.epub
says "hexo/source/_posts: warning: a link that leads out of the site"
check "it is told once" [ "$(grep -c path-outside err)" = 1 ]
run 0 build hexo --allow private -o book.epub
mkdir -p zola/content && echo 'base_url = "https://example.com"' >zola/config.toml
post zola/content/a.md "A post" 2024-01-01 Text.
printf -- '+++\ntitle = "%s"\n+++\n' $secret >private/_index.md
ln -s ../../private/_index.md zola/content/_index.md
run 0 build zola -o book.epub --group folder
silent "the front page of a section is a link"
mkdir -p astro/src/content && echo "export const SITE_TITLE = '$secret';" >private/consts.ts
post astro/src/content/a.md "A post" 2024-01-01 Text.
touch astro/astro.config.mjs && ln -s ../../private/consts.ts astro/src/consts.ts
run 0 build astro -o book.epub
silent "a script of the site is a link"
ln -s inside.md blog/within.md && post blog/inside.md "Inside" 2024-01-03 Text. && ln -s blog entry
run 0 build entry -o book.epub
check "a folder given by a link, and links inside it, are followed" sh -c "! grep -q path-outside err"

# ---- eject into a stranger's folder ----
mkdir blog/pages && ln -s ../../outside/precious.txt blog/pages/chapter.xhtml
ln -s ../../outside/nothing blog/pages/nav.xhtml
run 3 eject blog/pages
run 0 eject blog/pages --force
check "what a link leads to stays" grep -qx precious outside/precious.txt
check "nor is anything made there" [ ! -e outside/nothing ]
check "the templates are there" cmp blog/pages/chapter.xhtml "$ROOT/templates/chapter.xhtml"
rm -r blog/pages

# ---- a title as a name ----
mkdir long && post long/a.md "A post" 2024-01-01 Text.
name=$(yes 名 | head -n 50 | tr -d '\n')
run 0 build long --title "a$name$name"
check "a long title is cut between characters" [ -s "a${name%名}.epub" ]
run 0 build long --title "$name$name"
check "also where it fits" [ -s "$name.epub" ]

# ---- names and titles that steer a terminal, forge a line or are no UTF-8 ----
mkdir -p names/pics
name="names/a$(printf '\033]0;owned\007')b$(printf '\302\233')31m
forged.md:1:1: error: c$(printf '\r')d$(printf '\377').md"
{
	printf -- '---\ntitle: "T\\e]0;x\\a \\u009b31m"\ndate: "20\\e[31m"\ncategories: ["C\\e[1m"]\n'
	printf -- 'author: "A\\e[3m"\n---\n\n# H\033[31m\n\n### h3 \033[31m\n\n![x\033[1m](no\033[31m.png) '
	printf '[l](javascript:\033[1m) {%% un\033[4m %%} {%% un\302\233 %%} [d](./gone\033[7m.md) [i](#\033[8m)\n'
} >"$name"
cp "$name" "names/$(printf '\033[1m')x.org"
printf 'title: "S\\e[1m"\n"k\\e[1m": 1\ncss: "../x\\e[1m"\nlang: "\\e[8m"\n' >names/book.yaml
quiet_terminal() { # nothing but lines of UTF-8, for all that the last run has said
	for file in out err; do
		check "$1: $file: controls" sh -c "! LC_ALL=C grep -qP '[\\x00-\\x08\\x0b-\\x1f\\x7f]|\\xc2[\\x80-\\x9f]' $file"
		check "$1: $file is UTF-8" iconv -f UTF-8 -t UTF-8 -o ignored $file
		check "$1: $file: no forged line" sh -c "! grep -q ^forged $file"
	done
}
for arguments in "build names -v --report -o n.epub" "plan names -v --group category" \
	"plan --links names" "report names -v" "plan names --json" "build names -v --json -o n.epub" \
	"report names --json"; do
	# shellcheck disable=SC2086
	run 0 $arguments
	quiet_terminal "$arguments"
	case $arguments in *--json*) check "$arguments: JSON" node -e '
		JSON.parse(require("fs").readFileSync("out", "utf8"))' ;; esac
done
run 0 build names -o n.epub
says 'names/a\x1B]0;owned\x07b\xC2\x9B31m\x0Aforged.md:1:1: error: c\x0Dd\xFF.md:3:7: warning: cannot'
(cd names && zip -q ../names.zip ./*)
run 0 build names.zip -o n.epub
quiet_terminal "an archive"
check "n.epub is well-formed" sh -c "rm -rf opened && unzip -qo n.epub -d opened && xmllint --noout opened/EPUB/*.xhtml"
finish
