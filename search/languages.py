"""In which languages a query is answered: those that its words name, and of these the ones chosen as a filter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from search.query import SearchQuery
from search.query_parser import Choice
from search.results import FacetCount, FacetCounts

# Each language has an index of its own, so that its pages are counted by asking each.
LANGUAGE_FACET: Final = "language"


@dataclass(frozen=True, slots=True)
class Languages:
    """What the text of a query says of languages, such as ``lang:lt``, and what a filter says."""

    named: Choice
    chosen: tuple[str, ...] = ()

    def allows(self, code: str) -> bool:
        """Say whether pages of a language are hits."""
        return self.named.allows(code) and (not self.chosen or code in self.chosen)

    def first(self, preferred: str) -> str:
        """Return the language of the hits: the preferred one, else the first that is said."""
        wanted = (preferred, *self.chosen, *self.named.any_of)
        return next(filter(self.allows, wanted), preferred)


def languages_of(query: SearchQuery, named: Choice) -> tuple[SearchQuery, Languages]:
    """Return the query as the engines answer it, and its languages."""
    others = tuple(asked for asked in query.filters if asked.name != LANGUAGE_FACET)
    keys = tuple(key for asked in query.filters if asked.name == LANGUAGE_FACET for key in asked.keys)
    return replace(query, filters=others), Languages(named, keys)


def with_languages(facets: Iterable[FacetCounts], counts: Mapping[str, int]) -> tuple[FacetCounts, ...]:
    """Return facets with that of the languages, in the order that all have."""
    values = [FacetCount(code, {}, count) for code, count in counts.items() if count]
    values.sort(key=lambda value: (-value.count, value.key))
    languages = [FacetCounts(LANGUAGE_FACET, tuple(values))] if values else []
    return tuple(sorted((*facets, *languages), key=lambda facet: facet.name))
