"""Pages written to one partition."""

import sqlite3
from dataclasses import dataclass

from search.document_terms import title_words
from search.documents import FacetValue
from search.engines.embedded.columns import page_columns, passage_columns
from search.engines.embedded.facet_numbers import FacetNumbers
from search.engines.embedded.partition import PASSAGE_BITS, IndexedPage, Partition
from search.engines.embedded.title_numbers import title_number
from search.engines.embedded.word_counts import WordCounts, count_words

_INSERTED = "(rowid, title_l, title_s, heading_l, heading_s, body_l, body_s) VALUES (?, ?, ?, ?, ?, ?, ?)"
_DELETED = "rowid, title_l, title_s, heading_l, heading_s, body_l, body_s) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)"
_TITLE_INSERTED = "INSERT INTO {titles} (rowid, words, terms) VALUES (?, ?, ?)"
_TITLE_DELETED = "INSERT INTO {titles} ({titles}, rowid, words, terms) VALUES ('delete', ?, ?, ?)"

TitleRow = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page beside its text."""

    audience: int
    translation: int
    facets: tuple[FacetValue, ...]


class PartitionWriter:
    """Adds and removes pages within one transaction, and counts their words when it is told of them."""

    def __init__(self, connection: sqlite3.Connection, partition: Partition) -> None:
        self._connection = connection
        self._partition = partition
        self._facets = FacetNumbers(connection, partition)
        # FTS5 begins another piece of an index, to be merged with the others, whenever a row is numbered lower than the
        # one before. Titles are numbered by time, so they wait for the whole batch and are sorted.
        self._titles: list[tuple[str, TitleRow]] = []

    def add(self, page: IndexedPage, facts: PageFacts) -> None:
        """Add a page."""
        sql, connection = self._partition.sql, self._connection
        facets = self._facets.packed(facts.facets)
        connection.execute(
            sql("INSERT INTO {meta} VALUES (?, ?, ?, ?, ?, ?, ?)"),
            (
                page.page_id,
                facts.audience,
                page.terms.factor,
                page.published,
                facts.translation,
                len(page.terms.passages),
                facets,
            ),
        )
        connection.execute(sql(f"INSERT INTO {{pages}} {_INSERTED}"), _page_row(page))
        connection.executemany(sql(f"INSERT INTO {{passages}} {_INSERTED}"), _passage_rows(page))
        self._titles.append((_TITLE_INSERTED, _title_row(page)))

    def remove(self, page: IndexedPage) -> None:
        """Take a page out; a contentless table must be told the terms it forgets."""
        sql, connection = self._partition.sql, self._connection
        connection.execute(sql("DELETE FROM {meta} WHERE page_id = ?"), (page.page_id,))
        connection.execute(sql(f"INSERT INTO {{pages}} ({{pages}}, {_DELETED}"), _page_row(page))
        connection.executemany(sql(f"INSERT INTO {{passages}} ({{passages}}, {_DELETED}"), _passage_rows(page))
        self._titles.append((_TITLE_DELETED, _title_row(page)))

    def count(self, words: WordCounts) -> None:
        """Count in how many pages more, or less, words stand."""
        count_words(self._connection, self._partition, words)

    def write_titles(self) -> None:
        """Write the titles of what was added and removed; before, they are not found."""
        for statement, row in sorted(self._titles, key=lambda title: title[1][0]):
            self._connection.execute(self._partition.sql(statement), row)
        self._titles.clear()


def _page_row(page: IndexedPage) -> tuple[int | str, ...]:
    return (page.page_id, *page_columns(page.terms))


def _passage_rows(page: IndexedPage) -> list[tuple[int | str, ...]]:
    first = page.page_id << PASSAGE_BITS
    return [(first + n, *columns) for n, columns in enumerate(passage_columns(page.terms))]


def _title_row(page: IndexedPage) -> TitleRow:
    return title_number(page.published, page.page_id), title_words(page.title), " ".join(page.terms.title)
