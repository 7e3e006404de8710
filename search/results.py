"""What a search answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from search.query_parser import QueryProblem


@dataclass(frozen=True, slots=True)
class HitPassage:
    """A place in a page that answers the query; `kind` is section, pdf_page or cue."""

    kind: str
    heading: str
    anchor: str
    url: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A page found, with the places to show."""

    page_id: int
    title: str
    title_html: SafeString
    url: str
    type: str
    language_code: str
    facets: Mapping[str, tuple[str, ...]]
    passages: tuple[HitPassage, ...]


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the pages found have a value, counted under all other filters."""

    key: str
    labels: Mapping[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The values of a facet among the pages found, most frequent first."""

    name: str
    values: tuple[FacetCount, ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """What was searched for besides the words typed: in which language, and known from where."""

    typed: str
    added: str
    language_code: str
    source: str


def each_once(expansions: Iterable[Expansion]) -> tuple[Expansion, ...]:
    """Return what was added, that which is known from several places from the first of them only."""
    told: dict[tuple[str, str, str], Expansion] = {}
    for expansion in expansions:
        told.setdefault((expansion.typed, expansion.added.casefold(), expansion.language_code), expansion)
    return tuple(told.values())


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """Pages in another language that no page shown already is a version of."""

    language_code: str
    total_count: int
    hits: tuple[SearchHit, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the query that no page has, and the word searched for instead."""

    word: str
    replacement: str


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to a search: hits of one page of the list, exact count and facets of all."""

    #: The language of the hits, which the query may have named.
    language_code: str = ""
    #: The language that the words of the query were taken for.
    words_language_code: str = ""
    total_count: int = 0
    #: The pages of the hits, which a query for pages alone is answered with.
    page_ids: tuple[int, ...] = ()
    hits: tuple[SearchHit, ...] = ()
    facets: tuple[FacetCounts, ...] = ()
    other_languages: tuple[OtherLanguage, ...] = ()
    corrections: tuple[Correction, ...] = ()
    #: The query as it was searched for, where as typed it finds nothing.
    corrected: str = ""
    #: What may have been meant, where the query as typed finds pages too.
    suggestion: str = ""
    #: In the language of the query, and in those other languages that have hits.
    expansions: tuple[Expansion, ...] = ()
    problems: tuple[QueryProblem, ...] = ()
    #: Pages that editors recommend for the query; they stand among the hits as well, if they were found.
    best_bets: tuple[SearchHit, ...] = ()

    @property
    def all_hits(self) -> tuple[SearchHit, ...]:
        """Return the hits of all lists that are shown."""
        others = (hit for block in self.other_languages for hit in block.hits)
        return (*self.best_bets, *self.hits, *others)
