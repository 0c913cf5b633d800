/* SPDX-License-Identifier: MIT */
/* The small parts of style sheets, for css.c. */
#ifndef OC_CSS_NAMES_H
#define OC_CSS_NAMES_H

#include "base/str.h"

bool oc_css_is_blank(char c);
/* Letters, digits, - and _, and all that is not ASCII. */
bool oc_css_is_word(char c);
/* The end of the characters of words, escapes among them, that stand at `at`. */
size_t oc_css_word_end(struct oc_str s, size_t at);
/* The end of the name (ident) that starts there; `at` when none does. */
size_t oc_css_name_end(struct oc_str s, size_t at);
/* Whether it is a list of selectors, or of a key frame's places. */
bool oc_css_selectors(struct oc_str s);

#endif
