"""The language that the words of a query are plainly of, where it is not the one asked in.

Who reads the Lithuanian pages may type what he knows in Polish. The whole query is of one language: names and
international words belong to all, and a single word may be one in two languages by chance.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pages.language.folding import fold
from pages.language.morphology import is_dictionary_word, may_be_written_in
from search.engines.base import LanguageIndex
from search.query_parser import ParsedQuery
from search.query_terms import SHORTEST_SHARED_WORD, folded_words

# Of the words of a query that may tell: fewer than half of them known are as good as none.
LEAST_SHARE_KNOWN: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Known:
    """The words of a query that a language has: in its pages or its dictionary, and those that prove it."""

    words: frozenset[str] = frozenset()
    #: Words of its dictionary. A name stands in pages of any language.
    certain: frozenset[str] = frozenset()


def language_of_words(parsed: ParsedQuery, asked_in: str, indexes: Mapping[str, LanguageIndex]) -> str:
    """Return the language that the words are of, which is the one asked in unless they are plainly of another.

    They are of another if it has words of the query that the one asked in has not, one of them in its dictionary, and
    the dictionary of the one asked in has none that the other lacks.
    """
    telling = frozenset(word for word in parsed.all_words if len(word) >= SHORTEST_SHARED_WORD and word.isalpha())
    folded = folded_words(parsed)
    own = _known(telling, folded, asked_in, indexes.get(asked_in))
    if own.words == telling:
        return asked_in
    others = {
        code: known
        for code, index in indexes.items()
        if code != asked_in and _is_plainly(known := _known(telling, folded, code, index), own, telling)
    }
    most = max((len(known.words) for known in others.values()), default=0)
    best = [code for code, known in others.items() if len(known.words) == most]
    return best[0] if len(best) == 1 else asked_in


def _known(words: Collection[str], folded: Sequence[str], language_code: str, index: LanguageIndex | None) -> _Known:
    written = index.spellings(folded) if index else {}
    spellings = {word: _spellings(word, written) for word in words if may_be_written_in(word, language_code)}
    certain = frozenset(
        word
        for word, found in spellings.items()
        if any(is_dictionary_word(form, language_code) for form in (word, *found))
    )
    return _Known(certain.union(word for word, found in spellings.items() if found), certain)


def _spellings(word: str, written: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return how pages write a word: with any marks if it has none."""
    found = written.get(fold(word), ())
    return found if fold(word) == word else [word] if word in found else []


def _is_plainly(other: _Known, own: _Known, telling: Collection[str]) -> bool:
    gained = other.words - own.words
    lost = own.words - other.words
    return (
        bool(gained & other.certain)
        and not lost & own.certain
        and len(gained) > len(lost)
        and len(other.words) >= LEAST_SHARE_KNOWN * len(telling)
    )
