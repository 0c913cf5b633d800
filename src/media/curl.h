/* SPDX-License-Identifier: MIT */
/* libcurl, loaded when the first image is to be fetched: most runs never touch the network. */
#ifndef OC_CURL_H
#define OC_CURL_H

#define CURL_DISABLE_TYPECHECK /* its macros do not know that functions can be members */
#include <curl/curl.h>

#include "media/library.h"

#define OC_CURL_FUNCTIONS(X)                                                                       \
    X(curl_global_init)                                                                            \
    X(curl_easy_init)                                                                              \
    X(curl_easy_reset)                                                                             \
    X(curl_easy_cleanup)                                                                           \
    X(curl_easy_setopt)                                                                            \
    X(curl_easy_getinfo)                                                                           \
    X(curl_easy_header)                                                                            \
    X(curl_multi_init)                                                                             \
    X(curl_multi_cleanup)                                                                          \
    X(curl_multi_setopt)                                                                           \
    X(curl_multi_add_handle)                                                                       \
    X(curl_multi_remove_handle)                                                                    \
    X(curl_multi_perform)                                                                          \
    X(curl_multi_poll)                                                                             \
    X(curl_multi_info_read)                                                                        \
    X(curl_slist_append)                                                                           \
    X(curl_slist_free_all)

struct oc_curl {
    OC_CURL_FUNCTIONS(OC_LIBRARY_MEMBER)
};

/* The library, started; NULL when this computer has none. Thread-safe. */
const struct oc_curl *oc_curl(void);

#endif
