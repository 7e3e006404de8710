"""What one reader may ask of the indexes, in one state of them: several questions go out as one request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from zlib import crc32

from search.cognates import beginning
from search.engines.elasticsearch.answers import checked
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.query import Allowed
from search.engines.elasticsearch.word_counts import (
    ALIKE,
    READ_WORDS,
    SPELLINGS,
    Counts,
    WordField,
    read_whole_field,
    read_words,
    whole_fields_body,
    words_body,
)
from search.engines.elasticsearch.word_memory import Told

#: Read by those who measure.
TOOK: Final = "took"

Response = Mapping[str, Any]
#: Keys of words by where they are looked up and in which language.
Wanted = Mapping[tuple[WordField, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Search:
    """A question to some indexes."""

    indexes: Sequence[str]
    body: Mapping[str, Any]
    #: Copies of an index may rank a little apart: what has the same key goes to the same copy.
    key: str
    ranked: bool = True


@dataclass(frozen=True, slots=True)
class Readable:
    """The indexes of each language that a reader's query touches, those of forms, and which of the pages it may show."""

    cluster: Cluster
    indexes: Mapping[str, Sequence[str]]
    forms: Sequence[str]
    allowed: Allowed
    told: Told
    _foreseen: dict[str, set[str]] = field(default_factory=dict)

    def search(self, search: Search, read: Sequence[str] | None = None) -> Response:
        """Ask one question; return what is read of the response."""
        paths = [*read, TOOK] if read else None
        response = self.cluster.reading.search(**self._target(search), body=dict(search.body), filter_path=paths)
        found: Response = response.body
        return found

    def search_each(self, searches: Sequence[Search], read: Sequence[str]) -> list[Response]:
        """Ask several questions by one request."""
        if not searches:
            return []
        lines = [line for search in searches for line in (self._target(search), search.body)]
        paths = [TOOK, *(f"responses.{path}" for path in (*read, "status", "error"))]
        answer = self.cluster.reading.msearch(searches=lines, filter_path=paths)
        return [checked(response) for response in answer["responses"]]

    def spellings(self, language: str, folded: Sequence[str], asked: Iterable[str]) -> Mapping[str, Counts]:
        """Return how words of a language are written, and in how many pages; several languages are asked at once."""
        known = self.told.of(SPELLINGS, language, folded)
        if missing := [word for word in folded if word not in known]:
            # A word that others do not have may be looked for by what sounds alike there, and most forms of a word
            # begin as it does.
            self.foresee({code: set(map(beginning, missing)) - {""} for code in asked if code != language})
            wanted: Wanted = {**{(SPELLINGS, code): missing for code in asked}, **self._foreseen_still()}
            known |= self._look_up(wanted)[SPELLINGS, language]
        return {word: known[word] for word in folded if known[word]}

    def foresee(self, beginnings: Mapping[str, Iterable[str]]) -> None:
        """Let words of these languages that begin so be looked up when something else is asked."""
        for language, keys in beginnings.items():
            self._foreseen.setdefault(language, set()).update(keys)

    def alike(self, language: str, beginnings: Sequence[str]) -> Mapping[str, Counts]:
        """Return the words of a language that begin so, and in how many pages they are."""
        known = self.told.of(ALIKE, language, beginnings)
        if missing := {key for key in beginnings if key not in known}:
            wanted = self._foreseen_still()
            wanted[ALIKE, language] = sorted(missing.union(wanted.get((ALIKE, language), ())))
            known |= self._look_up(wanted)[ALIKE, language]
        return {key: known[key] for key in beginnings if known[key]}

    def _foreseen_still(self) -> dict[tuple[WordField, str], Sequence[str]]:
        still: dict[tuple[WordField, str], Sequence[str]] = {
            (ALIKE, language): sorted(keys - self.told.of(ALIKE, language, keys).keys())
            for language, keys in self._foreseen.items()
        }
        self._foreseen.clear()
        return {place: keys for place, keys in still.items() if keys}

    def _look_up(self, wanted: Wanted) -> dict[tuple[WordField, str], dict[str, Counts]]:
        names = self.told.next_fields()
        responses = self.search_each([*self._lookups(wanted), *self._whole_fields(names)], READ_WORDS)
        self._keep_whole(names, responses[len(wanted) :])
        return self._keep(wanted, responses[: len(wanted)])

    def _lookups(self, wanted: Wanted) -> list[Search]:
        # How rare a word is plays no part where nothing is ranked.
        return [
            Search(self.indexes[language], words_body(keys, of, self.allowed), " ".join(keys), ranked=False)
            for (of, language), keys in wanted.items()
        ]

    def _whole_fields(self, names: Sequence[str]) -> list[Search]:
        body = whole_fields_body(names, self.allowed)
        return [Search(of, body, " ".join(names), ranked=False) for of in self.indexes.values()] if names else []

    def _keep_whole(self, names: Sequence[str], responses: Sequence[Response]) -> None:
        for name in names:
            read = [read_whole_field(response.get("aggregations", {}), name) for response in responses]
            self.told.keep_whole(name, dict(zip(self.indexes, read, strict=True)))

    def _keep(self, wanted: Wanted, responses: Sequence[Response]) -> dict[tuple[WordField, str], dict[str, Counts]]:
        told = {
            place: read_words(response.get("aggregations", {}), keys, place[0])
            for (place, keys), response in zip(wanted.items(), responses, strict=True)
        }
        for (of, language), counts in told.items():
            self.told.keep(of, language, counts)
        return told

    def _target(self, search: Search) -> dict[str, Any]:
        """Return where a question goes, and how."""
        return {
            "index": list(search.indexes),
            # With both indexes of a language, words are as rare as they are in all of it.
            "search_type": "dfs_query_then_fetch" if search.ranked and len(search.indexes) > 1 else "query_then_fetch",
            "preference": f"query-{crc32(search.key.encode())}",
            # Half an answer would be a wrong one.
            "allow_partial_search_results": False,
        }
