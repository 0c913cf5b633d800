/* SPDX-License-Identifier: MIT */
/* Fields of what a shortcode's template knows: the call, its page, the site, pictures beside it. */
#include "base/file.h"
#include "base/path.h"
#include "render/own.h"

static struct oc_own_value object(enum oc_own_kind kind)
{
    return (struct oc_own_value){.kind = kind};
}

/* ---- the call ---- */

static struct oc_own_value get(struct oc_own_run *run, const struct oc_own_value *at)
{
    const struct oc_tag_args *args = &run->args;
    int64_t place = 0;
    for (size_t i = 0; i < args->n; i++) {
        bool named = args->key[i].n > 0;
        if (at->kind == OC_OWN_NUMBER ? !named && place++ == at->number
                                      : named && oc_str_ieq(args->key[i], at->text))
            return oc_own_literal(args->value[i], args->bare[i]);
    }
    return oc_own_nil();
}

static bool is_named(const struct oc_own_run *run)
{
    return run->args.n && run->args.key[0].n;
}

static struct oc_own_value params(struct oc_own_run *run)
{
    struct oc_own_value items[OC_TAG_ARGS], v;
    for (size_t i = 0; i < run->args.n; i++)
        items[i] = oc_own_literal(run->args.value[i], run->args.bare[i]);
    v = oc_own_list(run, items, run->args.n);
    v.keys = is_named(run) ? run->args.key : NULL;
    return v;
}

static struct oc_own_value call_field(struct oc_own_run *run, struct oc_str name,
                                      const struct oc_own_value *args, size_t n)
{
    struct oc_own_value inner = {.kind = OC_OWN_TEXT, .safe = true, .text = run->inner};
    if (oc_str_is(name, "Get") && n == 1)
        return get(run, &args[0]);
    if (n)
        return oc_own_fail(run);
    if (oc_str_is(name, "Inner") || oc_str_is(name, "InnerDeindent"))
        return inner;
    if (oc_str_is(name, "Params"))
        return params(run);
    if (oc_str_is(name, "IsNamedParams"))
        return oc_own_bool(is_named(run));
    if (oc_str_is(name, "Name"))
        return oc_own_text(run->tag->name);
    if (oc_str_is(name, "Ordinal"))
        return oc_own_number(run, (int64_t)run->t->at);
    if (oc_str_is(name, "Page"))
        return object(OC_OWN_PAGE);
    if (oc_str_is(name, "Site"))
        return object(OC_OWN_SITE);
    if (oc_str_is(name, "Scratch") || oc_str_is(name, "Store"))
        return object(OC_OWN_SCRATCH);
    return oc_own_fail(run);
}

/* ---- the page ---- */

static struct oc_own_value front(struct oc_own_run *run, const char *key)
{
    return oc_own_tree(oc_value_get(run->t->run->r->post->front, key));
}

/* Hugo's .Params: whatever the front matter has. */
static struct oc_own_value page_params(struct oc_own_run *run)
{
    const struct oc_value *all = run->t->run->r->post->front;
    return all ? oc_own_tree(all) : oc_own_nil();
}

static struct oc_own_value render_string(struct oc_own_run *run, const struct oc_own_value *args,
                                         size_t n)
{
    static const struct oc_own_value display = {.kind = OC_OWN_TEXT, .text = {"display", 7}};
    if (n < 1 || n > 2)
        return oc_own_fail(run);
    struct oc_own_value how = n == 2 ? oc_own_item(run, &args[0], &display) : oc_own_nil();
    return oc_own_markdown(run, args[n - 1].text, !oc_str_is(how.text, "block"));
}

static struct oc_own_value page_field(struct oc_own_run *run, struct oc_str name,
                                      const struct oc_own_value *args, size_t n)
{
    const struct oc_post *post = run->t->run->r->post;
    if (oc_str_is(name, "RenderString"))
        return render_string(run, args, n);
    if (oc_str_is(name, "Param") && n == 1)
        return front(run, oc_arena_cstr(&run->arena, args[0].text));
    if (n)
        return oc_own_fail(run);
    if (oc_str_iis(name, "title") || oc_str_is(name, "LinkTitle"))
        return oc_own_text(post->title);
    if (oc_str_iis(name, "permalink") || oc_str_is(name, "RelPermalink") || oc_str_is(name, "path"))
        return post->url.n ? oc_own_text(post->url) : oc_own_fail(run);
    if (oc_str_iis(name, "description"))
        return oc_own_text(post->description);
    if (oc_str_is(name, "slug"))
        return oc_own_text(post->slug);
    if (oc_str_is(name, "colocated_path")) /* what is beside the post needs no folder */
        return oc_own_text(OC_STR_NONE);
    if (oc_str_is(name, "extra"))
        return front(run, "extra");
    if (oc_str_is(name, "Params"))
        return page_params(run);
    if (oc_str_is(name, "Resources"))
        return object(OC_OWN_FILES);
    if (oc_str_is(name, "Site"))
        return object(OC_OWN_SITE);
    if (oc_str_is(name, "Scratch") || oc_str_is(name, "Store"))
        return object(OC_OWN_SCRATCH);
    return oc_own_fail(run);
}

/* ---- the site ---- */

static struct oc_own_value site_key(struct oc_own_run *run, const char *key)
{
    struct oc_tag_value v = oc_tag_site(run->t, oc_str(key));
    if (!v.known)
        return oc_own_fail(run);
    return v.node ? oc_own_tree(v.node) : v.text.n ? oc_own_text(v.text) : oc_own_nil();
}

static struct oc_own_value site_field(struct oc_own_run *run, struct oc_str name)
{
    static const char *const keys[][2] = {
        {"Params", "params"}, {"Title", "title"},       {"title", "title"},
        {"extra", "extra"},   {"LanguageCode", "lang"}, {"description", "description"},
    };
    bool zola = oc_str_is(name, "base_url");
    if (zola || oc_str_is(name, "BaseURL")) {
        struct oc_own_value url = site_key(run, "url");
        while (oc_str_ends(url.text, "/"))
            url.text.n--;
        url.text = oc_arena_printf(&run->arena, "%.*s%s", OC_STR_ARG(url.text), zola ? "" : "/");
        return url;
    }
    for (size_t i = 0; i < OC_COUNT(keys); i++)
        if (oc_str_is(name, keys[i][0]))
            return site_key(run, keys[i][1]);
    return oc_own_fail(run);
}

/* ---- pictures beside the post ---- */

#define MAX_FILES 500 /* pictures that one pattern gives */
#define NAME_COST 16

static struct oc_own_value file(struct oc_own_run *run, const char *address, struct oc_str name)
{
    struct oc_str text = oc_arena_printf(&run->arena, "%s%.*s", address, OC_STR_ARG(name));
    return (struct oc_own_value){.kind = OC_OWN_FILE, .text = text};
}

/* The pictures in a folder whose names a pattern fits. */
static struct oc_own_value match(struct oc_own_run *run, struct oc_str folder, const char *address,
                                 struct oc_str pattern)
{
    struct oc_images *images = run->t->run->r->book->images;
    struct oc_own_value items[MAX_FILES];
    size_t n = 0;
    if (oc_str_starts(pattern, "**"))
        pattern = oc_str_sub(pattern, oc_str_starts(pattern, "**/") ? 3 : 1, pattern.n);
    for (size_t i = 0; i < pattern.n; i++)
        if (strchr("/[{\\", pattern.p[i]))
            return oc_own_fail(run);
    const struct oc_strs *names =
        images ? images->list(images, folder.n ? folder : OC_STR(".")) : NULL;
    for (size_t i = 0; names && i < names->n && n < MAX_FILES; i++) {
        if (!oc_own_may(run, NAME_COST + pattern.n))
            return oc_own_fail(run);
        if (oc_path_glob(pattern, names->v[i]))
            items[n++] = file(run, address, names->v[i]);
    }
    return oc_own_list(run, items, n);
}

/* The picture that a name says, or the first that a pattern fits. */
static struct oc_own_value find(struct oc_own_run *run, struct oc_str folder, const char *address,
                                struct oc_str name)
{
    struct oc_arena *a = &run->arena;
    while (oc_str_starts(name, "/"))
        name = oc_str_sub(name, 1, name.n);
    if (oc_path_has_glob(name)) {
        struct oc_own_value all = match(run, folder, address, name);
        return all.n ? all.items[0] : oc_own_nil();
    }
    struct oc_str rel = oc_path_normal(a, name);
    if (!rel.n || oc_str_starts(rel, "..") || rel.p[0] == '/' || memchr(name.p, '\0', name.n))
        return oc_own_nil();
    if (!oc_path_is_image(rel))
        return oc_own_fail(run);
    bool there = oc_file_kind(oc_path_join(a, folder, rel).p) == OC_FILE_REGULAR;
    return there ? file(run, address, rel) : oc_own_nil();
}

/* .Page.Resources */
static struct oc_own_value files_field(struct oc_own_run *run, struct oc_str name,
                                       const struct oc_own_value *args, size_t n)
{
    struct oc_str folder = oc_path_dir(oc_str(run->t->run->r->post->path));
    if (n == 1 && (oc_str_is(name, "GetMatch") || oc_str_is(name, "Get")))
        return find(run, folder, "", args[0].text);
    if (n == 1 && oc_str_is(name, "Match"))
        return match(run, folder, "", args[0].text);
    if (n == 1 && oc_str_is(name, "ByType") && oc_str_is(args[0].text, "image"))
        return match(run, folder, "", OC_STR("*"));
    return oc_own_fail(run);
}

struct oc_own_value oc_own_asset(struct oc_own_run *run, struct oc_str name)
{
    struct oc_str root = run->t->run->r->post->root;
    return find(run, oc_path_join(&run->arena, root, OC_STR("assets")), "/", name);
}

static struct oc_own_value file_field(struct oc_own_run *run, const struct oc_own_value *file,
                                      struct oc_str name)
{
    static const char *const same[] = {"Resize", "Fit",    "Fill",      "Crop", "Process",
                                       "Filter", "Colors", "MediaType", NULL},
                             *const none[] = {"Width", "Height", "Exif", "Err", "Params", NULL};
    for (size_t i = 0; same[i]; i++)
        if (oc_str_is(name, same[i]))
            return *file;
    for (size_t i = 0; none[i]; i++)
        if (oc_str_is(name, none[i]))
            return oc_own_nil();
    if (oc_str_is(name, "Permalink") || oc_str_is(name, "RelPermalink"))
        return oc_own_text(file->text);
    if (oc_str_is(name, "Name") || oc_str_is(name, "Title"))
        return oc_own_text(oc_path_base(file->text));
    if (oc_str_is(name, "ResourceType") || oc_str_is(name, "MainType"))
        return oc_own_text(OC_STR("image"));
    if (oc_str_is(name, "SubType")) {
        struct oc_str ext = oc_path_ext(file->text);
        return oc_own_text(oc_str_iis(ext, "jpg") ? OC_STR("jpeg") : ext);
    }
    return oc_own_fail(run);
}

/* ---- what a template keeps for itself ---- */

static struct oc_own_value scratch_field(struct oc_own_run *run, struct oc_str name,
                                         const struct oc_own_value *args, size_t n)
{
    if (!n)
        return oc_own_fail(run);
    struct oc_str key = oc_arena_printf(&run->arena, "\1%.*s", OC_STR_ARG(args[0].text));
    if (oc_str_is(name, "Set") && n == 2) {
        oc_own_set(run, key, args[1], true);
        return oc_own_nil();
    }
    const struct oc_own_value *v = oc_own_var(run, key);
    if (!oc_str_is(name, "Get") || n != 1)
        return oc_own_fail(run);
    return v ? *v : oc_own_nil();
}

struct oc_own_value oc_own_field(struct oc_own_run *run, const struct oc_own_value *of,
                                 struct oc_str name, const struct oc_own_value *args, size_t n)
{
    struct oc_own_value key = oc_own_text(name);
    switch (of->kind) {
    case OC_OWN_CALL:
        return call_field(run, name, args, n);
    case OC_OWN_PAGE:
        return page_field(run, name, args, n);
    case OC_OWN_SITE:
        return n ? oc_own_fail(run) : site_field(run, name);
    case OC_OWN_FILES:
        return files_field(run, name, args, n);
    case OC_OWN_FILE:
        return file_field(run, of, name);
    case OC_OWN_SCRATCH:
        return scratch_field(run, name, args, n);
    case OC_OWN_NIL:
    case OC_OWN_LIST:
    case OC_OWN_TREE:
        return n ? oc_own_fail(run) : oc_own_item(run, of, &key);
    default:
        return oc_own_fail(run);
    }
}
