"""Words that stand on most pages, which are of no use as synonyms: who searches for the other words finds everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pages.language.tokens import forms
from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID
from pages.publications.selectors import publications_for
from search.curation import Curation
from search.engines.base import SearchUnavailable
from search.query import SearchQuery
from search.services import public_reader, search_as_curated

#: On a site of fewer pages, most words of the trade stand on most of them.
FEWEST_PAGES: Final = 10


@dataclass(frozen=True, slots=True)
class CommonWord:
    """A word or expression with the number of public pages in its language that have it, and of all there are."""

    text: str
    page_count: int
    all_pages: int


def common_words(lines: Iterable[str], language_code: str) -> list[CommonWord]:
    """Return the words and expressions that stand on more than half of the pages; none while search is away."""
    pages = publications_for({PUBLIC_AUDIENCE_ID}).filter(locale_code=language_code, alias_of_id=None)
    all_pages = pages.count()
    if all_pages < FEWEST_PAGES:
        return []
    try:
        counted = [CommonWord(line, _page_count(line, language_code), all_pages) for line in lines]
    except SearchUnavailable:
        return []
    return [word for word in counted if word.page_count * 2 > word.all_pages]


def _page_count(line: str, language_code: str) -> int:
    # In quotes, so that nothing is added.
    quoted = f'"{" ".join(forms(line))}"'
    query = SearchQuery(quoted, language_code, limit=0, only_pages=True)
    return search_as_curated(query, public_reader(), Curation()).total_count
