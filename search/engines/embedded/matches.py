"""What matches a query in one partition: pages and passages with scores, and how they rank."""

from dataclasses import dataclass

import numpy as np

from search.engines.embedded.partition import PASSAGE_BITS
from search.engines.embedded.partition_pages import Floats, Ints, Mask, PartitionPages

# Measured: page and best passage together rank short pages and long documents well, each
# alone fails one of them; twice the passage is best, and no cut-off is needed.
PASSAGE_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class PageMatches:
    """All pages of a partition with their scores, and which of them match and are for the reader."""

    pages: PartitionPages
    scores: Floats
    found: Mask


@dataclass(frozen=True, slots=True)
class PassageMatches:
    """All passages of a partition with their scores; 0 for those that do not match."""

    pages: PartitionPages
    scores: Floats
    found: Mask

    def best_of_pages(self) -> Floats:
        """Return the score of the best passage of each page; 0 for a page without one that matches."""
        starts = self.pages.passage_starts
        best = np.zeros(len(self.pages), dtype=np.float64)
        with_passages = np.flatnonzero(np.diff(starts))
        if len(with_passages):
            best[with_passages] = np.maximum.reduceat(self.scores, starts[with_passages])
        return best

    def best_in_page(self, place: int, limit: int) -> list[int]:
        """Return the numbers of the best passages of the page at a place."""
        first, after = self.pages.passage_starts[place : place + 2]
        scores = self.scores[first:after]
        best = np.argsort(-scores, kind="stable")[:limit]
        first_number = int(self.pages.ids[place]) << PASSAGE_BITS
        return [first_number + ordinal for ordinal in best[self.found[first:after][best]].tolist()]


def ranked(matches: PageMatches, passages: PassageMatches, shown: Mask, order: str) -> Ints:
    """Return the places of the pages to be shown, best or newest first; ties by number."""
    places = np.flatnonzero(shown)
    total = matches.scores[places] + PASSAGE_WEIGHT * passages.best_of_pages()[places]
    # Both ways of sorting leave alike pages in the order in which they are, which is that of their numbers.
    by_score = places[np.argsort(-total, kind="stable")]
    if order != "-date":
        return by_score
    return by_score[np.argsort(-matches.pages.published[by_score], kind="stable")]
