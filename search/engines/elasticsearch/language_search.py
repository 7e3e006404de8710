"""What the pages of one language tell one reader of their words and titles, in one state of the index."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from search.engines.elasticsearch.page_titles import READ_TITLES, read_titles, titles_body
from search.engines.elasticsearch.query import any_form
from search.engines.elasticsearch.readable import Readable, Search
from search.query_terms import AnalysedWord
from search.spelling import MOST_EDITS
from search.suggestions import SuggestedPage, TypedWords

# Words within two edits of one: more than these are seen only of the shortest.
MOST_SIMILAR = 200
MOST_PAGES = 1_000_000_000


class LanguageSearch:
    """Looks things up in pages of one language."""

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

    def _asked(self, body: Mapping[str, Any], key: str) -> Search:
        return Search(self._readable.indexes[self._language], body, key)


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
