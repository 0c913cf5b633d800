/* SPDX-License-Identifier: MIT */
/*
 * SVG files. They are XML, so libxml2's parser reads them, told to load nothing; what it makes is
 * cut down to the SVG namespace and to attributes that stay within the file.
 */
#include "xhtml/svgfile.h"

#include <libxml/parser.h>

#include "base/css.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/uni.h"
#include "xhtml/nodes.h"
#include "xhtml/xhtml.h"

#define SVG_NS "http://www.w3.org/2000/svg"
#define XLINK_NS "http://www.w3.org/1999/xlink"
#define LONGEST_ENTITY 256
#define LARGEST_WITH_ENTITIES ((size_t)1 << 20)

/* ---- reading ---- */

/*
 * Whether what a DOCTYPE declares is harmless: short texts that name no others. Illustrator
 * writes its namespaces so.
 */
static bool entities_are_plain(struct oc_str s)
{
    for (size_t at = oc_str_find(s, "<!ENTITY", 0); at != SIZE_MAX;
         at = oc_str_find(s, "<!ENTITY", at + 8)) {
        size_t open = at;
        while (open < s.n && s.p[open] != '"' && s.p[open] != '\'')
            open++;
        struct oc_str head = oc_str_sub(s, at, open);
        size_t close = open < s.n ? oc_str_chr(s, s.p[open], open + 1) : SIZE_MAX;
        if (close == SIZE_MAX || close - open > LONGEST_ENTITY || s.n > LARGEST_WITH_ENTITIES ||
            oc_str_find(head, "SYSTEM", 0) != SIZE_MAX ||
            oc_str_find(head, "PUBLIC", 0) != SIZE_MAX || oc_str_chr(head, '%', 0) != SIZE_MAX)
            return false;
        struct oc_str value = oc_str_sub(s, open + 1, close);
        if (oc_str_chr(value, '&', 0) != SIZE_MAX || oc_str_chr(value, '%', 0) != SIZE_MAX ||
            oc_str_chr(value, '<', 0) != SIZE_MAX)
            return false;
    }
    return true;
}

/* NULL with *why. The text is given as UTF-8 whatever it declares, so that the look at its
 * entities above sees what the parser sees. */
static xmlDoc *parse(const char **why, struct oc_str bytes)
{
    struct oc_buf text;
    char charset[32];
    xmlDoc *doc = NULL;
    oc_buf_init(&text, OC_MAX_IMAGE_BYTES * 2);
    oc_charset_to_utf8(&text, charset, bytes);
    *why = "declares entities that octavo does not expand";
    if (!text.full && entities_are_plain(oc_buf_view(&text))) {
        *why = "is not well-formed XML";
        doc = xmlReadMemory(text.p, (int)text.n, "image.svg", "UTF-8",
                            XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR |
                                XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    }
    oc_buf_release(&text);
    return doc;
}

/* ---- elements ---- */

static bool is_in(const xmlNs *ns, const char *uri)
{
    return ns && ns->href && strcmp((const char *)ns->href, uri) == 0;
}

static bool is_dropped(const xmlNode *n)
{
    static const char *const names[] = {
        "script",           "foreignObject", "iframe",    "audio",   "video",   "canvas",
        "handler",          "listener",      "metadata",  "animate", "set",     "animateColor",
        "animateTransform", "animateMotion", "discard",   "embed",   "feImage", "font-face-uri",
        "cursor",           "object",        "image-set", NULL};
    bool foreign = n->ns ? !is_in(n->ns, SVG_NS) : strchr((const char *)n->name, ':') != NULL;
    return foreign || oc_node_in(n, names);
}

/* xlink:href, also of a file that does not declare the prefix. */
static bool is_xlink_href(const xmlAttr *a)
{
    const char *name = (const char *)a->name;
    return strcmp(name, a->ns ? "href" : "xlink:href") == 0 && (!a->ns || is_in(a->ns, XLINK_NS));
}

struct oc_str oc_svg_href(const xmlNode *n)
{
    for (const xmlAttr *a = n->properties; a; a = a->next)
        if (is_xlink_href(a) || (!a->ns && strcmp((const char *)a->name, "href") == 0))
            return a->children ? oc_str_trim(oc_node_value(a->children)) : OC_STR("");
    return OC_STR_NONE;
}

static bool is_data_picture(struct oc_str href)
{
    return oc_str_istarts(href, "data:image/png") || oc_str_istarts(href, "data:image/jp") ||
           oc_str_istarts(href, "data:image/gif");
}

/* What refers to nothing that may stay, goes. */
static bool is_dangling(const xmlNode *n)
{
    static const char *const users[] = {"use", "textPath", "tref", "mpath", NULL};
    struct oc_str href = oc_svg_href(n);
    if (oc_node_is(n, "image"))
        return !is_data_picture(href);
    return oc_node_in(n, users) && !oc_str_starts(href, "#");
}

/* ---- attributes ---- */

static bool attr_stays(const xmlNode *n, const xmlAttr *a, struct oc_str value)
{
    struct oc_str name = oc_str((const char *)a->name);
    bool href = oc_str_is(name, "href") || oc_str_is(name, "xlink:href");
    if (is_in(a->ns, XLINK_NS))
        href = oc_str_is(name, "href");
    else if (a->ns) /* xml:space and xml:lang, but not xml:base */
        return strcmp((const char *)a->ns->prefix, "xml") == 0 &&
               (oc_str_is(name, "space") || oc_str_is(name, "lang"));
    if (href)
        return oc_str_starts(oc_str_trim(value), "#") ||
               (oc_node_is(n, "image") && is_data_picture(oc_str_trim(value)));
    if (a->ns || oc_str_chr(name, ':', 0) != SIZE_MAX)
        return false;
    return !oc_str_istarts(name, "on") && !oc_str_starts(name, "data-") &&
           !oc_str_is(name, "content") && !oc_str_iholds(value, "javascript:");
}

/* Not by its name: an element may have two of one name. old is what it has. */
static void set_attr(xmlAttr *a, struct oc_str old, const struct oc_buf *value)
{
    if (!oc_str_eq(oc_buf_view(value), old))
        oc_attr_set_value(a, oc_buf_view(value));
}

/* Appends a value whose words are ids. */
static void put_ids(struct oc_buf *out, struct oc_str value)
{
    for (struct oc_str rest = oc_str_trim(value), word; rest.n; rest = oc_str_trim(rest)) {
        size_t end = 0;
        while (end < rest.n && !memchr(" \t\r\n", rest.p[end], 4))
            end++;
        word = oc_str_sub(rest, 0, end);
        oc_buf_puts(out, out->n ? " " : "");
        oc_svg_put_id(out, word);
        rest = oc_str_sub(rest, end, rest.n);
    }
}

static void clean_attr(xmlAttr *a, struct oc_str value)
{
    struct oc_buf clean;
    struct oc_str name = oc_str((const char *)a->name);
    bool href = oc_str_is(name, "href") || oc_str_is(name, "xlink:href");
    oc_buf_init(&clean, OC_MAX_IMAGE_BYTES);
    if (href && oc_str_starts(oc_str_trim(value), "#")) {
        oc_buf_putc(&clean, '#');
        value = oc_str_trim(value);
        oc_svg_put_id(&clean, oc_str_sub(value, 1, value.n));
    } else if (oc_str_is(name, "aria-labelledby") || oc_str_is(name, "aria-describedby")) {
        put_ids(&clean, value);
    } else if (!href && !a->ns &&
               (oc_str_is(name, "style") || oc_str_iholds(value, "url(") ||
                oc_str_chr(value, '\\', 0) != SIZE_MAX)) {
        oc_svg_css_clean(&clean, value);
    } else {
        oc_buf_release(&clean);
        return;
    }
    set_attr(a, value, &clean);
    oc_buf_release(&clean);
}

/* Gives it the name it has in a book; false when it has none, or another has it. */
static bool clean_id(xmlAttr *a, struct oc_str value, struct oc_map *ids)
{
    struct oc_buf id;
    oc_buf_init(&id, OC_MAX_IMAGE_BYTES);
    oc_svg_put_id(&id, value);
    bool good = id.n > 0 && oc_map_add(ids, oc_arena_copy(ids->arena, oc_buf_view(&id)), ids);
    if (good)
        set_attr(a, value, &id);
    oc_buf_release(&id);
    return good;
}

static void clean_attrs(xmlNode *n, struct oc_map *ids)
{
    for (xmlAttr *a = n->properties, *next; a; a = next) {
        struct oc_str value = a->children ? oc_node_value(a->children) : OC_STR("");
        next = a->next;
        bool id = strcmp((const char *)a->name, "id") == 0;
        if (!attr_stays(n, a, value) || (id && !clean_id(a, value, ids)))
            oc_attr_drop(a);
        else if (!id)
            clean_attr(a, value);
    }
}

static void clean_sheet(xmlNode *style)
{
    xmlChar *text = xmlNodeGetContent(style);
    struct oc_buf harmless, css;
    oc_buf_init(&harmless, OC_MAX_IMAGE_BYTES);
    oc_buf_init(&css, OC_MAX_IMAGE_BYTES);
    oc_svg_css_clean(&harmless, oc_str((const char *)text));
    oc_css_sound(&css, oc_buf_view(&harmless), NULL, NULL, NULL);
    while (style->children)
        oc_node_remove(style->children);
    if (!oc_str_blank(oc_buf_view(&css)))
        oc_node_append(style, oc_node_new_text(style->doc, oc_buf_view(&css)));
    oc_buf_release(&css);
    oc_buf_release(&harmless);
    xmlFree(text);
}

static void clean_tree(xmlNode *root)
{
    struct oc_arena a;
    struct oc_map ids;
    oc_arena_init(&a);
    oc_map_init(&ids, &a);
    for (xmlNode *n = root, *next; n; n = next) {
        bool text = n->type == XML_TEXT_NODE;
        if (n != root && !text &&
            (n->type != XML_ELEMENT_NODE || is_dropped(n) || is_dangling(n))) {
            if (oc_node_is(n, "foreignObject"))
                (void)oc_svg_label(n);
            next = oc_node_next_skip(root, n);
            oc_node_remove(n);
            continue;
        }
        if (!text) {
            clean_attrs(n, &ids);
            if (oc_node_is(n, "style"))
                clean_sheet(n);
            else if (oc_node_is(n, "a"))
                oc_node_rename(n, "g"); /* links do not work in a picture */
        }
        next = oc_node_next(root, n);
    }
    oc_arena_release(&a);
}

/* ---- size ---- */

/* The number that *rest starts with, in thousandths; *rest moves past it. False when there is none
 * or it is not above zero. */
static bool number(int64_t *out, struct oc_str *rest)
{
    struct oc_str s = oc_str_trim(*rest);
    int64_t n = 0, scale = 1000;
    size_t i = 0;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        n = n < 1000000 ? n * 10 + (s.p[i] - '0') : n;
    if (i < s.n && s.p[i] == '.')
        for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
            if (scale > 1) {
                n = n * 10 + (s.p[i] - '0');
                scale /= 10;
            }
    *rest = oc_str_sub(s, i, s.n);
    *out = n * scale;
    return *out > 0;
}

/* A length in CSS pixels, thousandths. */
static bool length(int64_t *out, struct oc_str s)
{
    static const struct {
        const char *unit;
        int64_t times, by;
    } units[] = {{"", 1, 1},    {"px", 1, 1},      {"pt", 4, 3},     {"pc", 16, 1},
                 {"in", 96, 1}, {"cm", 9600, 254}, {"mm", 960, 254}, {"em", 16, 1}};
    if (!number(out, &s))
        return false;
    for (size_t i = 0; i < OC_COUNT(units); i++) {
        if (oc_str_iis(s, units[i].unit)) {
            *out = *out * units[i].times / units[i].by;
            return true;
        }
    }
    return false;
}

/* Width and height of "x y width height", in thousandths. */
static bool view_box(int64_t size[2], struct oc_str s)
{
    for (int i = 0; i < 4; i++) {
        s = oc_str_trim(s);
        if (s.n && s.p[0] == ',')
            s = oc_str_trim(oc_str_sub(s, 1, s.n));
        if (i >= 2) {
            if (!number(&size[i - 2], &s))
                return false;
            continue;
        }
        while (s.n && !memchr(" \t\r\n,", s.p[0], 5))
            s = oc_str_sub(s, 1, s.n);
    }
    return true;
}

static void set_number(xmlNode *root, const char *name, const char *before, int64_t a, int64_t b)
{
    struct oc_buf text;
    oc_buf_init(&text, 200);
    int64_t values[] = {a, b};
    oc_buf_puts(&text, before);
    for (size_t i = 0; i < 2 && values[i] > 0; i++) {
        oc_buf_printf(&text, "%s%lld", i ? " " : "", (long long)(values[i] / 1000));
        if (values[i] % 1000)
            oc_buf_printf(&text, ".%03lld", (long long)(values[i] % 1000));
    }
    oc_attr_set(root, name, oc_buf_view(&text));
    oc_buf_release(&text);
}

/* Readers need both a size and a viewBox to scale a drawing. */
static void set_size(xmlNode *root)
{
    int64_t box[2], size[2];
    bool boxed = view_box(box, oc_attr(root, "viewBox"));
    bool wide = length(&size[0], oc_attr(root, "width"));
    bool high = length(&size[1], oc_attr(root, "height"));
    if (!boxed) {
        size[0] = wide ? size[0] : 300000; /* what CSS gives to what says nothing */
        size[1] = high ? size[1] : 150000;
        set_number(root, "viewBox", "0 0 ", size[0], size[1]);
    } else if (!wide && !high) {
        memcpy(size, box, sizeof(size));
    } else if (!wide) {
        size[0] = size[1] * box[0] / box[1];
    } else if (!high) {
        size[1] = size[0] * box[1] / box[0];
    }
    if (wide && high && boxed)
        return;
    set_number(root, "width", "", size[0] > 0 ? size[0] : 1000, 0);
    set_number(root, "height", "", size[1] > 0 ? size[1] : 1000, 0);
}

/* ---- out ---- */

static xmlNs *new_ns(xmlNode *root, const char *uri, const char *prefix)
{
    xmlNs *ns = xmlNewNs(root, (const xmlChar *)uri, (const xmlChar *)prefix);
    if (!ns)
        oc_out_of_memory();
    return ns;
}

/* Once in an element, in that namespace. */
static void declare_href(xmlNode *n, xmlNs **xlink, xmlNode *root)
{
    bool found = false;
    for (xmlAttr *a = n->properties, *next; a; a = next) {
        next = a->next;
        if (!is_xlink_href(a))
            continue;
        if (found) {
            xmlRemoveProp(a);
            continue;
        }
        if (!*xlink)
            *xlink = new_ns(root, XLINK_NS, "xlink");
        if (!a->ns)
            xmlNodeSetName((xmlNode *)a, (const xmlChar *)"href");
        if (!a->name)
            oc_out_of_memory();
        a->ns = *xlink;
        found = true;
    }
}

/*
 * Two namespaces, declared on the root, whatever the file declares and where: what is no SVG is
 * gone by now. Files that name no namespace are drawings to browsers in pages only.
 */
static void give_namespaces(xmlNode *root)
{
    xmlNs *declared = root->nsDef, *xlink = NULL;
    root->nsDef = NULL;
    xmlNs *svg = new_ns(root, SVG_NS, NULL);
    for (xmlNode *n = root; n; n = oc_node_next(root, n)) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        n->ns = svg;
        declare_href(n, &xlink, root);
    }
    xmlFreeNsList(declared);
    for (xmlNode *n = oc_node_next(root, root); n; n = oc_node_next(root, n)) {
        if (n->type != XML_ELEMENT_NODE || !n->nsDef)
            continue;
        xmlFreeNsList(n->nsDef);
        n->nsDef = NULL;
    }
}

static int write_root(struct oc_buf *out, xmlNode *root)
{
    xmlBuffer *text = xmlBufferCreate();
    if (!text)
        oc_out_of_memory();
    int size = xmlNodeDump(text, root->doc, root, 0, 0);
    if (size > 0) {
        oc_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        oc_buf_put(out, (struct oc_str){(const char *)xmlBufferContent(text), (size_t)size});
        oc_buf_putc(out, '\n');
    }
    xmlBufferFree(text);
    return size > 0 && !out->full ? 0 : -1;
}

int oc_svg_file_clean(struct oc_buf *out, const char **why, struct oc_str bytes)
{
    if (bytes.n > OC_MAX_SVG_BYTES) {
        *why = "is too large for a drawing";
        return -1;
    }
    xmlDoc *doc = parse(why, bytes);
    if (!doc)
        return -1;
    xmlNode *root = xmlDocGetRootElement(doc);
    bool drawing = oc_node_is(root, "svg") && (!root->ns || is_in(root->ns, SVG_NS));
    int result = -1;
    *why = "is not a drawing";
    if (drawing) {
        clean_tree(root);
        oc_svg_check_refs(root);
        give_namespaces(root);
        set_size(root);
        result = write_root(out, root);
    }
    xmlFreeDoc(doc);
    return result;
}
