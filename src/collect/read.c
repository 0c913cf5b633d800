/* SPDX-License-Identifier: MIT */
/* A post's file as UTF-8. Valid UTF-8, the rule, is read straight into the caller's buffer. */
#include <stdlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "collect/collect.h"

static bool has_diag(const struct oc_post *post, enum oc_code code)
{
    for (const struct oc_diag *d = post->diags.first; d; d = d->next)
        if (d->code == code)
            return true;
    return false;
}

/* Records a diagnostic of the whole file, unless an earlier reading did. */
static void tell_once(struct oc_post *post, enum oc_code code, struct oc_str what)
{
    if (!has_diag(post, code))
        oc_diag_add(&post->diags, code, post->name, 0, 0, what, OC_STR_NONE);
}

/* Replaces what stands in out from `from` on by the same text in UTF-8. */
static void convert(struct oc_buf *out, size_t from, struct oc_post *post, bool report)
{
    struct oc_buf text;
    char name[32] = "";
    oc_buf_init(&text, out->max);
    enum oc_charset_result r =
        oc_charset_to_utf8(&text, name, oc_str_sub(oc_buf_view(out), from, out->n));
    out->n = from;
    out->p[from] = '\0';
    oc_buf_put(out, oc_buf_view(&text));
    if (report && r == OC_CHARSET_CONVERTED)
        tell_once(post, OC_D_CHARSET_CONVERTED, oc_str(name));
    else if (report && r == OC_CHARSET_REPAIRED)
        tell_once(post, OC_D_CHARSET_REPAIRED, OC_STR_NONE);
    oc_buf_release(&text);
}

int oc_post_look(struct oc_buf *out, struct oc_post *post)
{
    if (!post->kept)
        return oc_post_read(out, post, false);
    oc_buf_put(out, (struct oc_str){post->kept, post->kept_size});
    return 0;
}

int oc_post_read(struct oc_buf *out, struct oc_post *post, bool report)
{
    if (post->kept) {
        int result = oc_post_look(out, post);
        free(post->kept);
        post->kept = NULL;
        return result;
    }
    size_t from = out->n, max = out->max;
    const char *why = "";
    if (max - from > OC_MAX_POST_BYTES)
        out->max = from + OC_MAX_POST_BYTES;
    int result = 0;
    if (post->text.n)
        oc_buf_put(out, post->text);
    else if (post->spool)
        result = oc_spool_read(out, post->spool, post->spool_at, post->spool_size, &why);
    else
        result = oc_file_read(out, &why, post->path);
    out->max = max;
    if (result != 0) {
        tell_once(post, OC_D_FILE_UNREADABLE, oc_str(why));
        return -1;
    }
    struct oc_str text = oc_str_sub(oc_buf_view(out), from, out->n);
    if (oc_str_starts(text, "\xEF\xBB\xBF")) {
        memmove(out->p + from, out->p + from + 3, out->n - from - 3 + 1);
        out->n -= 3;
        text = oc_str_sub(oc_buf_view(out), from, out->n);
    }
    if (!oc_utf8_valid(text, NULL))
        convert(out, from, post, report);
    return 0;
}
