"""The answer to a search as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

from django.utils import translation
from wagtail.models import Page

from api.listings import Identity, Shape, items_of
from api.search_shapes import FacetValue, FoundPassage, PlaceKind, SearchExpansion
from pages.publications.models import PublicationKind
from pages.publications.selectors import publications_for
from search.facets import FACETS
from search.labels import value_label
from search.results import Expansion, FacetCounts, HitPassage, SearchHit, SearchResults

Found = Mapping[int, dict[str, Any]]

_KIND: Final = PublicationKind.PAGE


def described(results: SearchResults, language_code: str, audience_ids: frozenset[int]) -> dict[str, Any]:
    """Return the answer for a reader, with labels in one language; all pages are read by one query, or two."""
    others = [hit for block in results.other_languages for hit in block.hits]
    found = _listed([*results.best_bets, *results.hits, *others], audience_ids)
    return {
        "meta": {
            "total_count": results.total_count,
            "query_locale": results.words_language_code,
            "corrected": results.corrected or None,
            "suggestion": results.suggestion or None,
            "expansions": [_expansion(expansion) for expansion in results.expansions],
            "facets": _facets(results.facets, language_code),
            "problems": [{"position": told.position, "message": told.message} for told in results.problems],
        },
        "best_bets": _items(results.best_bets, found),
        "items": _items(results.hits, found),
        "other_languages": [
            {"locale": block.language_code, "total_count": block.total_count, "items": _items(block.hits, found)}
            for block in results.other_languages
        ],
    }


def _listed(hits: Sequence[SearchHit], audience_ids: frozenset[int]) -> Found:
    """Return what a listing tells of the pages, less those that are gone by now."""
    identities = _identities([hit.page_id for hit in hits], audience_ids)
    items = items_of(identities, Shape.of(_KIND, audience_ids, Page))
    pages = [json.loads(item.content) for item in items]
    return {page["id"]: page for page in pages}


def _identities(page_ids: Sequence[int], audience_ids: frozenset[int]) -> list[Identity]:
    rows = publications_for(audience_ids, _KIND).filter(object_id__in=page_ids)
    return list(rows.values_list("object_id", "etag")) if page_ids else []


def _items(hits: Iterable[SearchHit], found: Found) -> list[dict[str, Any]]:
    return [
        {**found[hit.page_id], "passages": [_passage(passage) for passage in hit.passages]}
        for hit in hits
        if hit.page_id in found
    ]


def _passage(passage: HitPassage) -> FoundPassage:
    return {
        "kind": cast("PlaceKind", passage.kind),
        "heading": passage.heading,
        "anchor": passage.anchor,
        "url": passage.url,
        "html": str(passage.html),
    }


def _expansion(expansion: Expansion) -> SearchExpansion:
    return {
        "from": expansion.typed,
        "to": expansion.added,
        "locale": expansion.language_code,
        "source": expansion.source,
    }


def _facets(counted: Iterable[FacetCounts], language_code: str) -> dict[str, list[FacetValue]]:
    values = {facet.name: facet.values for facet in counted}
    with translation.override(language_code):
        return {
            name: [
                {"key": value.key, "label": value_label(name, value.key, value.labels), "count": value.count}
                for value in values.get(name, ())
            ]
            for name in FACETS
        }
