/* SPDX-License-Identifier: MIT */
/*
 * Libraries that are loaded when they are needed first: most runs need none of them, and to load
 * one with all that it brings takes longer than to make a small book. Its functions are members of
 * a struct, by their own names and in the order of a list X(name) ..., and are called through it.
 */
#ifndef OC_LIBRARY_H
#define OC_LIBRARY_H

#include "base/base.h"

#define OC_LIBRARY_MEMBER(name) __typeof__(name) *name;
#define OC_LIBRARY_NAME(name) #name,

/* Fills table, a struct of n pointers to functions, from the library of that file name, which stays
 * loaded. False when this computer has no such library, or it has not all of them. */
bool oc_library_load(void *table, const char *file, const char *const *names, size_t n);

#endif
