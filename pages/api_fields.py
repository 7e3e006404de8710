"""Serializer fields by which page models publish what they refer to.

Each answers in the form of `pages.publications.references`; a reference that some reader of the
page may not follow is null.
"""

from typing import Any

from rest_framework.fields import Field

from pages.publications.references import (
    document_reference,
    image_reference,
    localized,
    media_reference,
    page_reference,
    rich_text_source,
)
from pages.publications.shapes import DocumentReference, ImageReference, MediaReference, PageReference


class _ReadOnlyField(Field):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)


class ImageReferenceField(_ReadOnlyField):
    """An image with title, renditions and focal point."""

    def to_representation(self, value: Any) -> ImageReference | None:
        return image_reference(value)


class DocumentReferenceField(_ReadOnlyField):
    """A file with title, type, size and address."""

    def to_representation(self, value: Any) -> DocumentReference | None:
        return document_reference(value)


class MediaReferenceField(_ReadOnlyField):
    """A video with address, poster and text tracks."""

    def to_representation(self, value: Any) -> MediaReference | None:
        return media_reference(value)


class PageReferenceField(_ReadOnlyField):
    """A page with title, summary and address, in the language of the page that refers to it.

    A translation keeps the reference of its source: wagtail-localize cannot assign a translated page to a foreign
    key of a specific page type.
    """

    def to_representation(self, value: Any) -> PageReference | None:
        return page_reference(localized(value))


class SnippetReferenceField(_ReadOnlyField):
    """A snippet in the form that it gives itself."""

    def to_representation(self, value: Any) -> Any:
        return value.as_reference()


class RichTextSourceField(_ReadOnlyField):
    """Rich text without the links that some reader may not follow."""

    def to_representation(self, value: Any) -> str:
        return rich_text_source(value)
