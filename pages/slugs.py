"""Slugs of Polish and Lithuanian words."""

from typing import Final

from django.utils.text import slugify

#: The one letter of our languages that has no decomposition, so that slugify would drop it.
UNDECOMPOSED: Final = str.maketrans("łŁ", "lL")


def ascii_slug(text: str) -> str:
    """Return a slug of plain letters, in which ł is l as ó is o."""
    return slugify(text.translate(UNDECOMPOSED))
