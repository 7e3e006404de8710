"""From a parsed query to its answer, the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from search.corrections import Repair, repaired
from search.engines.base import LanguageIndex
from search.query import SearchQuery
from search.query_parser import Choice, ParsedQuery
from search.query_terms import analyse_query, analyse_shared_words
from search.results import OtherLanguage, SearchResults

OTHER_LANGUAGE_HITS: Final = 3


def answer(indexes: Mapping[str, LanguageIndex], query: SearchQuery, parsed: ParsedQuery) -> SearchResults:
    """Search the language of the query, and the others for words that they have as they are.

    A query that names languages is answered from the first of them instead, and from no others.
    """
    allowed = {code: index for code, index in indexes.items() if parsed.languages.allows(code)}
    query = replace(query, language_code=_own_language(query, parsed.languages))
    own = allowed.get(query.language_code)
    if own is None:
        return SearchResults(other_languages=_elsewhere(allowed, query, parsed, frozenset()))
    analysed = analyse_query(parsed, query.language_code, own.spellings)
    repair = repaired(parsed, analysed, indexes, query.language_code)
    found = own.answer(repair.query, query)
    results = SearchResults(
        language_code=query.language_code,
        total_count=found.total_count,
        page_ids=found.page_ids,
        hits=found.hits,
        facets=found.facets,
        other_languages=_elsewhere(allowed, query, parsed, found.translations),
    )
    return _told(repair, results, query.text) if found.total_count else results


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


def _elsewhere(
    indexes: Mapping[str, LanguageIndex], query: SearchQuery, parsed: ParsedQuery, shown: frozenset[int]
) -> tuple[OtherLanguage, ...]:
    """Search the other languages; a version of a page found is left out."""
    if query.offset or query.only_pages:
        return ()
    asked = replace(query, limit=OTHER_LANGUAGE_HITS)
    blocks: list[OtherLanguage] = []
    for language_code, index in indexes.items():
        if language_code == query.language_code:
            continue
        analysed = analyse_shared_words(parsed, language_code, index.spellings)
        if analysed.searchable:
            found = index.answer(analysed, asked, without=shown)
            blocks.append(OtherLanguage(language_code, found.total_count, found.hits))
    return tuple(block for block in blocks if block.hits)
