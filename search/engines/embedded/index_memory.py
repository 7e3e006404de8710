"""What was read of an index before, remembered while the index stays as it is.

Who searches a site asks for what others have asked for; and a word that costs much, since many pages have it, is
asked for often. Scores of several words only have to be summed.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Final, NamedTuple

import numpy as np
from cachetools import LRUCache

from search.engines.embedded.lost_words import Spelling, lost_words
from search.engines.embedded.partition import Partition
from search.engines.embedded.partition_pages import Floats, Ints, PartitionPages, Places
from search.engines.embedded.readable_partition import ReadablePartition

# Some hundred words of which ten thousand passages have each, or thousands of rare ones.
MOST_BYTES: Final = 16_000_000
_SCORED: Final = np.dtype([("id", np.int64), ("score", np.float64)])
# What keeping scores takes besides the arrays.
BYTES_OF_EACH: Final = 700
# Partitions and readers of which the words of lost pages are remembered. A thousand pages at once are taken away with the
# section that they are in, and all who search ask for their words until the index has followed.
MOST_LOST: Final = 8


class WordScores(NamedTuple):
    """Where pages or passages stand that match, and their scores."""

    places: Places
    scores: Floats


# The state of the index, statement and expression.
_Match = tuple[str, str, str]


def _size(found: WordScores) -> int:
    return found.places.nbytes + found.scores.nbytes + BYTES_OF_EACH


class IndexMemory:
    """What is remembered of one index, for all threads of a process; of each partition apart."""

    def __init__(self) -> None:
        self._scores: LRUCache[_Match, WordScores] = LRUCache(MOST_BYTES, getsizeof=_size)
        self._pages: dict[Partition, tuple[str, PartitionPages]] = {}
        self._lost_words: LRUCache[Hashable, Counter[Spelling]] = LRUCache(MOST_LOST)
        self._lock = Lock()

    def scores(self, match: _Match, read: Callable[[], WordScores]) -> WordScores:
        """Return the scores of a match, read unless they are remembered; those not asked for the longest go first."""
        with self._lock:
            known = self._scores.get(match)
        if known is None:
            known = read()
            if _size(known) <= MOST_BYTES:
                with self._lock:
                    self._scores[match] = known
        return known

    def pages(self, content: str, partition: Partition, read: Callable[[], PartitionPages]) -> PartitionPages:
        """Return the pages of a partition in the state of the index that its content names."""
        state, known = self._pages.get(partition, ("", None))
        if known is None or state != content:
            known = read()
            self._pages[partition] = content, known
        return known

    def lost_words(self, lost: Hashable, read: Callable[[], Counter[Spelling]]) -> Counter[Spelling]:
        """Return the words of lost pages, counted unless they are remembered."""
        with self._lock:
            known = self._lost_words.get(lost)
        if known is None:
            known = read()
            with self._lock:
                self._lost_words[lost] = known
        return known


@dataclass(frozen=True, slots=True)
class Remembered:
    """One state of the index, which its content names."""

    memory: IndexMemory
    connection: sqlite3.Connection
    content: str

    def pages(self, partition: Partition) -> PartitionPages:
        """Return the pages of a partition."""
        return self.memory.pages(self.content, partition, lambda: PartitionPages.read(self.connection, partition))

    def scores(self, statement: str, expression: str, places_of: Callable[[Ints], Places]) -> WordScores:
        """Return what a statement has for a MATCH expression: numbers, of which the places are told, and scores."""
        return self.memory.scores(
            (self.content, statement, expression), lambda: self._read(statement, expression, places_of)
        )

    def lost_words(self, readable: ReadablePartition) -> Counter[Spelling]:
        """Return in how many pages that a reader has lost each word stands."""
        if not readable.lost:
            return Counter()
        key = (self.content, readable.partition, readable.reader.audience_ids, frozenset(readable.lost))
        return self.memory.lost_words(key, lambda: lost_words(readable))

    def _read(self, statement: str, expression: str, places_of: Callable[[Ints], Places]) -> WordScores:
        rows = np.fromiter(self.connection.execute(statement, (expression,)), dtype=_SCORED)
        return WordScores(places_of(rows["id"]), rows["score"].copy())
