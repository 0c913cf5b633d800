/* SPDX-License-Identifier: MIT */
/*
 * Which addresses may be asked: one table of ranges. It is looked at when a socket is opened, so
 * neither a name that changes its address nor a redirect gets around it.
 */
#include <netinet/in.h>

#include "media/fetch.h"

enum rule {
    PRIVATE, /* only when asked for */
    NEVER
};

/* What the first bits of an address say. The registries of special addresses: RFC 6890. */
static const struct range {
    unsigned char prefix[16];
    unsigned bits;
    enum rule rule;
} ranges4[] =
    {
        {{0}, 8, NEVER}, /* 0.0.0.0 is this computer on many systems */
        {{10}, 8, PRIVATE},
        {{100, 64}, 10, PRIVATE}, /* shared by the customers of a provider */
        {{127}, 8, PRIVATE},
        {{168, 63, 129, 16}, 32, NEVER}, /* the host of a virtual machine in Azure */
        {{169, 254}, 16, NEVER},         /* link-local, and the metadata of most clouds */
        {{172, 16}, 12, PRIVATE},
        {{192, 0, 0}, 24, NEVER},
        {{192, 0, 2}, 24, NEVER},
        {{192, 88, 99}, 24, NEVER},
        {{192, 168}, 16, PRIVATE},
        {{198, 18}, 15, PRIVATE},
        {{198, 51, 100}, 24, NEVER},
        {{203, 0, 113}, 24, NEVER},
        {{224}, 3, NEVER}, /* multicast, reserved, broadcast */
},
  ranges6[] = {
      {{[15] = 1}, 128, PRIVATE},      /* ::1 */
      {{0}, 8, NEVER},                 /* ::, and ::a.b.c.d */
      {{0x01}, 8, NEVER},              /* discarded */
      {{0x20, 0x01, 0x00}, 23, NEVER}, /* Teredo and its like */
      {{0x20, 0x01, 0x0d, 0xb8}, 32, NEVER},
      {{0x20, 0x02}, 16, NEVER}, /* IPv4 in IPv6 */
      {{0x3f, 0xff}, 20, NEVER},
      {{0xfc}, 7, PRIVATE},
      {{0xfe, 0x80}, 9, NEVER}, /* link-local and what was site-local */
      {{0xff}, 8, NEVER},
};

static bool in_range(const struct range *range, const unsigned char *address)
{
    unsigned bytes = range->bits / 8, rest = range->bits % 8;
    if (memcmp(range->prefix, address, bytes) != 0)
        return false;
    return rest == 0 || ((range->prefix[bytes] ^ address[bytes]) >> (8 - rest)) == 0;
}

static bool by_table(const struct range *ranges, size_t n, const unsigned char *address,
                     bool private)
{
    for (size_t i = 0; i < n; i++)
        if (in_range(&ranges[i], address))
            return private && ranges[i].rule == PRIVATE;
    return true;
}

bool oc_fetch_allowed(const struct sockaddr *address, bool private)
{
    /* IPv4 within: ::ffff:a.b.c.d, and what networks without IPv4 make of it, 64:ff9b::a.b.c.d */
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff},
                               translated[12] = {0, 0x64, 0xff, 0x9b};
    unsigned char bytes[16];
    if (address->sa_family == AF_INET) {
        memcpy(bytes, &((const struct sockaddr_in *)(const void *)address)->sin_addr, 4);
        return by_table(ranges4, OC_COUNT(ranges4), bytes, private);
    }
    if (address->sa_family != AF_INET6)
        return false;
    memcpy(bytes, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, 16);
    if (memcmp(bytes, mapped, sizeof(mapped)) == 0 ||
        memcmp(bytes, translated, sizeof(translated)) == 0)
        return by_table(ranges4, OC_COUNT(ranges4), bytes + 12, private);
    return by_table(ranges6, OC_COUNT(ranges6), bytes, private);
}
