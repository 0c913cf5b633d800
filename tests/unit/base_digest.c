/* SPDX-License-Identifier: MIT */
/* SHA-1 by the vectors of FIPS 180; UUIDs by names whose value other programs agree on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/digest.h"

static void check_sha1(struct oc_str s, const char *hex)
{
    unsigned char d[20];
    struct oc_buf out;
    oc_buf_init(&out, 64);
    oc_sha1(d, s);
    for (int i = 0; i < 20; i++)
        oc_buf_printf(&out, "%02x", d[i]);
    assert_string_equal(out.p, hex);
    oc_buf_release(&out);
}

static void sha1(void **state)
{
    (void)state;
    check_sha1(OC_STR(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    check_sha1(OC_STR("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    check_sha1(OC_STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
               "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    struct oc_buf many;
    oc_buf_init(&many, 1000000);
    while (many.n < 1000000)
        oc_buf_putc(&many, 'a');
    check_sha1(oc_buf_view(&many), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    oc_buf_release(&many);
}

static void uuid(void **state)
{
    (void)state;
    struct oc_buf out;
    oc_buf_init(&out, 64);
    oc_uuid5_url(&out, OC_STR("http://www.python.org/"));
    assert_string_equal(out.p, "c2a8cbf8-d0f1-5ef4-9740-c3faec8ab1a0");
    oc_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sha1), cmocka_unit_test(uuid)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
