"""Changes written to the index."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace

from search.document_terms import document_terms, document_words
from search.documents import Change, FacetValue, PageDocument
from search.engines.embedded.columns import packed, unpacked
from search.engines.embedded.partition import (
    MOST_PASSAGES,
    PASSAGE_BITS,
    IndexedPage,
    Partition,
    partitions,
    passage_range,
)
from search.engines.embedded.word_counts import Word, count_words, page_words


class Writer:
    """Applies changes within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._partitions = set(partitions(connection))
        # Words are counted once a batch: most words of a language stand in many pages.
        self._words: defaultdict[Partition, defaultdict[Word, int]] = defaultdict(lambda: defaultdict(int))

    def apply(self, changes: Sequence[Change]) -> None:
        """Write changes in the order of the feed."""
        for change in changes:
            if isinstance(change, PageDocument):
                self._put(change)
            else:
                self._remove(change.page_id, change.sequence, change.audience_id)
        for partition, deltas in self._words.items():
            count_words(self._connection, partition, deltas)

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
        page = _indexed(document)
        for partition in self._homes(document.language_code, public=document.public):
            partition.insert(self._connection, page)
            self._count_words(partition, page, 1)
        self._store(document, page)

    def _delete(self, page_id: int) -> None:
        page, language, public = self._stored(page_id)
        for partition in self._homes(language, public=public):
            partition.delete(self._connection, page)
            self._count_words(partition, page, -1)
        self._connection.execute("DELETE FROM page WHERE page_id = ?", (page_id,))
        self._connection.execute("DELETE FROM passage WHERE id BETWEEN ? AND ?", passage_range(page_id))

    def _count_words(self, partition: Partition, page: IndexedPage, sign: int) -> None:
        counts = self._words[partition]
        for folded, surface in page.words:
            counts[folded, surface, page.audience] += sign

    def _homes(self, language: str, *, public: bool) -> list[Partition]:
        """Return the partitions of a page, made where they are missing."""
        of_public, of_all = Partition("public", language), Partition("all", language)
        if of_public not in self._partitions:
            self._create(of_public)
        if not public and of_all not in self._partitions:
            self._create(of_all)
            self._fill(of_all)
        wanted = (of_public, of_all) if public else (of_all,)
        return [partition for partition in wanted if partition in self._partitions]

    def _create(self, partition: Partition) -> None:
        partition.create(self._connection)
        self._partitions.add(partition)

    def _fill(self, partition: Partition) -> None:
        """Copy the public pages of a language, all there were so far, into the partition of all."""
        rows = self._connection.execute("SELECT page_id FROM page WHERE language = ?", (partition.language,))
        for (page_id,) in rows.fetchall():
            page, _language, _public = self._stored(page_id)
            partition.insert(self._connection, page)
            self._count_words(partition, page, 1)

    def _store(self, document: PageDocument, page: IndexedPage) -> None:
        facets = json.dumps([asdict(value) for value in document.all_facets], ensure_ascii=False, default=dict)
        self._connection.execute(
            "INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.page_id,
                document.sequence,
                document.audience_id,
                document.public,
                document.language_code,
                document.type,
                document.title,
                document.url,
                document.translation_key,
                page.published,
                facets,
                packed(page.terms),
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

    def _stored(self, page_id: int) -> tuple[IndexedPage, str, bool]:
        audience, public, language, title, key, published, facets, terms = self._connection.execute(
            "SELECT audience, public, language, title, translation_key, published, facets, terms "
            "FROM page WHERE page_id = ?",
            (page_id,),
        ).fetchone()
        words = page_words(self._connection, page_id, title)
        values = tuple(FacetValue(**value) for value in json.loads(facets))
        page = IndexedPage(page_id, title, audience, published, key, values, unpacked(terms), frozenset(words))
        return page, language, bool(public)


def _indexed(document: PageDocument) -> IndexedPage:
    texts = [document.title, *(f"{p.heading} {p.text}" for p in document.passages)]
    return IndexedPage(
        document.page_id,
        document.title,
        document.audience_id,
        document.published_timestamp,
        document.translation_key,
        document.all_facets,
        document_terms(document),
        frozenset(document_words(texts)),
    )
