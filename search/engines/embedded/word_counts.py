"""The words of a partition, counted by audience, and the keys by which misspelt ones find them."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from search.cognates import beginning
from search.document_terms import document_words
from search.engines.embedded.partition import Partition, passage_range
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


def page_words(connection: sqlite3.Connection, page_id: int, title: str) -> set[tuple[str, str]]:
    """Return the words of a page that is indexed, folded and as written."""
    texts = connection.execute(
        "SELECT heading || ' ' || text FROM passage WHERE id BETWEEN ? AND ?", passage_range(page_id)
    )
    return document_words([title, *(text for (text,) in texts)])


def _add_forms(connection: sqlite3.Connection, partition: Partition, folded: Iterable[str]) -> None:
    (last,) = connection.execute(partition.sql("SELECT coalesce(max(id), 0) FROM {forms}")).fetchone()
    connection.executemany(
        partition.sql("INSERT OR IGNORE INTO {forms} (folded, beginning) VALUES (?, ?)"),
        [(form, beginning(form)) for form in sorted(folded) if may_be_meant(form)],
    )
    added = connection.execute(partition.sql("SELECT id, folded FROM {forms} WHERE id > ?"), (last,)).fetchall()
    connection.executemany(
        partition.sql("INSERT INTO {deletions} (rowid, keys) VALUES (?, ?)"), map(_number_and_keys, added)
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
    return number, " ".join(sorted(indexed_keys(folded)))
