"""Which words of a text are words of a query, in any of their forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple, Protocol

from pages.language.morphology import terms_of
from pages.language.tokens import forms_of
from search.query_terms import AnalysedWord


class FoundWord(NamedTuple):
    """A word of a text that is one of the query: its place among those of the text, and which of the query it is."""

    place: int
    number: int


class FoundWords(Protocol):
    """Tells the words of a query in texts."""

    def among(self, written: Sequence[str]) -> list[FoundWord]:
        """Return the words of a query among the words of a text, given as they are written there."""


class QueryForms:
    """The words of a query by the terms of their forms."""

    def __init__(self, words: Sequence[AnalysedWord]) -> None:
        self.lemmas = {lemma: n for n, word in enumerate(words) for lemma in word.lemmas}
        self.stems = {stem: n for n, word in enumerate(words) for stem in word.stems}

    @property
    def terms(self) -> Set[str]:
        """Return all terms by one of which a form is a word of the query."""
        return self.lemmas.keys() | self.stems.keys()

    def number(self, lemma: str, stem: str) -> int | None:
        """Return which word of the query a form with these terms is."""
        return self.lemmas[lemma] if lemma in self.lemmas else self.stems.get(stem)


class AnalysedForms:
    """Tells words by analysing them: of a few texts, since it takes several times as long as to know their forms."""

    def __init__(self, forms: QueryForms, language_code: str) -> None:
        self._forms = forms
        self._language_code = language_code

    def among(self, written: Sequence[str]) -> list[FoundWord]:
        """Return the words of the query among those of a text."""
        numbers = (self._forms.number(*terms) for terms in terms_of(forms_of(written), self._language_code))
        return [FoundWord(place, number) for place, number in enumerate(numbers) if number is not None]


class KnownForms:
    """Tells words by how they are written, where all forms that texts have of them are known: nothing is analysed."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers

    def among(self, written: Sequence[str]) -> list[FoundWord]:
        """Return the words of the query among those of a text."""
        numbers = self._numbers
        return [FoundWord(place, numbers[form]) for place, form in enumerate(forms_of(written)) if form in numbers]
