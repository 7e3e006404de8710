"""The statements that find pages and passages of one partition, with their scores."""

import json
import sqlite3
from collections.abc import Collection, Sequence

from search.engines.embedded.match import Match, page_matches, passage_matches
from search.engines.embedded.matches import PageMatches, PassageMatches, Table, summed
from search.engines.embedded.partition import Partition
from search.engines.embedded.score_memory import Scores
from search.engines.embedded.statements import marks
from search.query import Reader
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

    def __init__(
        self,
        connection: sqlite3.Connection,
        partition: Partition,
        reader: Reader,
        lost: Collection[int],
        scores: Scores,
    ) -> None:
        self._connection = connection
        self._partition = partition
        self._reader = reader
        self._lost = lost
        self._scores = scores

    def pages(self, query: AnalysedQuery, *, with_facets: bool) -> PageMatches:
        """Return all pages that match, scored; without facet values, a fifth of the time is saved."""
        scored = self._scored(_PAGES, page_matches(query))
        audience, audiences = self._partition.audience_condition("audience", self._reader)
        facts = self._connection.execute(
            self._partition.sql(
                "SELECT page_id, factor, published, translation, {facets} "
                "FROM json_each(?) CROSS JOIN {meta} ON page_id = value WHERE {audience}",
                facets="facets" if with_facets else "X''",
                audience=audience,
            ),
            (json.dumps(scored["id"].tolist()), *audiences),
        )
        return PageMatches.of(scored, facts).without(self._lost)

    def passages(self, query: AnalysedQuery) -> PassageMatches:
        """Return all passages that match, scored, of pages that others may read too."""
        # What must stand in the title stands over each passage alike.
        words = self._telling(query.words)
        return PassageMatches(self._scored(_PASSAGES, passage_matches(words, query.phrases)))

    def _scored(self, statement: str, matches: Sequence[Match]) -> Table:
        statement = self._partition.sql(statement, weights=_WEIGHTS)
        return summed((self._scores.of(statement, match.expression), match.weight) for match in matches)

    def _telling(self, words: Sequence[AnalysedWord]) -> Sequence[AnalysedWord]:
        """Return the words that tell passages apart, at least the rarest."""
        if len(words) <= FEWEST_WORDS:
            return words
        (page_count,) = self._connection.execute(self._partition.sql("SELECT count(*) FROM {meta}")).fetchone()
        if page_count < COMMON_FROM_PAGES:
            return words
        terms = sorted({term for word in words for term in word.lemmas | word.stems})
        rows = self._connection.execute(
            self._partition.sql("SELECT term, doc FROM {terms} WHERE term IN ({marks})", marks=marks(terms)), terms
        )
        pages_with = dict(rows.fetchall())
        # A word that has only phrases is rare enough.
        frequency = [max((pages_with.get(t, 0) for t in word.lemmas | word.stems), default=0) for word in words]
        rare = [word for word, n in zip(words, frequency, strict=True) if n <= COMMON_SHARE * page_count]
        by_frequency = sorted(range(len(words)), key=frequency.__getitem__)
        return rare or [words[n] for n in by_frequency[:FEWEST_WORDS]]
