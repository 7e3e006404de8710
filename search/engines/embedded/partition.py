"""A partition: the pages of one language, either the public ones or all, with statistics of their own.

An outsider's query touches only public partitions. The partition of all pages of a language
exists as soon as the language has restricted matter.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from search.document_terms import DocumentTerms
from search.documents import FacetValue, translation_number
from search.engines.embedded.columns import page_columns, passage_columns
from search.engines.embedded.schema import partition_statements
from search.engines.embedded.statements import marks
from search.query import Reader

# Passages are numbered page by page: the page of passage n is n >> PASSAGE_BITS.
PASSAGE_BITS = 16
MOST_PASSAGES = 1 << PASSAGE_BITS

Scope = Literal["public", "all"]
_COLUMNS = "title_l, title_s, heading_l, heading_s, body_l, body_s"
_TABLES = ("pages", "passages", "terms", "meta", "facet_values", "words", "forms", "deletions")


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """A page as a partition holds it."""

    page_id: int
    audience: int
    published: int
    translation_key: str
    facets: tuple[FacetValue, ...]
    terms: DocumentTerms
    words: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Partition:
    """The tables of one language and scope."""

    scope: Scope
    language: str

    def sql(self, statement: str, **parts: str) -> str:
        """Return a statement with the names of this partition's tables, and other parts, put in."""
        return statement.format(**self._names(), **parts)

    def create(self, connection: sqlite3.Connection) -> None:
        """Make the tables."""
        for statement in partition_statements(self._names()):
            connection.execute(statement)
        connection.execute("INSERT INTO partition VALUES (?, ?)", (self.scope, self.language))

    def insert(self, connection: sqlite3.Connection, page: IndexedPage) -> None:
        """Add a page."""
        facets = np.array(sorted(self._facet_ids(connection, page.facets)), dtype=np.int32).tobytes()
        connection.execute(
            self.sql("INSERT INTO {meta} VALUES (?, ?, ?, ?, ?, ?)"),
            (
                page.page_id,
                page.audience,
                page.terms.factor,
                page.published,
                translation_number(page.translation_key),
                facets,
            ),
        )
        connection.execute(
            self.sql("INSERT INTO {pages} (rowid, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", columns=_COLUMNS),
            (page.page_id, *page_columns(page.terms)),
        )
        connection.executemany(
            self.sql("INSERT INTO {passages} (rowid, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", columns=_COLUMNS),
            _numbered(page),
        )

    def delete(self, connection: sqlite3.Connection, page: IndexedPage) -> None:
        """Take a page out; a contentless table must be told the terms it forgets."""
        connection.execute(self.sql("DELETE FROM {meta} WHERE page_id = ?"), (page.page_id,))
        connection.execute(
            self.sql(
                "INSERT INTO {pages} ({pages}, rowid, {columns}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)",
                columns=_COLUMNS,
            ),
            (page.page_id, *page_columns(page.terms)),
        )
        connection.executemany(
            self.sql(
                "INSERT INTO {passages} ({passages}, rowid, {columns}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)",
                columns=_COLUMNS,
            ),
            _numbered(page),
        )

    def audience_condition(self, column: str, reader: Reader) -> tuple[str, Sequence[int]]:
        """Return what a column of audiences must fulfil for this reader, with parameters."""
        if self.scope == "public":
            return "1", ()
        audiences = sorted(reader.audience_ids)
        return f"{column} IN ({marks(audiences)})", audiences

    def _facet_ids(self, connection: sqlite3.Connection, values: Iterable[FacetValue]) -> set[int]:
        return {self._facet_id(connection, value) for value in values}

    def _facet_id(self, connection: sqlite3.Connection, value: FacetValue) -> int:
        labels = json.dumps(dict(value.labels), ensure_ascii=False, sort_keys=True)
        known = connection.execute(
            self.sql("SELECT id, labels FROM {facet_values} WHERE name = ? AND key = ?"), (value.name, value.key)
        ).fetchone()
        if known and known[1] == labels:
            return int(known[0])
        row = connection.execute(
            self.sql(
                "INSERT INTO {facet_values} (name, key, labels) VALUES (?, ?, ?) "
                "ON CONFLICT DO UPDATE SET labels = excluded.labels RETURNING id"
            ),
            (value.name, value.key, labels),
        )
        return int(row.fetchone()[0])

    def _names(self) -> dict[str, str]:
        # Nothing but small letters, digits and _ gets into a name.
        suffix = f"{self.scope}_{re.sub('[^a-z0-9]', '_', self.language.lower())}"
        return {table: f"{table}_{suffix}" for table in _TABLES}


def partitions(connection: sqlite3.Connection) -> list[Partition]:
    """Return the partitions of an index."""
    rows = connection.execute("SELECT scope, language FROM partition ORDER BY language, scope")
    return [Partition(scope, language) for scope, language in rows]


def passage_range(page_id: int) -> tuple[int, int]:
    """Return the first and the last number that passages of a page may have."""
    first = page_id << PASSAGE_BITS
    return first, first + MOST_PASSAGES - 1


def _numbered(page: IndexedPage) -> list[tuple[int | str, ...]]:
    first = page.page_id << PASSAGE_BITS
    return [(first + n, *columns) for n, columns in enumerate(passage_columns(page.terms))]
