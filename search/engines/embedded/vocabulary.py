"""The words of one partition that a reader's pages have."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from search.engines.embedded.match import either, word_match
from search.engines.embedded.partition import Partition
from search.engines.embedded.statements import marks
from search.engines.embedded.word_counts import page_words
from search.query import Reader
from search.query_terms import AnalysedWord
from search.spelling import typed_keys


class PartitionVocabulary:
    """Spellings, and words near a misspelt one, counted over the reader's audiences."""

    def __init__(
        self, connection: sqlite3.Connection, partition: Partition, reader: Reader, lost: Collection[int]
    ) -> None:
        self._connection = connection
        self._partition = partition
        self._reader = reader
        self._lost = lost

    def spellings(self, folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return how folded words are written, most frequent first."""
        audience, audiences = self._partition.audience_condition("audience", self._reader)
        rows = self._connection.execute(
            self._partition.sql(
                "SELECT folded, surface FROM {words} WHERE folded IN ({marks}) AND {audience} "
                "GROUP BY folded, surface ORDER BY sum(pages) DESC, surface",
                marks=marks(folded),
                audience=audience,
            ),
            (*folded, *audiences),
        )
        found: dict[str, list[str]] = defaultdict(list)
        for word, surface in rows:
            found[word].append(surface)
        return found

    def standing(self, words: Sequence[AnalysedWord]) -> frozenset[str]:
        """Return which of the words stand in a page, in any form; one statement for all."""
        audience, audiences = self._partition.audience_condition("meta.audience", self._reader)
        one = self._partition.sql(
            "SELECT ? WHERE EXISTS (SELECT 1 FROM {pages} JOIN {meta} AS meta ON meta.page_id = {pages}.rowid "
            "WHERE {pages} MATCH ? AND {audience} AND meta.page_id NOT IN (SELECT value FROM json_each(?)))",
            audience=audience,
        )
        lost = json.dumps(sorted(self._lost))
        parameters = [(word.word, word_match(word), *audiences, lost) for word in words]
        rows = self._connection.execute(
            " UNION ALL ".join([one] * len(words)), [value for row in parameters for value in row]
        )
        return frozenset(row[0] for row in rows)

    def similar(self, folded: Sequence[str]) -> Mapping[str, int]:
        """Return the words that share a key with one of these, each with the number of its pages."""
        keys = sorted({key for word in folded for key in typed_keys(word)})
        audience, audiences = self._partition.audience_condition("audience", self._reader)
        rows = self._connection.execute(
            self._partition.sql(
                "SELECT surface, sum(pages) FROM {words} WHERE folded IN (SELECT folded FROM {forms} "
                "WHERE id IN (SELECT rowid FROM {deletions} WHERE {deletions} MATCH ?)) AND {audience} GROUP BY surface",
                audience=audience,
            ),
            (either(keys), *audiences),
        )
        return dict(rows.fetchall())

    def alike(self, beginnings: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return the words that begin so, each with the number of its pages."""
        audience, audiences = self._partition.audience_condition("words.audience", self._reader)
        rows = self._connection.execute(
            self._partition.sql(
                "SELECT forms.beginning, words.surface, sum(words.pages) FROM {forms} AS forms "
                "JOIN {words} AS words ON words.folded = forms.folded "
                "WHERE forms.beginning IN ({marks}) AND {audience} GROUP BY forms.beginning, words.surface",
                marks=marks(beginnings),
                audience=audience,
            ),
            (*beginnings, *audiences),
        )
        lost = self._words_of_lost_pages()
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for start, surface, pages in rows:
            if pages > lost[surface]:
                found[start][surface] = pages - lost[surface]
        return found

    def _words_of_lost_pages(self) -> Counter[str]:
        """Count the words of pages that are indexed as the reader's, but are his no more."""
        if not self._lost:
            return Counter()
        audience, audiences = self._partition.audience_condition("meta.audience", self._reader)
        lost = self._connection.execute(
            self._partition.sql(
                "SELECT page.page_id, page.title FROM page JOIN {meta} AS meta ON meta.page_id = page.page_id "
                "WHERE meta.page_id IN (SELECT value FROM json_each(?)) AND {audience}",
                audience=audience,
            ),
            (json.dumps(sorted(self._lost)), *audiences),
        )
        words = Counter[str]()
        for page_id, title in lost.fetchall():
            words.update(surface for _folded, surface in page_words(self._connection, page_id, title))
        return words
