"""The words of pages that a reader has lost and the index still holds: few pages, and only until it has followed."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection
from itertools import chain

from pages.language.folding import fold
from search.document_terms import words_of
from search.engines.embedded.partition import Partition
from search.engines.embedded.stored_pages import stored_texts
from search.query import Reader

#: Folded, and as written.
Spelling = tuple[str, str]


def lost_words(
    connection: sqlite3.Connection, partition: Partition, reader: Reader, lost: Collection[int]
) -> Counter[Spelling]:
    """Return in how many of the lost pages of a partition each word stands, of those counted for the reader."""
    audience, audiences = partition.audience_condition("meta.audience", reader)
    pages = connection.execute(
        partition.sql(
            "SELECT page_id, title FROM page JOIN {meta} AS meta USING (page_id) "
            "WHERE page_id IN (SELECT value FROM json_each(?)) AND {audience}",
            audience=audience,
        ),
        (json.dumps(sorted(lost)), *audiences),
    )
    counted: Counter[Spelling] = Counter()
    for page_id, title in pages.fetchall():
        passages = stored_texts(connection, page_id)
        counted.update((fold(word), word) for word in words_of([title, *chain.from_iterable(passages)]))
    return counted
