#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes a blog whose posts are the tests' own ones, cut, joined and spoilt at random.

    mutations.py SEED POSTS FOLDER

Prints options for the book, one a line. The same seed over the same files gives the same blog.
"""
import glob
import os
import random
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# What breaks things: signs of Markdown and of the engines, HTML that is no XHTML, odd bytes.
PIECES = [p.encode() for p in (
    '< > " \' ` ``` $ $$ [ ] ( ) ![ [^1] {% %} {{ }} {{< >}} ::: | \\ & ^ _ ~~ == %% # ## --- &#0; '
    '&#xD800; </div> <div> <p> </p> <table> <td> <tr> <li> <ul> <svg> <math> <mi> <ruby> <rt> '
    '<details> <summary> <!-- --> <![CDATA[ <font&color=red> <center> <h1> <h7> <dl><dt> <dd> '
    '<button> <form> <input&type=x> <meter> <image&src=a.png> <img&src="a&b.png"> <img&src="#"> '
    '<video&src=x.mp4> <iframe&src="//a.b"> <object&data=x> <map&name=m><area&href=x> <base&href=/x/> '
    '<link&rel=stylesheet&href=x> <style>a{ <title> <noscript> <template> <xmp> <plaintext> <o:p> '
    '<a&name=1> <a&href=" <a&href="#nowhere"> <a&xlink:href="p1.md#x"> <use&href="#g"/> &id="a&b" '
    '&lang="x&y" &dir="foo" &style="position:fixed;x:url(y)" &epub:type="x" &usemap="#m" {.class&#id} '
    '{:&.x&id="1&2"} <time&datetime="x"> <ol&start=x&type=z&reversed> <td&colspan=0&rowspan=99999> '
    '](../x.md#y) ](http://[::1) ](javascript:1) \\ce{ \\frac \\begin{aligned}').replace('&#0;', '\0#0;')
    .replace('&#x', '\0#x').split(' ')]
PIECES = [p.replace(b'&', b' ').replace(b'\0', b'&') for p in PIECES] + [
    b'\n', b'\n\n', b'    ', b'\t', b'> ', b'- ', b'1. ', b'[^1]: ', b'\0', b'\xff', b'\xef\xbb\xbf',
    b'\xe3\x80\x80', b'\xe2\x80\xa8', b'\xf0\x9f\x98\x80'] + [
    # shortcodes that the sites below define
    b'{{< box_of title="x & *y*" >}}', b'{{< /box_of >}}', b'{{% speech side="left" name="<" %}}',
    b'{{% /speech %}}', b'{{< captioned src="a.png" title="\'" >}}', b'{{< steps_of >}}\na\n{{< /steps_of >}}',
    b'{% actors() %}', b'{% end %}', b'{{ asked(header="x") }}', b'{{ photos(paths=["a.png", "b"]) }}']
# Values of front matter and names of files.
ODD = ['<b>&amp;', '"\u201d\'', '\u202eabc\u202c', '\ufeff', '\u0301x', '\u3000', 'a' * 3000, '\ufffe',
       '\U0001F468\u200D\U0001F469', '\u2028', '../../x', 'a/b', '#x', '?y', '%41', '[l](http://x)',
       '$x^2$', '`c`', '**b**', '<script>x</script>', '&nbsp;', '{{ x }}', '0', '-1', 'null', 'true',
       '2020-13-45', '{}', '[]', '!!x', '\u05e9\u05dc', '{ruby|x}', ':', '|', '>', '- x']
KEYS = ('title date updated tags categories author lang description cover slug permalink series weight '
        'id aliases draft math subtitle image layout url excerpt keywords').split()
CHOICES = {'group': 'none year month category tag series folder', 'order': 'date title path category',
           'lang': 'ja zh-Hans en ar zh-TW he', 'toc-depth': '0 1 3', 'breaks': 'yes no',
           'math': 'mathml tex', 'theme': 'essay blog eink', 'animation': 'keep still'}
FLAGS = ('reverse drafts future pages comments vertical title-page contents-page part-pages post-author '
         'post-date post-abstract post-categories post-tags post-source reading-time linked-from '
         'web-sources tag-index date-index colophon').split()
# The files that make a folder a site, and where its posts are.
SITES = [({}, ''), ({'_config.yml': 'title: T\nlanguage: zh-CN\ntheme: next\n'}, 'source/_posts'),
         ({'_config.yml': 'title: T\nmarkdown: kramdown\n'}, '_posts'),
         ({'hugo.toml': 'title="T"\n'}, 'content/posts'),
         ({'config.toml': 'title="T"\nbase_url="https://a.example"\n'}, 'content'),
         ({'astro.config.mjs': 'export default {}\n'}, 'src/content/blog'),
         ({'.obsidian/app.json': '{}'}, '')]


def files(*patterns):
    found = [p for pattern in patterns for p in glob.glob(os.path.join(ROOT, pattern), recursive=True)]
    return sorted(p for p in found if os.path.isfile(p) and os.path.getsize(p) < 60000)


def read(path):
    with open(path, 'rb') as f:
        return f.read()


def write(folder, name, data):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(data)


def spoil(r, data, others):
    for _ in range(r.choice([1, 2, 3, 5, 8, 20])):
        at = r.randrange(len(data) + 1)
        end = min(len(data), at + r.choice([1, 2, 5, 20, 100, 500]))
        kind = r.random()
        if kind < .2:
            data = data[:at] + data[end:]
        elif kind < .65:
            data = data[:at] + b''.join(r.choice(PIECES) for _ in range(r.choice([1, 1, 2, 3]))) + data[at:]
        elif kind < .75:
            to = r.randrange(len(data) + 1)
            data = data[:to] + data[at:end] + data[to:]
        elif kind < .95:
            other = read(r.choice(others))
            start = r.randrange(len(other) + 1)
            data = data[:at] + other[start:start + r.choice([50, 300, 2000])] + data[at:]
        else:
            data = data[:at] + r.choice(PIECES) * r.choice([5, 30, 200]) + data[at:]
    return data


def front(r):
    forms = ['', '"%s"', '[%s, b]', '%s', "'%s'", '\n  - %s\n  - c']
    lines = [r.choice(KEYS) + ': ' + r.choice(forms).replace('%s', r.choice(ODD))
             for _ in range(r.choice([1, 2, 4]))]
    return '\n'.join(lines).encode() + b'\n'


def post(r, i, source, others):
    data, extension = read(source), os.path.splitext(source)[1]
    if extension not in ('.md', '.mdx', '.html', '.markdown'):
        extension = '.html' if '/html/' in source else '.md'
    end = data.find(b'\n---', 3) if data.startswith(b'---') else -1
    if end > 0 and r.random() < .7:
        data = data[:end + 5] + spoil(r, data[end + 5:], others)
    elif extension == '.html' and r.random() < .5:  # a page as it was saved
        data = spoil(r, data, others)
    else:
        data = b'---\ntitle: P\ndate: 2020-01-%02d\n---\n' % (i % 28 + 1) + spoil(r, data, others)
    if r.random() < .3 and data.startswith(b'---\n'):
        data = b'---\n' + front(r) + data[4:]
    name = '2020-%02d-%02d-p%d' % (i // 28 % 12 + 1, i % 28 + 1, i)
    if r.random() < .05:
        name = r.choice(['a b', 'A%20c', '渡口', "q'\"", 'x&y', '-', 'nav', 'e\u0301', '\u00e9']) + str(i)
    return name + extension, data


def main(seed, count, folder):
    r = random.Random(seed)
    others = files('tests/books/*/in/**/*.md', 'tests/books/*/in/**/*.mdx', 'tests/books/*/in/**/*.html',
                   'samples/**/*.md', 'tests/fuzz/corpus/html/*', 'tests/fuzz/corpus/markdown/*')
    site, posts = SITES[seed % len(SITES)]
    templates = 'layouts' if 'hugo.toml' in site else 'templates' if 'config.toml' in site else 'none'
    for path in files('tests/spec/tags-site/%s/shortcodes/*' % templates):
        write(folder, templates + '/shortcodes/' + os.path.basename(path), read(path))
    pictures = files('tests/fuzz/corpus/image/*')
    for name, text in site.items():
        write(folder, name, text.encode())
    for i in range(count):
        name, data = post(r, i, r.choice(others), others)
        write(os.path.join(folder, posts), name, data)
    for name in ('a.png', 'b.jpg', 'c.svg', 'd.gif', 'x.png', 'plan.svg', 'pier.jpg'):
        of = [p for p in pictures if name.endswith('.svg') == (b'<svg' in read(p))]
        data = read(r.choice(of))
        write(os.path.join(folder, posts), name, spoil(r, data, of) if r.random() < .5 else data)
    for name, data in ((p, read(p)) for p in r.sample(files('tests/fuzz/corpus/export/*'), 2)):
        known = {b'<': '.xml', b'{': '.json', b'A': '.txt'}.get(data[:1], '.xml')
        write(folder, os.path.basename(name) + known, spoil(r, data, [name]))
    print('\n'.join(['--%s=%s' % (k, r.choice(v.split())) for k, v in CHOICES.items() if r.random() < .3] +
                    ['--' + f for f in FLAGS if r.random() < .35]))


main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
