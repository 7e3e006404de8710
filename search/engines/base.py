"""The port of every search engine. `tests/contract/test_search_engines.py` is its specification."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol, Self

from search.documents import Change
from search.query import Reader, SearchQuery
from search.query_terms import AnalysedQuery, AnalysedWord
from search.results import FacetCounts, SearchHit
from search.suggestions import SuggestedPage, TypedWords


class SearchUnavailable(Exception):  # noqa: N818 - a state of the world, as readers are told it
    """The engine cannot answer now; nothing is lost, since its cursor waits."""


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What an index holds and how far it has followed the feed."""

    cursor: int
    page_count: int
    passage_count: int
    languages: tuple[str, ...]
    size_bytes: int
    outdated: str = ""  # why the index must be rebuilt; empty when it need not
    refused: Mapping[str, str] = field(default_factory=dict)  # by page: why the engine does not take it


@dataclass(frozen=True, slots=True)
class KeptPage:
    """Which state of a page an index holds: that of a change in the feed, for an audience, and the digest of it."""

    page_id: int
    sequence: int
    audience_id: int
    digest: str


@dataclass(frozen=True, slots=True)
class LanguageAnswer:
    """What was found in one language: exact count and facets of all pages, and those of one part of the list."""

    total_count: int = 0
    #: With those whose translation sets are left out, which facets and translations know of too.
    matching_count: int = 0
    page_ids: tuple[int, ...] = ()
    hits: tuple[SearchHit, ...] = ()
    facets: tuple[FacetCounts, ...] = ()


class LanguageIndex(Protocol):
    """The pages of one language that one reader may find, in one state of the index."""

    def spellings(self, folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return how folded words are written in pages of the reader, most frequent first; lost pages do not count."""

    def standing(self, words: Sequence[AnalysedWord]) -> frozenset[str]:
        """Return which of these words stand in pages of the reader, in any form and in none that he has lost."""

    def similar(self, folded: Sequence[str]) -> Mapping[str, int]:
        """Return words, as written in pages of the reader, near these folded ones, and in how many pages each is.

        All words within the edits of `search.spelling` must be there, since they share a key of
        it; others may be.
        """

    def suggest(self, typed: TypedWords, limit: int, without: Collection[int] = ()) -> Sequence[SuggestedPage]:
        """Return pages of the reader whose titles have all typed words, the last of them at least as a beginning.

        First titles that begin with what was typed, then such as have its words, then such as
        have them in other forms; among alike the last published, since any page is as good for one
        or two letters. None is of the translation sets with these numbers.
        """

    def alike(self, beginnings: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return words by how they begin (`search.cognates.beginning`), as written in pages of the reader.

        Each with the number of its pages, those that the reader has lost left out.
        """


class LanguageIndexes(ABC, dict[str, LanguageIndex]):
    """What one reader may find, by language."""

    def foresee(self, beginnings: Callable[[], Mapping[str, Iterable[str]]]) -> None:
        """Learn by language which words `alike` will be asked for; one far away may look them up at once."""

    @abstractmethod
    def answer(
        self, queries: Mapping[str, AnalysedQuery], asked: SearchQuery, others: SearchQuery
    ) -> dict[str, LanguageAnswer]:
        """Answer a query by language: as asked in the language that is asked for, and as `others` in all others.

        Those show no versions of pages found in the first, and need not count facets. An engine far away is asked
        once for all.
        """


class SearchEngine(Protocol):
    """Indexes pages and finds them; may be used by several processes at once.

    Every method raises SearchUnavailable when the engine cannot do its work.
    """

    def apply(self, changes: Sequence[Change], cursor: int, after: int = 0) -> None:
        """Apply changes and move the cursor to this number, both or neither; what was applied is skipped.

        The changes are all that follow a place of the feed. An index that has not come so far, since it has taken the
        place of the one that was looked at, is left as it is: it would miss what lies between.
        """

    def reading(self, reader: Reader) -> AbstractContextManager[LanguageIndexes]:
        """Give what a reader may find by language, without what he has lost since the index's cursor."""

    def cursor(self) -> int:
        """Return the sequence of the last change that the index holds."""

    def epoch(self) -> str:
        """Return the epoch of the feed that the index follows; an empty string before it has begun."""

    def enter_epoch(self, epoch: str) -> None:
        """Note the epoch of the feed that is about to be followed from the beginning."""

    def outdated(self) -> str:
        """Return why the index must be rebuilt; an empty string when it need not."""

    def status(self) -> EngineStatus:
        """Return what the index holds."""

    def pages(self) -> Iterator[KeptPage]:
        """Yield every page that the index holds; what is written meanwhile may be among them, as it was or is."""

    def rebuilding(self) -> AbstractContextManager[Self]:
        """Give an empty engine beside this one; when left without error, it takes this one's place."""

    def close(self) -> None:
        """Let go of connections; the next call opens them again."""
