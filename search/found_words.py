"""Which words of a text are words of a query, in any of their forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from os.path import commonprefix
from typing import Final, NamedTuple, Protocol

from pages.language.morphology import terms_of
from pages.language.tokens import has_split_words, tokenise, words_beginning
from search.query_terms import AnalysedWord

#: To look for what forms of a word share takes a fraction of the time of looking for each, or of finding all words.
LETTERS_SHARED: Final = 4


class FoundWord(NamedTuple):
    """A word of an NFC text that is one of the query: where it stands, and which of the query it is."""

    start: int
    end: int
    number: int


class FoundWords(Protocol):
    """Tells the words of a query in texts."""

    def found_in(self, text: str) -> list[FoundWord]:
        """Return the words of the query in an NFC text, in order."""


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

    def found_in(self, text: str) -> list[FoundWord]:
        """Return the words of the query in an NFC text, in order."""
        tokens = list(tokenise(text))
        terms = terms_of([token.form for token in tokens], self._language_code)
        numbers = (self._forms.number(*pair) for pair in terms)
        return [
            FoundWord(token.start, token.end, number)
            for token, number in zip(tokens, numbers, strict=True)
            if number is not None
        ]


class KnownForms:
    """Tells words by how they are written, where all forms that texts have of them are known: nothing is analysed."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self._beginnings = _beginnings(numbers)

    def found_in(self, text: str) -> list[FoundWord]:
        """Return the words of the query in an NFC text, in order."""
        lowered = text.lower()
        if has_split_words(text) or len(lowered) != len(text):
            tokens = tokenise(text)
            return [FoundWord(start, end, self._numbers[form]) for form, start, end in tokens if form in self._numbers]
        return sorted(
            FoundWord(start, end, self._numbers[form])
            for beginning in self._beginnings
            for form, start, end in words_beginning(beginning, lowered)
            if form in self._numbers
        )


def _beginnings(forms: Iterable[str]) -> list[str]:
    """Return what forms begin with, as long as can be; most words share it between their forms, and none has two."""
    beginnings: list[str] = []
    for form in sorted(forms):
        shared = commonprefix([*beginnings[-1:], form])  # noqa: RUF071 - letters, not parts of a path
        if beginnings and len(shared) >= min(len(beginnings[-1]), LETTERS_SHARED):
            beginnings[-1] = shared
        else:
            beginnings.append(form)
    return beginnings
