"""Which words of a text are words of a query, in any of their forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from threading import Lock
from typing import Final, Protocol

from pages.language.morphology import Terms, terms_of
from pages.language.tokens import form_of
from search.query_terms import AnalysedWord

#: Words of a language kept in a process, as they are written: some 10 MB.
MOST_MET_WORDS: Final = 32_768


class FoundWords(Protocol):
    """Tells the words of a query in texts."""

    def among(self, written: Sequence[str]) -> list[int | None]:
        """Return for each word, as it is written in a text, which word of the query it is."""


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


class MetWords:
    """The words of one language that were met in texts, as they are written there, by their terms.

    Texts repeat themselves: to look at some three thousand words of an answer's texts takes longer than to find the few
    forms that words of the query have among all words met before.
    """

    def __init__(self, language_code: str) -> None:
        self._language_code = language_code
        self._terms: dict[str, Terms] = {}
        self._by_term: defaultdict[str, list[str]] = defaultdict(list)
        self._lock = Lock()
        #: Raised before more words are known, so that who has numbered them sees that he has not seen all.
        self.edition = 0

    @property
    def full(self) -> bool:
        """Say whether it is time to begin anew."""
        return len(self._terms) >= MOST_MET_WORDS

    def meet(self, written: Iterable[str]) -> None:
        """Get to know words of a text; each is analysed once."""
        if not (new := set(written).difference(self._terms)):
            return
        unmet = list(new)
        met = list(zip(unmet, terms_of(map(form_of, unmet), self._language_code), strict=True))
        with self._lock:
            self.edition += 1
            for word, terms in met:
                if word not in self._terms:  # another thread may have met it meanwhile
                    self._terms[word] = terms
                    for term in set(terms):
                        self._by_term[term].append(word)

    def numbered(self, forms: QueryForms) -> tuple[int, Mapping[str, int]]:
        """Return the words met that are words of a query, each with which word it is, and the edition of these."""
        with self._lock:
            words = (word for term in forms.terms for word in self._by_term.get(term, ()))
            numbered = ((word, forms.number(*self._terms[word])) for word in words)
            return self.edition, {word: number for word, number in numbered if number is not None}


class AnalysedForms:
    """Tells words by their terms, which are kept for the next queries."""

    def __init__(self, forms: QueryForms, language_code: str) -> None:
        self._forms = forms
        self._met = _words_met(language_code)
        self._edition, self._numbers = self._met.numbered(forms)

    def among(self, written: Sequence[str]) -> list[int | None]:
        """Return for each word of a text which word of the query it is."""
        self._met.meet(written)
        if self._met.edition != self._edition:
            self._edition, self._numbers = self._met.numbered(self._forms)
        return list(map(self._numbers.get, written))


class KnownForms:
    """Tells words by how they are written, where all forms that texts have of them are known: nothing is analysed."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers

    def among(self, written: Sequence[str]) -> list[int | None]:
        """Return for each word of a text which word of the query it is."""
        return list(map(self._numbers.get, map(form_of, written)))


_met: Final[dict[str, MetWords]] = {}


def _words_met(language_code: str) -> MetWords:
    """Return the words met in a language; when they are too many, none, while queries under way keep those that they have."""
    met = _met.get(language_code)
    if met is None or met.full:
        met = _met[language_code] = MetWords(language_code)
    return met
