"""What a process remembers of the words of the index, so that a question need not ask for them first.

Words that were asked for are remembered by their keys. Where an index stays as it is for some questions, fields of words
are read whole besides, a few with each request, until all are known and words are asked for no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from search.engines.elasticsearch.page_source import WORD_FIELD_NAMES
from search.engines.elasticsearch.query import Allowed
from search.engines.elasticsearch.word_counts import Counts, WholeField, WordField

#: Words kept by their keys for the readers of the same pages, about three megabytes.
MOST_WORDS: Final = 20_000
#: Outsiders, and who belongs to the same groups.
MOST_READERS: Final = 3
#: To read all fields takes as long as sixty questions save by it: an index that changes before that is not worth it.
REQUESTS_BEFORE: Final = 20
#: Each makes a question take 2 to 3 ms more, in two languages of 30,000 words each. With fewer at once, more questions take
#: longer; with more, some take so long that a visitor might notice.
READ_AT_ONCE: Final = 4


@dataclass(slots=True)
class Told:
    """What was told of words to readers of the same pages in one state of the index."""

    _counts: dict[tuple[WordField, str, str], Counts] = field(default_factory=dict)
    _size: int = 0
    _whole: dict[str, Mapping[str, WholeField]] = field(default_factory=dict)
    _requests: int = 0
    _too_large: bool = False

    def of(self, words: WordField, language: str, keys: Iterable[str]) -> dict[str, Counts]:
        """Return what is known of these keys; nothing of a key that was not asked for."""
        known = {key: self._known(words, language, key) for key in keys}
        return {key: counts for key, counts in known.items() if counts is not None}

    def keep(self, words: WordField, language: str, told: Mapping[str, Counts]) -> None:
        """Keep an answer, in the place of all others when they are too many."""
        size = sum(1 + len(counts) for counts in told.values())
        if self._size + size > MOST_WORDS:
            self._counts, self._size = {}, 0
        self._size += size
        self._counts.update({(words, language, key): counts for key, counts in told.items()})

    def next_fields(self) -> Sequence[str]:
        """Return the names of the fields that are to be read whole with the request that is made now."""
        self._requests += 1
        if self._too_large or self._requests <= REQUESTS_BEFORE:
            return ()
        return [name for name in WORD_FIELD_NAMES if name not in self._whole][:READ_AT_ONCE]

    def keep_whole(self, name: str, by_language: Mapping[str, WholeField | None]) -> None:
        """Keep all words of a field in all languages; one that is too large says that the others are so too."""
        whole = {language: words for language, words in by_language.items() if words is not None}
        if len(whole) == len(by_language):
            self._whole[name] = whole
        else:
            self._too_large = True

    def _known(self, words: WordField, language: str, key: str) -> Counts | None:
        whole = self._whole.get(words.name_for(key), {}).get(language)
        return whole.under(key, words) if whole else self._counts.get((words, language, key))


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
