"""The stored form of one publication, in the language and with the fields that are asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import QueryDict
from wagtail.api.v2.utils import BadRequestError

from api.answers import digest
from api.languages import PARAMETERS, LanguagePreference, read_preference, versions
from api.parameters import wants_html
from pages.publications.models import Publication, PublicationKind
from pages.publications.projection import plan_fields
from pages.publications.representation import dump
from pages.publications.rich_text_html import in_html


@dataclass(frozen=True)
class DetailQuery:
    """What a reader asks of a detail."""

    fields: str | None = None
    preference: LanguagePreference | None = None
    as_html: bool = False

    @classmethod
    def read(cls, parameters: QueryDict, kind: PublicationKind) -> DetailQuery:
        """Return what the parameters ask; a BadRequestError says what is wrong with them."""
        if kind != PublicationKind.PAGE and set(PARAMETERS) & set(parameters):
            message = "locale is for pages only"
            raise BadRequestError(message)
        return cls(parameters.get("fields"), read_preference(parameters), wants_html(parameters))

    @property
    def is_stored(self) -> bool:
        """Say whether the answer is stored as it is."""
        return self.fields is None and self.preference is None and not self.as_html

    @property
    def column(self) -> str:
        """Return the stored column that the answer is made of."""
        return "body__body" if self.fields is None else "body__full"


@dataclass(frozen=True)
class StoredDetail:
    """The columns of one publication that a detail is made of."""

    object_id: int
    etag: str
    type: str
    locale_code: str
    text: str
    html: str = ""

    def meta(self) -> dict[str, Any]:
        """Return the `meta` of the stored representation; only that is parsed, which stands right behind the id."""
        place = self.text.find('"meta":', 0, 60)
        if place < 0:
            return {}
        meta: dict[str, Any] = json.JSONDecoder().raw_decode(self.text, place + len('"meta":'))[0]
        return meta

    def content(self, wanted: DetailQuery) -> str:
        """Return the JSON of the answer."""
        if wanted.is_stored:
            return self.text
        data = json.loads(in_html(self.text, self.html))
        if wanted.fields is not None:
            data = plan_fields(apps.get_model(self.type), wanted.fields, detail=True).project(data)
        if wanted.preference is not None and "meta" in data:
            data["meta"]["requested_locale"] = wanted.preference.requested
        return dump(data)

    def tag(self, wanted: DetailQuery) -> str:
        """Return the entity tag of the answer."""
        tag = stored_tag(self.etag, as_html=wanted.as_html)
        if wanted.fields is None and wanted.preference is None:
            return tag
        requested = wanted.preference.requested if wanted.preference else ""
        return digest(*(part.encode() for part in (tag, wanted.fields or "", requested)))


def stored_tag(etag: str, *, as_html: bool) -> str:
    """Return the entity tag of a whole publication in one of the forms of its rich text."""
    return digest(etag.encode(), b"html") if as_html else etag


def read_detail(readable: QuerySet[Publication], pk: int, wanted: DetailQuery) -> StoredDetail | None:
    """Return a publication, or of its translations the first that the reader takes."""
    found = readable.filter(object_id=pk)
    if wanted.preference is not None:
        found = versions(readable.filter(translation_key__in=found.values("translation_key")), wanted.preference)
    columns = ["object_id", "etag", "type", "locale_code", wanted.column]
    rows = found.values_list(*columns, "body__html") if wanted.as_html else found.values_list(*columns)
    if wanted.preference is None:
        row = rows.first()
        return StoredDetail(*row) if row else None
    by_rank = {wanted.preference.rank(row[3]): row for row in rows}
    return StoredDetail(*by_rank[min(by_rank)]) if by_rank else None
