/* SPDX-License-Identifier: MIT */
/*
 * What came of addresses, from run to run. A few lines of text for each: what cannot be read or
 * does not fit together is passed over, and the address asked again.
 */
#include <stdio.h>
#include <time.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/limits.h"
#include "media/cache.h"
#include "media/fetch.h"

#define FIRST_LINE "octavo fetch 1"
#define MAX_RECORD ((size_t)32 << 10)
#define HOUR 3600

static void put_hex(struct oc_buf *out, const unsigned char digest[20])
{
    for (size_t i = 0; i < 20; i++)
        oc_buf_printf(out, "%02x", digest[i]);
}

static void put_name(struct oc_buf *out, const struct oc_fetch *f, const char *kind,
                     const unsigned char digest[20])
{
    oc_buf_put(out, f->cache);
    oc_buf_printf(out, "/fetch/%s/%02x/", kind, digest[0]);
    put_hex(out, digest);
}

static struct oc_str record_name(struct oc_buf *out, const struct oc_fetch *f,
                                 const struct oc_fetch_record *r)
{
    unsigned char digest[20];
    oc_sha1(digest, r->url);
    put_name(out, f, "urls", digest);
    return oc_buf_view(out);
}

/* ---- reading ---- */

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool get_digest(unsigned char out[20], struct oc_str s)
{
    if (s.n != 40)
        return false;
    for (size_t i = 0; i < 20; i++) {
        int high = hex(s.p[2 * i]), low = hex(s.p[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

struct read {
    struct oc_fetch *f;
    struct oc_fetch_record *r;
    bool same, digest, size;
};

static void read_line(struct read *in, struct oc_str key, struct oc_str value)
{
    struct oc_fetch_record *r = in->r;
    struct oc_arena *a = &in->f->arena;
    int64_t number = 0;
    if (oc_str_is(key, "url"))
        in->same = oc_str_eq(value, r->url);
    else if (oc_str_is(key, "etag"))
        r->etag = oc_arena_copy(a, value);
    else if (oc_str_is(key, "modified"))
        r->modified = oc_arena_copy(a, value);
    else if (oc_str_is(key, "body"))
        in->digest = get_digest(r->digest, value);
    else if (oc_str_is(key, "size") && oc_str_int(&number, value, 0, INT64_MAX) == 0)
        in->size = true, r->size = (size_t)number;
    else if (oc_str_is(key, "failed"))
        r->why = oc_arena_cstr(a, value);
    else if (oc_str_is(key, "until") && oc_str_int(&number, value, 0, INT64_MAX) == 0)
        r->when = number;
}

static void read_record(struct read *in, struct oc_str text)
{
    struct oc_str line;
    if (!oc_str_line(&line, &text) || !oc_str_is(line, FIRST_LINE))
        return;
    while (oc_str_line(&line, &text)) {
        size_t blank = oc_str_chr(line, ' ', 0);
        if (blank != SIZE_MAX)
            read_line(in, oc_str_sub(line, 0, blank), oc_str_sub(line, blank + 1, line.n));
    }
}

/* Whether the body that r tells of is there; its bytes are looked at when it is used. */
static bool has_body(struct oc_fetch *f, struct oc_fetch_record *r)
{
    struct oc_buf name;
    oc_buf_init(&name, OC_MAX_URL_BYTES);
    put_name(&name, f, "bodies", r->digest);
    r->path = oc_arena_cstr(&f->arena, oc_buf_view(&name));
    oc_buf_release(&name);
    return oc_file_kind(r->path) == OC_FILE_REGULAR;
}

bool oc_fetch_recall(struct oc_fetch *f, struct oc_fetch_record *r)
{
    struct oc_fetch_record blank = {.url = r->url};
    struct read in = {.f = f, .r = r};
    struct oc_buf name, text;
    const char *why;
    if (f->cache.n == 0)
        return false;
    oc_buf_init(&name, OC_MAX_URL_BYTES);
    oc_buf_init(&text, MAX_RECORD);
    if (oc_file_read(&text, &why, record_name(&name, f, r).p) == 0)
        read_record(&in, oc_buf_view(&text));
    oc_buf_release(&text);
    oc_buf_release(&name);
    if (in.same && in.digest && in.size && !r->why && has_body(f, r)) {
        r->body = true;
        r->state = OC_FETCH_HERE;
        return true;
    }
    bool believed = in.same && r->why && (r->when == 0 || (int64_t)time(NULL) < r->when);
    if (!believed)
        *r = blank;
    r->state = believed ? OC_FETCH_FAILED : OC_FETCH_WANTED;
    return believed;
}

/* ---- writing ---- */

static void put_line(struct oc_buf *out, const char *key, struct oc_str value)
{
    if (value.n > 0 && !memchr(value.p, '\n', value.n) && !memchr(value.p, '\r', value.n))
        oc_buf_printf(out, "%s %.*s\n", key, OC_STR_ARG(value));
}

void oc_fetch_keep(struct oc_fetch *f, const struct oc_fetch_record *r)
{
    struct oc_buf name, text;
    bool failed = r->state == OC_FETCH_FAILED;
    if (f->cache.n == 0 || (failed ? r->memory == OC_FETCH_FORGET : !r->path))
        return;
    oc_buf_init(&name, OC_MAX_URL_BYTES);
    oc_buf_init(&text, MAX_RECORD);
    oc_buf_puts(&text, FIRST_LINE "\n");
    put_line(&text, "url", r->url);
    if (failed) {
        put_line(&text, "failed", oc_str(r->why));
        if (r->memory == OC_FETCH_HOUR)
            oc_buf_printf(&text, "until %lld\n", (long long)time(NULL) + HOUR);
    } else {
        oc_buf_puts(&text, "body ");
        put_hex(&text, r->digest);
        oc_buf_printf(&text, "\nsize %zu\n", r->size);
        put_line(&text, "etag", r->etag);
        put_line(&text, "modified", r->modified);
    }
    if (!text.full)
        oc_cache_put(record_name(&name, f, r), oc_buf_view(&text));
    oc_buf_release(&text);
    oc_buf_release(&name);
}

int oc_fetch_keep_body(struct oc_fetch *f, struct oc_fetch_record *r, struct oc_str body)
{
    const char *why;
    oc_sha1(r->digest, body);
    r->size = body.n;
    r->path = NULL;
    r->body = true;
    if (f->cache.n > 0) {
        struct oc_buf name;
        oc_buf_init(&name, OC_MAX_URL_BYTES);
        put_name(&name, f, "bodies", r->digest);
        oc_cache_put(oc_buf_view(&name), body);
        oc_buf_release(&name);
        if (has_body(f, r))
            return 0;
        r->path = NULL; /* the disk is full, or the folder is not ours: as without a cache */
    }
    if (!f->spool)
        f->spool = oc_spool_new(&f->arena, &why);
    return f->spool ? oc_spool_put(&r->at, f->spool, body, &why) : -1;
}
