"""What matches a query in one partition: pages with scores, best passages, and facet counts."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

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
#: What matches, in the order of the numbers, with scores.
SCORED: Final = np.dtype([("id", np.int64), ("score", np.float64)])
_FACTS: Final = np.dtype(
    [
        ("id", np.int64),
        ("factor", np.float64),
        ("published", np.int64),
        ("translation", np.int64),
        ("facets", np.object_),
    ]
)
#: A page, its factor, the second of its publishing, its translation set, and its facet ids.
PageRow = tuple[int, float, int, int, bytes]


@dataclass(frozen=True)
class PageMatches:
    """All pages that match, by number, with what ranking, filters and facets need."""

    rows: Table
    scores: Floats

    @classmethod
    def of(cls, scored: Table, facts: Iterable[PageRow]) -> Self:
        """Join scores with what is known of those pages that the reader may find, in the order of their numbers."""
        rows = np.fromiter(facts, dtype=_FACTS)
        return cls(rows, scored["score"][np.searchsorted(scored["id"], rows["id"])] * rows["factor"])

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
        if not page_ids:
            return self
        kept = ~np.isin(self.ids, list(page_ids))
        return type(self)(self.rows[kept], self.scores[kept])

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
    total = pages.scores + PASSAGE_WEIGHT * passages.best_of_pages(pages.ids)
    # Both ways of sorting leave alike pages in the order in which they are, which is that of their numbers.
    by_score = np.argsort(-total, kind="stable")
    places = by_score[np.argsort(-pages.rows["published"][by_score], kind="stable")] if order == "-date" else by_score
    return pages.ids[places[chosen[places]]]


def summed(weighed: Iterable[tuple[Table, int]]) -> Table:
    """Return what several matches have, in the order of the numbers, each once with the sum of its weighed scores."""
    tables = [(table["id"], table["score"] * weight) for table, weight in weighed]
    if not tables:
        return np.empty(0, dtype=SCORED)
    ids, scores = (np.concatenate(columns) for columns in zip(*tables, strict=True))
    numbers, places = np.unique(ids, return_inverse=True)
    found = np.empty(len(numbers), dtype=SCORED)
    found["id"], found["score"] = numbers, np.bincount(places, scores, len(numbers))
    return found
