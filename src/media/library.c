/* SPDX-License-Identifier: MIT */
#include "media/library.h"

#include <dlfcn.h>
#include <string.h>

bool oc_library_load(void *table, const char *file, const char *const *names, size_t n)
{
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return false;
    for (size_t i = 0; i < n; i++) {
        void *symbol = dlsym(library, names[i]);
        if (!symbol)
            return false;
        /* POSIX has function pointers fit in void pointers, ISO C does not: hence the copy */
        memcpy((char *)table + i * sizeof(symbol), &symbol, sizeof(symbol));
    }
    return true;
}
