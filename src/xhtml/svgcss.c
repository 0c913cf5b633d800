/* SPDX-License-Identifier: MIT */
/*
 * CSS in drawings: what would load something goes. A scan, not a parser: @import and its kin are
 * skipped to their end, url() of anything but the drawing itself or data becomes "none". Comments
 * and backslashes outside strings become blanks: they could hide either.
 */
#include "xhtml/svgfile.h"

/* ---- ids: programs that draw write "Layer 1" and "paint_1:2" ---- */

static bool is_name_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
           c == '-' || c == '.';
}

void oc_svg_put_id(struct oc_buf *out, struct oc_str id)
{
    id = oc_str_trim(id);
    if (id.n > 0 && ((id.p[0] >= '0' && id.p[0] <= '9') || id.p[0] == '-' || id.p[0] == '.'))
        oc_buf_putc(out, '_');
    for (size_t i = 0; i < id.n; i++) {
        if (is_name_char(id.p[i]))
            oc_buf_putc(out, id.p[i]);
        else
            oc_buf_printf(out, "_%02X", (unsigned char)id.p[i]);
    }
}

/* ---- a scan ---- */

/* Appends url(...), s, which stays. */
static void put_url(struct oc_buf *out, struct oc_str s)
{
    struct oc_str target = oc_str_trim(oc_str_sub(s, 4, s.n - oc_str_ends(s, ")")));
    if (target.n > 1 && (target.p[0] == '"' || target.p[0] == '\''))
        target =
            oc_str_trim(oc_str_sub(target, 1, target.n - (target.p[target.n - 1] == target.p[0])));
    if (!oc_str_starts(target, "#")) {
        oc_buf_put(out, s);
        return;
    }
    oc_buf_puts(out, "url(#");
    oc_svg_put_id(out, oc_str_sub(target, 1, target.n));
    oc_buf_putc(out, ')');
}

/* The end of the string that starts at `at`, after its quote. */
static size_t string_end(struct oc_str s, size_t at)
{
    char quote = s.p[at++];
    while (at < s.n && s.p[at] != quote)
        at += s.p[at] == '\\' && at + 1 < s.n ? 2 : 1;
    return at < s.n ? at + 1 : s.n;
}

/* From `at` to after the next `to`, strings passed over. */
static size_t skip_to(struct oc_str s, size_t at, char to)
{
    while (at < s.n && s.p[at] != to)
        at = s.p[at] == '"' || s.p[at] == '\'' ? string_end(s, at) : at + 1;
    return at < s.n ? at + 1 : s.n;
}

static bool url_stays(struct oc_str target)
{
    static const char *const starts[] = {
        "#",          "data:image/png",        "data:image/jpeg",        "data:image/gif",
        "data:font/", "data:application/font", "data:application/x-font"};
    target = oc_str_trim(target);
    if (target.n > 0 && (target.p[0] == '"' || target.p[0] == '\''))
        target = oc_str_trim(oc_str_sub(target, 1, target.n));
    for (size_t i = 0; i < OC_COUNT(starts); i++)
        if (oc_str_istarts(target, starts[i]))
            return true;
    return false;
}

/* An at-rule that goes: its end, else `at`. */
static size_t skip_rule(struct oc_str s, size_t at)
{
    static const char *const lines[] = {"@import", "@charset", "@namespace"};
    struct oc_str rest = oc_str_sub(s, at, s.n);
    for (size_t i = 0; i < OC_COUNT(lines); i++)
        if (oc_str_istarts(rest, lines[i]))
            return skip_to(s, at, ';');
    if (!oc_str_istarts(rest, "@font-face"))
        return at;
    size_t end = skip_to(s, at, '}');
    struct oc_str block = oc_str_sub(s, at, end);
    for (size_t i = oc_str_find(block, "url(", 0); i != SIZE_MAX;
         i = oc_str_find(block, "url(", i + 4))
        if (!url_stays(oc_str_sub(block, i + 4, block.n)))
            return end;
    return at;
}

/* url(...) or expression(...) at `at`: its end, else `at`; *keep: it may stay. */
static size_t function_end(struct oc_str s, size_t at, bool *keep)
{
    static const char *const names[] = {"url(", "src(", "image(", "image-set(", "expression("};
    struct oc_str rest = oc_str_sub(s, at, s.n);
    for (size_t i = 0; i < OC_COUNT(names); i++) {
        if (!oc_str_istarts(rest, names[i]))
            continue;
        size_t inside = at + strlen(names[i]);
        *keep = i == 0 && url_stays(oc_str_sub(s, inside, s.n));
        return skip_to(s, inside, ')');
    }
    return at;
}

void oc_svg_css_clean(struct oc_buf *out, struct oc_str css)
{
    for (size_t at = 0; at < css.n;) {
        size_t from = at;
        char c = css.p[at];
        bool keep = true;
        if (c == '/' && at + 1 < css.n && css.p[at + 1] == '*') {
            size_t end = oc_str_find(css, "*/", at + 2);
            at = end == SIZE_MAX ? css.n : end + 2;
            oc_buf_putc(out, ' ');
            continue;
        }
        if (c == '@' && (at = skip_rule(css, at)) != from) {
            oc_buf_putc(out, ' '); /* or "u@import x;rl(" would come together */
            continue;
        }
        if (c == '\\') {
            at++;
            oc_buf_putc(out, ' ');
            continue;
        }
        if (c == '"' || c == '\'')
            at = string_end(css, at);
        else if (memchr("uUsSiIeE", c, 8))
            at = function_end(css, at, &keep);
        at += at == from;
        if (keep && oc_str_istarts(oc_str_sub(css, from, at), "url("))
            put_url(out, oc_str_sub(css, from, at));
        else if (keep)
            oc_buf_put(out, oc_str_sub(css, from, at));
        else
            oc_buf_puts(out, "none");
    }
}
