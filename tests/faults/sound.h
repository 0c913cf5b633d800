/* SPDX-License-Identifier: MIT */
/* Is a file a sound book: a whole archive, its first file the right one, all its XML well-formed?
 */
#ifndef OC_SOUND_H
#define OC_SOUND_H

#if defined(__SANITIZE_ADDRESS__)
#define SAN_LEAKS 1
#else
#define SAN_LEAKS 0
#endif

/* NULL, or what is wrong with it. */
const char *sound_book(const char *path);

#endif
