"""The words of a partition, counted by audience, and the keys by which misspelt ones find them."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pages.language.folding import fold
from pages.language.morphology import terms_of
from search.cognates import beginning
from search.engines.embedded.partition import Partition
from search.spelling import indexed_keys, may_be_meant

# By audience: in how many pages more, or less, each word is, as written in lower case.
WordCounts = Mapping[int, Counter[str]]


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


def _number_and_keys(form: tuple[int, str]) -> tuple[int, str]:
    number, folded = form
    return number, _keys(folded)


# What is new to the public pages of a language is new to all of its pages too.
@lru_cache(maxsize=32_768)
def _keys(folded: str) -> str:
    return " ".join(indexed_keys(folded))
