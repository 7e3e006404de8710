"""The scores of words that were asked for before, remembered while the index stays as it is.

Who searches a site asks for what others have asked for; and a word that costs much, since many pages have it, is
asked for often. Scores of several words only have to be summed.
"""

import sqlite3
from dataclasses import dataclass
from threading import Lock
from typing import Final

import numpy as np
from cachetools import LRUCache

from search.engines.embedded.matches import SCORED, Table

# Some hundred words of which thousands of passages have each, or thousands of rare ones.
MOST_BYTES: Final = 8_000_000
# What keeping an array takes besides its rows.
BYTES_OF_EACH: Final = 500


def _size(table: Table) -> int:
    return table.nbytes + BYTES_OF_EACH


class ScoreMemory:
    """The scores of one index, for all threads of a process."""

    def __init__(self) -> None:
        self._tables: LRUCache[tuple[str, ...], Table] = LRUCache(MOST_BYTES, getsizeof=_size)
        self._lock = Lock()

    def known(self, match: tuple[str, ...]) -> Table | None:
        """Return the scores of a match, if they are remembered."""
        with self._lock:
            return self._tables.get(match)

    def keep(self, match: tuple[str, ...], table: Table) -> None:
        """Remember the scores of a match instead of those that were not asked for the longest."""
        if _size(table) <= MOST_BYTES:
            with self._lock:
                self._tables[match] = table


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one state of the index, which its content names."""

    memory: ScoreMemory
    connection: sqlite3.Connection
    content: str

    def of(self, statement: str, expression: str) -> Table:
        """Return the rows that a statement has for a MATCH expression."""
        match = (self.content, statement, expression)
        table = self.memory.known(match)
        if table is None:
            table = np.fromiter(self.connection.execute(statement, (expression,)), dtype=SCORED)
            table.flags.writeable = False
            self.memory.keep(match, table)
        return table
