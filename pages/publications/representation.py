"""From a page or file to its publication: a function of the content alone, the same bytes whoever asks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils import timezone, translation
from rest_framework.utils.encoders import JSONEncoder
from wagtail.models import Page

from media_library.models import Image
from pages.publications.audience_keys import AudienceKey
from pages.publications.contributions import Facet, HasFacets
from pages.publications.endpoints import ROUTER
from pages.publications.kinds import FileItem, FileKey, kind_of
from pages.publications.models import PublicationKind
from pages.publications.passages import PassageRow, passage_rows
from pages.publications.projection import plan_fields, stored_serializer
from pages.publications.references import (
    document_reference,
    image_reference,
    media_reference,
    page_reference,
)
from pages.publications.resources import resource_facets
from pages.publications.scope import Surroundings, reader_scope
from pages.publications.site_roots import page_html_url


@dataclass(frozen=True)
class Columns:
    """The columns of a publication that come from the object."""

    type: str
    title: str
    html_url: str
    locale_code: str = ""
    translation_key: UUID | None = None
    alias_of_id: int | None = None
    path: str = ""
    depth: int = 0
    url_path: str = ""
    slug: str = ""
    first_published_at: datetime | None = None
    last_published_at: datetime | None = None
    facets: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Representation:
    """All that is stored of an object for its readers."""

    kind: PublicationKind
    object_id: int
    audience: AudienceKey
    columns: Columns
    body: str
    full: str
    passages: Sequence[PassageRow]
    reference: str
    #: The HTML of the rich texts that differ in it from their database form, as JSON.
    html: str = ""
    #: The files that a page refers to, also those that it leaves out.
    files: frozenset[FileKey] = frozenset()

    @property
    def etag(self) -> str:
        """Return a digest of everything that a reader or a search index can see."""
        return content_etag(self.columns, self.body, self.full, self.html, self.passages)

    @property
    def reference_etag(self) -> str:
        """Return a digest of what other publications say about this one."""
        return _digest(self.reference, str(self.audience))


def represent_page(page: Page, surroundings: Surroundings) -> Representation | None:
    """Return what readers see of a page, or None if it has none: drafts, password, no site."""
    return _representation(page, surroundings) if page.live else None


def represent_draft(page: Page, surroundings: Surroundings) -> Representation | None:
    """Return what readers would see of a page if its latest revision were published; None behind a password."""
    draft = page.get_latest_revision_as_object()
    # Texts that were translated since the last publish are in the draft.
    draft.last_published_at = None
    return _representation(draft, surroundings)


def _representation(page: Page, surroundings: Surroundings) -> Representation | None:
    surroundings.tell_locale(page)
    audience = surroundings.pages.audience_of(page.path)
    html_url = page_html_url(page, surroundings.site_roots)
    if audience is None or html_url is None:
        return None
    language_code = page.locale.language_code
    with reader_scope(audience, surroundings) as scope, fixed_surface(language_code):
        full = _serialized(page)
        columns = Columns(
            type=page._meta.label,
            title=page.title,
            html_url=html_url,
            locale_code=language_code,
            translation_key=page.translation_key,
            alias_of_id=page.alias_of_id,
            path=page.path,
            depth=page.depth,
            url_path=page.url_path,
            slug=page.slug,
            first_published_at=page.first_published_at,
            last_published_at=page.last_published_at,
            facets=[*declared_facets(page), *stored_facets(resource_facets(scope.resources))],
        )
        return Representation(
            kind=PublicationKind.PAGE,
            object_id=page.pk,
            audience=audience,
            columns=columns,
            body=detail_of(type(page), full),
            full=dump(full),
            passages=passage_rows(page, html_url, language_code),
            reference=dump(page_reference(page)),
            html=dump(dict(sorted(scope.rich_texts.items()))) if scope.rich_texts else "",
            files=frozenset(scope.files),
        )


def represent_file(item: FileItem, surroundings: Surroundings) -> Representation | None:
    """Return what readers see of an image, document or media item, or None behind a password."""
    audience = surroundings.collection_audience(item.collection_id)
    if audience is None:
        return None
    kind = kind_of(type(item))
    with reader_scope(audience, surroundings), fixed_surface(settings.LANGUAGE_CODE):
        reference = _file_reference(item)
        columns = Columns(
            type=item._meta.label,
            title=item.title,
            html_url=str(reference.get("url", "")),
            locale_code=getattr(item, "language_code", ""),
        )
        full = _serialized(item)
        facts = {**full, "meta": {name: value for name, value in full["meta"].items() if name != "shown_on"}}
        return Representation(
            kind=kind,
            object_id=item.pk,
            audience=audience,
            columns=columns,
            body=detail_of(type(item), full),
            full=dump(full),
            passages=[],
            reference=dump([reference, facts]),
        )


def declared_facets(page: Page) -> list[dict[str, Any]]:
    """Return the facets that a page declares, as they are stored."""
    return stored_facets(page.publication_facets() if isinstance(page, HasFacets) else ())


def stored_facets(facets: Iterable[Facet]) -> list[dict[str, Any]]:
    """Return facets as they are stored."""
    return [_facet(facet.name, facet.key, facet.labels) for facet in facets]


def content_etag(columns: Columns, body: str, full: str, html: str, passages: Sequence[PassageRow]) -> str:
    """Return a digest of everything that a reader or a search index can see of a publication."""
    facts = {**asdict(columns), "path": "", "depth": 0}
    # Sorted, as PostgreSQL gives the keys of a facet back in an order of its own.
    texts = dump([facts, [asdict(passage) for passage in passages]], sort_keys=True)
    return _digest(body, full, texts, *([html] if html else []))


def dump(value: Any, *, sort_keys: bool = False) -> str:
    """Return compact JSON, by default with the value's own order of keys."""
    return json.dumps(value, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys)


def detail_of(model: type[Model], full: dict[str, Any]) -> str:
    """Return the answer to a detail request without parameters, from the representation with every field."""
    return dump(plan_fields(model, None, detail=True).project(full))


def _serialized(obj: Page | FileItem) -> dict[str, Any]:
    serializer_class = stored_serializer(type(obj))
    # What Wagtail's serializers read from the view; there is no request, so nothing can depend on one.
    context = {
        "request": None,
        "view": SimpleNamespace(seen_types={}),
        "router": ROUTER,
        "_wagtail_rich_text_format": "db_html",
    }
    data: dict[str, Any] = json.loads(dump(serializer_class(context=context).to_representation(obj)))
    return data


def _file_reference(item: FileItem) -> Mapping[str, Any]:
    if isinstance(item, Image):
        return image_reference(item) or {}
    if kind_of(type(item)) == PublicationKind.DOCUMENT:
        return document_reference(item) or {}
    return media_reference(item) or {}


def _facet(name: str, key: str, labels: Any) -> dict[str, Any]:
    return {"name": name, "key": key, "labels": {code: str(label) for code, label in sorted(labels.items())}}


@contextmanager
def fixed_surface(language_code: str) -> Iterator[None]:
    """Leave the editor's language and time zone, which the admin activates, outside."""
    with translation.override(language_code), timezone.override(settings.TIME_ZONE):
        yield


def _digest(*texts: str) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:32]
