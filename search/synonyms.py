"""Synonyms that editors keep, found in the words of a query as the terms of the termbase are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from pages.terms.termbase import Termbase, TermEntry
from search.query_terms import AnalysedWord
from search.terminology import FoundTerm, Terminology, Wording


@dataclass(frozen=True, slots=True)
class SynonymRule:
    """Who searches for one of the words typed, in one language, finds what is added too."""

    language_code: str
    typed: tuple[str, ...]
    added: tuple[str, ...]


class Synonyms:
    """All synonyms, with the interface of a terminology; a rule is a concept without a name."""

    def __init__(self, rules: Iterable[SynonymRule] = ()) -> None:
        typed: defaultdict[str, list[TermEntry]] = defaultdict(list)
        added: defaultdict[str, list[TermEntry]] = defaultdict(list)
        for number, rule in enumerate(rules):
            concept = UUID(int=number)
            typed[rule.language_code].append(TermEntry(concept, "", rule.typed))
            added[rule.language_code].append(TermEntry(concept, "", rule.added))
        self._typed = Terminology(Termbase({code: tuple(entries) for code, entries in typed.items()}))
        self._added = Terminology(Termbase({code: tuple(entries) for code, entries in added.items()}))

    def found_in(self, words: Sequence[AnalysedWord], language_code: str) -> Iterator[FoundTerm]:
        """Yield the words of a query that have synonyms, the longest expression at each place first."""
        return self._typed.found_in(words, language_code)

    def wordings(self, concepts: Iterable[UUID], language_code: str) -> list[Wording]:
        """Return what is searched for besides."""
        return self._added.wordings(concepts, language_code)
