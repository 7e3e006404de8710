"""Words of the index by a key, with the number of their pages: how they are asked for, and how they are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pages.language.folding import fold
from search.engines.elasticsearch.page_source import alike_field, word_field, word_mark
from search.engines.elasticsearch.query import Allowed

#: A field of more words is too large to be read whole.
MOST_WORDS_OF_FIELD: Final = 3_000

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


class WholeField:
    """All words of a field in one language, by what they begin with; kept as bytes, a twentieth of what a mapping takes."""

    def __init__(self, told: Iterable[tuple[str, int]]) -> None:
        rows: defaultdict[str, list[str]] = defaultdict(list)
        for value, count in told:
            mark, _space, word = value.partition(" ")
            rows[mark].append(f"{word} {count}")
        self._rows = "".join(f"\n{mark} {' '.join(words)}" for mark, words in rows.items()).encode() + b"\n"

    def under(self, key: str, of: WordField) -> Counts:
        """Return the words under a key with their pages, most frequent first."""
        start = self._rows.find(f"\n{of.mark_for(key)} ".encode())
        if start < 0:
            return {}
        _mark, *row = self._rows[start + 1 : self._rows.index(b"\n", start + 1)].decode().split(" ")
        counted = zip(row[::2], row[1::2], strict=True)
        return {word: int(count) for word, count in counted if of.has(key, word)}


def whole_fields_body(names: Sequence[str], allowed: Allowed) -> dict[str, Any]:
    """Return the body of a search for all words of these fields."""
    return {
        "size": 0,
        "track_total_hits": False,
        "query": {"bool": {"filter": allowed.filters()}},
        "aggs": {name: {"terms": {"field": name, "size": MOST_WORDS_OF_FIELD + 1}} for name in names},
    }


def read_whole_field(aggregations: Mapping[str, Any], name: str) -> WholeField | None:
    """Return all words of a field, as counted under its name; None if they are too many."""
    buckets = aggregations.get(name, {}).get("buckets", ())
    if len(buckets) > MOST_WORDS_OF_FIELD:
        return None
    return WholeField((bucket["key"], bucket["doc_count"]) for bucket in buckets)
