"""Texts of the site that stand in two of its languages, both published for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from uuid import UUID

from django.db.models import QuerySet
from django.utils.html import strip_tags
from wagtail_localize.models import StringTranslation

from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID
from pages.publications.models import Passage, Publication, PublicationKind, StalePublication

Versions = Mapping[str, "PublicPage"]


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page that everybody may read, in one language."""

    publication_id: int
    page_id: int
    title: str


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """A text and its translation, and the pages that show them."""

    source: str
    target: str
    page_ids: tuple[int, int]


def translated_texts(source_language: str, target_language: str) -> Iterator[TranslatedText]:
    """Yield what was translated from one language into another and stands in public pages of both at this moment.

    A translation is kept by wagtail-localize whether or not it is published, and its source may be a draft: only what
    is found in the texts of both publications counts.
    """
    for key, versions in _public_versions().items():
        source, target = versions.get(source_language), versions.get(target_language)
        if source and target:
            yield from _of_pages(key, source, target, target_language)


def public_pages() -> QuerySet[Publication]:
    """Return the publications of pages that everybody may read, those about to be withheld left out."""
    withheld = StalePublication.objects.filter(kind=PublicationKind.PAGE, withheld_from__isnull=False)
    return Publication.objects.filter(
        kind=PublicationKind.PAGE, deleted=False, audience_id=PUBLIC_AUDIENCE_ID, alias_of_id=None
    ).exclude(object_id__in=withheld.values("object_id"))


def pages_state() -> str:
    """Return a mark that changes with every change of a public page."""
    digest = sha256()
    for row in public_pages().order_by("pk").values_list("pk", "sequence").iterator():
        digest.update(repr(row).encode())
    return digest.hexdigest()


def _public_versions() -> dict[UUID, dict[str, PublicPage]]:
    versions: dict[UUID, dict[str, PublicPage]] = defaultdict(dict)
    rows = public_pages().exclude(translation_key=None)
    for key, language, pk, page_id, title in rows.values_list(
        "translation_key", "locale_code", "pk", "object_id", "title"
    ):
        versions[key][language] = PublicPage(pk, page_id, title)  # type: ignore[index]
    return versions


def _of_pages(key: UUID, source: PublicPage, target: PublicPage, target_language: str) -> Iterator[TranslatedText]:
    rows = StringTranslation.objects.filter(
        context__object_id=key, locale__language_code=target_language, has_error=False
    ).values_list("translation_of__data", "data")
    pairs = [(_plain(text), _plain(translation)) for text, translation in rows]
    if not pairs:
        return
    shown, shown_there = _shown(source), _shown(target)
    for text, translation in pairs:
        if text and translation and text in shown and translation in shown_there:
            yield TranslatedText(text, translation, (source.page_id, target.page_id))


def _shown(page: PublicPage) -> str:
    passages = Passage.objects.filter(publication_id=page.publication_id).values_list("heading", "text")
    texts = [page.title, *(part for passage in passages for part in passage)]
    return " ".join(" ".join(texts).split())


def _plain(text: str) -> str:
    return " ".join(unescape(strip_tags(text)).split())
