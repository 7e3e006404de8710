"""Terms of the termbase by what is typed of one of their wordings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from pages.language.folding import fold, nfc
from pages.language.morphology import analyse_form
from pages.language.tokens import forms
from pages.terms.termbase import Termbase, TermEntry
from search.query_terms import AnalysedWord
from search.suggestions import TypedWords

# Follows every letter and digit that a word may go on with.
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class _Wording:
    """One way to write a term: its words as written, and without marks."""

    entry: TermEntry
    words: tuple[str, ...]
    folded: tuple[str, ...]
    is_name: bool

    def has(self, typed: TypedWords, language_code: str) -> bool:
        """Say whether all whole words that were typed are in the wording, in any form."""
        if not typed.whole:
            return True
        terms = {term for word in self.words for term in analyse_form(word, language_code)}
        return all(word.stands_in(self.folded, terms) for word in typed.whole)

    def rank(self, typed: TypedWords) -> tuple[bool, bool, int, str]:
        """Return what orders terms: first those that begin with what was typed, names before other wordings."""
        text = " ".join(self.folded)
        return not text.startswith(typed.text), not self.is_name, len(self.words), text


class TermCompletion:
    """The terms of a termbase; each language is prepared when it is first asked for."""

    def __init__(self, termbase: Termbase) -> None:
        self._entries = termbase.entries
        self._indexes: dict[str, _Index] = {}

    def completions(self, typed: TypedWords, language_code: str) -> list[TermEntry]:
        """Return the terms that have a wording with the typed words, the last as a beginning; best first."""
        if language_code not in self._indexes:
            self._indexes[language_code] = _Index(self._entries.get(language_code, ()))
        found = [
            wording
            for wording in self._indexes[language_code].beginning_with(typed.last.folded)
            if wording.has(typed, language_code)
        ]
        found.sort(key=lambda wording: wording.rank(typed))
        best: dict[UUID, TermEntry] = {}
        for wording in found:
            best.setdefault(wording.entry.concept, wording.entry)
        return list(best.values())


class _Index:
    """Wordings in the order of each of their words."""

    def __init__(self, entries: Sequence[TermEntry]) -> None:
        wordings = [wording for entry in entries for wording in _wordings(entry)]
        places = sorted((word, n) for n, wording in enumerate(wordings) for word in dict.fromkeys(wording.folded))
        self._words = [word for word, _n in places]
        self._wordings = [wordings[n] for _word, n in places]

    def beginning_with(self, beginning: str) -> Sequence[_Wording]:
        first = bisect_left(self._words, beginning)
        return self._wordings[first : bisect_left(self._words, beginning + _AFTER_ALL)]


@lru_cache(maxsize=1)
def completion_of(termbase: Termbase) -> TermCompletion:
    """Return the terms of a termbase ready to be completed, kept as long as it is the one in use."""
    return TermCompletion(termbase)


def looked_up(entry: TermEntry, language_code: str) -> AnalysedWord:
    """Return a term as the search finds it: by its name, or another wording that is not forbidden."""
    rows = {
        tuple(analyse_form(word, language_code) for word in forms(nfc(text))) for text in (entry.name, *entry.admitted)
    }
    single = [row[0] for row in rows if len(row) == 1]
    return AnalysedWord(
        word=str(entry.concept),
        lemmas=frozenset(terms.lemma for terms in single),
        stems=frozenset(terms.stem for terms in single),
        phrases=tuple(sorted(row for row in rows if len(row) > 1)),
    )


def _wordings(entry: TermEntry) -> Iterator[_Wording]:
    for text in entry.wordings:
        words = tuple(forms(nfc(text)))
        yield _Wording(entry, words, tuple(fold(word) for word in words), is_name=text == entry.name)
