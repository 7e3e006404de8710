"""Which words of a text are words of a query, in any of their forms."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from pages.language.morphology import terms_of
from pages.language.tokens import form_of
from search.query_terms import AnalysedWord


class FoundWords(Protocol):
    """Tells the words of a query in texts."""

    def among(self, written: Sequence[str]) -> list[int | None]:
        """Return for each word, as it is written in a text, which word of the query it is."""


class QueryForms:
    """The words of a query by the terms of their forms."""

    def __init__(self, words: Sequence[AnalysedWord]) -> None:
        self.lemmas = {lemma: n for n, word in enumerate(words) for lemma in word.lemmas}
        self.stems = {stem: n for n, word in enumerate(words) for stem in word.stems}

    def number(self, lemma: str, stem: str) -> int | None:
        """Return which word of the query a form with these terms is."""
        return self.lemmas[lemma] if lemma in self.lemmas else self.stems.get(stem)


class AnalysedForms:
    """Tells words by their terms; each form is analysed once."""

    def __init__(self, forms: QueryForms, language_code: str) -> None:
        self._forms = forms
        self._language_code = language_code
        self._seen: set[str] = set()
        self._found: dict[str, int] = {}

    def among(self, written: Sequence[str]) -> list[int | None]:
        """Return for each word of a text which word of the query it is."""
        self._look_at(set(written) - self._seen)
        return list(map(self._found.get, written))

    def _look_at(self, written: set[str]) -> None:
        # Some fifteen hundred forms a query, most of them none of its words: a fourth of the time of an answer's texts.
        lemmas, stems = self._forms.lemmas, self._forms.stems
        unseen = list(written)
        for word, (lemma, stem) in zip(unseen, terms_of(map(form_of, unseen), self._language_code), strict=True):
            if lemma in lemmas:
                self._found[word] = lemmas[lemma]
            elif stem in stems:
                self._found[word] = stems[stem]
        self._seen |= written


class KnownForms:
    """Tells words by how they are written, where all forms that texts have of them are known: nothing is analysed."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers

    def among(self, written: Sequence[str]) -> list[int | None]:
        """Return for each word of a text which word of the query it is."""
        return list(map(self._numbers.get, map(form_of, written)))
