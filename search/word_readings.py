"""By what words that editors write are known in their other forms, and whether two rows of words say the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pages.language.folding import fold, nfc
from pages.language.morphology import lemma_of
from pages.language.tokens import forms
from search.term_words import Reading, telling_stem

Readings = tuple[Reading, ...]


def readings_of(text: str, language_code: str) -> Readings:
    """Return by what each word of a text is known."""
    return readings_of_words(forms(nfc(text)), language_code)


def readings_of_words(words: Sequence[str], language_code: str) -> Readings:
    """Return by what lower-case words are known."""
    return tuple(_reading(word, language_code) for word in words)


def say_the_same(one: Readings, other: Readings) -> bool:
    """Say whether two rows have the same words in the same order, in whatever form."""
    return len(one) == len(other) and not any(
        word.isdisjoint(counterpart) for word, counterpart in zip(one, other, strict=True)
    )


def ask_the_same(one: Readings, other: Readings) -> bool:
    """Say whether two rows have the same words in any order: each word has one of the other row for itself alone."""
    return len(one) == len(other) and _can_be_paired(one, other)


@lru_cache(maxsize=4_096)
def _reading(word: str, language_code: str) -> Reading:
    """Return the word, its dictionary form and its stem, all without marks."""
    return frozenset(map(fold, (word, lemma_of(word, language_code), *telling_stem(word, language_code))))


def _can_be_paired(one: Readings, other: Readings) -> bool:
    """Try to find each word a partner, moving earlier words to another of theirs where need be."""
    taken_by: dict[int, int] = {}

    def finds_partner(place: int, tried: set[int]) -> bool:
        for there, reading in enumerate(other):
            if there in tried or reading.isdisjoint(one[place]):
                continue
            tried.add(there)
            if there not in taken_by or finds_partner(taken_by[there], tried):
                taken_by[there] = place
                return True
        return False

    return all(finds_partner(place, set()) for place in range(len(one)))
