/* SPDX-License-Identifier: MIT */
/* Pictures inside the text itself. */
#include "media/data.h"

#include "base/path.h"

static int digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static int put_base64(struct oc_buf *out, struct oc_str s)
{
    uint32_t bits = 0;
    int n = 0;
    if (!oc_buf_reserve(out, s.n / 4 * 3 + 3))
        return -1;
    for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
        int value = digit(s.p[i]);
        if (value < 0) {
            if ((unsigned char)s.p[i] > ' ')
                return -1;
            continue; /* line breaks */
        }
        bits = bits << 6 | (uint32_t)value;
        n += 6;
        if (n >= 8) {
            n -= 8;
            oc_buf_putc(out, (char)(unsigned char)(bits >> n));
        }
    }
    return 0;
}

int oc_data_decode(struct oc_buf *out, struct oc_str url)
{
    size_t comma = oc_str_chr(url, ',', 0);
    if (!oc_str_istarts(url, "data:") || comma == SIZE_MAX)
        return -1;
    struct oc_str head = oc_str_trim(oc_str_sub(url, 0, comma));
    struct oc_str body = oc_str_sub(url, comma + 1, url.n);
    if (!oc_str_iends(head, ";base64")) {
        oc_percent_decode(out, body);
        return out->full ? -1 : 0;
    }
    struct oc_buf plain; /* the base64 itself may be percent-encoded */
    oc_buf_init(&plain, out->max * 2);
    oc_percent_decode(&plain, body);
    int result = plain.full ? -1 : put_base64(out, oc_buf_view(&plain));
    oc_buf_release(&plain);
    return result;
}
