"""The ``search=`` parameter: hits of the site search, in the form of a listing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.http import QueryDict
from wagtail.coreutils import get_content_languages

from api.listings import PRESENTATION, Identity, Listing, ListingQuery
from api.pagination import Slice
from api.search_queries import ranked_slice
from api.selection import Selection
from search.query import Filter, Reader as SearchReader, SearchQuery
from search.services import reader_with, search_for

# How many hits a filter or an order is applied to; engines count beyond that, but rank no further.
MOST_FILTERED: Final = 500


def search_pages(
    query: ListingQuery, within: tuple[Filter, ...], audience_ids: frozenset[int]
) -> tuple[int, list[Identity]]:
    """Return how many pages were found under the filters and those asked for, best first.

    Without ``locale`` the languages of the site follow one another, each ranked by itself, since scores of two
    languages cannot be compared.
    """
    listing, parameters, wanted = query.listing, query.parameters, ranked_slice(query.wanted)
    selection = listing.selection
    asked = SearchQuery(parameters.get("search", ""), "", filters=within, only_pages=True)
    languages = _languages(selection, parameters)
    reader = reader_with(audience_ids)
    if set(parameters) <= PRESENTATION | {"locale", "site"}:
        total, pks = _hits(asked, languages, wanted, reader)
        return total, _in_order(pks, listing)
    _total, pks = _hits(asked, languages, Slice(0, MOST_FILTERED), reader)
    if "order" in parameters:
        found = selection.among(pks)
        return found.count(), list(found.identities()[wanted.offset : wanted.stop])
    found_identities = _in_order(pks, listing)
    return len(found_identities), found_identities[wanted.offset : wanted.stop]


def _in_order(pks: Sequence[int], listing: Listing) -> list[Identity]:
    etags = dict(listing.among(pks))
    return [(pk, etags[pk]) for pk in pks if pk in etags]


def _languages(selection: Selection, parameters: QueryDict) -> Sequence[str]:
    if selection.preference is not None:
        return selection.preference.codes
    locale = parameters.get("locale")
    return [locale] if locale else list(get_content_languages())


def _hits(asked: SearchQuery, languages: Sequence[str], wanted: Slice, reader: SearchReader) -> tuple[int, list[int]]:
    total = 0
    pks: list[int] = []
    for language_code in languages:
        missing = wanted.limit - len(pks)
        offset, limit = max(wanted.offset - total, 0), max(missing, 1)
        query = replace(asked, language_code=language_code, offset=offset, limit=limit)
        results = search_for(query, reader)
        total += results.total_count
        pks.extend(results.page_ids[: max(missing, 0)])
    return total, pks
