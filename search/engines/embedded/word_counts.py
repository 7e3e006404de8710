"""The words of a partition, counted by audience, and the keys by which misspelt ones find them."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pages.language.folding import fold
from pages.language.morphology import terms_of
from search.cognates import beginning
from search.engines.embedded.partition import Partition
from search.spelling import PREFIX_LENGTH, indexed_keys, may_be_meant

# As many words wait to be counted while the index is made anew: some 15 MB.
MOST_WAITING: Final = 100_000

# By audience: in how many pages more, or less, each word is, as written in lower case.
WordCounts = Mapping[int, Counter[str]]


class WordTally:
    """Words of pages added and taken out that are not counted in the index yet: most stand in many pages."""

    def __init__(self) -> None:
        # By language, and whether the pages are public.
        self._counts: defaultdict[tuple[str, bool], defaultdict[int, Counter[str]]] = defaultdict(_counters)

    def of(self, language: str, audience: int, *, public: bool) -> Counter[str]:
        """Return the words of pages of a language and an audience, to be changed."""
        return self._counts[language, public][audience]

    def taken(self) -> Sequence[tuple[str, bool, WordCounts]]:
        """Return language, whether public, and counts, and begin anew."""
        taken = [(language, public, counts) for (language, public), counts in self._counts.items()]
        self._counts.clear()
        return taken

    @property
    def is_full(self) -> bool:
        """Say whether more words wait than should be kept in memory."""
        return sum(len(words) for counts in self._counts.values() for words in counts.values()) >= MOST_WAITING


def count_words(connection: sqlite3.Connection, partition: Partition, counts: WordCounts) -> None:
    """Add to the number of pages that have a word, for each audience."""
    deltas = [
        (fold(word), word, audience, delta, *terms)
        for audience, counted in counts.items()
        for (word, delta), terms in zip(counted.items(), terms_of(counted, partition.language), strict=True)
        if delta
    ]
    connection.executemany(
        partition.sql(
            "INSERT INTO {words} VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET pages = pages + excluded.pages"
        ),
        sorted(deltas),
    )
    fewer = [row[:3] for row in deltas if row[3] < 0]
    connection.executemany(
        partition.sql("DELETE FROM {words} WHERE folded = ? AND surface = ? AND audience = ? AND pages <= 0"), fewer
    )
    _add_forms(connection, partition, {row[0] for row in deltas if row[3] > 0})
    _drop_forms(connection, partition, {folded for folded, *_where in fewer})


def _add_forms(connection: sqlite3.Connection, partition: Partition, folded: Iterable[str]) -> None:
    """Number words that no page had before, and put them under their beginnings and keys."""
    added = connection.execute(
        partition.sql(
            "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT folded FROM {forms}) ORDER BY value",
        ),
        (json.dumps([form for form in folded if may_be_meant(form)]),),
    ).fetchall()
    (last,) = connection.execute(partition.sql("SELECT coalesce(max(id), 0) FROM {forms}")).fetchone()
    numbered = [(number, form) for number, (form,) in enumerate(added, last + 1)]
    connection.executemany(
        partition.sql("INSERT INTO {forms} (id, folded, beginning) VALUES (?, ?, ?)"),
        [(number, form, beginning(form)) for number, form in numbered],
    )
    connection.executemany(
        partition.sql("INSERT INTO {deletions} (rowid, keys) VALUES (?, ?)"), map(_number_and_keys, numbered)
    )


def _drop_forms(connection: sqlite3.Connection, partition: Partition, folded: Iterable[str]) -> None:
    """Forget forms of which no page has a spelling any more."""
    gone = connection.execute(
        partition.sql(
            "SELECT id, folded FROM {forms} WHERE folded IN (SELECT value FROM json_each(?)) "
            "AND NOT EXISTS (SELECT 1 FROM {words} AS words WHERE words.folded = {forms}.folded)"
        ),
        (json.dumps(sorted(folded)),),
    ).fetchall()
    connection.executemany(
        partition.sql("INSERT INTO {deletions} ({deletions}, rowid, keys) VALUES ('delete', ?, ?)"),
        map(_number_and_keys, gone),
    )
    connection.executemany(partition.sql("DELETE FROM {forms} WHERE id = ?"), [(number,) for number, _folded in gone])


def _counters() -> defaultdict[int, Counter[str]]:
    return defaultdict(Counter)


def _number_and_keys(form: tuple[int, str]) -> tuple[int, str]:
    number, folded = form
    return number, _keys(folded[:PREFIX_LENGTH])


# Inflected forms of a word begin alike, and what is new to the public pages of a language is new to all of them too.
@lru_cache(maxsize=32_768)
def _keys(start: str) -> str:
    return " ".join(indexed_keys(start))
