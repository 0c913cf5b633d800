/* SPDX-License-Identifier: MIT */
/* The commands of TeX's mathematics, and the alphabets that Unicode has for it. */
#include "render/tex_impl.h"

static const struct oc_tex_symbol symbols[] = {
#define OC_TEX(name, kind, what) {name, OC_TEX_##kind, what},
#include "render/tex.def"
#undef OC_TEX
};

const struct oc_tex_symbol *oc_tex_symbol(struct oc_str name)
{
    size_t low = 0, high = OC_COUNT(symbols);
    while (low < high) {
        size_t half = low + (high - low) / 2;
        int order = oc_str_cmp(name, oc_str(symbols[half].name));
        if (order == 0)
            return &symbols[half];
        if (order < 0)
            high = half;
        else
            low = half + 1;
    }
    return NULL;
}

const struct oc_tex_symbol *oc_tex_symbol_for(struct oc_str character)
{
    for (size_t i = 0; i < OC_COUNT(symbols); i++) {
        const struct oc_tex_symbol *s = &symbols[i];
        if (s->kind <= OC_TEX_INTEGRAL && s->what[0] == character.p[0] &&
            oc_str_is(character, s->what))
            return s;
    }
    return NULL;
}

/* Where the alphabets begin in the block of Mathematical Alphanumeric Symbols; 0: none. */
static const struct alphabet {
    enum oc_tex_font font;
    uint32_t capitals, smalls, digits, greek_capitals, greek_smalls;
} alphabets[] = {
    {OC_TEX_ITALIC, 0x1D434, 0x1D44E, 0, 0x1D6E2, 0x1D6FC},
    {OC_TEX_BOLD, 0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2},
    {OC_TEX_BOLD_ITALIC, 0x1D468, 0x1D482, 0x1D7CE, 0x1D71C, 0x1D736},
    {OC_TEX_BLACKBOARD, 0x1D538, 0x1D552, 0x1D7D8, 0, 0},
    {OC_TEX_SCRIPT, 0x1D49C, 0x1D4B6, 0, 0, 0},
    {OC_TEX_FRAKTUR, 0x1D504, 0x1D51E, 0, 0, 0},
    {OC_TEX_SANS, 0x1D5A0, 0x1D5BA, 0x1D7E2, 0, 0},
    {OC_TEX_MONO, 0x1D670, 0x1D68A, 0x1D7F6, 0, 0},
};

/* Letters that Unicode had before that block: they have no second place in it. */
static const struct older {
    enum oc_tex_font font;
    char letter;
    uint32_t cp;
} older[] = {
    {OC_TEX_ITALIC, 'h', 0x210E},     {OC_TEX_BLACKBOARD, 'C', 0x2102},
    {OC_TEX_BLACKBOARD, 'H', 0x210D}, {OC_TEX_BLACKBOARD, 'N', 0x2115},
    {OC_TEX_BLACKBOARD, 'P', 0x2119}, {OC_TEX_BLACKBOARD, 'Q', 0x211A},
    {OC_TEX_BLACKBOARD, 'R', 0x211D}, {OC_TEX_BLACKBOARD, 'Z', 0x2124},
    {OC_TEX_SCRIPT, 'B', 0x212C},     {OC_TEX_SCRIPT, 'E', 0x2130},
    {OC_TEX_SCRIPT, 'F', 0x2131},     {OC_TEX_SCRIPT, 'H', 0x210B},
    {OC_TEX_SCRIPT, 'I', 0x2110},     {OC_TEX_SCRIPT, 'L', 0x2112},
    {OC_TEX_SCRIPT, 'M', 0x2133},     {OC_TEX_SCRIPT, 'R', 0x211B},
    {OC_TEX_SCRIPT, 'e', 0x212F},     {OC_TEX_SCRIPT, 'g', 0x210A},
    {OC_TEX_SCRIPT, 'o', 0x2134},     {OC_TEX_FRAKTUR, 'C', 0x212D},
    {OC_TEX_FRAKTUR, 'H', 0x210C},    {OC_TEX_FRAKTUR, 'I', 0x2111},
    {OC_TEX_FRAKTUR, 'R', 0x211C},    {OC_TEX_FRAKTUR, 'Z', 0x2128},
};

static uint32_t in_alphabet(const struct alphabet *a, uint32_t cp)
{
    if (cp >= 'A' && cp <= 'Z')
        return a->capitals + cp - 'A';
    if (cp >= 'a' && cp <= 'z')
        return a->smalls + cp - 'a';
    if (cp >= '0' && cp <= '9' && a->digits)
        return a->digits + cp - '0';
    if (cp >= 0x391 && cp <= 0x3A9 && a->greek_capitals)
        return a->greek_capitals + cp - 0x391;
    if (cp >= 0x3B1 && cp <= 0x3C9 && a->greek_smalls)
        return a->greek_smalls + cp - 0x3B1;
    return cp;
}

uint32_t oc_tex_letter(enum oc_tex_font font, uint32_t cp)
{
    for (size_t i = 0; i < OC_COUNT(older); i++)
        if (older[i].font == font && (unsigned char)older[i].letter == cp)
            return older[i].cp;
    for (size_t i = 0; i < OC_COUNT(alphabets); i++)
        if (alphabets[i].font == font)
            return in_alphabet(&alphabets[i], cp);
    return cp;
}
