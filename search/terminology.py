"""The termbase as queries are compared with it: its wordings analysed, found in the words of a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from pages.language.folding import nfc
from pages.language.morphology import Terms, analyse_form
from pages.language.tokens import forms
from pages.terms.termbase import Termbase, TermEntry
from search.query_terms import AnalysedWord
from search.term_words import readings_in_query, readings_in_term
from search.word_readings import Readings, say_the_same


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which a concept is written in one language, word by word."""

    text: str
    concept: UUID
    words: tuple[str, ...]
    terms: tuple[Terms, ...]
    readings: Readings
    is_name: bool
    is_forbidden: bool

    def agrees_with(self, typed: Readings) -> bool:
        """Say whether words typed are this wording, in any of their forms or without marks."""
        return say_the_same(typed, self.readings)


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """Words of a query, from one place to before another, that stand for concepts of the termbase."""

    start: int
    end: int
    concepts: tuple[UUID, ...]
    readings: Readings

    @property
    def word_count(self) -> int:
        """How many words of the query the term has."""
        return self.end - self.start


class Terminology:
    """The terms of all languages; each language is analysed when it is first asked for."""

    def __init__(self, termbase: Termbase) -> None:
        self._entries = termbase.entries
        self._lexicons: dict[str, _Lexicon] = {}

    def found_in(self, words: Sequence[AnalysedWord], language_code: str) -> Iterator[FoundTerm]:
        """Yield the terms in the words of a query, the longest at each place, and those within it after it."""
        lexicon = self._lexicon(language_code)
        typed = tuple(readings_in_query(word, language_code) for word in words)
        for found in lexicon.terms_in(typed, 0, len(typed), len(typed)):
            yield found
            yield from lexicon.terms_in(typed, found.start, found.end, found.word_count - 1)

    def wordings(self, concepts: Iterable[UUID], language_code: str) -> list[Wording]:
        """Return how concepts are written in a language, names first, without what is not to be used."""
        lexicon = self._lexicon(language_code)
        return [
            wording
            for concept in concepts
            for wording in lexicon.of_concepts.get(concept, ())
            if not wording.is_forbidden
        ]

    def _lexicon(self, language_code: str) -> _Lexicon:
        if language_code not in self._lexicons:
            self._lexicons[language_code] = _Lexicon(self._entries.get(language_code, ()), language_code)
        return self._lexicons[language_code]


@lru_cache(maxsize=1)
def terminology_of(termbase: Termbase) -> Terminology:
    """Return the analysed terms of a termbase, kept as long as it is the one in use."""
    return Terminology(termbase)


class _Lexicon:
    """The wordings of one language, by concept and by what their first word may be known by."""

    def __init__(self, entries: Iterable[TermEntry], language_code: str) -> None:
        self.of_concepts: dict[UUID, list[Wording]] = {}
        self._beginnings: defaultdict[str, list[Wording]] = defaultdict(list)
        for entry in entries:
            wordings = [wording for wording in _wordings(entry, language_code) if wording.words]
            self.of_concepts[entry.concept] = wordings
            for wording in wordings:
                for reading in wording.readings[0]:
                    self._beginnings[reading].append(wording)

    def terms_in(self, typed: Readings, start: int, end: int, most_words: int) -> Iterator[FoundTerm]:
        """Yield the terms between two places, one behind another, of no more words than this."""
        place = start
        while place < end:
            found = self._longest(typed[place : min(end, place + most_words)])
            after = place + (len(found[0].words) if found else 1)
            if found:
                concepts = tuple(sorted({wording.concept for wording in found}))
                yield FoundTerm(place, after, concepts, typed[place:after])
            place = after

    def _longest(self, typed: Readings) -> list[Wording]:
        """Return the longest wordings that the words begin with; where one is a term's name, only such."""
        first = typed[0] if typed else ()
        candidates = [wording for reading in first for wording in self._beginnings.get(reading, ())]
        found = [wording for wording in candidates if wording.agrees_with(typed[: len(wording.words)])]
        length = max((len(wording.words) for wording in found), default=0)
        longest = [wording for wording in found if len(wording.words) == length]
        return [wording for wording in longest if wording.is_name] or longest


def _wordings(entry: TermEntry, language_code: str) -> Iterator[Wording]:
    for text in entry.wordings:
        words = tuple(forms(nfc(text)))
        yield Wording(
            text=text,
            concept=entry.concept,
            words=words,
            terms=tuple(analyse_form(word, language_code) for word in words),
            readings=tuple(readings_in_term(word, language_code) for word in words),
            is_name=text == entry.name,
            is_forbidden=text in entry.forbidden,
        )
