/* SPDX-License-Identifier: MIT */
/*
 * Transfers, through libcurl's multi interface, in one thread. Every host has a queue; a host that
 * has something waiting and is asked for few enough things stands in the ring, and whichever slot
 * is free serves the first of the ring. A slot that waits to try again keeps its place, so that a
 * host in trouble is asked for less, not more.
 *
 * Strangers' servers: http and https only, no cookies, no passwords, no proxy, no compression,
 * addresses judged when a socket is opened, sizes and times bounded.
 */
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "media/curl.h"
#include "media/fetch.h"

#define AGENT "octavo/" OCTAVO_VERSION " (makes a book of a blog)"
#define ACCEPT                                                                                     \
    "Accept: image/jpeg, image/png, image/gif, image/svg+xml, image/webp;q=0.9, image/*;q=0.8, "   \
    "*/*;q=0.1"
#define CONNECT_SECONDS 10 /* at most, as all of these; --fetch-timeout bounds them too */
#define STALL_SECONDS 15   /* with less than STALL_BYTES in each */
#define STALL_BYTES 100
#define PAUSE_SECONDS 0.5 /* before the second try; doubled before the third */
#define TICK_MS 100
#define MAX_HEADER 300 /* of an ETag that is kept */

struct host {
    struct oc_str name; /* with scheme and port */
    struct oc_fetch_record *first, **last;
    struct host *next; /* in the ring */
    bool in_ring;
    unsigned active, failures; /* failures: in a row */
};

struct slot {
    struct run *run;
    CURL *easy;
    struct curl_slist *headers;
    struct host *host;
    struct oc_fetch_record *r; /* NULL: free */
    struct oc_arena arena;     /* of the body's temporary file */
    struct oc_spool *body;
    unsigned tries;
    double due;          /* when to try again; 0: it is running */
    bool large, refused; /* past a limit; an address that may not be asked */
};

struct run {
    struct oc_fetch *f;
    const struct oc_curl *curl;
    CURLM *multi;
    struct oc_arena arena;
    struct oc_map hosts;
    struct host *first, **last; /* the ring */
    struct slot slots[OC_MAX_FETCHES];
    struct oc_buf body;
    size_t done, total;
};

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- hosts ---- */

static void enter_ring(struct run *run, struct host *h)
{
    if (h->in_ring || !h->first || h->active >= OC_MAX_HOST_FETCHES)
        return;
    h->in_ring = true;
    h->next = NULL;
    *run->last = h;
    run->last = &h->next;
}

/* The next to serve; *host gets whose it is. */
static struct oc_fetch_record *take_next(struct run *run, struct host **host)
{
    struct host *h = run->first;
    if (!h)
        return NULL;
    run->first = h->next;
    if (!run->first)
        run->last = &run->first;
    h->in_ring = false;
    struct oc_fetch_record *r = h->first;
    h->first = r->next;
    if (!h->first)
        h->last = &h->first;
    h->active++;
    enter_ring(run, h);
    *host = h;
    return r;
}

static struct host *host_of(struct run *run, struct oc_str url)
{
    size_t end = oc_str_chr(url, '/', oc_str_find(url, "://", 0) + 3);
    struct oc_str name = oc_str_sub(url, 0, end == SIZE_MAX ? url.n : end);
    struct host *h = oc_map_get(&run->hosts, name);
    if (!h) {
        h = OC_NEW(&run->arena, struct host);
        h->name = name;
        h->last = &h->first;
        oc_map_set(&run->hosts, name, h);
    }
    return h;
}

/* ---- what libcurl asks ---- */

/* NOLINTNEXTLINE(readability-non-const-parameter): the type is libcurl's */
static size_t on_body(char *data, size_t size, size_t n, void *ctx)
{
    struct slot *s = ctx;
    const char *why;
    uint64_t at;
    n *= size;
    s->run->f->bytes += n;
    s->large = s->large || s->body->size + n > OC_MAX_IMAGE_BYTES;
    if (s->large || oc_spool_put(&at, s->body, (struct oc_str){data, n}, &why) != 0)
        return CURL_WRITEFUNC_ERROR;
    return n;
}

static curl_socket_t on_socket(void *ctx, curlsocktype purpose OC_UNUSED,
                               struct curl_sockaddr *address)
{
    struct slot *s = ctx;
    if (!oc_fetch_allowed(&address->addr, s->run->f->book->config->fetch_private)) {
        s->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- one transfer ---- */

static long at_most(long seconds, int64_t timeout)
{
    return seconds < timeout ? seconds : (long)timeout;
}

static void add_header(struct slot *s, const char *text)
{
    struct curl_slist *more = s->run->curl->curl_slist_append(s->headers, text);
    s->headers = more ? more : s->headers;
}

static void set_headers(struct slot *s)
{
    const struct oc_fetch_record *r = s->r;
    struct oc_arena *a = &s->arena;
    s->run->curl->curl_slist_free_all(s->headers);
    s->headers = NULL;
    add_header(s, ACCEPT);
    if (r->body && r->etag.n)
        add_header(s, oc_arena_printf(a, "If-None-Match: %.*s", OC_STR_ARG(r->etag)).p);
    if (r->body && r->modified.n)
        add_header(s, oc_arena_printf(a, "If-Modified-Since: %.*s", OC_STR_ARG(r->modified)).p);
    s->run->curl->curl_easy_setopt(s->easy, CURLOPT_HTTPHEADER, s->headers);
}

/* Everything that guards against strangers stands here. */
static void set_bounds(struct slot *s)
{
    const struct oc_curl *c = s->run->curl;
    int64_t timeout = s->run->f->book->config->fetch_timeout;
    CURL *e = s->easy;
    c->curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
    c->curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    c->curl_easy_setopt(e, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    c->curl_easy_setopt(e, CURLOPT_PROXY, "");
    c->curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
    c->curl_easy_setopt(e, CURLOPT_FAILONERROR, 1L);
    c->curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 1L);
    c->curl_easy_setopt(e, CURLOPT_MAXREDIRS, (long)OC_MAX_FETCH_REDIRECTS);
    c->curl_easy_setopt(e, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)OC_MAX_IMAGE_BYTES);
    c->curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, at_most(CONNECT_SECONDS, timeout));
    c->curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME, at_most(STALL_SECONDS, timeout));
    c->curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, (long)STALL_BYTES);
    c->curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)timeout);
    c->curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    c->curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, s);
}

static void start(struct slot *s)
{
    const struct oc_curl *c = s->run->curl;
    const char *why;
    s->due = 0;
    s->tries++;
    s->large = s->refused = false;
    c->curl_easy_reset(s->easy);
    oc_arena_clear(&s->arena);
    s->body = oc_spool_new(&s->arena, &why);
    set_bounds(s);
    set_headers(s);
    c->curl_easy_setopt(s->easy, CURLOPT_URL, s->r->url.p);
    c->curl_easy_setopt(s->easy, CURLOPT_USERAGENT, AGENT);
    c->curl_easy_setopt(s->easy, CURLOPT_WRITEFUNCTION, on_body);
    c->curl_easy_setopt(s->easy, CURLOPT_WRITEDATA, s);
    c->curl_easy_setopt(s->easy, CURLOPT_PRIVATE, s);
    c->curl_multi_add_handle(s->run->multi, s->easy);
}

/* ---- what comes of it ---- */

static void fail(struct oc_fetch_record *r, enum oc_fetch_memory memory, const char *why)
{
    r->state = OC_FETCH_FAILED;
    r->memory = memory;
    r->why = why;
}

static void settle(struct run *run, struct oc_fetch_record *r)
{
    if (r->state == OC_FETCH_FAILED && r->body)
        r->state = OC_FETCH_HERE; /* what an earlier run has loaded is better than nothing */
    else
        oc_fetch_keep(run->f, r);
    run->done++;
}

static struct oc_str header(struct slot *s, const char *name)
{
    struct curl_header *h;
    if (s->run->curl->curl_easy_header(s->easy, name, 0, CURLH_HEADER, -1, &h) != CURLHE_OK)
        return OC_STR_NONE;
    struct oc_str value = oc_str(h->value);
    return value.n <= MAX_HEADER ? oc_arena_copy(&s->run->f->arena, value) : OC_STR_NONE;
}

static void take_body(struct slot *s)
{
    struct run *run = s->run;
    struct oc_fetch_record *r = s->r;
    const char *why;
    oc_buf_clear(&run->body);
    if (oc_spool_flush(s->body, &why) != 0 ||
        oc_spool_read(&run->body, s->body, 0, (size_t)s->body->size, &why) != 0 ||
        oc_fetch_keep_body(run->f, r, oc_buf_view(&run->body)) != 0) {
        fail(r, OC_FETCH_FORGET, "there is no room to keep it");
        return;
    }
    r->state = OC_FETCH_HERE;
    r->etag = header(s, "ETag");
    r->modified = header(s, "Last-Modified");
}

/* Why a transfer failed; what to make of it. */
static const struct cause {
    CURLcode code;
    enum oc_fetch_memory memory;
    bool again; /* worth a second try */
    const char *why;
} causes[] = {
    {CURLE_COULDNT_RESOLVE_HOST, OC_FETCH_FORGET, true, "no server of that name is known"},
    {CURLE_COULDNT_CONNECT, OC_FETCH_FORGET, true, "the server does not answer"},
    {CURLE_OPERATION_TIMEDOUT, OC_FETCH_HOUR, false, "the server is too slow"},
    {CURLE_TOO_MANY_REDIRECTS, OC_FETCH_KEEP, false, "it is moved again and again"},
    {CURLE_UNSUPPORTED_PROTOCOL, OC_FETCH_KEEP, false, "it is moved to what is not on the web"},
    {CURLE_URL_MALFORMAT, OC_FETCH_KEEP, false, "it is moved to no address"},
    {CURLE_LOGIN_DENIED, OC_FETCH_KEEP, false, "it is moved to an address with a password"},
    {CURLE_FILESIZE_EXCEEDED, OC_FETCH_KEEP, false, "it is larger than 64 MB"},
    {CURLE_PARTIAL_FILE, OC_FETCH_HOUR, true, "the server broke off"},
    {CURLE_RECV_ERROR, OC_FETCH_HOUR, true, "the server broke off"},
    {CURLE_SEND_ERROR, OC_FETCH_HOUR, true, "the server broke off"},
    {CURLE_GOT_NOTHING, OC_FETCH_HOUR, true, "the server broke off"},
    {CURLE_HTTP2, OC_FETCH_HOUR, true, "the server broke off"},
    {CURLE_HTTP2_STREAM, OC_FETCH_HOUR, true, "the server broke off"},
    {CURLE_PEER_FAILED_VERIFICATION, OC_FETCH_HOUR, false, "the server cannot prove who it is"},
    {CURLE_SSL_CONNECT_ERROR, OC_FETCH_HOUR, false, "no secure connection can be made"},
    {CURLE_SSL_CACERT_BADFILE, OC_FETCH_FORGET, false, "this computer has no certificates"},
    {CURLE_OK, OC_FETCH_HOUR, false, "the transfer failed"},
};

/* asked: some server has got a request. */
static struct cause judge(struct slot *s, CURLcode code, bool asked)
{
    const struct oc_curl *c = s->run->curl;
    long status = 0;
    size_t row = 0;
    while (causes[row].code != code && causes[row].code != CURLE_OK)
        row++;
    struct cause cause = causes[row];
    c->curl_easy_getinfo(s->easy, CURLINFO_RESPONSE_CODE, &status);
    if (s->refused && code == CURLE_COULDNT_CONNECT)
        return (struct cause){code, OC_FETCH_FORGET, false, "its address is a private one"};
    if (s->large)
        return (struct cause){code, OC_FETCH_KEEP, false, "it is larger than 64 MB"};
    if (code == CURLE_OPERATION_TIMEDOUT && !asked)
        return (struct cause){code, OC_FETCH_FORGET, true, "the server does not answer"};
    if (code == CURLE_WRITE_ERROR)
        return (struct cause){code, OC_FETCH_FORGET, false, "there is no room to keep it"};
    if (code == CURLE_HTTP_RETURNED_ERROR) {
        bool passing = status == 408 || status == 425 || status == 429 || status >= 500;
        cause.memory = passing ? OC_FETCH_HOUR : OC_FETCH_KEEP;
        cause.again = passing;
        cause.why = oc_arena_printf(&s->run->f->arena, "the server answers %ld", status).p;
    }
    return cause;
}

static struct cause cause_of(struct slot *s, CURLcode code)
{
    long size = 0;
    s->run->curl->curl_easy_getinfo(s->easy, CURLINFO_REQUEST_SIZE, &size);
    struct cause cause = judge(s, code, size > 0);
    if (size > 0 && cause.memory == OC_FETCH_FORGET && code != CURLE_WRITE_ERROR)
        cause.memory = OC_FETCH_HOUR;
    return cause;
}

/* When to try once more. */
static double next_try(struct slot *s)
{
    double pause = PAUSE_SECONDS;
    curl_off_t asked = 0;
    for (unsigned i = 1; i < s->tries; i++)
        pause *= 2;
    s->run->curl->curl_easy_getinfo(s->easy, CURLINFO_RETRY_AFTER, &asked);
    if (asked > 0)
        pause = asked < OC_MAX_FETCH_WAIT ? (double)asked : OC_MAX_FETCH_WAIT;
    return seconds_now() + pause;
}

static void leave(struct slot *s)
{
    struct host *h = s->host;
    oc_arena_clear(&s->arena);
    s->r = NULL;
    h->active--;
    enter_ring(s->run, h);
}

static void finish(struct slot *s, CURLcode code)
{
    struct run *run = s->run;
    long status = 0;
    run->curl->curl_multi_remove_handle(run->multi, s->easy);
    run->curl->curl_easy_getinfo(s->easy, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK) {
        struct cause cause = cause_of(s, code);
        if (cause.again && s->tries < OC_MAX_FETCH_TRIES) {
            s->due = next_try(s);
            return;
        }
        s->host->failures = cause.memory == OC_FETCH_KEEP || s->refused ? 0 : s->host->failures + 1;
        fail(s->r, cause.memory, cause.why);
    } else {
        s->host->failures = 0;
        if (status == 304 && s->r->body)
            s->r->state = OC_FETCH_HERE;
        else
            take_body(s);
    }
    settle(run, s->r);
    leave(s);
}

/* ---- the run ---- */

/* Fills the slots that are free, and starts those again whose pause is over. */
static void serve(struct run *run)
{
    double now = seconds_now();
    for (size_t i = 0; i < OC_MAX_FETCHES; i++) {
        struct slot *s = &run->slots[i];
        if (s->r && s->due > 0 && s->due <= now)
            start(s);
        while (!s->r && (s->r = take_next(run, &s->host)) != NULL) {
            s->tries = 0;
            if (s->host->failures < OC_MAX_HOST_FAILURES && run->f->bytes < OC_MAX_FETCHED_BYTES) {
                start(s);
                break;
            }
            fail(s->r, OC_FETCH_FORGET,
                 run->f->bytes < OC_MAX_FETCHED_BYTES
                     ? "its server fails again and again"
                     : "this run has loaded as much as one may; run it again");
            settle(run, s->r);
            leave(s);
        }
    }
}

static bool is_busy(const struct run *run)
{
    for (size_t i = 0; i < OC_MAX_FETCHES; i++)
        if (run->slots[i].r)
            return true;
    return run->first != NULL;
}

static void loop(struct run *run, oc_image_tell tell, void *ctx)
{
    const struct oc_curl *c = run->curl;
    const volatile bool *cancelled = run->f->book->cancelled;
    serve(run);
    while (is_busy(run) && !(cancelled && *cancelled)) {
        struct CURLMsg *message;
        int running, left;
        c->curl_multi_perform(run->multi, &running);
        while ((message = c->curl_multi_info_read(run->multi, &left)) != NULL) {
            struct slot *s = NULL;
            CURLcode code = message->data.result;
            if (message->msg != CURLMSG_DONE)
                continue;
            c->curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &s);
            finish(s, code);
        }
        serve(run);
        if (tell)
            tell(ctx, run->done, run->total, run->f->bytes);
        if (is_busy(run))
            c->curl_multi_poll(run->multi, NULL, 0, TICK_MS, NULL);
    }
}

static int open_run(struct run *run)
{
    const struct oc_curl *c = run->curl;
    run->last = &run->first;
    oc_arena_init(&run->arena);
    oc_map_init(&run->hosts, &run->arena);
    oc_buf_init(&run->body, OC_MAX_IMAGE_BYTES);
    run->multi = c->curl_multi_init();
    bool good = run->multi != NULL;
    for (size_t i = 0; i < OC_MAX_FETCHES; i++) {
        run->slots[i].run = run;
        run->slots[i].easy = c->curl_easy_init();
        oc_arena_init(&run->slots[i].arena);
        good = good && run->slots[i].easy;
    }
    return good ? 0 : -1;
}

static void close_run(struct run *run)
{
    const struct oc_curl *c = run->curl;
    for (size_t i = 0; i < OC_MAX_FETCHES; i++) {
        struct slot *s = &run->slots[i];
        if (s->easy && s->r && s->due <= 0) /* cancelled */
            c->curl_multi_remove_handle(run->multi, s->easy);
        if (s->easy)
            c->curl_easy_cleanup(s->easy);
        c->curl_slist_free_all(s->headers);
        oc_arena_release(&s->arena);
    }
    if (run->multi)
        c->curl_multi_cleanup(run->multi);
    oc_buf_release(&run->body);
    oc_arena_release(&run->arena);
}

static size_t refuse(struct oc_fetch *f, const char *why)
{
    f->off = true;
    oc_diag_add(f->diags, OC_D_FETCH_OFF, OC_STR_NONE, 0, 0, oc_str(why), OC_STR_NONE);
    return f->nwanted;
}

size_t oc_fetch_run(struct oc_fetch *f, oc_image_tell tell, void *ctx)
{
    struct run run = {.f = f, .curl = f->nwanted ? oc_curl() : NULL, .total = f->nwanted};
    if (f->nwanted == 0 || f->off)
        return 0;
    if (!run.curl)
        return refuse(f, "libcurl is not on this computer");
    if (open_run(&run) != 0) {
        close_run(&run);
        return refuse(f, "libcurl cannot be started");
    }
    for (struct oc_fetch_record *r = f->wanted, *next; r; r = next) {
        struct host *h = host_of(&run, r->url);
        next = r->next;
        r->next = NULL;
        *h->last = r;
        h->last = &r->next;
        enter_ring(&run, h);
    }
    f->wanted = NULL;
    f->wanted_end = &f->wanted;
    f->nwanted = 0;
    loop(&run, tell, ctx);
    close_run(&run);
    return run.total;
}
