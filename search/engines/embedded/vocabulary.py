"""The words of one partition that a reader's pages have."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from search.cognates import beginning
from search.engines.embedded.index_memory import Remembered
from search.engines.embedded.lost_words import Spelling
from search.engines.embedded.match import either, word_match
from search.engines.embedded.readable_partition import ReadablePartition
from search.engines.embedded.statements import marks
from search.found_words import QueryForms
from search.query_terms import AnalysedWord
from search.spelling import typed_keys


class PartitionVocabulary:
    """Spellings, and words near a misspelt one, counted over the reader's audiences."""

    def __init__(self, readable: ReadablePartition, remembered: Remembered) -> None:
        self._readable = readable
        self._spellings: dict[tuple[str, ...], Mapping[str, Sequence[str]]] = {}
        self._lost_words = remembered.lost_words(readable)

    def spellings(self, folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return how folded words are written, most frequent first; the same words are looked up once."""
        asked = tuple(folded)
        if asked not in self._spellings:
            self._spellings[asked] = self._read_spellings(asked)
        return self._spellings[asked]

    def _read_spellings(self, folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
        audience, audiences = self._readable.audience_condition("audience")
        rows = self._readable.execute(
            "SELECT folded, surface, sum(pages) FROM {words} WHERE folded IN ({marks}) AND {audience} "
            "GROUP BY folded, surface",
            (*folded, *audiences),
            marks=marks(folded),
            audience=audience,
        )
        counted = self._without_lost(rows)
        found: dict[str, list[str]] = defaultdict(list)
        for word, surface in sorted(counted, key=lambda spelling: (-counted[spelling], spelling[1])):
            found[word].append(surface)
        return found

    def forms(self, wanted: QueryForms) -> Mapping[str, int]:
        """Return the forms that words of a query have in pages, each with which word it is."""
        terms = sorted(wanted.terms)
        rows = self._readable.execute(
            "SELECT surface, lemma, stem FROM {words} WHERE lemma IN ({marks}) "
            "UNION SELECT surface, lemma, stem FROM {words} WHERE stem != lemma AND stem IN ({marks})",
            (*terms, *terms),
            marks=marks(terms),
        )
        numbered = ((surface, wanted.number(lemma, stem)) for surface, lemma, stem in rows)
        return {surface: number for surface, number in numbered if number is not None}

    def standing(self, words: Sequence[AnalysedWord]) -> frozenset[str]:
        """Return which of the words stand in a page, in any form; one statement for all."""
        audience, audiences = self._readable.audience_condition("meta.audience")
        one = self._readable.partition.sql(
            "SELECT ? WHERE EXISTS (SELECT 1 FROM {pages} JOIN {meta} AS meta ON meta.page_id = {pages}.rowid "
            "WHERE {pages} MATCH ? AND {audience} AND meta.page_id NOT IN (SELECT value FROM json_each(?)))",
            audience=audience,
        )
        lost = json.dumps(sorted(self._readable.lost))
        parameters = [(word.word, word_match(word), *audiences, lost) for word in words]
        rows = self._readable.connection.execute(
            " UNION ALL ".join([one] * len(words)), [value for row in parameters for value in row]
        )
        return frozenset(row[0] for row in rows)

    def similar(self, folded: Sequence[str]) -> Mapping[str, int]:
        """Return the words that share a key with one of these, each with the number of its pages."""
        keys = sorted({key for word in folded for key in typed_keys(word)})
        audience, audiences = self._readable.audience_condition("audience")
        rows = self._readable.execute(
            "SELECT folded, surface, sum(pages) FROM {words} WHERE folded IN (SELECT folded FROM {forms} "
            "WHERE id IN (SELECT rowid FROM {deletions} WHERE {deletions} MATCH ?)) AND {audience} "
            "GROUP BY folded, surface",
            (either(keys), *audiences),
            audience=audience,
        )
        return {surface: pages for (_word, surface), pages in self._without_lost(rows).items()}

    def alike(self, beginnings: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return the words that begin so, each with the number of its pages."""
        audience, audiences = self._readable.audience_condition("words.audience")
        rows = self._readable.execute(
            "SELECT folded, words.surface, sum(words.pages) FROM {forms} AS forms "
            "JOIN {words} AS words USING (folded) "
            "WHERE forms.beginning IN ({marks}) AND {audience} GROUP BY folded, words.surface",
            (*beginnings, *audiences),
            marks=marks(beginnings),
            audience=audience,
        )
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for (folded, surface), pages in self._without_lost(rows).items():
            found[beginning(folded)][surface] = pages
        return found

    def _without_lost(self, rows: Iterable[tuple[str, str, int]]) -> dict[Spelling, int]:
        """Return how many pages have each spelling, less those that the reader has lost."""
        counted = {(word, surface): pages - self._lost_words[word, surface] for word, surface, pages in rows}
        return {spelling: pages for spelling, pages in counted.items() if pages > 0}
