"""From a parsed query to its answer, the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pages.terms.termbase import Termbase
from search.corrections import Repair, repaired
from search.engines.base import LanguageAnswer, LanguageIndex
from search.expansion import ExpandedQuery, QueryInLanguage, expand_across, expand_within
from search.query import SearchQuery
from search.query_parser import Choice, ParsedQuery
from search.query_terms import analyse_query
from search.results import Expansion, OtherLanguage, SearchResults
from search.terminology import Terminology

OTHER_LANGUAGE_HITS: Final = 3
NO_TERMS: Final = Terminology(Termbase())


@dataclass(frozen=True, slots=True)
class _Question:
    """A query with what it is answered from."""

    query: SearchQuery
    typed: QueryInLanguage
    terminology: Terminology

    def expanded(self, language_code: str, index: LanguageIndex) -> ExpandedQuery:
        """Return the query as it is asked in one language."""
        if language_code == self.typed.language_code:
            return expand_within(self.typed, self.terminology)
        return expand_across(self.typed, language_code, index.spellings, self.terminology)


def answer(
    indexes: Mapping[str, LanguageIndex],
    query: SearchQuery,
    parsed: ParsedQuery,
    terminology: Terminology = NO_TERMS,
) -> SearchResults:
    """Search the language of the query, and the others for what they have as it is or by another name.

    A query that names languages is answered from the first of them instead, and from no others.
    """
    allowed = {code: index for code, index in indexes.items() if parsed.languages.allows(code)}
    query = replace(query, language_code=_own_language(query, parsed.languages))
    typed = _typed(indexes, query, parsed)
    within = expand_within(typed, terminology)
    repair = Repair(within.query)
    if typed.language_code in indexes:
        repair = repaired(parsed, within.query, indexes, typed.language_code)
    question = _Question(query, typed.corrected(repair.corrections), terminology)
    own = allowed.get(query.language_code)
    if own is None:
        return _with_other_languages(SearchResults(), allowed, question, frozenset())
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
    results = _with_other_languages(results, allowed, question, found.translations)
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
    results: SearchResults, indexes: Mapping[str, LanguageIndex], question: _Question, shown: frozenset[int]
) -> SearchResults:
    """Add what other languages have; a version of a page found is left out."""
    if question.query.offset or question.query.only_pages:
        return results
    asked = replace(question.query, limit=OTHER_LANGUAGE_HITS)
    blocks: list[OtherLanguage] = []
    expansions: list[Expansion] = list(results.expansions)
    for language_code in [code for code in indexes if code != question.query.language_code]:
        index = indexes[language_code]
        expanded = question.expanded(language_code, index)
        if expanded.query.searchable:
            found = index.answer(expanded.query, asked, without=shown)
            if found.hits:
                blocks.append(OtherLanguage(language_code, found.total_count, found.hits))
                expansions += expanded.expansions
    return replace(results, other_languages=tuple(blocks), expansions=tuple(expansions))
