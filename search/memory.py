"""What is known of words from texts in two languages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pages.language.morphology import Terms

MEMORY: Final = "memory"


@dataclass(frozen=True, slots=True)
class Translation:
    """What a word is called in another language, how sure that is (up to 1), and from where it is known."""

    terms: Terms
    text: str
    score: float
    source: str


# By language and lemma term, the surest first.
Taught = Mapping[tuple[str, str], Sequence[Translation]]
# From lemma terms of a language to what they are called in the others.
TranslationMemory = Callable[[Collection[str], str], Taught]


def no_memory(_lemmas: Collection[str], _language_code: str) -> Taught:
    """Know nothing."""
    return {}
