/* SPDX-License-Identifier: MIT */
/*
 * Shortcodes: [name attr="value"] and [name]...[/name], by one table. Names that are not in it are
 * text, as on a site whose plugin is gone. What they become is HTML that the passes know: figures,
 * players, code.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "render/embeds.h"
#include "render/figure.h"
#include "render/shortcodes.h"
#include "xhtml/token.h"

#define MAX_PICTURES 500u /* of one gallery */

struct oc_str oc_shortcode_value(const struct oc_shortcode *c, const char *name)
{
    for (size_t i = 0; i < c->nattrs; i++)
        if (oc_str_iis(c->attrs[i].name, name))
            return c->attrs[i].value;
    return OC_STR_NONE;
}

static struct oc_str lone_value(const struct oc_shortcode *c)
{
    for (size_t i = 0; i < c->nattrs; i++)
        if (!c->attrs[i].name.n)
            return c->attrs[i].value;
    return OC_STR_NONE;
}

bool oc_shortcode_is_url(struct oc_str s)
{
    return oc_str_istarts(s, "http://") || oc_str_istarts(s, "https://");
}

/* Text that is HTML-escaped as it stands or not at all, as an attribute's value. */
void oc_shortcode_attr(struct oc_buf *out, struct oc_arena *a, struct oc_str s)
{
    struct oc_buf text;
    oc_buf_init(&text, OC_SHORTCODE_BYTES * 4);
    oc_text_put(&text, s, true, true);
    oc_buf_put_xml(out, oc_buf_take(&text, a));
    oc_buf_release(&text);
}

/* ---- captions ---- */

/* Where the picture that the content begins with ends, its link included. */
static size_t picture_end(struct oc_str s)
{
    size_t at = 0, end = 0, depth = 0;
    while ((at = oc_str_chr(s, '<', at)) != SIZE_MAX) {
        bool close;
        size_t stop = oc_wordpress_tag_end(s, at);
        struct oc_str name = oc_wordpress_tag_name(&close, s, at);
        if (!stop)
            break;
        if (oc_str_iis(name, "a"))
            depth = close ? 0 : 1;
        if (oc_str_iis(name, "img") || (end && close && oc_str_iis(name, "a")))
            end = stop;
        if (end && !depth)
            break;
        at = stop;
    }
    return end;
}

static bool put_caption(struct oc_shortcode *c)
{
    struct oc_str said = oc_shortcode_value(c, "caption"), rest;
    size_t end = picture_end(c->content);
    rest = oc_str_trim(oc_str_sub(c->content, end, c->content.n));
    if (!end && !said.n) { /* no picture: what is there stays */
        oc_buf_put(c->out, c->content);
        return true;
    }
    oc_buf_puts(c->out, "\n<figure>");
    oc_buf_put(c->out, end ? oc_str_sub(c->content, 0, end) : c->content);
    if (said.n || rest.n) {
        oc_buf_puts(c->out, "<figcaption>");
        oc_buf_put(c->out, said.n ? said : rest);
        oc_buf_puts(c->out, "</figcaption>");
    }
    oc_buf_puts(c->out, "</figure>\n");
    return true;
}

/* ---- galleries ---- */

static bool is_picture(const struct oc_attachment *file)
{
    static const char *const exts[] = {".jpg",  ".jpeg", ".png",  ".gif",  ".webp", ".svg",
                                       ".avif", ".bmp",  ".tiff", ".heic", ".jpe"};
    for (size_t i = 0; i < OC_COUNT(exts); i++)
        if (oc_str_iends(file->url, exts[i]))
            return true;
    return false;
}

static void put_picture(struct oc_shortcode *c, const struct oc_attachment *file)
{
    struct oc_arena *a = c->s->r->arena;
    if (!is_picture(file))
        return;
    oc_buf_puts(c->out, "<figure><img src=\"");
    oc_shortcode_attr(c->out, a, file->url);
    oc_buf_puts(c->out, "\" alt=\"");
    oc_shortcode_attr(c->out, a, file->alt);
    oc_buf_puts(c->out, "\"/>");
    if (file->caption.n) {
        oc_buf_puts(c->out, "<figcaption>");
        oc_buf_put(c->out, file->caption);
        oc_buf_puts(c->out, "</figcaption>");
    }
    oc_buf_puts(c->out, "</figure>\n");
}

void oc_shortcode_pictures(struct oc_shortcode *c, struct oc_str ids)
{
    const struct oc_library *l = c->s->r->post->library;
    struct oc_str part;
    for (unsigned n = 0; l && n < MAX_PICTURES && oc_str_cut(&part, &ids, ','); n++) {
        int64_t id;
        if (oc_str_int(&id, oc_str_trim(part), 1, INT64_MAX) != 0)
            continue;
        const struct oc_attachment *file = oc_library_attachment(l, id);
        if (file)
            put_picture(c, file);
    }
}

static void put_children(struct oc_shortcode *c, const struct oc_library *l, int64_t parent,
                         struct oc_str but)
{
    size_t from = 0, to = l->n;
    while (from < to) {
        size_t mid = (from + to) / 2;
        if (l->by_parent[mid].parent < parent)
            from = mid + 1;
        else
            to = mid;
    }
    for (unsigned n = 0; from < l->n && l->by_parent[from].parent == parent && n < MAX_PICTURES;
         from++, n++) {
        struct oc_str part, rest = but;
        bool left_out = false;
        while (but.n && oc_str_cut(&part, &rest, ',')) {
            int64_t id;
            left_out = left_out || (oc_str_int(&id, oc_str_trim(part), 1, INT64_MAX) == 0 &&
                                    id == l->by_parent[from].id);
        }
        if (!left_out)
            put_picture(c, &l->by_parent[from]);
    }
}

static bool put_gallery(struct oc_shortcode *c)
{
    const struct oc_library *l = c->s->r->post->library;
    struct oc_str ids = oc_shortcode_value(c, "ids"), of = oc_shortcode_value(c, "id");
    int64_t parent = c->s->r->post->entry_id;
    if (!ids.n)
        ids = oc_shortcode_value(c, "include");
    if (of.n && oc_str_int(&parent, of, 1, INT64_MAX) != 0)
        parent = c->s->r->post->entry_id;
    oc_buf_puts(c->out, "\n<div class=\"gallery\">\n");
    if (ids.n)
        oc_shortcode_pictures(c, ids);
    else if (l && parent)
        put_children(c, l, parent, oc_shortcode_value(c, "exclude"));
    oc_buf_puts(c->out, "</div>\n");
    return true;
}

/* ---- players ---- */

bool oc_wordpress_embed(struct oc_buf *out, struct oc_arena *a, struct oc_str url, bool always)
{
    static const char *const hosts[] = {
        "twitter.com",     "x.com",        "instagram.com",   "facebook.com", "tiktok.com",
        "dailymotion.com", "wordpress.tv", "videopress.com",  "reddit.com",   "open.spotify.com",
        "mixcloud.com",    "ted.com",      "kickstarter.com", "tumblr.com",   "pinterest.com",
        "bilibili.com",    "youku.com",    "mastodon.social"};
    const char *label = NULL;
    if (!oc_shortcode_is_url(url) || url.n > OC_MAX_URL_BYTES)
        return false;
    struct oc_buf plain;
    oc_buf_init(&plain, OC_MAX_URL_BYTES);
    oc_text_put(&plain, url, true, true);
    url = oc_buf_take(&plain, a);
    oc_buf_release(&plain);
    (void)oc_embed_page(&label, a, url);
    bool known = always || label != NULL;
    for (size_t i = 0; i < OC_COUNT(hosts) && !known; i++)
        known = oc_figure_host_is(oc_figure_host(url), hosts[i]);
    if (!known)
        return false;
    oc_buf_puts(out, "\n<iframe src=\"");
    oc_buf_put_xml(out, url);
    oc_buf_puts(out, "\"></iframe>\n");
    return true;
}

static bool put_player(struct oc_shortcode *c)
{
    static const char *const names[] = {"src", "mp3", "m4a",  "ogg", "wav",
                                        "mp4", "m4v", "webm", "ogv", "url"};
    struct oc_str url = lone_value(c), poster = oc_shortcode_value(c, "poster");
    for (size_t i = 0; i < OC_COUNT(names) && !oc_shortcode_is_url(url); i++)
        url = oc_shortcode_value(c, names[i]);
    if (!oc_shortcode_is_url(url))
        url = oc_str_trim(c->content);
    if (!oc_shortcode_is_url(url))
        return false;
    bool video = oc_str_iis(c->name, "video");
    if (video && oc_wordpress_embed(c->out, c->s->r->arena, url, false))
        return true;
    oc_buf_printf(c->out, "\n<%s src=\"", video ? "video" : "audio");
    oc_shortcode_attr(c->out, c->s->r->arena, url);
    if (poster.n) {
        oc_buf_puts(c->out, "\" poster=\"");
        oc_shortcode_attr(c->out, c->s->r->arena, poster);
    }
    oc_buf_printf(c->out, "\"></%s>\n", video ? "video" : "audio");
    return true;
}

static bool put_embed(struct oc_shortcode *c)
{
    struct oc_str url = oc_str_trim(c->content);
    if (!oc_shortcode_is_url(url))
        url = oc_shortcode_value(c, "src");
    if (!oc_shortcode_is_url(url))
        url = oc_shortcode_value(c, "url");
    if (!oc_shortcode_is_url(url))
        url = lone_value(c);
    if (!oc_shortcode_is_url(url) && oc_str_starts(url, "=")) /* [youtube=http://...] */
        url = oc_str_sub(url, 1, url.n);
    if (oc_shortcode_is_url(url))
        return oc_wordpress_embed(c->out, c->s->r->arena, url, true);
    bool youtube = oc_str_iis(c->name, "youtube"), vimeo = oc_str_iis(c->name, "vimeo");
    struct oc_str id = oc_shortcode_value(c, "id").n ? oc_shortcode_value(c, "id")
                       : url.n                       ? url
                                                     : oc_str_trim(c->content);
    for (size_t i = 0; i < id.n; i++)
        if (strchr(" <>\"'&/[]", id.p[i]))
            id.n = 0;
    if (!id.n || id.n > 40 || (!youtube && !vimeo)) {
        oc_buf_put(c->out, c->content);
        return c->content.n > 0;
    }
    oc_buf_printf(c->out, "\n<iframe src=\"%s%.*s\"></iframe>\n",
                  youtube ? "https://www.youtube.com/embed/" : "https://player.vimeo.com/video/",
                  OC_STR_ARG(id));
    return true;
}

/* ---- code ---- */

static bool put_code(struct oc_shortcode *c)
{
    static const char *const none[] = {"code",       "sourcecode", "cc",   "crayon",
                                       "codesyntax", "plain",      "text", NULL};
    struct oc_str lang = oc_shortcode_value(c, "language"), text = c->content;
    bool by_name = true;
    for (size_t i = 0; none[i]; i++)
        by_name = by_name && !oc_str_is(c->name, none[i]);
    struct oc_buf plain;
    if (!lang.n)
        lang = oc_shortcode_value(c, "lang");
    if (!lang.n)
        lang = by_name ? c->name : lone_value(c);
    if (oc_str_starts(lang, "="))
        lang = oc_str_sub(lang, 1, lang.n);
    while (text.n && (*text.p == '\n' || *text.p == '\r'))
        text = oc_str_sub(text, 1, text.n);
    oc_buf_puts(c->out, "\n<pre><code");
    if (lang.n && lang.n < 40) {
        oc_buf_puts(c->out, " class=\"language-");
        oc_buf_put_xml(c->out, lang);
        oc_buf_putc(c->out, '"');
    }
    oc_buf_putc(c->out, '>');
    oc_buf_init(&plain, text.n * 4 + 16);
    oc_text_put(&plain, text, true, false); /* the editor stores it escaped */
    oc_buf_put_xml(c->out, oc_buf_view(&plain));
    oc_buf_release(&plain);
    oc_buf_puts(c->out, "</code></pre>\n");
    return true;
}

/* ---- mathematics ---- */

/* Without what the plugin takes as options at the end, &s=2&bg=ffffff. */
static struct oc_str without_options(struct oc_str tex)
{
    static const char *const options[] = {
        "&s=", "&bg=", "&fg=", "&amp;s=", "&amp;bg=", "&amp;fg=", "&#038;s=", "&#038;bg="};
    size_t least = tex.n;
    for (size_t i = 0; i < OC_COUNT(options); i++) {
        size_t at = oc_str_find(tex, options[i], 0);
        least = at < least ? at : least;
    }
    return oc_str_trim(oc_str_sub(tex, 0, least));
}

static void put_tex(struct oc_buf *out, struct oc_str tex)
{
    struct oc_buf plain;
    oc_buf_init(&plain, tex.n * 4 + 16);
    oc_text_put(&plain, without_options(tex), true, false);
    oc_buf_puts(out, oc_math_open(false));
    oc_buf_put_xml(out, oc_buf_view(&plain));
    oc_buf_puts(out, "</code>");
    oc_buf_release(&plain);
}

static bool put_latex(struct oc_shortcode *c)
{
    if (!oc_str_blank(c->content))
        put_tex(c->out, c->content);
    return true;
}

size_t oc_wordpress_latex(struct oc_buf *out, struct oc_str text)
{
    static const char open[] = "$latex";
    size_t from = sizeof open - 1;
    if (!oc_str_starts(text, open) || from >= text.n || !strchr(" \t\r\n\\{", text.p[from]))
        return 0;
    size_t end = oc_str_chr(oc_str_sub(text, 0, OC_SHORTCODE_BYTES), '$', from);
    struct oc_str tex = oc_str_sub(text, from, end);
    if (end == SIZE_MAX || oc_str_blank(tex) || oc_str_find(tex, "\n\n", 0) != SIZE_MAX)
        return 0;
    put_tex(out, tex);
    return end + 1;
}

/* ---- footnotes ---- */

/* In the form that the pass over notes knows; the notes come after the body. */
static bool put_note(struct oc_shortcode *c)
{
    struct oc_shortcodes *s = c->s;
    if (oc_str_blank(c->content))
        return true;
    s->nnotes++;
    oc_buf_printf(c->out, "<sup><a id=\"wpref-%u\" href=\"#wpnote-%u\">%u</a></sup>", s->nnotes,
                  s->nnotes, s->nnotes);
    oc_buf_printf(&s->notes, "<li id=\"wpnote-%u\">%.*s</li>\n", s->nnotes,
                  OC_STR_ARG(oc_str_trim(c->content)));
    return true;
}

void oc_shortcodes_end(struct oc_buf *out, struct oc_shortcodes *s)
{
    if (s->nnotes)
        oc_buf_printf(out, "\n<section class=\"footnotes\">\n<ol>\n%.*s</ol>\n</section>\n",
                      OC_STR_ARG(oc_buf_view(&s->notes)));
    oc_buf_release(&s->notes);
}

/* ---- the table ---- */

enum content {
    NEVER,
    MAYBE,
    ALWAYS /* without an end tag it is text */
};

static const struct row {
    const char *name;
    enum content content;
    bool (*put)(struct oc_shortcode *c);
} rows[] = {
    {"caption", ALWAYS, put_caption},
    {"wp_caption", ALWAYS, put_caption},
    {"gallery", NEVER, put_gallery},
    {"audio", MAYBE, put_player},
    {"video", MAYBE, put_player},
    {"embed", ALWAYS, put_embed},
    {"youtube", MAYBE, put_embed},
    {"vimeo", MAYBE, put_embed},
    {"sourcecode", ALWAYS, put_code},
    {"code", ALWAYS, put_code},
    {"latex", ALWAYS, put_latex},
    {"tweet", MAYBE, put_embed},
    {"soundcloud", MAYBE, put_embed},
    {"spotify", MAYBE, put_embed},
    {"instagram", MAYBE, put_embed},
    {"dailymotion", MAYBE, put_embed},
    {"ted", MAYBE, put_embed},
    {"googlemaps", MAYBE, put_embed},
    {"mfn", ALWAYS, put_note},
    {"efn_note", ALWAYS, put_note},
    {"footnote", ALWAYS, put_note},
    {"ref", ALWAYS, put_note},
    {"fn", ALWAYS, put_note},
    /* code by its language, as SyntaxHighlighter has it, and of other plugins */
    {"bash", ALWAYS, put_code},
    {"c", ALWAYS, put_code},
    {"cpp", ALWAYS, put_code},
    {"csharp", ALWAYS, put_code},
    {"css", ALWAYS, put_code},
    {"diff", ALWAYS, put_code},
    {"go", ALWAYS, put_code},
    {"groovy", ALWAYS, put_code},
    {"html", ALWAYS, put_code},
    {"java", ALWAYS, put_code},
    {"javascript", ALWAYS, put_code},
    {"jscript", ALWAYS, put_code},
    {"js", ALWAYS, put_code},
    {"matlab", ALWAYS, put_code},
    {"objc", ALWAYS, put_code},
    {"perl", ALWAYS, put_code},
    {"php", ALWAYS, put_code},
    {"plain", ALWAYS, put_code},
    {"powershell", ALWAYS, put_code},
    {"python", ALWAYS, put_code},
    {"r", ALWAYS, put_code},
    {"ruby", ALWAYS, put_code},
    {"scala", ALWAYS, put_code},
    {"shell", ALWAYS, put_code},
    {"sql", ALWAYS, put_code},
    {"text", ALWAYS, put_code},
    {"vb", ALWAYS, put_code},
    {"xml", ALWAYS, put_code},
    {"yaml", ALWAYS, put_code},
    {"cc", ALWAYS, put_code},
    {"crayon", ALWAYS, put_code},
    {"codesyntax", ALWAYS, put_code},
};

_Static_assert(OC_COUNT(rows) <= 64, "no_end has a bit for each row");

/* ---- reading ---- */

static size_t name_end(struct oc_str s, size_t at)
{
    while (at < s.n && (((s.p[at] | 0x20) >= 'a' && (s.p[at] | 0x20) <= 'z') || s.p[at] == '_'))
        at++;
    return at;
}

/* Where the tag that begins at s.p[0] ends, after its ']'; 0 when it is none. */
size_t oc_shortcode_tag_end(struct oc_str s)
{
    char quote = 0;
    size_t plain = 0;
    for (size_t i = 1; i < s.n && i < OC_SHORTCODE_BYTES; i++) {
        char c = s.p[i];
        if (c == ']' && !quote)
            return i + 1;
        if (c == ']' && !plain)
            plain = i + 1;
        if (quote)
            quote = c == quote ? 0 : quote;
        else if ((c == '"' || c == '\'') && s.p[i - 1] == '=')
            quote = c;
        else if (c == '[')
            return 0;
    }
    return plain;
}

void oc_shortcode_read(struct oc_shortcode *c, struct oc_str s)
{
    size_t at = 0;
    while (c->nattrs < OC_COUNT(c->attrs)) {
        while (at < s.n && strchr(" \t\r\n/", s.p[at]))
            at++;
        if (at >= s.n)
            return;
        struct oc_shortcode_attr *attr = &c->attrs[c->nattrs++];
        size_t from = at;
        while (at < s.n && !strchr(" \t\r\n=\"'", s.p[at]))
            at++;
        if (at < s.n && s.p[at] == '=' && at > from &&
            !oc_shortcode_is_url(oc_str_sub(s, from, at))) {
            attr->name = oc_str_sub(s, from, at);
            from = ++at;
        } else {
            at = from;
        }
        if (at < s.n && (s.p[at] == '"' || s.p[at] == '\'')) {
            size_t end = oc_str_chr(s, s.p[at], at + 1);
            attr->value = oc_str_sub(s, at + 1, end);
            at = end == SIZE_MAX ? s.n : end + 1;
        } else {
            while (at < s.n && !strchr(" \t\r\n", s.p[at]))
                at++;
            attr->value = oc_str_sub(s, from, at);
        }
    }
}

/* The offset of "[/name]", SIZE_MAX when there is none. whole: text is all there is, so that it is
 * asked in vain only once. */
static size_t find_end(struct oc_shortcodes *s, size_t row, struct oc_str text, size_t from,
                       bool whole)
{
    char end[24];
    if (s->no_end & ((uint64_t)1 << row))
        return SIZE_MAX;
    snprintf(end, sizeof end, "[/%s]", rows[row].name);
    size_t at = oc_str_find(text, end, from);
    if (at == SIZE_MAX && whole)
        s->no_end |= (uint64_t)1 << row;
    return at;
}

static size_t find_row(struct oc_str text, size_t to)
{
    size_t row = 0;
    while (row < OC_COUNT(rows) && !oc_str_is(oc_str_sub(text, 1, to), rows[row].name))
        row++;
    return row;
}

bool oc_shortcode_known(struct oc_str text)
{
    return find_row(text, name_end(text, 1)) < OC_COUNT(rows);
}

size_t oc_shortcode(struct oc_buf *out, struct oc_shortcodes *s, struct oc_str text)
{
    size_t to = name_end(text, 1), row = find_row(text, to);
    struct oc_shortcode c = {.out = out, .s = s, .name = oc_str_sub(text, 1, to)};
    if (row == OC_COUNT(rows))
        return oc_shortcode_other(out, s, text);
    if (to >= text.n || !strchr(" \t\r\n]=/", text.p[to]))
        return 0;
    size_t end = oc_shortcode_tag_end(text), used = end;
    if (!end)
        return 0;
    oc_shortcode_read(&c, oc_str_sub(text, to, end - 1));
    if (rows[row].content != NEVER && text.p[end - 2] != '/') {
        bool near = rows[row].content == MAYBE; /* or it is another one's */
        struct oc_str range = oc_str_sub(text, 0, near ? end + OC_SHORTCODE_NEAR : text.n);
        size_t stop = find_end(s, row, range, end, !near);
        if (stop != SIZE_MAX) {
            c.content = oc_str_sub(text, end, stop);
            used = stop + c.name.n + 3;
        } else if (rows[row].content == ALWAYS) {
            return 0;
        }
    }
    return rows[row].put(&c) ? used : 0;
}
