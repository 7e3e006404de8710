"""A partition: the pages of one language, either the public ones or all, with statistics of their own.

An outsider's query touches only public partitions. The partition of all pages of a language
exists as soon as the language has restricted matter.
"""

import re
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Self

from search.document_terms import DocumentTerms
from search.engines.embedded.schema import partition_statements

# Passages are numbered page by page: the page of passage n is n >> PASSAGE_BITS.
PASSAGE_BITS = 16
MOST_PASSAGES = 1 << PASSAGE_BITS

Scope = Literal["public", "all"]
_TABLES = ("pages", "passages", "terms", "meta", "facet_values", "words", "forms", "deletions", "titles")
# What a partition is kept in. FTS5 keeps each of its indexes in tables of its own; only that of passages has lengths.
_KEPT_IN = (
    *("{meta}", "{facet_values}", "{words}", "{forms}"),
    *("{pages}_data", "{pages}_idx", "{passages}_data", "{passages}_idx", "{passages}_docsize"),
    *("{deletions}_data", "{deletions}_idx", "{titles}_data", "{titles}_idx"),
)


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """What of a page is found by its words."""

    page_id: int
    title: str
    published: int
    terms: DocumentTerms


@dataclass(frozen=True, slots=True)
class Partition:
    """The tables of one language and scope."""

    scope: Scope
    language: str

    @property
    def is_public(self) -> bool:
        """Whether an outsider is answered from it."""
        return self.scope == "public"

    def sql(self, statement: str, **parts: str) -> str:
        """Return a statement with the names of this partition's tables, and other parts, put in."""
        return statement.format(**_names(self.scope, self.language), **parts)

    def create(self, connection: sqlite3.Connection) -> None:
        """Make the tables."""
        for statement in partition_statements(_names(self.scope, self.language)):
            connection.execute(statement)
        connection.execute("INSERT INTO partition VALUES (?, ?)", (self.scope, self.language))

    def take_over(self, connection: sqlite3.Connection, other: Self) -> None:
        """Copy all of another partition into this one, just made, as it is kept: nothing is indexed again."""
        # FTS5 writes what it holds in memory before a savepoint.
        connection.execute("SAVEPOINT taking_over")
        for table in _KEPT_IN:
            connection.execute(self.sql(f"DELETE FROM {table}"))  # noqa: S608 - our own names
            theirs = other.sql(f"SELECT * FROM {table}")  # noqa: S608
            connection.execute(self.sql(f"INSERT INTO {table} {theirs}"))
        connection.execute("RELEASE taking_over")


@lru_cache(maxsize=64)
def _names(scope: Scope, language: str) -> dict[str, str]:
    # Nothing but small letters, digits and _ gets into a name.
    suffix = f"{scope}_{re.sub('[^a-z0-9]', '_', language.lower())}"
    return {table: f"{table}_{suffix}" for table in _TABLES}


def partitions(connection: sqlite3.Connection) -> list[Partition]:
    """Return the partitions of an index."""
    rows = connection.execute("SELECT scope, language FROM partition ORDER BY language, scope")
    return [Partition(scope, language) for scope, language in rows]


def passage_range(page_id: int) -> tuple[int, int]:
    """Return the first and the last number that a passage of a page may have."""
    first = page_id << PASSAGE_BITS
    return first, first + MOST_PASSAGES - 1
