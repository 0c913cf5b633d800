/* SPDX-License-Identifier: MIT */
/*
 * What every file of octavo may assume: the standard headers, three attribute macros and the
 * allocation functions. base knows nothing of books, markup or e-readers.
 *
 * Conventions kept by every header below:
 *   - 0 is success, -1 is failure; a question answers bool.
 *   - out parameters come first.
 *   - init/clear/release work on a struct the caller owns; new/free make and destroy one.
 *     release and free accept NULL and half-built objects.
 *   - all text is UTF-8; sizes are bytes.
 */
#ifndef OC_BASE_H
#define OC_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define OC_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define OC_NODISCARD __attribute__((warn_unused_result))
#define OC_UNUSED __attribute__((unused))
#define OC_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/*
 * Memory from the heap, zero-filled; never NULL: when there is none, the process-wide hook of
 * oc_on_out_of_memory is called, which must not return (the default aborts). Free with free().
 */
void *oc_alloc(size_t size) OC_NODISCARD;

/* Grows or shrinks what oc_alloc gave; new bytes are not zeroed. Never NULL. */
void *oc_realloc(void *p, size_t size) OC_NODISCARD;

/*
 * The one process-wide switch in octavo: what happens when memory runs out. The hook must not
 * return and must not allocate. NULL restores the default.
 */
void oc_on_out_of_memory(void (*hook)(void));
_Noreturn void oc_out_of_memory(void);

/* Gives what is free back to the system, where the C library can: before much else is asked for. */
void oc_memory_trim(void);

#endif
