"""The stored form of one publication, in the language and with the fields that are asked for."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from cachetools import LRUCache
from django.apps import apps
from django.db.models import QuerySet
from django.http import QueryDict
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from api.answers import digest
from api.languages import PARAMETERS, LanguagePreference, read_preference, versions
from api.links import detail_links
from api.parameters import wants_html
from pages.publications.models import Publication, PublicationKind
from pages.publications.projection import plan_fields
from pages.publications.representation import dump
from pages.publications.rich_text_html import in_html
from pages.publications.selectors import publications_for
from pages.publications.stored import StoredPublication, stored_publication

JSON: Final = json.JSONDecoder()


@dataclass(frozen=True)
class DetailQuery:
    """What a reader asks of a detail."""

    fields: str | None = None
    preference: LanguagePreference | None = None
    as_html: bool = False

    @classmethod
    def read(cls, parameters: QueryDict, kind: PublicationKind) -> DetailQuery:
        """Return what the parameters ask; a BadRequestError says what is wrong with them."""
        if not parameters:
            return STORED_FORM
        if kind != PublicationKind.PAGE and set(PARAMETERS) & set(parameters):
            message = "locale is for pages only"
            raise BadRequestError(message)
        return cls(parameters.get("fields"), read_preference(parameters), wants_html(parameters))

    @property
    def is_stored(self) -> bool:
        """Say whether the answer is stored as it is."""
        return self.fields is None and self.preference is None and not self.as_html


STORED_FORM: Final = DetailQuery()


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """What the headers of an answer say of a publication: the language of its text, and where its other forms are."""

    language_code: str
    alternates: str = ""


def header_facts(stored: StoredPublication) -> HeaderFacts:
    """Return what the headers say; it is read once from each state of a publication, which its entity tag names."""
    with _lock:
        facts = _header_facts.get(stored.etag)
    if facts is not None:
        return facts
    meta = _meta_in(stored.text or "")
    facts = HeaderFacts(meta.get("content_locale") or stored.locale_code, detail_links(meta))
    with _lock:
        _header_facts[stored.etag] = facts
    return facts


def _meta_in(text: str) -> dict[str, Any]:
    """Return the `meta` of a stored representation; only that is parsed, which stands right behind the id."""
    place = text.find('"meta":', 0, 60)
    meta: dict[str, Any] = JSON.raw_decode(text, place + len('"meta":'))[0] if place >= 0 else {}
    return meta


_lock: Final = Lock()
_header_facts: Final[LRUCache[str, HeaderFacts]] = LRUCache(2000)


def content_of(stored: StoredPublication, wanted: DetailQuery) -> str:
    """Return the JSON of the answer."""
    text = stored.text or ""
    if wanted.is_stored:
        return text
    data = json.loads(in_html(text, stored.html or "") if wanted.as_html else text)
    if wanted.fields is not None:
        data = plan_fields(apps.get_model(stored.type), wanted.fields, detail=True).project(data)
    if wanted.preference is not None and "meta" in data:
        data["meta"]["requested_locale"] = wanted.preference.requested
    return dump(data)


def tag_of(stored: StoredPublication, wanted: DetailQuery) -> str:
    """Return the entity tag of the answer."""
    tag = stored_tag(stored.etag, as_html=wanted.as_html)
    if wanted.fields is None and wanted.preference is None:
        return tag
    requested = wanted.preference.requested if wanted.preference else ""
    return digest(*(part.encode() for part in (tag, wanted.fields or "", requested)))


def stored_tag(etag: str, *, as_html: bool) -> str:
    """Return the entity tag of a whole publication in one of the forms of its rich text."""
    return digest(etag.encode(), b"html") if as_html else etag


def read_detail(
    kind: PublicationKind, pk: int, audience_ids: Collection[int], wanted: DetailQuery, known_tag: str = ""
) -> StoredPublication | None:
    """Return a publication, or of its translations the first that the reader takes.

    It comes without its text if all that the reader needs to be told is that he has it, under ``known_tag``, already.
    """
    if wanted.preference is not None:
        return _version(publications_for(audience_ids, kind), pk, wanted, wanted.preference)
    return stored_publication(
        kind,
        pk,
        audience_ids,
        is_full=wanted.fields is not None,
        with_html=wanted.as_html,
        known_etag=known_tag if wanted.is_stored else "",
    )


def version_ids(readable: QuerySet[Publication], pk: int, preference: LanguagePreference) -> set[int]:
    """Return the ids of the pages, published or not, that a page is to be had as in the languages a reader takes."""
    keys = readable.filter(object_id=pk).values("translation_key")
    pages = Page.objects.filter(translation_key__in=keys, locale__language_code__in=preference.codes)
    return set(pages.values_list("pk", flat=True))


def _version(
    readable: QuerySet[Publication], pk: int, wanted: DetailQuery, preference: LanguagePreference
) -> StoredPublication | None:
    keys = readable.filter(object_id=pk).values("translation_key")
    found = versions(readable.filter(translation_key__in=keys), preference)
    text = "body__body" if wanted.fields is None else "body__full"
    rows = found.values_list("object_id", "etag", "type", "locale_code", text, "body__html")
    by_rank = {preference.rank(row[3]): row for row in rows}
    return StoredPublication(*by_rank[min(by_rank)]) if by_rank else None
