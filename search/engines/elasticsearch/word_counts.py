"""Words of the index by a key, with the number of their pages: how they are asked for, and what was told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from pages.language.folding import fold
from search.engines.elasticsearch.page_source import alike_field, word_field, word_mark
from search.engines.elasticsearch.query import Allowed

#: Words kept in a process for the readers of the same pages, about three megabytes.
MOST_WORDS: Final = 20_000
#: Outsiders, and who belongs to the same groups.
MOST_READERS: Final = 3

#: What of a response is read; the rest is not sent.
READ_WORDS: Final = ("aggregations.*.buckets",)

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WordField:
    """Where words are found by a key, what they begin with there, how many of a key at most, and whether one is of a key."""

    name_for: Callable[[str], str]
    mark_for: Callable[[str], str]
    most_words: int
    has: Callable[[str, str], bool]


def _is_spelling(key: str, word: str) -> bool:
    return fold(word) == key


def _is_alike(_key: str, _word: str) -> bool:
    return True  # such words are marked by the key itself


# Spellings beyond these are never looked up. Three letters begin a few hundred words, seldom thousands.
SPELLINGS: Final = WordField(word_field, word_mark, 50, _is_spelling)
ALIKE: Final = WordField(alike_field, str, 10_000, _is_alike)


@dataclass(slots=True)
class Told:
    """What was told of words to readers of the same pages in one state of the index."""

    _counts: dict[tuple[WordField, str, str], Counts] = field(default_factory=dict)
    _size: int = 0

    def of(self, words: WordField, language: str, keys: Iterable[str]) -> dict[str, Counts]:
        """Return what is known of these keys; nothing of a key that was not asked for."""
        known = {key: self._counts.get((words, language, key)) for key in keys}
        return {key: counts for key, counts in known.items() if counts is not None}

    def keep(self, words: WordField, language: str, told: Mapping[str, Counts]) -> None:
        """Keep an answer, in the place of all others when they are too many."""
        size = sum(1 + len(counts) for counts in told.values())
        if self._size + size > MOST_WORDS:
            self._counts, self._size = {}, 0
        self._size += size
        self._counts.update({(words, language, key): counts for key, counts in told.items()})


@dataclass(slots=True)
class Memory:
    """What a process has been told of words, by who may read them, in the state of the index that it knows last."""

    _state: tuple[str, int] = ("", 0)
    _told: dict[frozenset[int] | None, Told] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, state: tuple[str, int], allowed: Allowed) -> Told:
        """Return what readers of the same pages were told in this state, which is generation and cursor."""
        if allowed.lost:
            return Told()
        with self._lock:
            if state != self._state:
                self._state, self._told = state, {}
            told = self._told.pop(allowed.audience_ids, None) or Told()
            self._told[allowed.audience_ids] = told
            if len(self._told) > MOST_READERS:
                del self._told[next(iter(self._told))]
            return told


def words_body(keys: Sequence[str], of: WordField, allowed: Allowed) -> dict[str, Any]:
    """Return the body of a search for the words under these keys."""
    places = [(of.name_for(key), of.mark_for(key)) for key in keys]
    return {
        "size": 0,
        "track_total_hits": False,
        "query": {
            "bool": {
                "should": [{"prefix": {name: f"{mark} "}} for name, mark in places],
                "minimum_should_match": 1,
                "filter": allowed.filters(),
            }
        },
        "aggs": {
            # A mark is letters and digits alone, so that it stands for itself in a regular expression.
            str(number): {"terms": {"field": name, "include": f"{mark} .*", "size": of.most_words}}
            for number, (name, mark) in enumerate(places)
        },
    }


def read_words(aggregations: Mapping[str, Any], keys: Iterable[str], of: WordField) -> dict[str, Counts]:
    """Return the words of keys with their pages, most frequent first, as counted under the keys' numbers."""
    return {
        key: {
            word: bucket["doc_count"]
            for bucket in aggregations.get(str(number), {}).get("buckets", ())
            if of.has(key, word := bucket["key"].partition(" ")[2])
        }
        for number, key in enumerate(keys)
    }
