/* SPDX-License-Identifier: MIT */
/* Which images are in the book, as the service that media gives tells; and the record of them. */
#include "base/limits.h"
#include "render/figure.h"
#include "render/tags.h"

#define LONGEST_SRC 300 /* in reports: data: URLs are long */

struct oc_image_choice oc_image_resolve(struct oc_render *r, struct oc_str src, const xmlNode *at)
{
    struct oc_images *service = r->book->images;
    struct oc_image_choice choice = {.url = oc_figure_url(r, src)};
    int col = 0, line = oc_tags_line(&r->lines, at ? oc_node_line(at, &col) : 0);
    choice.action = choice.url.n > 0 ? OC_IMAGE_REMOTE : OC_IMAGE_MISSING;
    if (!service || src.n == 0)
        return choice;
    const struct oc_image_ask ask = {r->post, src, choice.url, line, col, !at};
    struct oc_image_answer answer;
    service->find(service, &answer, &ask, r->arena);
    choice.action = answer.action;
    choice.image = answer.image;
    choice.fetched = answer.fetched;
    r->post->wanting = r->post->wanting || answer.action == OC_IMAGE_WANTED;
    return choice;
}

void oc_image_shown(struct oc_render *r, struct oc_str src, const struct oc_image_choice *choice,
                    bool guessed)
{
    struct oc_post *post = r->post;
    post->images = oc_arena_grow(&post->arena, post->images, &post->cimages, post->nimages + 1,
                                 sizeof(*post->images));
    post->images[post->nimages++] = (struct oc_image_use){
        .src = oc_arena_copy(&post->arena, oc_str_sub(src, 0, LONGEST_SRC)),
        .action = choice->action,
        .image = choice->image,
        .guessed = guessed,
        .fetched = choice->fetched,
    };
}

static void tell(struct oc_render *r, enum oc_code code, size_t n)
{
    if (n > 0)
        oc_render_warn(r, code, NULL, oc_arena_printf(r->arena, "%zu", n), OC_STR_NONE);
}

void oc_images_tell(struct oc_render *r)
{
    size_t remote = 0, guessed = 0;
    if (!r->book->images)
        return;
    for (size_t i = 0; i < r->post->nimages; i++) {
        const struct oc_image_use *use = &r->post->images[i];
        remote += use->action == OC_IMAGE_REMOTE;
        guessed += use->image && use->guessed;
    }
    tell(r, OC_D_IMAGE_REMOTE, remote);
    tell(r, OC_D_IMAGE_ALT, guessed);
}
