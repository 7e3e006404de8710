"""The port of every search engine. `tests/contract/test_search_engines.py` is its specification."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, Self

from search.documents import Change
from search.query import Reader, SearchQuery
from search.query_parser import ParsedQuery
from search.results import SearchResults


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


class SearchEngine(Protocol):
    """Indexes pages and finds them; may be used by several processes at once.

    Every method raises SearchUnavailable when the engine cannot do its work.
    """

    def apply(self, changes: Sequence[Change], cursor: int) -> None:
        """Apply changes and move the cursor to this number, both or neither; what was applied is skipped."""

    def search(self, query: SearchQuery, parsed: ParsedQuery, reader: Reader) -> SearchResults:
        """Answer a query within the rights of its reader."""

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

    def rebuilding(self) -> AbstractContextManager[Self]:
        """Give an empty engine beside this one; when left without error, it takes this one's place."""

    def close(self) -> None:
        """Let go of connections; the next call opens them again."""
