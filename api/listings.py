"""A part of a listing: from what is asked to the items, each projected once for all who ask for the same fields.

What a process keeps is checked against the database by each request: a total belongs to a version of what the reader's
audiences may read, which comes with the rows, and an item to the entity tag of its publication.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Final, cast

from cachetools import LRUCache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest, QueryDict

from api.answers import digest
from api.links import part_url
from api.pagination import Slice, read_slice
from api.parameters import EVERYWHERE, refuse_null, refuse_operator, wants_html
from api.selection import Selection, Selector, refusing_bad_values
from pages.publications.models import PublicationKind
from pages.publications.projection import Plan, plan_fields
from pages.publications.representation import dump
from pages.publications.rich_text_html import in_html
from pages.publications.stored import Selected, Statement, among_statement, full_publications, part_statement

# What does not change which objects are selected.
PRESENTATION: Final = EVERYWHERE | {"fields", "limit", "offset", "search", "search_operator"}
# A selection by these is made of what the database said of a page or site, which may be otherwise next time.
OF_THE_MOMENT: Final = frozenset({"ancestor_of", "child_of", "descendant_of", "site", "translation_of"})
# A query holds some 16 kB, and its address several times: a longer one, which nobody asks twice, is not kept.
MOST_QUERIES: Final = 500
MOST_LISTINGS: Final = 200
LONGEST_KEPT_QUERY: Final = 1_000
MOST_BYTES_OF_ITEMS: Final = 8_000_000

Identity = tuple[int, str]


@dataclass
class Listing:
    """What a selection asks of the database, put together once, and its total as it was counted at first."""

    selection: Selection
    #: All objects, in no order; None if there can be none.
    selected: Selected | None = None
    #: A part with the total, and without.
    first: Statement | None = None
    further: Statement | None = None
    #: The version of what the audiences may read under which the total was counted.
    version: Sequence[Any] = ()
    total: int = 0

    def among(self, pks: Sequence[int]) -> Sequence[Identity]:
        """Return those of some objects that are selected, in no order."""
        return _rows(among_statement(self.selected, pks)) if self.selected is not None and pks else ()

    def part(self, wanted: Slice) -> tuple[int, Sequence[Identity]] | None:
        """Return the total and the objects of a part, by one query if there are any.

        Something has been published since all were counted if it returns None.
        """
        statement = self.further if self.version else self.first
        if statement is None:
            return 0, ()
        rows = _rows(statement, wanted.limit, wanted.offset)
        if not rows:
            return self.selection.count(), ()
        version = rows[0][2:4]
        if not self.version:
            self.total, self.version = rows[0][4], version
        if self.version != version:
            return None
        return self.total, [row[:2] for row in rows]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a listing as JSON in UTF-8, and the language of its text."""

    content: bytes
    language_code: str


@dataclass(frozen=True)
class Shape:
    """In which form the items of a listing are asked for, and by whom."""

    kind: PublicationKind
    audience_ids: frozenset[int]
    plan: Plan
    #: What tells the plan from others: the model and a digest of the names of the fields, which may be many.
    name: str
    as_html: bool

    @classmethod
    def of(
        cls,
        kind: PublicationKind,
        audience_ids: frozenset[int],
        model: type[Model],
        fields: str | None = None,
        *,
        as_html: bool = False,
    ) -> Shape:
        """Return the form of a model's items; a BadRequestError tells what is wrong with ``fields``."""
        plan = plan_fields(model, fields, detail=False)
        return cls(kind, audience_ids, plan, f"{model._meta.label} {digest((fields or '').encode())}", as_html)


@dataclass(frozen=True)
class ListingQuery:
    """What one address of a listing asks for."""

    listing: Listing
    wanted: Slice
    shape: Shape
    parameters: QueryDict
    #: The address up to the parameters that choose a part.
    url: str

    @property
    def locale(self) -> str | None:
        """The language that is asked for, if any."""
        return self.parameters.get("locale")


def listing_query(request: HttpRequest, kind: PublicationKind, audience_ids: frozenset[int]) -> ListingQuery:
    """Return what a request asks of a listing; a BadRequestError says which parameter is wrong."""
    key = (kind, audience_ids, request.META.get("HTTP_HOST"), request.META.get("QUERY_STRING"))
    with _lock:
        query = _queries.get(key)
    if query is None:
        query = _read_query(request, kind, audience_ids)
        # Hardly two people search for the same words: they would only push out what is asked again.
        if _is_lasting(request) and "search" not in query.parameters:
            with _lock:
                _queries[key] = query
    return query


def forget_queries() -> None:
    """Forget how listings are asked for: something has been published, and with it a site may have changed."""
    with _lock:
        _queries.clear()
        _listings.clear()


def _read_query(request: HttpRequest, kind: PublicationKind, audience_ids: frozenset[int]) -> ListingQuery:
    parameters = request.GET
    refuse_null(parameters)
    refuse_operator(parameters)
    as_html = wants_html(parameters)
    selector = Selector(request, kind, audience_ids)
    listing = _listing(selector) if _is_lasting(request) else _make_listing(selector)
    wanted = read_slice(parameters)
    shape = Shape.of(kind, audience_ids, listing.selection.model, parameters.get("fields"), as_html=as_html)
    return ListingQuery(listing, wanted, shape, parameters, part_url(request))


def _is_lasting(request: HttpRequest) -> bool:
    """Say whether what a request asks may be kept for others who ask the same."""
    return OF_THE_MOMENT.isdisjoint(request.GET) and len(request.META.get("QUERY_STRING", "")) <= LONGEST_KEPT_QUERY


def _make_listing(selector: Selector) -> Listing:
    selection = selector.select()
    rows = selection.rows()
    try:
        in_order, unordered = (Statement(*query.query.sql_with_params()) for query in (rows, rows.order_by()))
    except EmptyResultSet:
        return Listing(selection)
    selected = Selected(in_order, selection.kind.value, selection.id_column, selection.is_of_publications)
    return Listing(
        selection,
        selected=replace(selected, rows=unordered),
        first=part_statement(selected, selector.audience_ids, unordered),
        further=part_statement(selected, selector.audience_ids),
    )


def _rows(statement: Statement, *further: int) -> list[Any]:
    with refusing_bad_values(), connection.cursor() as cursor:
        cursor.execute(statement.sql, [*statement.parameters, *further])
        return cursor.fetchall()


def items_of(identities: Sequence[Identity], shape: Shape) -> list[Item]:
    """Return the items of objects, less those that are gone by now."""
    found = _kept_items(identities, shape)
    missing = [pk for pk, _etag in identities if pk not in found]
    if missing:
        found |= _projected_items(missing, shape)
    return [found[pk] for pk, _etag in identities if pk in found]


def _listing(selector: Selector) -> Listing:
    """Return the listing of all who select by the same, whatever part and fields they ask for."""
    parameters = selector.request.GET
    selecting = ((name, tuple(values)) for name, values in parameters.lists() if name not in PRESENTATION)
    host = selector.request.META.get("HTTP_HOST")
    key = (selector.kind, selector.audience_ids, host, *sorted(selecting))
    with _lock:
        listing = _listings.get(key)
    if listing is None:
        listing = _make_listing(selector)
        with _lock:
            _listings[key] = listing
    return listing


_lock: Final = Lock()
_queries: Final[LRUCache[tuple[Any, ...], ListingQuery]] = LRUCache(MOST_QUERIES)
_listings: Final[LRUCache[tuple[Any, ...], Listing]] = LRUCache(MOST_LISTINGS)
_items: Final[LRUCache[tuple[str, str, bool], Item]] = LRUCache(MOST_BYTES_OF_ITEMS, lambda item: len(item.content))


def _kept_items(identities: Iterable[Identity], shape: Shape) -> dict[int, Item]:
    found: dict[int, Item] = {}
    with _lock:
        for pk, etag in identities:
            item = _items.get((etag, shape.name, shape.as_html))
            if item is not None:
                found[pk] = item
    return found


def _projected_items(pks: Collection[int], shape: Shape) -> dict[int, Item]:
    found: dict[int, Item] = {}
    # The audience is asked for again: what was listed a moment ago may have been closed since.
    for stored in full_publications(shape.kind, pks, shape.audience_ids):
        data = json.loads(in_html(stored.text, stored.html) if shape.as_html else stored.text)
        language_code = cast("str", data["meta"].get("content_locale", ""))
        item = Item(dump(shape.plan.project(data)).encode(), language_code)
        found[stored.object_id] = item
        if len(item.content) < MOST_BYTES_OF_ITEMS:
            with _lock:
                _items[stored.etag, shape.name, shape.as_html] = item
    return found
