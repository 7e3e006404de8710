"""From a parsed query to its answer, the same for every engine."""

from __future__ import annotations

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
from search.query_parser import ParsedQuery
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
    terminology: Terminology
    synonyms: Synonyms
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
        others = [
            code for code in language_codes if code != self.typed.language_code and self.languages.named.allows(code)
        ]
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
    query, languages = languages_of(query, parsed.languages)
    typed = _typed(indexes, query, parsed)
    if not query.only_pages:  # a listing asks for each language by itself
        query = replace(query, language_code=languages.first(query.language_code))
    within = expand_within(typed, terminology, synonyms)
    repair = Repair(within.query)
    if typed.language_code in indexes:
        repair = repaired(parsed, within.query, indexes, typed.language_code)
    corrected = typed.corrected(repair.corrections)
    question = _Question(
        query, languages, corrected, replace(within, query=repair.query), terminology, synonyms, memory
    )
    own = indexes.get(query.language_code) if languages.allows(query.language_code) else None
    if own is None:
        return _with_other_languages(SearchResults(), indexes, question, frozenset())
    if not query.only_pages:
        indexes.foresee(partial(question.foreseen, indexes))
    expanded = question.expanded(query.language_code, own)
    found = own.answer(expanded.query, query) if expanded.query.searchable else LanguageAnswer()
    results = SearchResults(
        language_code=query.language_code,
        total_count=found.total_count,
        page_ids=found.page_ids,
        hits=found.hits,
        facets=found.facets,
        expansions=expanded.expansions,
    )
    results = _with_other_languages(results, indexes, question, found.translations)
    return _told(repair, results, query.text) if found.total_count else results


def _typed(indexes: Mapping[str, LanguageIndex], query: SearchQuery, parsed: ParsedQuery) -> QueryInLanguage:
    # Who names a language in the text has written it in that language; a filter says nothing of the words.
    named = Languages(parsed.languages)
    language_code = query.words_language_code or named.first(query.language_code)
    vocabulary = indexes[language_code].spellings if language_code in indexes else _no_spellings
    return QueryInLanguage(parsed, analyse_query(parsed, language_code, vocabulary), language_code)


def _no_spellings(_folded: Sequence[str]) -> Mapping[str, Sequence[str]]:
    return {}


def _told(repair: Repair, results: SearchResults, text: str) -> SearchResults:
    """Say what was searched for, where words were repaired."""
    respelled = repair.respelled(text) if repair.corrections else ""
    if repair.stands_as_typed:
        return replace(results, corrections=repair.corrections, suggestion=respelled)
    return replace(results, corrections=repair.corrections, corrected=respelled)


def _with_other_languages(
    results: SearchResults, indexes: LanguageIndexes, question: _Question, shown: frozenset[int]
) -> SearchResults:
    """Add what other languages have, less versions of a page found, and how many pages each language has."""
    query, languages = question.query, question.languages
    if query.only_pages:
        return results
    expanded = {
        code: question.expanded(code, index)
        for code, index in indexes.items()
        if code != query.language_code and languages.named.allows(code)
    }
    searchable = {code: there.query for code, there in expanded.items() if there.query.searchable}
    shown_codes = [code for code in searchable if languages.allows(code) and not query.offset]
    asked = replace(query, limit=OTHER_LANGUAGE_HITS)
    if not shown_codes:
        asked = replace(query, limit=0, offset=0, only_pages=True)
    found = indexes.answers(searchable, asked, without=shown)
    with_hits = {code: found[code] for code in shown_codes if found[code].hits}
    counts = {code: there.matching_count for code, there in found.items()}
    return replace(
        results,
        facets=with_languages(results.facets, {query.language_code: results.total_count, **counts}),
        other_languages=tuple(OtherLanguage(code, there.total_count, there.hits) for code, there in with_hits.items()),
        expansions=(*results.expansions, *(added for code in with_hits for added in expanded[code].expansions)),
    )
