"""What one reader may find in each language, in one state of the index."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from search.engines.base import LanguageAnswer, LanguageIndexes
from search.engines.elasticsearch.answers import READ, checked, read_answer, read_words
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.page_source import alike_field, word_field
from search.engines.elasticsearch.page_titles import READ_TITLES, read_titles, titles_body
from search.engines.elasticsearch.query import Allowed, any_form, search_body
from search.highlighting import highlighter_for
from search.query import SearchQuery
from search.query_terms import AnalysedQuery, AnalysedWord
from search.spelling import MOST_EDITS
from search.suggestions import SuggestedPage, TypedWords

# Words within two edits of one: more than these are seen only of the shortest.
MOST_SIMILAR = 200
MOST_PAGES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class WordField:
    """Where words are found by a key, and how many of a key at most."""

    name_for: Callable[[str], str]
    most_words: int


# Spellings beyond these are never looked up. Three letters begin a few hundred words, seldom thousands.
SPELLINGS = WordField(word_field, 50)
ALIKE = WordField(alike_field, 10_000)


@dataclass(frozen=True, slots=True)
class Readable:
    """The indexes of each language that a reader's query touches, and which of their pages it may show."""

    cluster: Cluster
    indexes: Mapping[str, Sequence[str]]
    allowed: Allowed
    #: By kind of key, language and key.
    _counted: dict[tuple[WordField, str, str], Mapping[str, int]] = field(default_factory=dict)

    def options(self, language: str, key: str) -> dict[str, Any]:
        """Return where a request goes, and how."""
        return {
            # With both indexes of a language, words are as rare as they are in all of it.
            "search_type": "dfs_query_then_fetch" if len(self.indexes[language]) > 1 else "query_then_fetch",
            # Copies of an index may rank a little apart: the same question goes to the same copy.
            "preference": f"query-{crc32(key.encode())}",
            # Half an answer would be a wrong one.
            "allow_partial_search_results": False,
        }

    def words(self, language: str, keys: Sequence[str], of: WordField) -> Mapping[str, Mapping[str, int]]:
        """Return words of pages of a language under these keys, and in how many; all languages are asked at once."""
        missing = [key for key in keys if (of, language, key) not in self._counted]
        if missing:
            self._count(missing, of)
        return {key: found for key in keys if (found := self._counted[of, language, key])}

    def search_each(
        self, bodies: Mapping[str, Mapping[str, Any]], key: str, read: Sequence[str], **options: Any
    ) -> dict[str, Mapping[str, Any]]:
        """Search several languages by one request; return of each response what is read."""
        if not bodies:
            return {}
        searches: list[Mapping[str, Any]] = []
        for language, body in bodies.items():
            searches += [{"index": list(self.indexes[language]), **self.options(language, key), **options}, body]
        paths = [f"responses.{path}" for path in (*read, "status", "error")]
        answer = self.cluster.reading.msearch(searches=searches, filter_path=paths)
        return {language: checked(response) for language, response in zip(bodies, answer["responses"], strict=True)}

    def _count(self, keys: Sequence[str], of: WordField) -> None:
        bodies = dict.fromkeys(self.indexes, _words_body(keys, of, self.allowed))
        # How rare a word is plays no part where nothing is ranked.
        found = self.search_each(bodies, " ".join(keys), ("aggregations",), search_type="query_then_fetch")
        for language, response in found.items():
            counted = read_words(response["aggregations"], keys)
            self._counted.update({(of, language, key): words for key, words in counted.items()})


class LanguageSearch:
    """Finds and shows pages of one language."""

    def __init__(self, readable: Readable, language: str) -> None:
        self._readable = readable
        self._language = language

    def spellings(self, folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return how folded words are written in pages of the reader, most frequent first."""
        counted = self._readable.words(self._language, folded, SPELLINGS)
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
        buckets = self._search(body, " ".join(word.word for word in words))["aggregations"]["words"]["buckets"]
        return frozenset(word.word for number, word in enumerate(words) if buckets[str(number)]["doc_count"])

    def similar(self, folded: Sequence[str]) -> Mapping[str, int]:
        """Return words near these folded ones: candidates of the index, counted in pages of the reader."""
        suggested = self._search({"size": 0, "suggest": _suggest_body(folded)}, " ".join(folded))["suggest"]
        near = {option["text"] for entries in suggested.values() for entry in entries for option in entry["options"]}
        counted = self._readable.words(self._language, sorted(near), SPELLINGS)
        return {surface: pages for surfaces in counted.values() for surface, pages in surfaces.items()}

    def suggest(self, typed: TypedWords, limit: int, without: Collection[int] = ()) -> Sequence[SuggestedPage]:
        """Return pages of the reader whose titles have the typed words, best first."""
        body = titles_body(typed, self._readable.allowed, limit, without)
        return read_titles(self._search(body, typed.text, filter_path=READ_TITLES))

    def alike(self, beginnings: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return the words that begin so in pages of the reader, each with the number of pages."""
        return self._readable.words(self._language, beginnings, ALIKE)

    def answer(self, query: AnalysedQuery, asked: SearchQuery, without: Collection[int] = ()) -> LanguageAnswer:
        """Find pages, but show no versions of pages with these translation numbers."""
        response = self._search(self.body(query, asked, without), asked.text, filter_path=READ)
        return self.read(response, query, asked)

    def body(self, query: AnalysedQuery, asked: SearchQuery, without: Collection[int]) -> dict[str, Any]:
        """Return the body of the request for an answer."""
        # Only what is found in the asked language is left out in others, and only on the first page.
        others = len(self._readable.indexes) > 1 and not asked.offset and not asked.only_pages
        own = self._language == asked.language_code
        return search_body(query, asked, self._readable.allowed, without, translations=others and own)

    def read(self, response: Mapping[str, Any], query: AnalysedQuery, asked: SearchQuery) -> LanguageAnswer:
        """Return the answer in a response."""
        return read_answer(response, asked, highlighter_for(query, self._language))

    def _search(self, body: dict[str, Any], key: str, **parameters: Any) -> Mapping[str, Any]:
        response = self._readable.cluster.reading.search(
            index=list(self._readable.indexes[self._language]),
            body=body,
            **self._readable.options(self._language, key),
            **parameters,
        )
        found: Mapping[str, Any] = response.body
        return found


class LanguageSearches(LanguageIndexes):
    """What one reader may find, by language."""

    def __init__(self, readable: Readable) -> None:
        self._searches = {language: LanguageSearch(readable, language) for language in readable.indexes}
        self._readable = readable
        super().__init__(self._searches)

    def answers(
        self, queries: Mapping[str, AnalysedQuery], asked: SearchQuery, without: Collection[int] = ()
    ) -> dict[str, LanguageAnswer]:
        """Answer a query in each of several languages by one request."""
        bodies = {code: self._searches[code].body(query, asked, without) for code, query in queries.items()}
        responses = self._readable.search_each(bodies, asked.text, READ)
        return {code: self._searches[code].read(response, queries[code], asked) for code, response in responses.items()}


def _words_body(keys: Sequence[str], of: WordField, allowed: Allowed) -> dict[str, Any]:
    return {
        "size": 0,
        "track_total_hits": False,
        "query": {"bool": {"filter": allowed.filters()}},
        "aggs": {
            str(number): {
                "filter": {"prefix": {of.name_for(key): f"{key} "}},
                # A key is letters and digits alone, so that it stands for itself in a regular expression.
                "aggs": {
                    "words": {"terms": {"field": of.name_for(key), "include": f"{key} .*", "size": of.most_words}}
                },
            }
            for number, key in enumerate(keys)
        },
    }


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
