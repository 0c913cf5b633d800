/* SPDX-License-Identifier: MIT */
/* Where a site keeps the templates of its shortcodes: in its own folders, then in its theme's. */
#include "base/limits.h"
#include "base/path.h"
#include "render/own.h"

#define MAX_THEMES 4u

/* A name of one folder, or of one in another, as themes and shortcodes have it. */
static bool is_plain(struct oc_str name)
{
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] < ' ' || name.p[i] == '\\' ||
            (name.p[i] == '.' && (i == 0 || strchr("./", name.p[i - 1]))))
            return false;
    return name.n > 0 && name.n < 100 && name.p[0] != '/';
}

/* The text of the template below folder, of the site's or a theme's. */
static bool read_in(struct oc_str *text, bool *markdown, struct oc_tags *t, struct oc_str folder,
                    struct oc_str name)
{
    static const char *const hugo[] = {"layouts/_shortcodes", "layouts/shortcodes", NULL},
                             *const zola[] = {"templates/shortcodes", NULL};
    struct oc_arena *a = t->run->r->arena;
    bool is_zola = t->run->r->post->dialect == OC_ZOLA;
    for (const char *const *below = is_zola ? zola : hugo; *below; below++) {
        struct oc_str stem = oc_path_join(a, oc_path_join(a, folder, oc_str(*below)), name);
        for (int i = 0; i < 1 + is_zola; i++) {
            *markdown = i == 1;
            if (oc_tags_may_file(text, t,
                                 oc_arena_printf(a, "%.*s.%s", OC_STR_ARG(stem), i ? "md" : "html"),
                                 OC_MAX_SHORTCODE_BYTES))
                return true;
        }
    }
    return false;
}

static bool find(struct oc_str *text, bool *markdown, struct oc_tags *t, struct oc_str name)
{
    struct oc_str themes[MAX_THEMES];
    size_t n = 0;
    struct oc_tag_value theme = oc_tag_site(t, OC_STR("theme"));
    if (read_in(text, markdown, t, OC_STR_NONE, name))
        return true;
    if (theme.text.n)
        themes[n++] = theme.text;
    for (const struct oc_value *v = theme.node ? theme.node->child : NULL; v && n < MAX_THEMES;
         v = v->next)
        themes[n++] = oc_value_text(v);
    for (size_t i = 0; i < n; i++)
        if (is_plain(themes[i]) &&
            read_in(text, markdown, t, oc_path_join(t->run->r->arena, OC_STR("themes"), themes[i]),
                    name))
            return true;
    return false;
}

const struct oc_own *oc_own_find(struct oc_tags *t, struct oc_str name)
{
    struct oc_arena *a = t->run->r->arena;
    enum oc_dialect dialect = t->run->r->post->dialect;
    void *known = oc_map_get(&t->run->own, name);
    struct oc_str text;
    bool markdown;
    if (known)
        return known == t->run ? NULL : known;
    if ((dialect != OC_HUGO && dialect != OC_ZOLA) || !is_plain(name) ||
        t->run->own.n == OC_MAX_SHORTCODES)
        return NULL;
    struct oc_own *own = OC_NEW(a, struct oc_own);
    bool found = find(&text, &markdown, t, name);
    if (found) {
        own->tera = dialect == OC_ZOLA;
        own->markdown = markdown;
        found = oc_own_cut(own, a, text);
    }
    oc_map_set(&t->run->own, oc_arena_copy(a, name), found ? (void *)own : (void *)t->run);
    return found ? own : NULL;
}
