"""Which models have publications of their own."""

from __future__ import annotations

from functools import cache
from typing import Final

from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtailmedia.models import get_media_model

from media_library.models import Document, Image, MediaItem
from pages.publications.models import PublicationKind

FileItem = Image | Document | MediaItem
#: Kind and id.
PublicationKey = tuple[str, int]
FileKey = PublicationKey
FILE_KINDS: Final = (PublicationKind.IMAGE, PublicationKind.DOCUMENT, PublicationKind.MEDIA)


def model_of(kind: str) -> type[Model]:
    """Return the model whose rows a kind of publication shows."""
    return _models()[PublicationKind(kind)]


def kind_of(model: type[Model]) -> PublicationKind:
    """Return the kind of publication a model's rows have; a LookupError if they have none."""
    for kind, published in _models().items():
        if issubclass(model, published):
            return kind
    message = f"{model._meta.label} has no publications."
    raise LookupError(message)


def has_publications(model: type[Model]) -> bool:
    """Say whether rows of the model have publications of their own."""
    return issubclass(model, tuple(_models().values()))


@cache
def _models() -> dict[PublicationKind, type[Model]]:
    return {
        PublicationKind.PAGE: Page,
        PublicationKind.IMAGE: get_image_model(),
        PublicationKind.DOCUMENT: get_document_model(),
        PublicationKind.MEDIA: get_media_model(),
    }
