"""What one reader may find in each language, in one state of the index."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from search.engines.base import LanguageAnswer
from search.engines.elasticsearch.answers import READ, checked, read_answer, read_spellings
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.page_source import word_field
from search.engines.elasticsearch.query import Allowed, search_body
from search.highlighting import highlighter_for
from search.query import SearchQuery
from search.query_terms import AnalysedQuery

# Spellings beyond these are never looked up.
MOST_SPELLINGS = 50


@dataclass(frozen=True, slots=True)
class Readable:
    """The indexes of each language that a reader's query touches, and which of their pages it may show."""

    cluster: Cluster
    indexes: Mapping[str, Sequence[str]]
    allowed: Allowed
    #: By language and folded word.
    _spellings: dict[tuple[str, str], Sequence[str]] = field(default_factory=dict)

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

    def spellings(self, language: str, folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return how words are written in pages of a language; all languages are asked at once."""
        missing = [word for word in folded if (language, word) not in self._spellings]
        if missing:
            self._count(missing)
        return {word: found for word in folded if (found := self._spellings[language, word])}

    def _count(self, folded: Sequence[str]) -> None:
        body = _spellings_body(folded, self.allowed)
        searches: list[Mapping[str, Any]] = []
        for language, indexes in self.indexes.items():
            options = {**self.options(language, " ".join(folded)), "search_type": "query_then_fetch"}
            searches += [{"index": list(indexes), **options}, body]
        answer = self.cluster.reading.msearch(searches=searches)
        for language, response in zip(self.indexes, answer["responses"], strict=True):
            found = read_spellings(checked(response)["aggregations"], folded)
            self._spellings.update({(language, word): spellings for word, spellings in found.items()})


class LanguageSearch:
    """Finds and shows pages of one language."""

    def __init__(self, readable: Readable, language: str) -> None:
        self._readable = readable
        self._language = language

    def spellings(self, folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return how folded words are written in pages of the reader, most frequent first."""
        return self._readable.spellings(self._language, folded)

    def answer(self, query: AnalysedQuery, asked: SearchQuery, without: Collection[int] = ()) -> LanguageAnswer:
        """Find pages, but for versions of pages with these translation numbers."""
        # Only what is found in the asked language is left out in others, and only on the first page.
        others = len(self._readable.indexes) > 1 and not asked.offset and not asked.only_pages
        body = search_body(
            query,
            asked,
            self._readable.allowed,
            without,
            translations=others and self._language == asked.language_code,
        )
        response = self._readable.cluster.reading.search(
            index=list(self._readable.indexes[self._language]),
            body=body,
            filter_path=READ,
            **self._readable.options(self._language, asked.text),
        )
        return read_answer(response.body, asked, highlighter_for(query, self._language))


def _spellings_body(folded: Sequence[str], allowed: Allowed) -> dict[str, Any]:
    return {
        "size": 0,
        "track_total_hits": False,
        "query": {"bool": {"filter": allowed.filters()}},
        "aggs": {
            str(number): {
                "filter": {"prefix": {word_field(word): f"{word} "}},
                # A word is letters and digits alone, so that it stands for itself in a regular expression.
                "aggs": {
                    "spellings": {"terms": {"field": word_field(word), "include": f"{word} .*", "size": MOST_SPELLINGS}}
                },
            }
            for number, word in enumerate(folded)
        },
    }
