"""The words of a partition, counted by audience, and the keys by which misspelt ones find them."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from zlib import crc32

from search.engines.embedded.partition import Partition
from search.spelling import indexed_keys, may_be_meant

# Folded, as written, and the audience of the pages that have it.
Word = tuple[str, str, int]


def count_words(connection: sqlite3.Connection, partition: Partition, deltas: Mapping[Word, int]) -> None:
    """Add to the number of pages that have a word, for each audience."""
    connection.executemany(
        partition.sql(
            "INSERT INTO {words} VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET pages = pages + excluded.pages"
        ),
        [(*word, delta) for word, delta in sorted(deltas.items()) if delta],
    )
    fewer = [word for word, delta in deltas.items() if delta < 0]
    connection.executemany(
        partition.sql("DELETE FROM {words} WHERE folded = ? AND surface = ? AND audience = ? AND pages <= 0"), fewer
    )
    _add_forms(connection, partition, {folded for (folded, _surface, _audience), delta in deltas.items() if delta > 0})
    _drop_forms(connection, partition, {folded for folded, _surface, _audience in fewer})


def key_number(key: str) -> int:
    """Return the number that stands for a key; should two keys share one, the words are compared anyway."""
    return crc32(key.encode())


def _add_forms(connection: sqlite3.Connection, partition: Partition, folded: Iterable[str]) -> None:
    (last,) = connection.execute(partition.sql("SELECT coalesce(max(id), 0) FROM {forms}")).fetchone()
    connection.executemany(
        partition.sql("INSERT OR IGNORE INTO {forms} (folded) VALUES (?)"),
        [(form,) for form in sorted(folded) if may_be_meant(form)],
    )
    added = connection.execute(partition.sql("SELECT id, folded FROM {forms} WHERE id > ?"), (last,))
    connection.executemany(partition.sql("INSERT INTO {deletions} VALUES (?, ?)"), sorted(_keys(added)))


def _drop_forms(connection: sqlite3.Connection, partition: Partition, folded: Iterable[str]) -> None:
    """Forget forms of which no page has a spelling any more."""
    gone = connection.execute(
        partition.sql(
            "SELECT id, folded FROM {forms} WHERE folded IN (SELECT value FROM json_each(?)) "
            "AND folded NOT IN (SELECT folded FROM {words} WHERE folded IN (SELECT value FROM json_each(?)))"
        ),
        (json.dumps(sorted(folded)),) * 2,
    ).fetchall()
    connection.executemany(partition.sql("DELETE FROM {deletions} WHERE key = ? AND form = ?"), _keys(gone))
    connection.executemany(partition.sql("DELETE FROM {forms} WHERE id = ?"), [(number,) for number, _folded in gone])


def _keys(forms: Iterable[tuple[int, str]]) -> set[tuple[int, int]]:
    return {(key_number(key), number) for number, folded in forms for key in indexed_keys(folded)}
