"""What is shown of pages that were found: their texts, as they are stored."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from search.documents import DocumentPassage
from search.engines.embedded.statements import marks
from search.hits import StoredPage


def shown_pages(connection: sqlite3.Connection, passages: Mapping[int, Sequence[int]]) -> list[StoredPage]:
    """Return pages with some of their passages, given by number in the order in which they are tried."""
    texts = _texts(connection, [number for numbers in passages.values() for number in numbers])
    rows = connection.execute(
        f"SELECT page_id, title, url, type, language, facets FROM page WHERE page_id IN ({marks(passages)})",  # noqa: S608 - only ? marks
        list(passages),
    )
    stored = {
        page_id: StoredPage(
            page_id,
            title,
            url,
            type_,
            language,
            _facet_keys(facets),
            [texts[number] for number in passages[page_id] if number in texts],
        )
        for page_id, title, url, type_, language, facets in rows
    }
    return [stored[page_id] for page_id in passages]


def _texts(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, DocumentPassage]:
    rows = connection.execute(
        "SELECT id, kind, text, heading, anchor, url FROM passage WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    return {number: DocumentPassage(*columns) for number, *columns in rows}


def _facet_keys(facets: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(keys) for name, keys in json.loads(facets).items()}
