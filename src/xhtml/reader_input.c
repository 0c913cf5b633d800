/* SPDX-License-Identifier: MIT */
/*
 * The filter in front of libxml2. Exports are damaged in a few usual ways, each of which would
 * end the parse: bytes that are not the encoding declared, control characters, HTML's entities, a
 * bare '&'. These are mended on the way. Comments, instructions and the document type are taken
 * out, so that no declaration of an entity ever reaches the parser: there is nothing to expand
 * and nothing to open. CDATA becomes escaped text, for libxml2 2.9 takes quadratic time over a
 * long CDATA section. Line ends stay, so that lines count as in the file.
 */
#include "xhtml/reader_input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/uni.h"
#include "base/utf8.h"
#include "xhtml/token.h"

#define BLOCK ((size_t)64 << 10)
#define HEAD ((size_t)256 << 10) /* looked at for the encoding */
#define LOOK_AHEAD 40            /* the longest thing that must be seen whole: a reference */

static void tell(struct oc_xml_input *in, struct oc_str why)
{
    in->fault(in->ctx, in->line, why);
}

/* ---- which encoding ---- */

/* The name in the XML declaration; "" when there is none. */
static struct oc_str declared(struct oc_str head)
{
    struct oc_str line = oc_str_sub(head, 0, 200);
    if (!oc_str_starts(line, "<?xml"))
        return OC_STR_NONE;
    line = oc_str_sub(line, 0, oc_str_find(line, "?>", 0));
    size_t at = oc_str_find(line, "encoding", 0);
    if (at == SIZE_MAX)
        return OC_STR_NONE;
    for (at += 8; at < line.n && (line.p[at] == '=' || line.p[at] == ' '); at++)
        ;
    if (at >= line.n || (line.p[at] != '"' && line.p[at] != '\''))
        return OC_STR_NONE;
    return oc_str_sub(line, at + 1, oc_str_chr(line, line.p[at], at + 1));
}

static bool is_utf8_name(struct oc_str name)
{
    return !name.n || oc_str_iis(name, "utf-8") || oc_str_iis(name, "utf8");
}

static xmlCharEncodingHandlerPtr handler(struct oc_str name)
{
    static const char *const latin[] = {"iso-8859-1", "latin1", "us-ascii", "ascii"};
    char text[40];
    for (size_t i = 0; i < OC_COUNT(latin); i++) /* as browsers read these */
        if (oc_str_iis(name, latin[i]))
            name = OC_STR("windows-1252");
    if (!name.n || name.n >= sizeof text)
        return NULL;
    memcpy(text, name.p, name.n);
    text[name.n] = '\0';
    return xmlFindCharEncodingHandler(text);
}

/* Valid but for a character cut at the end. */
static bool is_utf8(struct oc_str head)
{
    size_t bad = head.n;
    return oc_utf8_valid(head, &bad) || (head.n == HEAD && bad + 4 > head.n);
}

static void tell_encoding(struct oc_xml_input *in, struct oc_str says, struct oc_str is)
{
    char text[160];
    int n = snprintf(text, sizeof text, "it says that it is %.*s but is read as %.*s",
                     (int)(says.n < 40 ? says.n : 40), says.p, (int)(is.n < 40 ? is.n : 40), is.p);
    tell(in, (struct oc_str){text, (size_t)n});
}

/* Sets decode by mark, declaration and bytes; returns how many bytes to pass over. */
static size_t choose_encoding(struct oc_xml_input *in, struct oc_str head)
{
    if (oc_str_starts(head, "\xEF\xBB\xBF"))
        return 3;
    bool marked = oc_str_starts(head, "\xFE\xFF") || oc_str_starts(head, "\xFF\xFE");
    if (marked || (head.n > 1 && (head.p[0] == '\0' || head.p[1] == '\0'))) {
        bool big = head.p[0] == '\xFE' || head.p[0] == '\0';
        in->decode = handler(big ? OC_STR("UTF-16BE") : OC_STR("UTF-16LE"));
        return marked ? 2 : 0;
    }
    struct oc_str name = declared(head);
    if (is_utf8(head)) {
        if (is_utf8_name(name))
            return 0;
        if (!oc_str_is_ascii(head))
            tell_encoding(in, name, OC_STR("UTF-8"));
        else
            in->decode = handler(name);
        return 0;
    }
    if (!is_utf8_name(name) && (in->decode = handler(name)) != NULL)
        return 0;
    char found[32] = "";
    struct oc_buf text;
    oc_buf_init(&text, HEAD * 4);
    if (oc_charset_to_utf8(&text, found, head) == OC_CHARSET_CONVERTED) {
        in->decode = handler(oc_str(found));
        if (in->decode)
            tell_encoding(in, name.n ? name : OC_STR("UTF-8"), oc_str(found));
    }
    oc_buf_release(&text);
    return 0;
}

static int sniff(struct oc_xml_input *in)
{
    struct oc_buf head;
    oc_buf_init(&head, HEAD);
    bool room = oc_buf_reserve(&head, HEAD);
    ssize_t n;
    while (room && head.n < HEAD &&
           (n = pread(in->fd, head.p + head.n, HEAD - head.n, (off_t)head.n)) != 0) {
        if (n > 0)
            oc_buf_added(&head, (size_t)n);
        else if (errno != EINTR)
            break;
    }
    size_t skip = choose_encoding(in, oc_buf_view(&head));
    oc_buf_release(&head);
    return lseek(in->fd, (off_t)skip, SEEK_SET) < 0 ? -1 : 0;
}

int oc_xml_input_open(struct oc_xml_input *in, const char *path, const char **why)
{
    struct stat st;
    in->line = 1;
    oc_buf_init(&in->text, BLOCK * 8);
    oc_buf_init(&in->ready, BLOCK * 64);
    in->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (in->fd < 0 || fstat(in->fd, &st) != 0) {
        *why = oc_file_why(errno);
        return -1;
    }
    if (!S_ISREG(st.st_mode) || sniff(in) != 0) {
        *why = "is not a regular file";
        return -1;
    }
    if (in->decode) {
        in->raw = xmlBufferCreateSize(BLOCK);
        in->decoded = xmlBufferCreateSize(BLOCK * 2);
        if (!in->raw || !in->decoded)
            oc_out_of_memory();
    }
    return 0;
}

void oc_xml_input_close(struct oc_xml_input *in)
{
    if (in->fd >= 0)
        close(in->fd);
    if (in->decode)
        xmlCharEncCloseFunc(in->decode);
    xmlBufferFree(in->raw);
    xmlBufferFree(in->decoded);
    oc_buf_release(&in->text);
    oc_buf_release(&in->ready);
}

/* ---- bytes to UTF-8 ---- */

static int count_lines(struct oc_str s)
{
    int n = 0;
    for (size_t at = 0; (at = oc_str_chr(s, '\n', at)) != SIZE_MAX; at++)
        n++;
    return n;
}

/* What is malformed in UTF-8 is mostly pasted windows-1252. */
static uint32_t from_windows(unsigned char c)
{
    static const uint16_t high[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    return c < 0xA0 ? high[c - 0x80] : c;
}

/* Appends s; returns how many bytes at its end wait for the rest of their character. */
static size_t put_utf8(struct oc_xml_input *in, struct oc_str s)
{
    size_t bad;
    while (!oc_utf8_valid(s, &bad)) {
        struct oc_str good = oc_str_sub(s, 0, bad);
        oc_buf_put(&in->text, good);
        in->line += count_lines(good);
        s = oc_str_sub(s, bad, s.n);
        size_t at = 0;
        (void)oc_utf8_next(s, &at);
        if (at == s.n && s.n < 4 && !in->ended && (unsigned char)s.p[0] >= 0xC2)
            return s.n;
        if (!in->told_bytes)
            tell(in, OC_STR("bytes that are not UTF-8 are read as windows-1252"));
        in->told_bytes = true;
        oc_buf_put_cp(&in->text, from_windows((unsigned char)s.p[0]));
        s = oc_str_sub(s, 1, s.n);
    }
    oc_buf_put(&in->text, s);
    in->line += count_lines(s);
    return 0;
}

/* Decodes what stands in raw; a byte that cannot be becomes U+FFFD. */
static void put_decoded(struct oc_xml_input *in)
{
    while (xmlBufferLength(in->raw) > 0) {
        int before = xmlBufferLength(in->raw);
        int result = xmlCharEncInFunc(in->decode, in->decoded, in->raw);
        struct oc_str s = {(const char *)xmlBufferContent(in->decoded),
                           (size_t)xmlBufferLength(in->decoded)};
        oc_buf_put(&in->text, s);
        in->line += count_lines(s);
        xmlBufferEmpty(in->decoded);
        bool stuck = xmlBufferLength(in->raw) == before;
        if (result != -2 && stuck && !in->ended)
            return; /* a character cut by the block */
        if (result == -2 || stuck) {
            if (!in->told_bytes)
                tell(in, OC_STR("some bytes are not in the encoding declared"));
            in->told_bytes = true;
            oc_buf_put_cp(&in->text, OC_UTF8_REPLACEMENT);
            if (xmlBufferLength(in->raw) > 0)
                xmlBufferShrink(in->raw, 1);
        }
    }
}

static ssize_t read_block(struct oc_xml_input *in, char *to, size_t size)
{
    ssize_t n;
    do
        n = read(in->fd, to, size);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        tell(in, oc_str(oc_file_why(errno)));
    in->ended = n <= 0;
    return n > 0 ? n : 0;
}

/* More text after text_at. */
static void fill(struct oc_xml_input *in)
{
    static const size_t carried = 4; /* bytes of a character that the last block cut */
    struct oc_buf *text = &in->text;
    memmove(text->p, text->p + in->text_at, text->n - in->text_at);
    text->n -= in->text_at;
    in->text_at = 0;
    char block[BLOCK];
    if (in->decode) {
        ssize_t n = read_block(in, block, sizeof block);
        if (xmlBufferAdd(in->raw, (const xmlChar *)block, (int)n) != 0 && n > 0)
            oc_out_of_memory();
        put_decoded(in);
        return;
    }
    ssize_t n = read_block(in, block, sizeof block - carried);
    struct oc_str s = {block, (size_t)n};
    size_t left = put_utf8(in, s);
    while (left > 0) { /* the cut character is completed byte by byte */
        char cut[4];
        memcpy(cut, s.p + s.n - left, left);
        size_t more = (size_t)read_block(in, cut + left, 1);
        s = (struct oc_str){cut, left + more};
        memcpy(block, cut, s.n);
        s.p = block;
        left = put_utf8(in, s);
    }
}

/* ---- UTF-8 to what libxml2 sees ---- */

enum {
    PLAIN,
    CONTROL,
    MARK, /* '<', '>', '&', ']' */
    WIDE  /* may begin U+FFFE or U+FFFF */
};
static const unsigned char kinds[256] = {
    [0x00] = CONTROL, [0x01] = CONTROL, [0x02] = CONTROL, [0x03] = CONTROL, [0x04] = CONTROL,
    [0x05] = CONTROL, [0x06] = CONTROL, [0x07] = CONTROL, [0x08] = CONTROL, [0x0B] = CONTROL,
    [0x0C] = CONTROL, [0x0E] = CONTROL, [0x0F] = CONTROL, [0x10] = CONTROL, [0x11] = CONTROL,
    [0x12] = CONTROL, [0x13] = CONTROL, [0x14] = CONTROL, [0x15] = CONTROL, [0x16] = CONTROL,
    [0x17] = CONTROL, [0x18] = CONTROL, [0x19] = CONTROL, [0x1A] = CONTROL, [0x1B] = CONTROL,
    [0x1C] = CONTROL, [0x1D] = CONTROL, [0x1E] = CONTROL, [0x1F] = CONTROL, ['<'] = MARK,
    ['>'] = MARK,     ['&'] = MARK,     [']'] = MARK,     [0xEF] = WIDE,
};

/* A reference at s.p[0]: what libxml2 knows stays, what HTML knows is replaced. Its length. */
static size_t reference(struct oc_xml_input *in, struct oc_str s)
{
    char text[8];
    size_t n = 0, end = oc_str_chr(oc_str_sub(s, 0, LOOK_AHEAD), ';', 0);
    size_t used = end == SIZE_MAX ? 0 : oc_entity_decode(text, &n, s, 0, true);
    if (end != SIZE_MAX && s.n > 1 && s.p[1] == '#' && n == 0 && used == end + 1)
        return used; /* a character that XML does not have */
    if (end == SIZE_MAX || used != end + 1 || n == 0) {
        oc_buf_puts(&in->ready, "&amp;");
        return 1;
    }
    if (n == 1 && strchr("<>&\"'", text[0]))
        oc_buf_put(&in->ready, oc_str_sub(s, 0, used));
    else if (n > 1 || kinds[(unsigned char)text[0]] != CONTROL)
        oc_buf_put(&in->ready, (struct oc_str){text, n});
    return used;
}

/* At '<' in text; how many bytes it takes. */
static size_t markup(struct oc_xml_input *in, struct oc_str s)
{
    static const struct {
        const char *text;
        enum oc_xml_state state;
    } rows[] = {{"<![CDATA[", OC_XS_CDATA},
                {"<!--", OC_XS_COMMENT},
                {"<?", OC_XS_INSTRUCTION},
                {"<!DOCTYPE", OC_XS_DOCTYPE}};
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        if (!oc_str_istarts(s, rows[i].text))
            continue;
        in->state = rows[i].state;
        in->brackets = 0;
        in->quote = 0;
        return strlen(rows[i].text);
    }
    char next = s.n > 1 ? s.p[1] : ' ';
    bool tag = (next | 0x20) >= 'a' && (next | 0x20) <= 'z';
    tag = tag || next == '/' || next == '_' || next == ':' || (unsigned char)next >= 0x80;
    oc_buf_puts(&in->ready, tag ? "<" : "&lt;");
    return 1;
}

/* Copies text or CDATA up to what must wait for more; how many bytes that took. */
static size_t scan_text(struct oc_xml_input *in, struct oc_str s)
{
    size_t at = 0, limit = in->ended ? s.n : s.n - LOOK_AHEAD;
    bool cdata = in->state == OC_XS_CDATA;
    while (at < limit && (in->state == OC_XS_CDATA) == cdata &&
           (cdata || in->state == OC_XS_TEXT)) {
        size_t from = at;
        while (at < limit && kinds[(unsigned char)s.p[at]] == PLAIN)
            at++;
        oc_buf_put(&in->ready, oc_str_sub(s, from, at));
        if (at == limit)
            break;
        struct oc_str rest = oc_str_sub(s, at, s.n);
        char c = s.p[at];
        if (kinds[(unsigned char)c] == CONTROL) {
            at++;
        } else if (c == '\xEF') {
            bool bad = oc_str_starts(rest, "\xEF\xBF\xBE") || oc_str_starts(rest, "\xEF\xBF\xBF");
            oc_buf_put(&in->ready, oc_str_sub(rest, 0, bad ? 0 : 3));
            at += 3;
        } else if (cdata && oc_str_starts(rest, "]]>")) {
            in->state = OC_XS_TEXT;
            at += 3;
        } else if (cdata) {
            oc_buf_put_xml(&in->ready, oc_str_sub(rest, 0, 1));
            at++;
        } else if (c == '<') {
            at += markup(in, rest);
        } else if (c == '&') {
            at += reference(in, rest);
        } else if (oc_str_starts(rest, "]]>")) { /* an error in text */
            oc_buf_puts(&in->ready, "]]&gt;");
            at += 3;
        } else {
            oc_buf_putc(&in->ready, c);
            at++;
        }
    }
    return at < s.n ? at : s.n;
}

static void put_lines(struct oc_xml_input *in, struct oc_str s)
{
    for (int n = count_lines(s); n > 0; n--)
        oc_buf_putc(&in->ready, '\n');
}

/* Passes over a comment or instruction. */
static size_t skip_until(struct oc_xml_input *in, struct oc_str s, const char *end)
{
    size_t n = strlen(end), at = oc_str_find(s, end, 0);
    bool found = at != SIZE_MAX;
    if (!found)
        at = in->ended || s.n < n ? s.n : s.n - n;
    put_lines(in, oc_str_sub(s, 0, at));
    if (found)
        in->state = OC_XS_TEXT;
    return found ? at + n : at;
}

static size_t skip_doctype(struct oc_xml_input *in, struct oc_str s)
{
    size_t at = 0;
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (in->quote) {
            in->quote = c == in->quote ? 0 : in->quote;
        } else if (c == '"' || c == '\'') {
            in->quote = c;
        } else if (c == '[') {
            in->brackets++;
            if (!in->told_doctype)
                in->fault(in->ctx, in->line - count_lines(oc_str_sub(s, at, s.n)),
                          OC_STR("the declarations of its document type are not read"));
            in->told_doctype = true;
        } else if (c == ']') {
            in->brackets = 0;
        } else if (c == '>' && in->brackets == 0) {
            in->state = OC_XS_TEXT;
            at++;
            break;
        }
    }
    put_lines(in, oc_str_sub(s, 0, at));
    return at;
}

static void scan(struct oc_xml_input *in)
{
    struct oc_str s = oc_str_sub(oc_buf_view(&in->text), in->text_at, in->text.n);
    size_t used = 0;
    switch (in->state) {
    case OC_XS_TEXT:
    case OC_XS_CDATA:
        used = scan_text(in, s);
        break;
    case OC_XS_COMMENT:
        used = skip_until(in, s, "-->");
        break;
    case OC_XS_INSTRUCTION:
        used = skip_until(in, s, "?>");
        break;
    case OC_XS_DOCTYPE:
        used = skip_doctype(in, s);
        break;
    }
    in->text_at += used;
}

int oc_xml_input_read(void *input, char *to, int size)
{
    struct oc_xml_input *in = input;
    while (in->ready_at == in->ready.n) {
        oc_buf_clear(&in->ready);
        in->ready_at = 0;
        size_t left = in->text.n - in->text_at;
        if (left <= LOOK_AHEAD && !in->ended) {
            fill(in);
            continue;
        }
        if (left == 0)
            return 0;
        scan(in);
    }
    size_t n = in->ready.n - in->ready_at;
    n = n < (size_t)size ? n : (size_t)size;
    memcpy(to, in->ready.p + in->ready_at, n);
    in->ready_at += n;
    return (int)n;
}
