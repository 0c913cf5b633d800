/* SPDX-License-Identifier: MIT */
/* Myers' difference of two lists of tokens, in linear space: which tokens only one of them has. */
#ifndef OC_CONSERVE_DIFF_H
#define OC_CONSERVE_DIFF_H

#include "conserve_text.h"

struct diff {
    const uint64_t *a, *b;
    bool *gone, *added; /* of a, of b */
    int *forward, *back, offset;
};

/* A point on a shortest way through the box, where two searches from its corners meet. */
static inline void meet(struct diff *d, int a0, int a1, int b0, int b1, int *x, int *y)
{
    int n = a1 - a0, m = b1 - b0, delta = n - m;
    int *f = d->forward + d->offset, *r = d->back + d->offset;
    f[1] = r[1] = 0;
    for (int cost = 0;; cost++) {
        for (int k = -cost; k <= cost; k += 2) {
            int i = k == -cost || (k != cost && f[k - 1] < f[k + 1]) ? f[k + 1] : f[k - 1] + 1;
            int j = i - k;
            while (i < n && j < m && j >= 0 && d->a[a0 + i] == d->b[b0 + j])
                i++, j++;
            f[k] = i;
            int other = delta - k;
            if ((delta & 1) && other >= -(cost - 1) && other <= cost - 1 && i <= n && j <= m &&
                f[k] + r[other] >= n) {
                *x = a0 + i;
                *y = b0 + j;
                return;
            }
        }
        for (int k = -cost; k <= cost; k += 2) {
            int i = k == -cost || (k != cost && r[k - 1] < r[k + 1]) ? r[k + 1] : r[k - 1] + 1;
            int j = i - k;
            while (i < n && j < m && j >= 0 && d->a[a1 - 1 - i] == d->b[b1 - 1 - j])
                i++, j++;
            r[k] = i;
            int other = delta - k;
            if (!(delta & 1) && other >= -cost && other <= cost && i <= n && j <= m &&
                r[k] + f[other] >= n) {
                *x = a1 - i;
                *y = b1 - j;
                return;
            }
        }
    }
}

static inline void compare(struct diff *d, int a0, int a1, int b0, int b1)
{
    while (a0 < a1 && b0 < b1 && d->a[a0] == d->b[b0])
        a0++, b0++;
    while (a0 < a1 && b0 < b1 && d->a[a1 - 1] == d->b[b1 - 1])
        a1--, b1--;
    if (a0 == a1 || b0 == b1) {
        while (a0 < a1)
            d->gone[a0++] = true;
        while (b0 < b1)
            d->added[b0++] = true;
        return;
    }
    int x, y;
    meet(d, a0, a1, b0, b1, &x, &y);
    if ((x == a0 && y == b0) || (x == a1 && y == b1)) { /* no progress: take one step */
        d->gone[a0] = true;
        compare(d, a0 + 1, a1, b0, b1);
        return;
    }
    compare(d, a0, x, b0, y);
    compare(d, x, a1, y, b1);
}

static inline void diff(bool *gone, bool *added, const uint64_t *a, size_t n, const uint64_t *b,
                        size_t m)
{
    struct diff d = {.a = a, .b = b, .gone = gone, .added = added, .offset = (int)(n + m) + 2};
    size_t size = (2 * (n + m) + 8) * sizeof(int);
    d.forward = oc_alloc(size);
    d.back = oc_alloc(size);
    compare(&d, 0, (int)n, 0, (int)m);
    free(d.forward);
    free(d.back);
}

#endif
