"""What matches a query in one partition: pages with scores, best passages, and facet counts."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from search.engines.embedded.partition import PASSAGE_BITS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
#: Rows of a statement, read one by one into their columns: kept as thousands of tuples, they would
#: set off the collection of garbage, which takes ten times as long as the statement.
Table = npt.NDArray[np.void]

# Measured: page and best passage together rank short pages and long documents well, each
# alone fails one of them; twice the passage is best, and no cut-off is needed.
PASSAGE_WEIGHT = 2.0
_SCORED: Final[list[tuple[str, Any]]] = [("id", np.int64), ("score", np.float64)]
_PASSAGE: Final = np.dtype(_SCORED)
_PAGE: Final = np.dtype([*_SCORED, ("published", np.int64), ("translation", np.int64), ("facets", np.object_)])


@dataclass(frozen=True)
class PageMatches:
    """All pages that match, by number, with what ranking, filters and facets need."""

    rows: Table

    @classmethod
    def from_rows(cls, weighed: Iterable[tuple[Iterable[tuple[int, float, int, int, bytes]], int]]) -> Self:
        """Read rows of (page, score, published, translation, facet ids) of several matches, each with its weight."""
        return cls(_summed(weighed, _PAGE))

    @property
    def ids(self) -> Ints:
        """Return the numbers of the pages, in their order."""
        return self.rows["id"]

    @property
    def translations(self) -> Ints:
        """Return the number of the translation set of each page."""
        return self.rows["translation"]

    def __len__(self) -> int:
        """Return how many pages match."""
        return len(self.rows)

    def without(self, page_ids: Collection[int]) -> Self:
        """Return all but these pages."""
        return type(self)(self.rows[~np.isin(self.ids, list(page_ids))]) if page_ids else self

    def having_any(self, facet_ids: Sequence[int]) -> Mask:
        """Return which pages have one of these facet values."""
        owners, values = self._facet_values
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[owners[np.isin(values, facet_ids)]] = True
        return mask

    def facet_counts(self, among: Mask) -> dict[int, int]:
        """Return how many of the chosen pages have each facet value."""
        owners, values = self._facet_values
        counts = np.bincount(values if among.all() else values[among[owners]])
        return {int(value): int(counts[value]) for value in np.flatnonzero(counts)}

    @cached_property
    def _facet_values(self) -> tuple[Ints, npt.NDArray[np.int32]]:
        """Return each facet value of each page, and before it the place of the page."""
        blobs: list[bytes] = self.rows["facets"].tolist()
        values = np.frombuffer(b"".join(blobs), dtype=np.int32)
        sizes = np.fromiter(map(len, blobs), np.int64, len(blobs)) // values.itemsize
        return np.repeat(np.arange(len(blobs)), sizes), values


@dataclass(frozen=True, slots=True)
class PassageMatches:
    """All passages that match, by number, with scores."""

    rows: Table

    @classmethod
    def from_rows(cls, weighed: Iterable[tuple[Iterable[tuple[int, float]], int]]) -> Self:
        """Read rows of (passage, score) of several matches, each with its weight."""
        return cls(_summed(weighed, _PASSAGE))

    def best_of_pages(self, page_ids: Ints) -> Floats:
        """Return the score of the best passage of each page; 0 for a page without one."""
        best = np.zeros(len(page_ids), dtype=np.float64)
        if not len(self.rows) or not len(page_ids):
            return best
        owners = self.rows["id"] >> PASSAGE_BITS
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        highest = np.maximum.reduceat(self.rows["score"], starts)
        places = np.minimum(np.searchsorted(page_ids, owners[starts]), len(page_ids) - 1)
        same = page_ids[places] == owners[starts]
        best[places[same]] = highest[same]
        return best

    def best_in_page(self, page_id: int, limit: int) -> list[int]:
        """Return the numbers of the best passages of a page."""
        first, last = np.searchsorted(self.rows["id"], [page_id << PASSAGE_BITS, (page_id + 1) << PASSAGE_BITS])
        rows = self.rows[first:last]
        order = np.lexsort((rows["id"], -rows["score"]))
        return [int(number) for number in rows["id"][order[:limit]]]


def ranked(pages: PageMatches, passages: PassageMatches, chosen: Mask, order: str) -> Ints:
    """Return the numbers of the chosen pages, best or newest first; ties by number."""
    total = pages.rows["score"] + PASSAGE_WEIGHT * passages.best_of_pages(pages.ids)
    # Both ways of sorting leave alike pages in the order in which they are, which is that of their numbers.
    by_score = np.argsort(-total, kind="stable")
    places = by_score[np.argsort(-pages.rows["published"][by_score], kind="stable")] if order == "-date" else by_score
    return pages.ids[places[chosen[places]]]


def _summed(weighed: Iterable[tuple[Iterable[tuple[Any, ...]], int]], row: np.dtype[np.void]) -> Table:
    """Return the rows of several matches in the order of their numbers, each once with the sum of its scores."""
    tables: list[Table] = []
    for rows, weight in weighed:
        table = np.fromiter(rows, dtype=row)
        table["score"] *= weight
        tables.append(table)
    if len(tables) == 1:  # the rows of one match have each number once, in order
        return tables[0]
    every = np.concatenate([np.empty(0, dtype=row), *tables])
    numbers, first, places = np.unique(every["id"], return_index=True, return_inverse=True)
    found = every[first]
    found["score"] = np.bincount(places, every["score"], len(numbers))
    return found
