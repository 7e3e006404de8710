"""The scores of pages and passages of one partition that match a query."""

from collections.abc import Callable, Sequence

import numpy as np

from search.engines.embedded.index_memory import Remembered
from search.engines.embedded.match import Match, page_matches, passage_matches
from search.engines.embedded.matches import PageMatches, PassageMatches
from search.engines.embedded.partition_pages import Floats, Ints, Mask, PartitionPages, Places
from search.engines.embedded.readable_partition import ReadablePartition
from search.engines.embedded.statements import marks
from search.query_terms import AnalysedQuery, AnalysedWord

# Title, heading and body; the columns come in pairs of lemma and stem.
_WEIGHTS = "2.0, 2.0, 1.5, 1.5, 1.0, 1.0"
_PAGES = "SELECT rowid, -bm25({pages}, {weights}) FROM {pages} WHERE {pages} MATCH ? ORDER BY rowid"
_PASSAGES = "SELECT rowid, -bm25({passages}, {weights}) FROM {passages} WHERE {passages} MATCH ? ORDER BY rowid"
# A word in more than a fifth of the pages tells little about a passage and costs most of the
# time of the passage query; with few pages it costs nothing.
COMMON_SHARE = 0.2
COMMON_FROM_PAGES = 1_000
FEWEST_WORDS = 2


class PartitionMatching:
    """Finds what matches a query, in the reader's audiences."""

    def __init__(self, readable: ReadablePartition, remembered: Remembered) -> None:
        self._readable = readable
        self._remembered = remembered

    def pages(self, query: AnalysedQuery) -> PageMatches:
        """Return all pages that match, scored."""
        pages = self._all_pages()
        scores, found = self._scored(_PAGES, page_matches(query), len(pages), pages.places_of)
        found &= pages.are_for(self._readable)
        return PageMatches(pages, scores * pages.factors, found)

    def passages(self, query: AnalysedQuery) -> PassageMatches:
        """Return all passages that match, scored, of pages that others may read too."""
        pages = self._all_pages()
        # What must stand in the title stands over each passage alike.
        matches = passage_matches(self._telling(query.words, len(pages)), query.phrases)
        return PassageMatches(pages, *self._scored(_PASSAGES, matches, pages.passage_count, pages.places_of_passages))

    def _all_pages(self) -> PartitionPages:
        return self._remembered.pages(self._readable.partition)

    def _scored(
        self, statement: str, matches: Sequence[Match], count: int, places_of: Callable[[Ints], Places]
    ) -> tuple[Floats, Mask]:
        """Return the sum of the weighed scores that each of so many pages or passages has, and which match at all.

        What matches cannot be told by its score: where pages are of a word or two, it may be below 0.
        """
        statement = self._readable.partition.sql(statement, weights=_WEIGHTS)
        scores, matching = np.zeros(count, dtype=np.float64), np.zeros(count, dtype=np.bool_)
        for match in matches:
            found = self._remembered.scores(statement, match.expression, places_of)
            scores[found.places] += found.scores * match.weight
            matching[found.places] = True
        return scores, matching

    def _telling(self, words: Sequence[AnalysedWord], page_count: int) -> Sequence[AnalysedWord]:
        """Return the words that tell passages apart, at least the rarest."""
        if len(words) <= FEWEST_WORDS or page_count < COMMON_FROM_PAGES:
            return words
        terms = sorted({term for word in words for term in word.lemmas | word.stems})
        rows = self._readable.execute(
            "SELECT term, doc FROM {terms} WHERE term IN ({marks})",
            terms,
            marks=marks(terms),
        )
        pages_with = dict(rows.fetchall())
        # A word that has only phrases is rare enough.
        frequency = [max((pages_with.get(t, 0) for t in word.lemmas | word.stems), default=0) for word in words]
        rare = [word for word, n in zip(words, frequency, strict=True) if n <= COMMON_SHARE * page_count]
        by_frequency = sorted(range(len(words)), key=frequency.__getitem__)
        return rare or [words[n] for n in by_frequency[:FEWEST_WORDS]]
