"""Changes written to the index."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from search.document_terms import document_terms
from search.documents import Change, FacetValue, PageDocument, translation_number
from search.engines.embedded.partition import (
    MOST_PASSAGES,
    PASSAGE_BITS,
    IndexedPage,
    Partition,
    partitions,
    passage_range,
)
from search.engines.embedded.partition_writer import PageFacts, PartitionWriter
from search.engines.embedded.stored_pages import stored_page
from search.engines.embedded.word_counts import WordTally


class Writer:
    """Applies changes within one transaction."""

    def __init__(self, connection: sqlite3.Connection, words: WordTally) -> None:
        self._connection = connection
        self._words = words
        self._writers = {partition: PartitionWriter(connection, partition) for partition in partitions(connection)}

    def apply(self, changes: Sequence[Change]) -> None:
        """Write changes, those of each page in the order of the feed; their words wait to be counted."""
        # By the numbers of pages, as FTS5 wants its rows: see `partition_writer`.
        for change in sorted(changes, key=lambda change: change.page_id):
            if isinstance(change, PageDocument):
                self._put(change)
            else:
                self._remove(change.page_id, change.sequence, change.audience_id)
        self._write_titles()

    def count_words(self) -> None:
        """Count the words that wait."""
        for language, public, counts in self._words.taken():
            for home in self._homes(language, public=public):
                home.count(counts)

    def _remove(self, page_id: int, sequence: int, audience: int | None = None) -> bool:
        """Take a page out, if the index holds it as older, for this audience or any; say so if newer."""
        row = self._connection.execute("SELECT sequence, audience FROM page WHERE page_id = ?", (page_id,)).fetchone()
        if row is None:
            return True
        if row[0] >= sequence:
            return False
        if audience in (None, row[1]):
            self._delete(page_id)
        return True

    def _put(self, document: PageDocument) -> None:
        if not self._remove(document.page_id, document.sequence):
            return
        document = replace(document, passages=document.passages[:MOST_PASSAGES])
        page = IndexedPage(document.page_id, document.title, document.published_timestamp, document_terms(document))
        facts = PageFacts(document.audience_id, translation_number(document.translation_key), document.all_facets)
        for home in self._homes(document.language_code, public=document.public):
            home.add(page, facts)
        self._words.of(document.language_code, document.audience_id, public=document.public).update(page.terms.words)
        self._store(document, facts)

    def _delete(self, page_id: int) -> None:
        stored = stored_page(self._connection, page_id)
        for home in self._homes(stored.language, public=stored.public):
            home.remove(stored.page)
        self._words.of(stored.language, stored.audience, public=stored.public).subtract(stored.page.terms.words)
        self._connection.execute("DELETE FROM page WHERE page_id = ?", (page_id,))
        self._connection.execute("DELETE FROM passage WHERE id BETWEEN ? AND ?", passage_range(page_id))

    def _homes(self, language: str, *, public: bool) -> list[PartitionWriter]:
        """Return the writers of a page's partitions, made where they are missing."""
        of_public, of_all = Partition("public", language), Partition("all", language)
        if of_public not in self._writers:
            self._create(of_public)
        if not public and of_all not in self._writers:
            # All pages of a language so far are public.
            self._write_titles()
            self.count_words()
            self._create(of_all)
            of_all.take_over(self._connection, of_public)
        wanted = (of_public, of_all) if public else (of_all,)
        return [self._writers[partition] for partition in wanted if partition in self._writers]

    def _create(self, partition: Partition) -> None:
        partition.create(self._connection)
        self._writers[partition] = PartitionWriter(self._connection, partition)

    def _write_titles(self) -> None:
        for writer in self._writers.values():
            writer.write_titles()

    def _store(self, document: PageDocument, facts: PageFacts) -> None:
        self._connection.execute(
            "INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.page_id,
                document.sequence,
                document.audience_id,
                document.public,
                document.language_code,
                document.type,
                document.title,
                document.url,
                document.published_timestamp,
                json.dumps(_keys(facts.facets), ensure_ascii=False),
                document.digest,
            ),
        )
        first = document.page_id << PASSAGE_BITS
        self._connection.executemany(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)",
            [
                (first + n, passage.kind, passage.heading, passage.text, passage.anchor, passage.url)
                for n, passage in enumerate(document.passages)
            ],
        )


def _keys(facets: Iterable[FacetValue]) -> dict[str, list[str]]:
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for value in facets:
        keys[value.name].append(value.key)
    return keys
