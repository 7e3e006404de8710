"""What may tell of an object that fewer people may read than before."""

from __future__ import annotations

from collections.abc import Collection

from wagtail.images import get_image_model
from wagtail.models import Page

from pages.publications.appearances import pages_showing
from pages.publications.dependants import (
    Dependants,
    dependants_of,
    object_key,
    page_keys,
    pages_beside,
    repeating,
    translations_of,
)
from pages.publications.kinds import PublicationKey, model_of
from pages.publications.marks import ObjectKey
from pages.publications.mentions import stale_mentioning
from pages.publications.models import PublicationKind, ShownFile


def exposing(keys: Collection[ObjectKey]) -> Dependants:
    """Return all pages and files that may tell of objects, also through others.

    A page is told of with its picture, so an image is found on what refers to a page that has it; and what a page
    shows is repeated by those that have it in a field of their own, which the API expands.
    """
    page_label, image_label = object_key(Page, 0)[0], object_key(get_image_model(), 0)[0]
    pages = {int(pk) for label, pk in keys if label == page_label}
    found = dependants_of(keys)
    if pages:
        found.pages |= pages_beside(pages) | translations_of(pages)
        found.files |= set(ShownFile.objects.filter(page_id__in=pages).values_list("kind", "file_id"))
    images = [key for key in keys if key[0] == image_label]
    illustrated = dependants_of(images, expanded_only=True).pages if images else set()
    if illustrated:
        found |= dependants_of(page_keys(illustrated))
    published = _publications(keys)
    found |= stale_mentioning(published)
    # Also those whose references went with the object, though they were published while it was being deleted.
    found.pages |= pages_showing(key for key in published if key[0] != PublicationKind.PAGE)
    waiting = set(found.pages)
    while waiting:
        repeated = repeating(waiting) - found
        found |= repeated
        waiting = repeated.pages
    return found


def _publications(keys: Collection[ObjectKey]) -> set[PublicationKey]:
    kinds = {object_key(model_of(kind), 0)[0]: kind for kind in PublicationKind.values}
    return {(kinds[label], int(pk)) for label, pk in keys if label in kinds}
