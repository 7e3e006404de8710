"""Adding to a query what else its words are called, in its own language and in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pages.language.folding import fold
from pages.language.morphology import Terms, analyse_form
from search.engines.base import LanguageIndex
from search.memory import Taught
from search.query_parser import ParsedQuery, Phrase
from search.query_terms import (
    SHORTEST_SHARED_WORD,
    AnalysedPhrase,
    AnalysedQuery,
    AnalysedWord,
    analyse_shared_words,
    analysed_word,
)
from search.results import Correction, Expansion, each_once
from search.synonyms import Synonyms
from search.terminology import FoundTerm, Terminology, Wording
from search.translation import WEIGHT_IF_SURE, beginnings_of_unknown, shared, translated

TERMBASE: Final = "termbase"
SYNONYM: Final = "synonym"
# How many times a word counts as typed, where what else it is called counts once. Measured: at equal weight a rare
# synonym outdoes the word itself, since BM25 takes what is rare for what is meant.
WEIGHT_IF_TYPED: Final = 2
# Words that begin alike are taken for forms of one word, which need no explanation.
COMMON_BEGINNING: Final = 3
# A longer phrase in quotes is a sentence.
LONGEST_TERM: Final = 4


@dataclass(frozen=True, slots=True)
class ExpandedQuery:
    """A query with what was added to it, and how that is explained to the visitor."""

    query: AnalysedQuery
    expansions: tuple[Expansion, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of the words of a query in other languages."""

    terminology: Terminology
    taught: Taught


@dataclass(frozen=True, slots=True)
class QueryInLanguage:
    """A query as parsed and as analysed in the language in which it was typed."""

    parsed: ParsedQuery
    analysed: AnalysedQuery
    language_code: str

    def typed(self, found: FoundTerm) -> str:
        """Return the words of the query that are a term."""
        return " ".join(word.word for word in self.analysed.words[found.start : found.end])

    def lemmas_of_all(self) -> frozenset[str]:
        """Return the lemma terms of all words that may have to be translated."""
        return frozenset().union(*self.with_phrases_as_words(lambda *_phrase: True).lemmas().values())

    def lemmas(self) -> dict[str, frozenset[str]]:
        """Return the lemma terms of the words that are translated: little ones would find everything."""
        return {
            word.word: word.lemmas.union(analyse_form(form, self.language_code).lemma for form in word.spellings)
            for word in self.analysed.words
            if len(word.word) >= SHORTEST_SHARED_WORD
        }

    def with_phrases_as_words(self, is_word: Callable[[Phrase, AnalysedPhrase], bool]) -> QueryInLanguage:
        """Return the query with the words of these phrases among its words."""
        pairs = list(zip(self.parsed.phrases, self.analysed.phrases, strict=True))
        loose = [pair for pair in pairs if is_word(*pair)]
        kept = [pair for pair in pairs if pair not in loose]
        typed = (*self.parsed.words, *(word for words, _phrase in loose for word in words))
        words = (*self.analysed.words, *(word for words, phrase in loose for word in _words_of(words, phrase)))
        return replace(
            self,
            parsed=replace(self.parsed, words=typed, phrases=tuple(words for words, _phrase in kept)),
            analysed=replace(self.analysed, words=words, phrases=tuple(phrase for _words, phrase in kept)),
        )

    def corrected(self, corrections: Iterable[Correction]) -> QueryInLanguage:
        """Return the query with misspelt words known as what they may be meant to be, and found as that too."""
        meant = {fix.word: fix.replacement for fix in corrections}

        def either(word: AnalysedWord) -> AnalysedWord:
            if word.word not in meant:
                return word
            other = analysed_word(meant[word.word], self.language_code)
            lemmas, stems = word.lemmas | other.lemmas, word.stems | other.stems
            return replace(word, word=other.word, lemmas=lemmas, stems=stems, spellings=(other.word,))

        return replace(self, analysed=replace(self.analysed, words=tuple(map(either, self.analysed.words))))


def expand_within(query: QueryInLanguage, terminology: Terminology, synonyms: Synonyms) -> ExpandedQuery:
    """Add the other wordings of the terms in a query, and the synonyms that editors keep.

    What stands in quotes or behind a minus stays as it is.
    """
    words = list(query.analysed.words)
    typed_count = len(words)
    by_terms = _add_wordings(words, query, terminology, TERMBASE)
    by_synonyms = _add_wordings(words, query, synonyms, SYNONYM)
    if len(words) > typed_count:
        words[:typed_count] = [replace(word, weight=WEIGHT_IF_TYPED) for word in words[:typed_count]]
    return ExpandedQuery(replace(query.analysed, words=tuple(words)), each_once((*by_terms, *by_synonyms)))


def _add_wordings(
    words: list[AnalysedWord], query: QueryInLanguage, lexicon: Terminology | Synonyms, source: str
) -> list[Expansion]:
    """Let words be found by what a lexicon has for them too; returns what there is to tell of it."""
    expansions: list[Expansion] = []
    for found in lexicon.found_in(query.analysed.words, query.language_code):
        others = [
            wording
            for wording in lexicon.wordings(found.concepts, query.language_code)
            if not wording.agrees_with(found.readings)
        ]
        for place in range(found.start, found.end):
            words[place] = replace(words[place], spelt=True)
        if others:
            words.append(_either(_unknown_word(query.typed(found)), others))
        expansions += _explained(query.typed(found), others, query.language_code, source)
    return expansions


def expand_across(
    query: QueryInLanguage, language_code: str, index: LanguageIndex, knowledge: Knowledge
) -> ExpandedQuery:
    """Return a query in another language: the words that it has as they are, and what the others are called there.

    Terms are called as in the termbase, other words as the memory teaches, or by what sounds alike.

    A phrase in quotes must be found: one that is neither known there nor a term leaves nothing to look for, unless it
    is a quotation, which no translation has verbatim.
    """
    query = _with_quotations_as_words(query, language_code, index, knowledge.terminology)
    parsed, terminology = query.parsed, knowledge.terminology
    phrases_there = [
        _called_elsewhere(typed, phrase, query.language_code, language_code, terminology)
        for typed, phrase in zip(parsed.phrases, query.analysed.phrases, strict=True)
    ]
    untranslated = tuple(typed for typed, rows in zip(parsed.phrases, phrases_there, strict=True) if not rows)
    as_they_are = analyse_shared_words(replace(parsed, phrases=untranslated), language_code, index.spellings)
    if (untranslated and not as_they_are.phrases) or (parsed.titles and not as_they_are.titles):
        return ExpandedQuery(AnalysedQuery((), (), ()))
    words = [shared(word) for word in as_they_are.words]
    expansions: list[Expansion] = []
    known: Counter[str] = Counter()
    for found, wordings in _named(query, language_code, terminology):
        typed = query.typed(found)
        words.append(replace(_either(_unknown_word(typed), wordings), weight=WEIGHT_IF_SURE))
        known.update({word.word: len(wordings) for word in query.analysed.words[found.start : found.end]})
        expansions += _explained(typed, wordings, language_code)
    for word in translated(query.lemmas(), known, language_code, index, knowledge.taught):
        words += word.words()
        expansions += word.explained(language_code)
    excluded = tuple(
        AnalysedPhrase(
            known.spellings + _called_elsewhere(typed, phrase, query.language_code, language_code, terminology)
        )
        for typed, phrase, known in zip(parsed.excluded, query.analysed.excluded, as_they_are.excluded, strict=True)
    )
    phrases = (*as_they_are.phrases, *(AnalysedPhrase(rows) for rows in phrases_there if rows))
    query_there = replace(as_they_are, words=tuple(words), phrases=phrases, excluded=excluded)
    return ExpandedQuery(query_there, each_once(expansions))


def foreseen_beginnings(query: QueryInLanguage, language_code: str, knowledge: Knowledge) -> frozenset[str]:
    """Return how words begin that `expand_across` will compare, as far as can be told without asking an index."""
    known = {
        word.word
        for found, _wordings in _named(query, language_code, knowledge.terminology)
        for word in query.analysed.words[found.start : found.end]
    }
    return beginnings_of_unknown(query.lemmas(), known, language_code, knowledge.taught)


def _named(
    query: QueryInLanguage, language_code: str, terminology: Terminology
) -> Iterator[tuple[FoundTerm, Sequence[Wording]]]:
    """Yield the terms in a query that have a name in another language, with their names."""
    for found in terminology.found_in(query.analysed.words, query.language_code):
        if wordings := terminology.wordings(found.concepts, language_code):
            yield found, wordings


def _with_quotations_as_words(
    query: QueryInLanguage, language_code: str, index: LanguageIndex, terminology: Terminology
) -> QueryInLanguage:
    """Take phrases that cannot be found as words, where they are longer than a term or stand in a sentence."""

    def is_quotation(typed: Phrase, phrase: AnalysedPhrase) -> bool:
        if max(len(typed), len(query.parsed.words)) <= LONGEST_TERM:
            return False
        if _called_elsewhere(typed, phrase, query.language_code, language_code, terminology):
            return False
        return not analyse_shared_words(ParsedQuery(phrases=(typed,)), language_code, index.spellings).phrases

    return query.with_phrases_as_words(is_quotation)


def _called_elsewhere(
    typed: Sequence[str], phrase: AnalysedPhrase, own_language: str, language_code: str, terminology: Terminology
) -> tuple[tuple[Terms, ...], ...]:
    """Return what a phrase is called in another language, if the whole of it is a term."""
    words = _words_of(typed, phrase)
    wordings = [
        wording
        for found in terminology.found_in(words, own_language)
        if found.word_count == len(words)
        for wording in terminology.wordings(found.concepts, language_code)
    ]
    return tuple(dict.fromkeys(wording.terms for wording in wordings))


def _either(word: AnalysedWord, wordings: Sequence[Wording]) -> AnalysedWord:
    """Return a word that is found by any of the wordings as well."""
    single = [wording.terms[0] for wording in wordings if len(wording.terms) == 1]
    several = [wording.terms for wording in wordings if len(wording.terms) > 1]
    return replace(
        word,
        lemmas=word.lemmas | {terms.lemma for terms in single},
        stems=word.stems | {terms.stem for terms in single},
        phrases=tuple(dict.fromkeys((*word.phrases, *several))),
    )


def _unknown_word(typed: str) -> AnalysedWord:
    return _word_of(typed, ())


def _words_of(typed: Sequence[str], phrase: AnalysedPhrase) -> list[AnalysedWord]:
    return [_word_of(word, column) for word, column in zip(typed, zip(*phrase.spellings, strict=True), strict=True)]


def _word_of(typed: str, spellings: Iterable[Terms]) -> AnalysedWord:
    spellings = tuple(spellings)
    return AnalysedWord(typed, frozenset(t.lemma for t in spellings), frozenset(t.stem for t in spellings))


def _explained(
    typed: str, wordings: Sequence[Wording], language_code: str, source: str = TERMBASE
) -> Iterator[Expansion]:
    """Tell what a term is called; where its name was typed, what else it is called."""
    names = [wording for wording in wordings if wording.is_name and wording.text.lower() != typed]
    others = [wording for wording in wordings if _beginning(wording.text) != _beginning(typed)]
    distinct: dict[tuple[Terms, ...], Wording] = {}
    for wording in names or others:
        distinct.setdefault(wording.terms, wording)
    for wording in distinct.values():
        yield Expansion(typed, wording.text, language_code, source)


def _beginning(text: str) -> str:
    return fold(text.lower())[:COMMON_BEGINNING]
