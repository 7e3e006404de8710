"""What the chosen values of filters are called that none of the pages found has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from search.documents import DATE_FACET, TYPE_FACET
from search.facets import FACETS
from search.languages import LANGUAGE_FACET
from search.query import Reader, SearchQuery
from search.results import SearchResults
from search.services import search_for

#: Labels by language, of values by facet and key.
Labels = Mapping[tuple[str, str], Mapping[str, str]]

# The values of the others bear their names in themselves.
_LABELLED: Final = frozenset(FACETS) - {TYPE_FACET, LANGUAGE_FACET, DATE_FACET}


def labels_of_chosen(query: SearchQuery, found: SearchResults, reader: Reader) -> Labels:
    """Return the labels of chosen values that were not counted; raises SearchUnavailable when the engine is away.

    Filters that leave nothing of each other were chosen where both had pages: the same words without them tell what
    their values are called, to those who may read a page that has them. Mostly all were counted, and nothing is asked.
    """
    counted = {(facet.name, value.key) for facet in found.facets for value in facet.values}
    chosen = {(asked.name, key) for asked in query.filters if asked.name in _LABELLED for key in asked.keys}
    if chosen <= counted:
        return {}
    others = tuple(asked for asked in query.filters if asked.name not in _LABELLED | {TYPE_FACET, DATE_FACET})
    wider = search_for(replace(query, filters=others, offset=0, limit=1), reader)
    return {(facet.name, value.key): value.labels for facet in wider.facets for value in facet.values}
