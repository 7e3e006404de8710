"""Pages as the index holds them, read to be taken out or copied."""

import sqlite3
from dataclasses import dataclass

from search.document_terms import DocumentTerms
from search.engines.embedded.partition import IndexedPage, passage_range

# Heading and body.
Texts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page and where it is kept."""

    page: IndexedPage
    language: str
    audience: int
    public: bool


def stored_page(connection: sqlite3.Connection, page_id: int) -> StoredPage:
    """Return a page, its terms made again from its texts: an index of another analyser is not written to."""
    audience, public, language, title, published = connection.execute(
        "SELECT audience, public, language, title, published FROM page WHERE page_id = ?", (page_id,)
    ).fetchone()
    terms = DocumentTerms.of(language, title, stored_texts(connection, page_id))
    return StoredPage(IndexedPage(page_id, title, published, terms), language, audience, bool(public))


def stored_texts(connection: sqlite3.Connection, page_id: int) -> Texts:
    """Return the passages of a page in their order."""
    return connection.execute(
        "SELECT heading, text FROM passage WHERE id BETWEEN ? AND ? ORDER BY id", passage_range(page_id)
    ).fetchall()
