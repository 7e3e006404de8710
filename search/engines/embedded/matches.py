"""What matches a query in one partition: pages with scores, best passages, and facet counts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.embedded.partition import PASSAGE_BITS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

# Measured: page and best passage together rank short pages and long documents well, each
# alone fails one of them; twice the passage is best, and no cut-off is needed.
PASSAGE_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class PageMatches:
    """All pages that match, by number, with what ranking, filters and facets need."""

    ids: Ints
    scores: Floats
    published: Ints
    translations: Ints
    facet_owner: Ints  # for each facet value of a page: the place of the page in `ids`
    facet_values: Ints

    @classmethod
    def from_rows(cls, rows: Sequence[tuple[int, float, int, int, bytes]]) -> "PageMatches":
        """Read rows of (page, score, published, translation, facet ids)."""
        rows = sorted(rows, key=lambda row: row[0])
        ids, scores, published, translations, blobs = zip(*rows, strict=True) if rows else ((),) * 5
        values = np.frombuffer(b"".join(blobs), dtype=np.int32).astype(np.int64)
        owners = np.repeat(np.arange(len(ids)), [len(blob) // 4 for blob in blobs])
        return cls(
            np.array(ids, dtype=np.int64),
            np.array(scores, dtype=np.float64),
            np.array(published, dtype=np.int64),
            np.array(translations, dtype=np.int64),
            owners,
            values,
        )

    def having_any(self, facet_ids: Sequence[int]) -> Mask:
        """Return which pages have one of these facet values."""
        mask = np.zeros(len(self.ids), dtype=np.bool_)
        mask[self.facet_owner[np.isin(self.facet_values, facet_ids)]] = True
        return mask

    def facet_counts(self, among: Mask) -> dict[int, int]:
        """Return how many of the chosen pages have each facet value."""
        counts = np.bincount(self.facet_values[among[self.facet_owner]])
        return {int(value): int(counts[value]) for value in np.flatnonzero(counts)}


@dataclass(frozen=True, slots=True)
class PassageMatches:
    """All passages that match, by number, with scores."""

    ids: Ints
    scores: Floats

    @classmethod
    def from_rows(cls, rows: Sequence[tuple[int, float]]) -> "PassageMatches":
        """Read rows of (passage, score)."""
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        scores = np.array([row[1] for row in rows], dtype=np.float64)
        order = np.argsort(ids, kind="stable")
        return cls(ids[order], scores[order])

    def best_of_pages(self, page_ids: Ints) -> Floats:
        """Return the score of the best passage of each page; 0 for a page without one."""
        best = np.zeros(len(page_ids), dtype=np.float64)
        if not len(self.ids) or not len(page_ids):
            return best
        owners = self.ids >> PASSAGE_BITS
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        highest = np.maximum.reduceat(self.scores, starts)
        places = np.minimum(np.searchsorted(page_ids, owners[starts]), len(page_ids) - 1)
        same = page_ids[places] == owners[starts]
        best[places[same]] = highest[same]
        return best

    def best_in_page(self, page_id: int, limit: int) -> list[int]:
        """Return the numbers of the best passages of a page."""
        first, last = np.searchsorted(self.ids, [page_id << PASSAGE_BITS, (page_id + 1) << PASSAGE_BITS])
        order = np.lexsort((self.ids[first:last], -self.scores[first:last]))
        return [int(number) for number in self.ids[first:last][order[:limit]]]


def ranked(pages: PageMatches, passages: PassageMatches, chosen: Mask, order: str) -> Ints:
    """Return the numbers of the chosen pages, best or newest first; ties by number."""
    total = pages.scores + PASSAGE_WEIGHT * passages.best_of_pages(pages.ids)
    keys = (pages.ids, -total, -pages.published) if order == "-date" else (pages.ids, -total)
    places = np.lexsort(keys)
    return pages.ids[places[chosen[places]]]
