/* SPDX-License-Identifier: MIT */
/* Which addresses --fetch may ask. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <arpa/inet.h>

#include "media/fetch.h"

enum verdict {
    PUBLIC,  /* always */
    PRIVATE, /* under --fetch-private */
    NEVER
};

static bool allowed(const char *text, bool private)
{
    struct sockaddr_storage address = {0};
    struct sockaddr_in *four = (struct sockaddr_in *)&address;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)&address;
    if (inet_pton(AF_INET, text, &four->sin_addr) == 1)
        address.ss_family = AF_INET;
    else if (inet_pton(AF_INET6, text, &six->sin6_addr) == 1)
        address.ss_family = AF_INET6;
    return oc_fetch_allowed((struct sockaddr *)&address, private);
}

static void test_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum verdict verdict;
    } rows[] = {
        {"1.1.1.1", PUBLIC},
        {"9.255.255.255", PUBLIC},
        {"11.0.0.0", PUBLIC},
        {"172.15.255.255", PUBLIC},
        {"172.32.0.0", PUBLIC},
        {"192.167.1.1", PUBLIC},
        {"223.255.255.255", PUBLIC},
        {"2606:4700::1111", PUBLIC},
        {"::ffff:1.1.1.1", PUBLIC},
        {"64:ff9b::1.1.1.1", PUBLIC},
        {"10.0.0.1", PRIVATE},
        {"100.64.0.1", PRIVATE},
        {"100.100.100.200", PRIVATE},
        {"127.0.0.1", PRIVATE},
        {"127.255.255.254", PRIVATE},
        {"172.16.0.1", PRIVATE},
        {"172.31.255.255", PRIVATE},
        {"192.168.1.1", PRIVATE},
        {"198.19.0.1", PRIVATE},
        {"::1", PRIVATE},
        {"fc00::1", PRIVATE},
        {"fd00:ec2::254", PRIVATE},
        {"::ffff:127.0.0.1", PRIVATE},
        {"64:ff9b::10.0.0.1", PRIVATE},
        {"0.0.0.0", NEVER},
        {"0.1.2.3", NEVER},
        {"169.254.169.254", NEVER},
        {"168.63.129.16", NEVER},
        {"192.0.0.192", NEVER},
        {"224.0.0.1", NEVER},
        {"239.255.255.255", NEVER},
        {"255.255.255.255", NEVER},
        {"::", NEVER},
        {"::127.0.0.1", NEVER},
        {"::ffff:169.254.169.254", NEVER},
        {"64:ff9b::a9fe:a9fe", NEVER},
        {"64:ff9b:1::1", NEVER},
        {"100::1", NEVER},
        {"2001::1", NEVER},
        {"2001:db8::1", NEVER},
        {"2002:7f00:1::1", NEVER},
        {"fe80::1", NEVER},
        {"fec0::1", NEVER},
        {"ff02::1", NEVER},
    };
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        if (allowed(rows[i].text, false) != (rows[i].verdict == PUBLIC) ||
            allowed(rows[i].text, true) != (rows[i].verdict != NEVER))
            fail_msg("%s is judged wrongly", rows[i].text);
    }
    const struct sockaddr unix_socket = {.sa_family = AF_UNIX};
    assert_false(oc_fetch_allowed(&unix_socket, true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
