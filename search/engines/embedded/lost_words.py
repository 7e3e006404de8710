"""The words of pages that a reader has lost and the index still holds: few pages, and only until it has followed."""

import json
from collections import Counter
from itertools import chain

from pages.language.folding import fold
from search.document_terms import words_of
from search.engines.embedded.readable_partition import ReadablePartition
from search.engines.embedded.stored_pages import stored_texts

#: Folded, and as written.
Spelling = tuple[str, str]


def lost_words(readable: ReadablePartition) -> Counter[Spelling]:
    """Return in how many of the lost pages of a partition each word stands, of those counted for the reader."""
    audience, audiences = readable.audience_condition("meta.audience")
    pages = readable.execute(
        "SELECT page_id, title FROM page JOIN {meta} AS meta USING (page_id) "
        "WHERE page_id IN (SELECT value FROM json_each(?)) AND {audience}",
        (json.dumps(sorted(readable.lost)), *audiences),
        audience=audience,
    )
    counted: Counter[Spelling] = Counter()
    for page_id, title in pages.fetchall():
        passages = stored_texts(readable.connection, page_id)
        counted.update((fold(word), word) for word in words_of([title, *chain.from_iterable(passages)]))
    return counted
