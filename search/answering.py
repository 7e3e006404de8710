"""From a parsed query to its answer, the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pages.terms.termbase import Termbase
from search.corrections import Repair, repaired
from search.engines.base import LanguageAnswer, LanguageIndex, LanguageIndexes
from search.expansion import ExpandedQuery, QueryInLanguage, expand_across, expand_within
from search.query import SearchQuery
from search.query_parser import Choice, ParsedQuery
from search.query_terms import analyse_query
from search.results import OtherLanguage, SearchResults
from search.synonyms import Synonyms
from search.terminology import Terminology

OTHER_LANGUAGE_HITS: Final = 3
NO_TERMS: Final = Terminology(Termbase())
NO_SYNONYMS: Final = Synonyms()


@dataclass(frozen=True, slots=True)
class _Question:
    """A query with what it is answered from."""

    query: SearchQuery
    typed: QueryInLanguage
    terminology: Terminology
    synonyms: Synonyms

    def expanded(self, language_code: str, index: LanguageIndex) -> ExpandedQuery:
        """Return the query as it is asked in one language."""
        if language_code == self.typed.language_code:
            return expand_within(self.typed, self.terminology, self.synonyms)
        return expand_across(self.typed, language_code, index.spellings, self.terminology)


def answer(
    indexes: LanguageIndexes,
    query: SearchQuery,
    parsed: ParsedQuery,
    terminology: Terminology = NO_TERMS,
    synonyms: Synonyms = NO_SYNONYMS,
) -> SearchResults:
    """Search the language of the query, and the others for what they have as it is or by another name.

    A query that names languages is answered from the first of them instead, and from no others.
    """
    query = replace(query, language_code=_own_language(query, parsed.languages))
    typed = _typed(indexes, query, parsed)
    within = expand_within(typed, terminology, synonyms)
    repair = Repair(within.query)
    if typed.language_code in indexes:
        repair = repaired(parsed, within.query, indexes, typed.language_code)
    question = _Question(query, typed.corrected(repair.corrections), terminology, synonyms)
    own = indexes.get(query.language_code) if parsed.languages.allows(query.language_code) else None
    if own is None:
        return _with_other_languages(SearchResults(), indexes, question, frozenset())
    expanded = replace(within, query=repair.query)
    if typed.language_code != query.language_code:
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
    language_code = query.words_language_code or query.language_code
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


def _own_language(query: SearchQuery, languages: Choice) -> str:
    """Return the language of the hits; a listing asks for each language by itself."""
    if query.only_pages or languages.allows(query.language_code):
        return query.language_code
    return next(filter(languages.allows, languages.any_of), query.language_code)


def _with_other_languages(
    results: SearchResults, indexes: LanguageIndexes, question: _Question, shown: frozenset[int]
) -> SearchResults:
    """Add what other languages have; a version of a page found is left out."""
    query, languages = question.query, question.typed.parsed.languages
    if query.offset or query.only_pages:
        return results
    expanded = {
        code: question.expanded(code, index)
        for code, index in indexes.items()
        if code != query.language_code and languages.allows(code)
    }
    searchable = {code: there.query for code, there in expanded.items() if there.query.searchable}
    found = indexes.answers(searchable, replace(query, limit=OTHER_LANGUAGE_HITS), without=shown)
    with_hits = {code: there for code, there in found.items() if there.hits}
    return replace(
        results,
        other_languages=tuple(OtherLanguage(code, there.total_count, there.hits) for code, there in with_hits.items()),
        expansions=(*results.expansions, *(added for code in with_hits for added in expanded[code].expansions)),
    )
