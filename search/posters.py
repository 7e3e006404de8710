"""The pictures of the films among the hits."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from pages.publications.models import PassageKind, PublicationKind
from pages.publications.resources import RESOURCE_FACET, Resource
from pages.publications.stored import full_publications
from search.results import SearchHit, SearchResults

# Twice the width of a thumbnail, for dense screens.
WIDTH: Final = 480


def posters_of(results: SearchResults, audience_ids: Collection[int]) -> Mapping[int, str]:
    """Return by page the picture of the film of which a moment was found, or which the page is about.

    One query for all hits, and none where no page found has a film.
    """
    moments = {hit.page_id: _address_of_moment(hit) for hit in results.all_hits if _has_film(hit)}
    stored = full_publications(PublicationKind.PAGE, list(moments), audience_ids)
    found = {row.object_id: _poster(json.loads(row.text), moments[row.object_id]) for row in stored}
    return {page_id: url for page_id, url in found.items() if url}


def _has_film(hit: SearchHit) -> bool:
    return Resource.VIDEO in hit.facets.get(RESOURCE_FACET, ())


def _address_of_moment(hit: SearchHit) -> str:
    """Return where the film is played of which a moment was found."""
    return next((passage.url.partition("#")[0] for passage in hit.passages if passage.kind == PassageKind.CUE), "")


def _poster(page: Mapping[str, Any], address: str) -> str:
    # A page about a film has it in a field of its own, and plays it itself; others show films in their text.
    own = [value for value in page.values() if _is_film(value)]
    elsewhere = [film for film in _films(page) if film["url"] == address]
    films = elsewhere or own
    return _rendition(films[0]["poster"]["renditions"]) if films else ""


def _is_film(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("poster"))


def _films(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the films with a picture that a representation tells of, wherever they stand in it."""
    if _is_film(value):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _films(part)


def _rendition(sizes: Iterable[Mapping[str, Any]]) -> str:
    by_width = sorted(sizes, key=lambda size: size["width"])
    return next((size["url"] for size in by_width if size["width"] >= WIDTH), by_width[-1]["url"] if by_width else "")
