"""What single words of a query are called in another language, beyond what the termbase says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pages.language.folding import fold
from search.cognates import beginning, cognates
from search.engines.base import LanguageIndex
from search.memory import Taught, Translation
from search.query_terms import AnalysedWord
from search.results import Expansion

MOST_TRANSLATIONS: Final = 3
# How many times a word counts in another language. A translation that is quite sure counts thrice, and one that is
# not, once; a word that the other language has as it is, a name mostly, stands between. Measured: without weights the
# words of a sentence that are often translated wrongly outdo those that seldom are.
WEIGHT_IF_SURE: Final = 3
WEIGHT_IF_SHARED: Final = 2


@dataclass(frozen=True, slots=True)
class TranslatedWord:
    """A word of the query and what it is called."""

    typed: str
    translations: tuple[Translation, ...]

    def words(self) -> Iterator[AnalysedWord]:
        """Yield what is searched for, each by how sure it is."""
        for known in self.translations:
            lemma, stem = known.terms
            weight = max(1, round(WEIGHT_IF_SURE * known.score))
            yield AnalysedWord(self.typed, frozenset({lemma}), frozenset({stem}), weight=weight)

    def explained(self, language_code: str) -> Iterator[Expansion]:
        """Tell what was added, but for the same word."""
        for known in self.translations:
            if fold(known.text) != fold(self.typed):
                yield Expansion(self.typed, known.text, language_code, known.source)


def translated(
    words: Mapping[str, Collection[str]],
    known: Mapping[str, int],
    language_code: str,
    index: LanguageIndex,
    taught: Taught,
) -> list[TranslatedWord]:
    """Return what words, given with their lemma terms, are called according to a memory, else by what sounds alike.

    Of some the termbase has told so many names already, and is right: for those nothing is guessed.
    """
    surest = {word: _surest(lemmas, language_code, taught) for word, lemmas in words.items()}
    found: dict[str, Sequence[Translation]] = {
        word: best[: max(0, MOST_TRANSLATIONS - known.get(word, 0))] for word, best in surest.items() if best
    }
    unknown = {word: lemmas for word, lemmas in words.items() if not surest[word] and word not in known}
    found |= _sounding_alike(unknown, language_code, index)
    return [TranslatedWord(word, tuple(found[word])) for word in words if found.get(word)]


def beginnings_of_unknown(
    words: Mapping[str, Collection[str]], known: Collection[str], language_code: str, taught: Taught
) -> frozenset[str]:
    """Return how words may begin that sound like those which neither termbase nor memory knows."""
    lemmas = (
        lemma
        for word, lemmas in words.items()
        if word not in known and not any(taught.get((language_code, lemma)) for lemma in lemmas)
        for lemma in lemmas
    )
    return frozenset(map(beginning, lemmas)) - {""}


def shared(word: AnalysedWord) -> AnalysedWord:
    """Return a word that the other language has as it is, weighed against translations."""
    return replace(word, weight=WEIGHT_IF_SHARED)


def _surest(lemmas: Collection[str], language_code: str, taught: Taught) -> list[Translation]:
    every = [known for lemma in lemmas for known in taught.get((language_code, lemma), ())]
    every.sort(key=lambda known: (-known.score, known.terms))
    return list({known.terms.lemma: known for known in reversed(every)}.values())[::-1]


def _sounding_alike(
    words: Mapping[str, Collection[str]], language_code: str, index: LanguageIndex
) -> dict[str, Sequence[Translation]]:
    beginnings = {word: {beginning(lemma) for lemma in lemmas} - {""} for word, lemmas in words.items()}
    asked = sorted(set().union(*beginnings.values()))
    if not asked:
        return {}
    alike = index.alike(asked)
    return {
        word: cognates(
            words[word],
            {surface: pages for key in keys for surface, pages in alike.get(key, {}).items()},
            language_code,
        )
        for word, keys in beginnings.items()
    }
