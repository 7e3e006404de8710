"""From a parsed query to its answer, the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from search.engines.base import LanguageIndex
from search.query import SearchQuery
from search.query_parser import ParsedQuery
from search.query_terms import analyse_query, analyse_shared_words
from search.results import OtherLanguage, SearchResults

OTHER_LANGUAGE_HITS: Final = 3


def answer(indexes: Mapping[str, LanguageIndex], query: SearchQuery, parsed: ParsedQuery) -> SearchResults:
    """Search the language of the query, and the others for words that they have as they are."""
    own = indexes.get(query.language_code)
    if own is None:
        return SearchResults(other_languages=_elsewhere(indexes, query, parsed, frozenset()))
    found = own.answer(analyse_query(parsed, query.language_code, own.spellings), query)
    return SearchResults(
        total_count=found.total_count,
        page_ids=found.page_ids,
        hits=found.hits,
        facets=found.facets,
        other_languages=_elsewhere(indexes, query, parsed, found.translations),
    )


def _elsewhere(
    indexes: Mapping[str, LanguageIndex], query: SearchQuery, parsed: ParsedQuery, shown: frozenset[int]
) -> tuple[OtherLanguage, ...]:
    """Search the other languages; a version of a page found is left out."""
    if query.offset or query.only_pages:
        return ()
    asked = replace(query, limit=OTHER_LANGUAGE_HITS)
    blocks: list[OtherLanguage] = []
    for language_code, index in indexes.items():
        analysed = analyse_shared_words(parsed, language_code, index.spellings)
        if language_code != query.language_code and analysed.searchable:
            found = index.answer(analysed, asked, without=shown)
            blocks.append(OtherLanguage(language_code, found.total_count, found.hits))
    return tuple(block for block in blocks if block.hits)
