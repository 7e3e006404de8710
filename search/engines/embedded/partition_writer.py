"""Pages written to one partition."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
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

    def add(self, page: IndexedPage, facts: PageFacts) -> None:
        """Add a page."""
        facets = self._facets.packed(facts.facets)
        self._connection.execute(
            self._partition.sql("INSERT INTO {meta} VALUES (?, ?, ?, ?, ?, ?)"),
            (page.page_id, facts.audience, page.terms.factor, page.published, facts.translation, facets),
        )
        self._add_terms(page)

    def remove(self, page: IndexedPage) -> None:
        """Take a page out; a contentless table must be told the terms it forgets."""
        sql, connection = self._partition.sql, self._connection
        connection.execute(sql("DELETE FROM {meta} WHERE page_id = ?"), (page.page_id,))
        connection.execute(sql(f"INSERT INTO {{pages}} ({{pages}}, {_DELETED}"), _page_row(page))
        connection.executemany(sql(f"INSERT INTO {{passages}} ({{passages}}, {_DELETED}"), _passage_rows(page))
        connection.execute(
            sql("INSERT INTO {titles} ({titles}, rowid, words, terms) VALUES ('delete', ?, ?, ?)"), _title_row(page)
        )

    def count(self, words: WordCounts) -> None:
        """Count in how many pages more, or less, words stand."""
        count_words(self._connection, self._partition, words)

    def copy(self, other: Partition, pages: Iterable[IndexedPage]) -> None:
        """Take in all pages of another partition."""
        for table in ("meta", "facet_values"):
            theirs = other.sql(f"SELECT * FROM {{{table}}}")  # noqa: S608 - our own names
            self._connection.execute(self._partition.sql(f"INSERT INTO {{{table}}} {theirs}"))
        for page in pages:
            self._add_terms(page)
        words: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for audience, word, count in self._connection.execute(
            other.sql("SELECT audience, surface, pages FROM {words}")
        ):
            words[audience][word] += count
        self.count(words)

    def _add_terms(self, page: IndexedPage) -> None:
        sql, connection = self._partition.sql, self._connection
        connection.execute(sql(f"INSERT INTO {{pages}} {_INSERTED}"), _page_row(page))
        connection.executemany(sql(f"INSERT INTO {{passages}} {_INSERTED}"), _passage_rows(page))
        connection.execute(sql("INSERT INTO {titles} (rowid, words, terms) VALUES (?, ?, ?)"), _title_row(page))


def _page_row(page: IndexedPage) -> tuple[int | str, ...]:
    return (page.page_id, *page_columns(page.terms))


def _passage_rows(page: IndexedPage) -> list[tuple[int | str, ...]]:
    first = page.page_id << PASSAGE_BITS
    return [(first + n, *columns) for n, columns in enumerate(passage_columns(page.terms))]


def _title_row(page: IndexedPage) -> tuple[int, str, str]:
    return title_number(page.published, page.page_id), title_words(page.title), " ".join(page.terms.title)
