"""What a page model may add to its publication: facets and passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.db import models
from django.utils import translation
from wagtail.models import Page

from media_library.models import Document, Image, MediaItem


@dataclass(frozen=True)
class Facet:
    """A value by which search filters: a stable key and its label in each language."""

    name: str
    key: str
    labels: Mapping[str, str] = field(default_factory=dict)


def facet_of(name: str, choice: models.TextChoices) -> Facet:
    """Return the facet of a choice, labelled in each language of the site."""
    labels = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            labels[code] = str(choice.label)
    return Facet(name, str(choice.value), labels)


@dataclass(frozen=True)
class PassageSource:
    """A piece of text and its place.

    ``anchor`` is the fragment with its ``#``. ``url`` is the address it is appended to, the page's own when empty.
    ``file`` is the document or media item the text comes from: a passage whose file the readers of the page may
    not all read is left out. ``source`` names the origin, such as ``body``, ``document:12`` or ``media:3``.
    """

    kind: str
    text: str
    heading: str = ""
    language_code: str = ""
    anchor: str = ""
    url: str = ""
    source: str = "body"
    file: Page | Image | Document | MediaItem | None = None


@runtime_checkable
class HasFacets(Protocol):
    """A page model that declares facets."""

    def publication_facets(self) -> Iterable[Facet]:
        """Return the facet values of the page."""


@runtime_checkable
class HasPassages(Protocol):
    """A page model that declares passages."""

    def publication_passages(self) -> Iterable[PassageSource]:
        """Return the passages of the page in reading order."""
