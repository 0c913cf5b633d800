/* SPDX-License-Identifier: MIT */
/* The picture that a post's front matter names, which its theme shows above the text. */
#include "render/figure.h"
#include "render/passes.h"

static bool is_in_text(const struct oc_post *post, const struct oc_image *image)
{
    for (size_t i = 0; i < post->nimages; i++)
        if (post->images[i].image == image)
            return true;
    return false;
}

void oc_pass_post_image(struct oc_render *r)
{
    const struct oc_post *post = r->post;
    if (!r->book->config || !r->book->config->post_image || !post->image.n || post->text.n)
        return;
    struct oc_image_choice choice = oc_image_resolve(r, post->image, NULL);
    if (!choice.image || is_in_text(post, choice.image))
        return;
    xmlNode *figure = oc_node_new(r->body->doc, "figure"), *img = oc_node_new(r->body->doc, "img");
    oc_attr_set(figure, "class", OC_STR("image"));
    oc_attr_set(img, "src", choice.image->href);
    oc_attr_set(img, "alt", oc_figure_label(r, "image"));
    oc_attr_set(img, "class", OC_STR("alt-guessed"));
    oc_node_append(figure, img);
    if (!r->body->children)
        oc_node_append(r->body, oc_node_new_text(r->body->doc, OC_STR("\n")));
    oc_node_before(r->body->children, figure);
    oc_node_before(figure->next, oc_node_new_text(r->body->doc, OC_STR("\n")));
    oc_image_shown(r, post->image, &choice, true);
}
