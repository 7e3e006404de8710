"""A query in one partition."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from search.engines.base import LanguageAnswer, LanguageIndexes
from search.engines.embedded.facet_counts import PartitionFacets
from search.engines.embedded.index_memory import Remembered
from search.engines.embedded.matches import PassageMatches, ranked
from search.engines.embedded.matching import PartitionMatching
from search.engines.embedded.partition import PASSAGE_BITS
from search.engines.embedded.partition_pages import Ints
from search.engines.embedded.readable_partition import ReadablePartition
from search.engines.embedded.shown_pages import shown_pages
from search.engines.embedded.titles import PartitionTitles
from search.engines.embedded.vocabulary import PartitionVocabulary
from search.found_words import KnownForms
from search.highlighting import Highlighter, forms_to_mark
from search.hits import PASSAGES_TRIED, build_hit
from search.query import SearchQuery
from search.query_terms import AnalysedQuery, AnalysedWord
from search.results import SearchHit
from search.suggestions import SuggestedPage, TypedWords


class PartitionSearch:
    """Finds and shows pages of one partition for one reader."""

    def __init__(self, readable: ReadablePartition, remembered: Remembered) -> None:
        self._readable = readable
        self._matching = PartitionMatching(readable, remembered)
        self._vocabulary = PartitionVocabulary(readable, remembered)
        self._titles = PartitionTitles(readable)

    def spellings(self, folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return how folded words are written in pages of the reader, most frequent first."""
        return self._vocabulary.spellings(folded)

    def standing(self, words: Sequence[AnalysedWord]) -> frozenset[str]:
        """Return which of the words stand in a page of the reader, in any form."""
        return self._vocabulary.standing(words)

    def similar(self, folded: Sequence[str]) -> Mapping[str, int]:
        """Return the words near these in pages of the reader, each with the number of pages."""
        return self._vocabulary.similar(folded)

    def suggest(self, typed: TypedWords, limit: int, without: Collection[int] = ()) -> Sequence[SuggestedPage]:
        """Return pages of the reader whose titles have the typed words, best first."""
        return self._titles.suggest(typed, limit, without)

    def alike(self, beginnings: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return the words that begin so in pages of the reader, each with the number of pages."""
        return self._vocabulary.alike(beginnings)

    def answer(
        self, query: AnalysedQuery, asked: SearchQuery, without: Ints | None = None
    ) -> tuple[LanguageAnswer, Ints]:
        """Find pages, and tell to which translation sets they belong.

        With the sets of another language, none of these is shown, and no facets are counted.
        """
        matches = self._matching.pages(query)
        facets = PartitionFacets(self._readable, matches, asked.filters, query.types)
        chosen = facets.chosen()
        sets = matches.pages.translations
        shown = chosen if without is None else chosen & ~np.isin(sets, without)
        page_ids: tuple[int, ...] = ()
        hits: tuple[SearchHit, ...] = ()
        # What is only counted is not ranked.
        if asked.limit:
            passages = self._matching.passages(query)
            places = ranked(matches, passages, shown, asked.order)[asked.offset : asked.offset + asked.limit]
            page_ids = tuple(matches.pages.ids[places].tolist())
            hits = () if asked.only_pages else self._hits(places, passages, query)
        answer = LanguageAnswer(
            total_count=int(shown.sum()),
            matching_count=int(chosen.sum()),
            page_ids=page_ids,
            hits=hits,
            facets=facets.counts() if without is None else (),
        )
        return answer, sets[chosen & (sets != 0)]

    def _hits(self, places: Ints, passages: PassageMatches, query: AnalysedQuery) -> tuple[SearchHit, ...]:
        page_ids = passages.pages.ids[places].tolist()
        # A page found only across its passages, or by common words, shows its beginning.
        tried = {
            page_id: passages.best_in_page(place, PASSAGES_TRIED) or [page_id << PASSAGE_BITS]
            for page_id, place in zip(page_ids, places.tolist(), strict=True)
        }
        highlighter = Highlighter(KnownForms(self._vocabulary.forms(forms_to_mark(query))))
        return tuple(build_hit(page, highlighter) for page in shown_pages(self._readable.connection, tried))


class PartitionSearches(LanguageIndexes):
    """One search a language."""

    def __init__(self, searches: Mapping[str, PartitionSearch]) -> None:
        super().__init__(searches)
        self._searches = searches

    def answer(
        self, queries: Mapping[str, AnalysedQuery], asked: SearchQuery, others: SearchQuery
    ) -> dict[str, LanguageAnswer]:
        """Answer in the language asked for, and then in the others without versions of what was found."""
        answers: dict[str, LanguageAnswer] = {}
        found = np.empty(0, dtype=np.int64)
        own = asked.language_code
        if own in queries:
            answers[own], found = self._searches[own].answer(queries[own], asked)
        for code, query in queries.items():
            if code != own:
                answers[code], _sets = self._searches[code].answer(query, others, without=found)
        return answers
