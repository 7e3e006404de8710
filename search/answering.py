"""From a parsed query to its answer, the same for every engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Final

from pages.terms.termbase import Termbase
from search.corrections import Repair, repaired
from search.engines.base import LanguageAnswer, LanguageIndex, LanguageIndexes
from search.expansion import (
    ExpandedQuery,
    Knowledge,
    QueryInLanguage,
    expand_across,
    expand_within,
    foreseen_beginnings,
)
from search.languages import Languages, languages_of, with_languages
from search.memory import TranslationMemory, no_memory
from search.query import SearchQuery
from search.query_language import language_of_words
from search.query_parser import ParsedQuery, parse_query
from search.query_terms import analyse_query
from search.results import OtherLanguage, SearchResults
from search.synonyms import Synonyms
from search.terminology import Terminology

OTHER_LANGUAGE_HITS: Final = 3
NO_TERMS: Final = Terminology(Termbase())
NO_SYNONYMS: Final = Synonyms()


@dataclass(frozen=True)
class _Question:
    """A query with what it is answered from."""

    query: SearchQuery
    languages: Languages
    typed: QueryInLanguage
    #: As it is asked in the language of its words.
    within: ExpandedQuery
    repair: Repair
    terminology: Terminology
    memory: TranslationMemory

    @cached_property
    def knowledge(self) -> Knowledge:
        """What is known of the words in other languages, asked for once for all of these."""
        lemmas = self.typed.lemmas_of_all()
        return Knowledge(self.terminology, self.memory(lemmas, self.typed.language_code) if lemmas else {})

    def expanded(self, language_code: str, index: LanguageIndex) -> ExpandedQuery:
        """Return the query as it is asked in one language."""
        if language_code == self.typed.language_code:
            return self.within
        return expand_across(self.typed, language_code, index, self.knowledge)

    def foreseen(self, language_codes: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return which words will be looked up in languages besides that of the words, by how they begin."""
        others = [code for code in language_codes if code != self.typed.language_code]
        return {code: foreseen_beginnings(self.typed, code, self.knowledge) for code in others}


def answer(
    indexes: LanguageIndexes,
    query: SearchQuery,
    parsed: ParsedQuery,
    terminology: Terminology = NO_TERMS,
    *,
    memory: TranslationMemory = no_memory,
    synonyms: Synonyms = NO_SYNONYMS,
) -> SearchResults:
    """Search the language of the query, and the others for what they have as it is or by another name.

    A query that names languages is answered from the first of them instead, and from no others. Those that only a
    filter leaves out are counted all the same, as the values of any facet.
    """
    return _answered(indexes, _asked(indexes, query, parsed, terminology, memory=memory, synonyms=synonyms))


def answer_each(
    indexes: LanguageIndexes,
    queries: Iterable[SearchQuery],
    terminology: Terminology,
    *,
    memory: TranslationMemory,
    synonyms: Synonyms,
) -> list[SearchResults]:
    """Search for many, and ask the memory once for the words of all that are in one language."""
    questions = [
        _asked(indexes, query, parse_query(query.text), terminology, memory=memory, synonyms=synonyms)
        for query in queries
    ]
    lemmas: defaultdict[str, set[str]] = defaultdict(set)
    for question in questions:
        lemmas[question.typed.language_code] |= question.typed.lemmas_of_all()
    taught = {code: memory(asked, code) for code, asked in lemmas.items() if asked}
    return [
        _answered(indexes, replace(question, memory=lambda _lemmas, code: taught.get(code, {})))
        for question in questions
    ]


def _asked(
    indexes: LanguageIndexes,
    query: SearchQuery,
    parsed: ParsedQuery,
    terminology: Terminology,
    *,
    memory: TranslationMemory,
    synonyms: Synonyms,
) -> _Question:
    query, languages = languages_of(query, parsed.languages)
    typed = _typed(indexes, query, parsed)
    if not query.only_pages:  # a listing asks for each language by itself
        query = replace(query, language_code=languages.first(query.language_code))
    within = expand_within(typed, terminology, synonyms)
    repair = Repair()
    if typed.language_code in indexes:
        repair = repaired(parsed, within.query, indexes, typed.language_code)
    if repair.corrections:
        typed = typed.corrected(repair.corrections)
        # What was meant may be a term.
        within = expand_within(typed, terminology, synonyms)
    return _Question(query, languages, typed, within, repair, terminology, memory)


def _answered(indexes: LanguageIndexes, question: _Question) -> SearchResults:
    query, languages = question.query, question.languages
    expanded = _expanded(indexes, question)
    searchable = {code: there.query for code, there in expanded.items() if there.query.searchable}
    others = [code for code in searchable if code != query.language_code]
    shown = [code for code in others if languages.allows(code) and not query.offset]
    asked = replace(query, limit=OTHER_LANGUAGE_HITS)
    if not shown:
        asked = replace(query, limit=0, offset=0, only_pages=True)
    found = indexes.answer(searchable, query, asked)
    results = SearchResults(words_language_code=question.typed.language_code)
    if query.language_code in expanded:
        there = found.get(query.language_code, LanguageAnswer())
        results = replace(
            results,
            language_code=query.language_code,
            total_count=there.total_count,
            page_ids=there.page_ids,
            hits=there.hits,
            facets=there.facets,
            expansions=expanded[query.language_code].expansions,
        )
    if not query.only_pages:
        counts = {query.language_code: results.total_count} | {code: found[code].matching_count for code in others}
        results = replace(results, facets=with_languages(results.facets, counts))
        results = _with_hits(results, {code: found[code] for code in shown if found[code].hits}, expanded)
    return _told(question.repair, results, query.text) if results.total_count else results


def _expanded(indexes: LanguageIndexes, question: _Question) -> dict[str, ExpandedQuery]:
    """Return the query as it is asked in each language, first in that of the hits."""
    query, languages = question.query, question.languages
    codes = [code for code in indexes if code == query.language_code and languages.allows(code)]
    if not query.only_pages:
        codes += [code for code in indexes if code != query.language_code and languages.named.allows(code)]
        indexes.foresee(partial(question.foreseen, codes))
    return {code: question.expanded(code, indexes[code]) for code in codes}


def _typed(indexes: Mapping[str, LanguageIndex], query: SearchQuery, parsed: ParsedQuery) -> QueryInLanguage:
    language_code = query.words_language_code or _language_of_words(indexes, query, parsed)
    vocabulary = indexes[language_code].spellings if language_code in indexes else _no_spellings
    return QueryInLanguage(parsed, analyse_query(parsed, language_code, vocabulary), language_code)


def _language_of_words(indexes: Mapping[str, LanguageIndex], query: SearchQuery, parsed: ParsedQuery) -> str:
    # Who names a language in the text has written it in that language; a filter says nothing of the words.
    asked_in = Languages(parsed.languages).first(query.language_code)
    # A listing asks for each language by itself, and cannot tell what its words were taken for.
    return asked_in if query.only_pages else language_of_words(parsed, asked_in, indexes)


def _no_spellings(_folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
    return {}


def _told(repair: Repair, results: SearchResults, text: str) -> SearchResults:
    """Say what was searched for, where words were repaired."""
    respelled = repair.respelled(text) if repair.corrections else ""
    if repair.stands_as_typed:
        return replace(results, corrections=repair.corrections, suggestion=respelled)
    return replace(results, corrections=repair.corrections, corrected=respelled)


def _with_hits(
    results: SearchResults, found: Mapping[str, LanguageAnswer], expanded: Mapping[str, ExpandedQuery]
) -> SearchResults:
    """Add what other languages have, and how it was found."""
    return replace(
        results,
        other_languages=tuple(OtherLanguage(code, there.total_count, there.hits) for code, there in found.items()),
        expansions=(*results.expansions, *(added for code in found for added in expanded[code].expansions)),
    )
