"""The ``search=`` parameter: hits of the site search, in the form of a listing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.conf import settings
from django.http import QueryDict

from api.pagination import Slice
from api.selection import Selection
from search.query import Reader as SearchReader, SearchQuery
from search.services import reader_with, search_for

# Parameters that do not narrow the hits, apart from `locale`, which the search itself takes.
PRESENTATION: Final = frozenset({"search", "search_operator", "locale", "fields", "limit", "offset", "format", "_"})
# How many hits a filter or an order is applied to; engines count beyond that, but rank no further.
MOST_FILTERED: Final = 500


def search_pages(
    selection: Selection, parameters: QueryDict, wanted: Slice, audience_ids: frozenset[int]
) -> tuple[int, list[str]]:
    """Return how many pages were found and the stored JSON of those asked for, best first.

    Without ``locale`` the languages of the site follow one another, each ranked by itself, since scores of two
    languages cannot be compared.
    """
    languages = _languages(selection, parameters)
    reader = reader_with(audience_ids)
    if set(parameters) <= PRESENTATION:
        total, pks = _hits(parameters.get("search", ""), languages, wanted, reader)
        stored = selection.representations_by_id(pks)
        return total, [stored[pk] for pk in pks if pk in stored]
    _total, pks = _hits(parameters.get("search", ""), languages, Slice(0, MOST_FILTERED), reader)
    if "order" in parameters:
        found = replace(selection, objects=selection.objects.filter(pk__in=pks))
        return found.count(), found.representations(wanted.offset, wanted.stop)
    stored = selection.representations_by_id(pks)
    found_pks = [pk for pk in pks if pk in stored]
    return len(found_pks), [stored[pk] for pk in found_pks[wanted.offset : wanted.stop]]


def _languages(selection: Selection, parameters: QueryDict) -> Sequence[str]:
    if selection.preference is not None:
        return selection.preference.codes
    locale = parameters.get("locale")
    return [locale] if locale else [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def _hits(text: str, languages: Sequence[str], wanted: Slice, reader: SearchReader) -> tuple[int, list[int]]:
    total = 0
    pks: list[int] = []
    for language_code in languages:
        missing = wanted.limit - len(pks)
        query = SearchQuery(
            text=text,
            language_code=language_code,
            offset=max(wanted.offset - total, 0),
            limit=max(missing, 1),
        )
        results = search_for(query, reader)
        total += results.total_count
        pks.extend(hit.page_id for hit in results.hits[: max(missing, 0)])
    return total, pks
