/* SPDX-License-Identifier: MIT */
/* Tags for images and for what plays. The passes over images and embeds do the rest. */
#include "base/limits.h"
#include "base/path.h"
#include "render/tags_impl.h"

static struct oc_str named(const struct oc_tags *t, const char *const *names, size_t place)
{
    for (const char *const *n = names; *n; n++) {
        struct oc_str value = oc_tag_arg(t, *n, SIZE_MAX);
        if (value.n)
            return value;
    }
    return oc_tag_arg(t, "", place);
}

static bool is_number(struct oc_str s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        n++;
    return n > 0 && (n == s.n || oc_str_is(oc_str_sub(s, n, s.n), "%") ||
                     oc_str_is(oc_str_sub(s, n, s.n), "px"));
}

static bool is_url(struct oc_str s)
{
    return oc_str_find(s, "://", 0) != SIZE_MAX || oc_str_starts(s, "//");
}

/* Blocks of their own stand apart; in a sentence nothing is added. */
static void apart(struct oc_tags *t, const struct oc_tag *tag)
{
    if (!oc_tags_in_value(t) && oc_tags_alone(t, tag))
        oc_tags_para(t);
}

/* HTML where a line starts takes the rest of the line with it: what plays stands apart there, too.
 */
static void apart_from_line(struct oc_tags *t, const struct oc_tag *tag)
{
    size_t from = tag->start;
    while (from > 0 && (t->text.p[from - 1] == ' ' || t->text.p[from - 1] == '\t'))
        from--;
    if (!oc_tags_in_value(t) && (from == 0 || t->text.p[from - 1] == '\n'))
        oc_tags_para(t);
    else
        apart(t, tag);
}

/* ---- images ---- */

static bool has_image_ext(struct oc_str s)
{
    static const char *const exts[] = {"png", "jpg",  "jpeg", "gif",  "webp", "svg",
                                       "bmp", "avif", "tif",  "tiff", "ico",  "heic"};
    struct oc_str ext = oc_path_ext(oc_str_sub(s, 0, oc_str_chr(s, '?', 0)));
    for (size_t i = 0; i < OC_COUNT(exts); i++)
        if (oc_str_iis(ext, exts[i]))
            return true;
    return false;
}

/* '"title" "alt"', as Hexo wants the two. */
static void split_pair(struct oc_str *title, struct oc_str *alt, struct oc_str s)
{
    size_t gap = oc_str_find(s, "\" \"", 0);
    if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"' || gap == SIZE_MAX || gap == 0)
        return;
    *title = oc_str_sub(s, 1, gap);
    *alt = oc_str_sub(s, gap + 3, s.n - 1);
}

/* img [class] file [width] [height] [title [alt]] */
OC_TAG_HANDLER(image)
{
    static const char *const sizes[] = {", width=", ", height=", ", bg="};
    struct oc_str src, title = OC_STR_NONE, alt = OC_STR_NONE;
    oc_tag_drop_options(t);
    size_t i = 0, n = t->args.n;
    if (oc_str_starts(tag->args, "src=")) { /* {% img src="a.png", alt="words" %} */
        struct oc_tag copy = *tag;
        copy.named = true;
        oc_tag_args_parse(&t->args, t->run->r->arena, &copy);
        oc_tag_figure(t, tag);
        return;
    }
    while (i < n && !is_url(t->args.value[i]) && !has_image_ext(t->args.value[i]) &&
           !oc_str_starts(t->args.value[i], "/"))
        i++;
    if (i == n)
        i = 0;
    if (!n)
        return;
    src = t->args.value[i++];
    if (oc_str_ends(src, ",")) /* some themes: url, width=..., alt=... */
        src = oc_str_sub(src, 0, src.n - 1);
    for (; i < n; i++) {
        struct oc_str word = t->args.value[i];
        if (t->args.bare[i] && is_number(word))
            continue;
        if (oc_str_starts(word, "width=") || oc_str_starts(word, "height=") ||
            oc_str_starts(word, "bg=") || oc_str_starts(word, "class:"))
            continue;
        if (oc_str_starts(word, "alt=") || oc_str_starts(word, "alt:")) {
            alt = oc_str_sub(oc_tag_rest(t, i), 4, SIZE_MAX);
            for (size_t k = 0; k < OC_COUNT(sizes); k++) /* alt=words, width=400px */
                alt = oc_str_sub(alt, 0, oc_str_find(alt, sizes[k], 0));
            break;
        }
        bool quoted = !t->args.bare[i];
        title = quoted ? word : oc_tag_rest(t, i);
        split_pair(&title, &alt, word);
        if (quoted && t->run->r->post->dialect == OC_ELEVENTY) { /* "file", "alt", "sizes" */
            alt = word;
            title = OC_STR_NONE;
            break;
        }
        if (quoted && !alt.n)
            alt = oc_tag_rest(t, i + 1);
        break;
    }
    if (oc_str_starts(title, "title:"))
        title = oc_str_sub(title, 6, title.n);
    if (oc_str_starts(alt, "alt:"))
        alt = oc_str_sub(alt, 4, alt.n);
    apart(t, tag);
    oc_tags_image(t, src, alt.n ? alt : title, title);
    apart(t, tag);
}

OC_TAG_HANDLER(picture)
{
    (void)tag;
    oc_tags_image(t, oc_tag_arg(t, "", 0), OC_STR_NONE, OC_STR_NONE);
}

static void put_line(struct oc_tags *t, struct oc_str markdown)
{
    if (!oc_tags_in_text(t)) {
        oc_tags_put_html(t, markdown);
        return;
    }
    for (struct oc_str rest = markdown, line; oc_str_line(&line, &rest);) {
        oc_tags_put(t, oc_str_trim(line));
        oc_tags_puts(t, rest.n ? " " : "");
    }
}

void oc_tags_caption(struct oc_tags *t, struct oc_str title, struct oc_str caption)
{
    struct oc_str attr = oc_tag_arg(t, "attr", SIZE_MAX);
    oc_tags_puts(t, "<figcaption>");
    oc_tags_para(t);
    if (title.n) {
        oc_tags_puts(t, oc_tags_in_text(t) ? "**" : "<strong>");
        oc_tags_put_text(t, title);
        oc_tags_puts(t, oc_tags_in_text(t) ? "**" : "</strong>");
    }
    if (title.n && (caption.n || attr.n))
        oc_tags_puts(t, " ");
    put_line(t, caption);
    if (attr.n) {
        oc_tags_puts(t, caption.n ? " " : "");
        oc_tags_link(t, oc_tag_arg(t, "attrlink", SIZE_MAX), attr);
    }
    oc_tags_para(t);
    oc_tags_puts(t, "</figcaption></figure>");
}

/* An image with a link around it. */
static void put_linked(struct oc_tags *t, struct oc_str src, struct oc_str alt)
{
    struct oc_str link = oc_tag_arg(t, "link", SIZE_MAX);
    bool text = oc_tags_in_text(t);
    if (link.n && text) {
        oc_tags_puts(t, "[");
    } else if (link.n) {
        oc_tags_puts(t, "<a href=\"");
        oc_tags_put_url(t, link);
        oc_tags_puts(t, "\">");
    }
    oc_tags_image(t, src, alt, OC_STR_NONE);
    if (link.n && text) {
        oc_tags_puts(t, "](");
        oc_tags_put_url(t, link);
        oc_tags_puts(t, ")");
    } else if (link.n) {
        oc_tags_puts(t, "</a>");
    }
}

/* Docusaurus's sources={{light: useBaseUrl('a.png'), dark: ...}}: the one for white paper. */
static struct oc_str light_source(struct oc_str args)
{
    size_t at = oc_str_find(args, "light:", 0);
    if (at == SIZE_MAX)
        return OC_STR_NONE;
    for (at += 6; at < args.n && !strchr("'\"`,}", args.p[at]);)
        at++;
    char quote = at < args.n ? args.p[at] : ',';
    size_t end = quote == ',' || quote == '}' ? SIZE_MAX : oc_str_chr(args, quote, at + 1);
    return end == SIZE_MAX ? OC_STR_NONE : oc_str_sub(args, at + 1, end);
}

OC_TAG_HANDLER(figure)
{
    static const char *const srcs[] = {"src",  "path",       "url", "href", "image",
                                       "file", "image_path", "img", NULL};
    static const char *const alts[] = {"alt", "alternative", NULL};
    struct oc_str src = named(t, srcs, 0), alt = named(t, alts, SIZE_MAX);
    static const char *const captions[] = {"caption", "description", NULL};
    struct oc_str caption = named(t, captions, SIZE_MAX);
    struct oc_str title = oc_tag_arg(t, "title", SIZE_MAX);
    if (!alt.n && !caption.n)
        alt = title;
    if (tag->match != SIZE_MAX) /* what it is around comes after it */
        oc_tags_push(t, OC_STR_NONE);
    if (!src.n)
        src = oc_tag_braced(t->run->r->arena, tag->args, "src");
    if (!src.n)
        src = light_source(tag->args);
    if (!src.n)
        return;
    if (oc_tags_in_value(t)) {
        oc_tags_put_url(t, src);
        return;
    }
    if (t->run->r->post->dialect == OC_ELEVENTY && !alt.n && !caption.n) {
        alt = oc_tag_arg(t, "", 1); /* "file", "alt", "caption" */
        caption = oc_tag_arg(t, "", 2);
    }
    if (!caption.n && !title.n && !oc_tag_arg(t, "attr", SIZE_MAX).n) {
        apart(t, tag);
        put_linked(t, src, alt);
        apart(t, tag);
        return;
    }
    oc_tags_para(t);
    oc_tags_puts(t, "<figure>");
    oc_tags_para(t);
    put_linked(t, src, alt);
    oc_tags_para(t);
    oc_tags_caption(t, title, caption);
    oc_tags_para(t);
}

/* galleryGroup name description link image */
OC_TAG_HANDLER(group)
{
    (void)tag;
    struct oc_str name = oc_tag_arg(t, "", 0), about = oc_tag_arg(t, "", 1);
    oc_tags_para(t);
    oc_tags_image(t, oc_tag_arg(t, "", 3), name, OC_STR_NONE);
    oc_tags_para(t);
    oc_tags_link(t, oc_tag_arg(t, "", 2), name);
    oc_tags_puts(t, about.n ? " " : "");
    oc_tags_put_text(t, about);
    oc_tags_para(t);
}

/* ---- what plays ---- */

static void put_element(struct oc_tags *t, const struct oc_tag *tag, const char *name,
                        struct oc_str url, struct oc_str title, struct oc_str poster)
{
    url = oc_str_trim(url);
    if (!url.n || oc_tags_in_value(t)) {
        oc_tags_put_url(t, url);
        return;
    }
    apart_from_line(t, tag);
    oc_tags_puts(t, "<");
    oc_tags_puts(t, name);
    oc_tags_puts(t, " src=\"");
    oc_tags_put_html(t, url);
    if (title.n) {
        oc_tags_puts(t, "\" title=\"");
        oc_tags_put_html(t, title);
    }
    if (poster.n) {
        oc_tags_puts(t, "\" poster=\"");
        oc_tags_put_html(t, poster);
    }
    oc_tags_puts(t, "\"></");
    oc_tags_puts(t, name);
    oc_tags_puts(t, ">");
    apart_from_line(t, tag);
}

/* The address that a pattern makes of an id: '*' is its place, else the end. */
static struct oc_str fill(struct oc_arena *a, struct oc_str pattern, struct oc_str id)
{
    size_t star = oc_str_chr(pattern, '*', 0);
    struct oc_str after = star == SIZE_MAX ? OC_STR_NONE : oc_str_sub(pattern, star + 1, pattern.n);
    return oc_arena_printf(a, "%.*s%.*s%.*s", OC_STR_ARG(oc_str_sub(pattern, 0, star)),
                           OC_STR_ARG(id), OC_STR_ARG(after));
}

OC_TAG_HANDLER(embed)
{
    static const char *const ids[] = {"id",   "url", "src",  "href",    "v",
                                      "bvid", "aid", "file", "videoId", NULL};
    struct oc_arena *a = t->run->r->arena;
    struct oc_str id = named(t, ids, 0), pattern = oc_str(tag->row->param);
    struct oc_str second = tag->named ? oc_tag_arg(t, "", 1) : OC_STR_NONE;
    if (!id.n)
        return;
    if (oc_str_ends(id, ","))
        id = oc_str_sub(id, 0, id.n - 1);
    bool number = is_number(id) || (oc_str_istarts(id, "av") && oc_str_is(tag->name, "bilibili"));
    if (oc_str_is(tag->name, "bilibili") && number && !is_url(id)) {
        pattern = OC_STR("https://player.bilibili.com/player.html?aid=");
        if (oc_str_istarts(id, "av"))
            id = oc_str_sub(id, 2, id.n);
    } else if (oc_str_is(tag->name, "spotify") || oc_str_is(tag->name, "codepen")) {
        if (!tag->named)
            second = oc_tag_arg(t, "", 1);
        if (second.n)
            id = oc_arena_printf(a, "%.*s/%s%.*s", OC_STR_ARG(id),
                                 oc_str_is(tag->name, "codepen") ? "embed/" : "",
                                 OC_STR_ARG(second));
    }
    put_element(t, tag, "iframe", is_url(id) || !pattern.n ? id : fill(a, pattern, id),
                oc_tag_arg(t, "title", SIZE_MAX), OC_STR_NONE);
}

/* The first word that is an address, "url=" before it or not; *before gets how many stood before.
 */
static struct oc_str find_file(size_t *before, const struct oc_tags *t)
{
    static const char *const starts[] = {"url=", "src=", "file=", "mp4=", "http="};
    for (size_t i = 0; i < t->args.n; i++) {
        struct oc_str s = t->args.value[i];
        *before = i;
        for (size_t k = 0; k < OC_COUNT(starts); k++)
            if (oc_str_starts(s, starts[k]))
                return oc_str_sub(s, strlen(starts[k]), s.n);
        if (is_url(s) || oc_str_starts(s, "/") || (oc_path_ext(s).n >= 2 && oc_path_ext(s).n <= 4))
            return s;
    }
    *before = t->args.n;
    return OC_STR_NONE;
}

/* Music by number: of which of two services. */
static struct oc_str song(struct oc_tags *t)
{
    struct oc_str id = oc_tag_arg(t, "id", 0), server = oc_tag_arg(t, "server", 1);
    struct oc_str type = oc_tag_arg(t, "type", 2);
    struct oc_arena *a = t->run->r->arena;
    if (is_url(oc_tag_arg(t, "url", SIZE_MAX)))
        return oc_tag_arg(t, "url", SIZE_MAX);
    if (!is_number(id) && server.n == 0)
        return OC_STR_NONE;
    if (oc_str_is(server, "netease"))
        return oc_arena_printf(a, "https://music.163.com/%.*s?id=%.*s",
                               OC_STR_ARG(type.n ? type : OC_STR("song")), OC_STR_ARG(id));
    if (oc_str_is(server, "tencent"))
        return oc_arena_printf(a, "https://y.qq.com/n/ryqq/%s/%.*s",
                               oc_str_is(type, "playlist") ? "playlist" : "songDetail",
                               OC_STR_ARG(id));
    return OC_STR_NONE;
}

/* video bilibili:BV1, as Stellar has it */
static struct oc_str hosted(struct oc_tags *t)
{
    struct oc_arena *a = t->run->r->arena;
    struct oc_str word = oc_tag_arg(t, "", 0);
    size_t colon = oc_str_chr(word, ':', 0);
    struct oc_str host = oc_str_sub(word, 0, colon), id = oc_str_sub(word, host.n + 1, word.n);
    if (colon == SIZE_MAX || !id.n || id.p[0] == '/')
        return OC_STR_NONE;
    if (oc_str_is(host, "bilibili"))
        return fill(a, OC_STR("https://player.bilibili.com/player.html?bvid="), id);
    if (oc_str_is(host, "youtube"))
        return fill(a, OC_STR("https://www.youtube.com/watch?v="), id);
    return OC_STR_NONE;
}

OC_TAG_HANDLER(player)
{
    static const char *const srcs[] = {"src", "url", "file", "mp4", "href", NULL};
    struct oc_str url = named(t, srcs, SIZE_MAX), title = oc_tag_arg(t, "title", SIZE_MAX);
    const char *name = tag->row->param;
    size_t before = 0;
    if (!*name) {
        put_element(t, tag, "iframe", song(t), title, OC_STR_NONE);
        return;
    }
    if (tag->match != SIZE_MAX)
        oc_tags_push(t, OC_STR_NONE);
    if (!url.n)
        url = hosted(t);
    if (!url.n)
        url = find_file(&before, t);
    else
        before = 0;
    if (!title.n && oc_str_is(tag->name, "aplayer")) {
        t->args.n = before;
        title = oc_tag_rest(t, 0);
    }
    if (!url.n)
        return;
    static const char *const exts[] = {"mp4", "webm", "ogv", "mov", "m4v",  "mp3",
                                       "m4a", "ogg",  "oga", "wav", "flac", "aac"};
    struct oc_str ext = oc_path_ext(oc_str_sub(url, 0, oc_str_chr(url, '?', 0)));
    bool file = !is_url(url);
    for (size_t i = 0; i < OC_COUNT(exts); i++)
        file = file || oc_str_iis(ext, exts[i]);
    put_element(t, tag, file ? name : "iframe", url, title, oc_tag_arg(t, "poster", SIZE_MAX));
}

OC_TAG_HANDLER(gist)
{
    static const char *const urls[] = {"url", "src", NULL};
    static const char *const ids[] = {"id", NULL};
    struct oc_str url = named(t, urls, SIZE_MAX);
    struct oc_str first = oc_tag_arg(t, "user", 0), second = named(t, ids, 1);
    struct oc_arena *a = t->run->r->arena;
    if (!url.n && is_url(first))
        url = first;
    bool pair = tag->named && second.n; /* Hugo: user and id; Jekyll: id and file */
    if (!url.n && first.n)
        url = oc_arena_printf(a, "https://gist.github.com/%.*s%s%.*s", OC_STR_ARG(first),
                              pair ? "/" : "", OC_STR_ARG(pair ? second : OC_STR_NONE));
    put_element(t, tag, "iframe", url, OC_STR_NONE, OC_STR_NONE);
}

OC_TAG_HANDLER(tweet)
{
    static const char *const ids[] = {"id", "url", "tweetId", NULL};
    struct oc_str id = named(t, ids, 0), user = oc_tag_arg(t, "user", SIZE_MAX);
    struct oc_arena *a = t->run->r->arena;
    if (!id.n)
        return;
    if (!is_url(id))
        id = oc_arena_printf(a, "https://twitter.com/%.*s/status/%.*s",
                             OC_STR_ARG(user.n ? user : OC_STR("i")), OC_STR_ARG(id));
    put_element(t, tag, "iframe", id, OC_STR_NONE, OC_STR_NONE);
}

/* ---- cards of links ---- */

static void put_card(struct oc_tags *t, struct oc_str name, struct oc_str url, struct oc_str about)
{
    oc_tags_puts(t, "<li>");
    if (url.n) {
        oc_tags_puts(t, "<a href=\"");
        oc_tags_put_html(t, url);
        oc_tags_puts(t, "\">");
    }
    oc_tags_put_html(t, name.n ? name : url);
    oc_tags_puts(t, url.n ? "</a>" : "");
    if (about.n) {
        oc_tags_puts(t, " \xE2\x80\x94 ");
        oc_tags_put_html(t, about);
    }
    oc_tags_puts(t, "</li>");
}

/* The first of those keys that has words. */
static struct oc_str value_of(const struct oc_value *v, const char *const *keys)
{
    struct oc_str text = OC_STR_NONE;
    for (; *keys && !text.n && v->kind == OC_VALUE_MAP; keys++)
        text = oc_str_trim(oc_value_text(oc_value_get(v, *keys)));
    return text;
}

static void put_cards(struct oc_tags *t, const struct oc_value *list)
{
    static const char *const names[] = {"name", "site", NULL},
                             *const links[] = {"link", "url", NULL},
                             *const abouts[] = {"descr", "desc", "artist", "owner", NULL};
    if (!list || list->kind != OC_VALUE_LIST || !list->child)
        return;
    oc_tags_puts(t, "<ul>");
    for (const struct oc_value *v = list->child; v; v = v->next) {
        struct oc_str name = value_of(v, names), url = value_of(v, links);
        if (v->kind == OC_VALUE_TEXT)
            url = v->text;
        if (name.n || url.n)
            put_card(t, name, url, value_of(v, abouts));
    }
    oc_tags_puts(t, "</ul>");
}

/* flink: YAML, classes of links; links, media: of Shoka; linkgrid: name | url | description |
 * image, a line each */
OC_TAG_HANDLER(cards)
{
    struct oc_value_error err;
    oc_tags_para(t);
    if (oc_str_is(oc_str(tag->row->param), "yaml")) {
        const struct oc_value *root = oc_value_yaml(t->run->r->arena, &err, tag->body, 1);
        const struct oc_value *first = root && root->kind == OC_VALUE_LIST ? root->child : NULL;
        bool flat = first && (oc_value_get(first, "name") || oc_value_get(first, "site"));
        if (flat)
            put_cards(t, root);
        for (const struct oc_value *v = !flat && root ? root->child : NULL; v; v = v->next) {
            static const char *const titles[] = {"class_name", "title", NULL};
            struct oc_str name = value_of(v, titles);
            if (name.n) {
                oc_tags_puts(t, "<p><strong>");
                oc_tags_put_html(t, name);
                oc_tags_puts(t, "</strong></p>");
            }
            const struct oc_value *list = oc_value_get(v, "link_list");
            put_cards(t, list ? list : oc_value_get(v, "list"));
        }
    } else {
        oc_tags_puts(t, "<ul>");
        for (struct oc_str rest = tag->body, line; oc_str_line(&line, &rest);) {
            struct oc_str part[3] = {OC_STR_NONE, OC_STR_NONE, OC_STR_NONE};
            for (size_t i = 0; i < 3 && oc_str_cut(&part[i], &line, '|'); i++)
                part[i] = oc_str_trim(part[i]);
            if (part[0].n && !oc_str_starts(part[0], "%"))
                put_card(t, part[0], part[1], part[2]);
        }
        oc_tags_puts(t, "</ul>");
    }
    oc_tags_para(t);
}
