"""The pictures of the films whose moments are among the hits."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from pages.publications.models import PublicationKind
from pages.publications.stored import full_publications
from search.results import SearchHit, SearchResults

CUE: Final = "cue"
# Twice the width of a thumbnail, for dense screens.
WIDTH: Final = 480


def posters_of(results: SearchResults, audience_ids: Collection[int]) -> Mapping[int, str]:
    """Return by page the address of the picture of the film found in it; one query for all, none without films."""
    hits = [*results.hits, *(hit for block in results.other_languages for hit in block.hits)]
    moments = {hit.page_id: address for hit in hits if (address := _address_of_film(hit))}
    stored = full_publications(PublicationKind.PAGE, list(moments), audience_ids)
    found = {row.object_id: _poster(json.loads(row.text), moments[row.object_id]) for row in stored}
    return {page_id: url for page_id, url in found.items() if url}


def _address_of_film(hit: SearchHit) -> str:
    return next((passage.url.partition("#")[0] for passage in hit.passages if passage.kind == CUE), "")


def _poster(page: Any, address: str) -> str:
    """Return the picture of the film at an address, or of the first one where the page itself plays it."""
    films = list(_films(page))
    chosen = [film for film in films if film["url"] == address] or films
    return _rendition(chosen[0]["poster"]["renditions"]) if chosen else ""


def _films(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield what a representation tells of films that have a picture, wherever it stands."""
    if isinstance(value, dict):
        if value.get("poster"):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _films(part)


def _rendition(sizes: Iterable[Mapping[str, Any]]) -> str:
    by_width = sorted(sizes, key=lambda size: size["width"])
    return next((size["url"] for size in by_width if size["width"] >= WIDTH), by_width[-1]["url"] if by_width else "")
