/* SPDX-License-Identifier: MIT */
/* The table of addresses that pages have asked for. */
#include "media/fetch.h"

#include "base/digest.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"

void oc_fetch_init(struct oc_fetch *f, const struct oc_book *book, struct oc_diags *diags,
                   struct oc_str cache)
{
    *f = (struct oc_fetch){.book = book, .diags = diags, .cache = cache};
    f->wanted_end = &f->wanted;
    oc_arena_init(&f->arena);
    oc_map_init(&f->records, &f->arena);
    pthread_mutex_init(&f->lock, NULL);
}

void oc_fetch_release(struct oc_fetch *f)
{
    pthread_mutex_destroy(&f->lock);
    oc_arena_release(&f->arena);
}

/* The URL as a request has it: no fragment, bytes past ASCII escaped, but for those of the host,
 * which are a matter of IDNA. */
static void put_request(struct oc_buf *out, struct oc_str url)
{
    size_t slash = oc_str_find(url, "://", 0);
    slash = slash == SIZE_MAX ? 0 : oc_str_chr(url, '/', slash + 3);
    for (size_t i = 0; i < url.n && url.p[i] != '#'; i++) {
        if ((unsigned char)url.p[i] < 0x80 || i < slash)
            oc_buf_putc(out, url.p[i]);
        else
            oc_percent_put(out, url.p[i]);
    }
}

static void want(struct oc_fetch *f, struct oc_fetch_record *r)
{
    r->state = OC_FETCH_WANTED;
    r->noted = true;
    r->next = NULL;
    *f->wanted_end = r;
    f->wanted_end = &r->next;
    f->nwanted++;
}

bool oc_fetch_ask(struct oc_fetch_record *out, struct oc_fetch *f, struct oc_str url, bool note)
{
    struct oc_buf text;
    bool can = oc_str_istarts(url, "http://") || oc_str_istarts(url, "https://");
    oc_buf_init(&text, OC_MAX_URL_BYTES);
    put_request(&text, url);
    can = can && !text.full && !f->off;
    if (can) {
        pthread_mutex_lock(&f->lock);
        struct oc_fetch_record *r = oc_map_get(&f->records, oc_buf_view(&text));
        if (!r) {
            r = OC_NEW(&f->arena, struct oc_fetch_record);
            r->url = oc_arena_copy(&f->arena, oc_buf_view(&text));
            oc_map_set(&f->records, r->url, r);
            if (!oc_fetch_recall(f, r) || f->book->config->fetch_refresh)
                r->state = OC_FETCH_WANTED;
        }
        if (note && r->state == OC_FETCH_WANTED && !r->noted)
            want(f, r);
        *out = *r;
        pthread_mutex_unlock(&f->lock);
    }
    oc_buf_release(&text);
    return can;
}

int oc_fetch_body(struct oc_buf *out, struct oc_fetch *f, const struct oc_fetch_record *r)
{
    unsigned char digest[20];
    const char *why;
    size_t start = out->n;
    int result = -1;
    if (r->path) {
        result = oc_file_read(out, &why, r->path);
    } else {
        pthread_mutex_lock(&f->lock); /* the spool gathers writes */
        if (oc_spool_flush(f->spool, &why) == 0)
            result = oc_spool_read(out, f->spool, r->at, r->size, &why);
        pthread_mutex_unlock(&f->lock);
    }
    oc_sha1(digest, oc_str_sub(oc_buf_view(out), start, out->n));
    if (result == 0 && memcmp(digest, r->digest, sizeof(digest)) == 0)
        return 0;
    out->n = start;
    pthread_mutex_lock(&f->lock);
    struct oc_fetch_record *mine = oc_map_get(&f->records, r->url);
    if (mine->state == OC_FETCH_HERE) {
        mine->body = false;
        want(f, mine);
    }
    pthread_mutex_unlock(&f->lock);
    return -1;
}
