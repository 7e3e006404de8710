"""What one reader may find in each language, in one state of the index."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from search.engines.base import LanguageAnswer, LanguageIndexes
from search.engines.elasticsearch.answers import READ, read_answer
from search.engines.elasticsearch.page_titles import READ_TITLES, read_titles, titles_body
from search.engines.elasticsearch.query import Counted, any_form, search_body
from search.engines.elasticsearch.readable import Readable, Search
from search.highlighting import highlighter_for
from search.query import SearchQuery
from search.query_terms import AnalysedQuery, AnalysedWord
from search.spelling import MOST_EDITS
from search.suggestions import SuggestedPage, TypedWords

# Words within two edits of one: more than these are seen only of the shortest.
MOST_SIMILAR = 200
MOST_PAGES = 1_000_000_000


class LanguageSearch:
    """Finds and shows pages of one language."""

    def __init__(self, readable: Readable, language: str) -> None:
        self._readable = readable
        self._language = language

    def spellings(self, folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return how folded words are written in pages of the reader, most frequent first."""
        # What is asked of one language is asked of all, one after another.
        counted = self._readable.spellings(self._language, folded, asked=self._readable.indexes)
        return {word: list(surfaces) for word, surfaces in counted.items()}

    def standing(self, words: Sequence[AnalysedWord]) -> frozenset[str]:
        """Return which of these words stand in pages of the reader, in any form."""
        forms = {
            str(number): {"bool": {"should": any_form([word]), "minimum_should_match": 1}}
            for number, word in enumerate(words)
        }
        body = {
            "size": 0,
            "track_total_hits": False,
            "query": {"bool": {"filter": self._readable.allowed.filters()}},
            "aggs": {"words": {"filters": {"filters": forms}}},
        }
        response = self._readable.search(self._asked(body, " ".join(word.word for word in words)))
        buckets = response["aggregations"]["words"]["buckets"]
        return frozenset(word.word for number, word in enumerate(words) if buckets[str(number)]["doc_count"])

    def similar(self, folded: Sequence[str]) -> Mapping[str, int]:
        """Return words near these folded ones: candidates of the index, counted in pages of the reader."""
        asked = self._asked({"size": 0, "suggest": _suggest_body(folded)}, " ".join(folded))
        suggested = self._readable.search(asked)["suggest"]
        near = {option["text"] for entries in suggested.values() for entry in entries for option in entry["options"]}
        counted = self._readable.spellings(self._language, sorted(near), asked=[self._language]) if near else {}
        return {surface: pages for surfaces in counted.values() for surface, pages in surfaces.items()}

    def suggest(self, typed: TypedWords, limit: int, without: Collection[int] = ()) -> Sequence[SuggestedPage]:
        """Return pages of the reader whose titles have the typed words, best first."""
        body = titles_body(typed, self._readable.allowed, limit, without)
        return read_titles(self._readable.search(self._asked(body, typed.text), READ_TITLES))

    def alike(self, beginnings: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return the words that begin so in pages of the reader, each with the number of pages."""
        return self._readable.alike(self._language, beginnings)

    def answer(self, query: AnalysedQuery, asked: SearchQuery, without: Collection[int] = ()) -> LanguageAnswer:
        """Find pages, but show no versions of pages with these translation numbers."""
        # Only what is found in the asked language is left out in others, and only on the first page.
        others = len(self._readable.indexes) > 1 and not asked.offset and not asked.only_pages
        counted = Counted(facets=True, translations=others and self._language == asked.language_code)
        response = self._readable.search_and_look_up(self.question(query, asked, without, counted), READ)
        return self.read(response, query, asked)

    def question(self, query: AnalysedQuery, asked: SearchQuery, without: Collection[int], counted: Counted) -> Search:
        """Return what is asked for an answer."""
        return self._asked(search_body(query, asked, self._readable.allowed, without, counted), asked.text)

    def read(self, response: Mapping[str, Any], query: AnalysedQuery, asked: SearchQuery) -> LanguageAnswer:
        """Return the answer in a response."""
        return read_answer(response, asked, highlighter_for(query, self._language))

    def _asked(self, body: Mapping[str, Any], key: str) -> Search:
        return Search(self._language, body, key)


class LanguageSearches(LanguageIndexes):
    """What one reader may find, by language."""

    def __init__(self, readable: Readable) -> None:
        self._searches = {language: LanguageSearch(readable, language) for language in readable.indexes}
        self._readable = readable
        super().__init__(self._searches)

    def foresee(self, beginnings: Callable[[], Mapping[str, Iterable[str]]]) -> None:
        """Ask for words that begin so together with the next answer."""
        self._readable.foresee(beginnings())

    def answers(
        self, queries: Mapping[str, AnalysedQuery], asked: SearchQuery, without: Collection[int] = ()
    ) -> dict[str, LanguageAnswer]:
        """Answer a query in each of several languages by one request, without facets."""
        counted = Counted(facets=False, translations=False)
        questions = [self._searches[code].question(query, asked, without, counted) for code, query in queries.items()]
        responses = zip(queries.items(), self._readable.search_each(questions, READ), strict=True)
        return {code: self._searches[code].read(response, query, asked) for (code, query), response in responses}


def _suggest_body(folded: Sequence[str]) -> dict[str, Any]:
    return {
        str(number): {
            "text": word,
            "term": {
                "field": "meant",
                "analyzer": "whitespace",
                "suggest_mode": "always",
                "max_edits": MOST_EDITS,
                "prefix_length": 0,
                "min_word_length": 1,
                "max_term_freq": MOST_PAGES,
                "size": MOST_SIMILAR,
                "shard_size": MOST_SIMILAR,
            },
        }
        for number, word in enumerate(folded)
    }
