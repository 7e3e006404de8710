"""From the parameters of a request to a search; a BadRequestError says which of them is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import translation
from rest_framework.request import Request
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.validators import SiteFilterValidator

from api.languages import site_languages
from api.pagination import Slice, read_slice
from api.parameters import refuse_unknown
from api.problems import QueryRefusedError
from search.facets import FACETS, known_keys
from search.query import DEEPEST, LONGEST_TEXT, MOST_KEYS, ORDERS, Filter, Order, SearchQuery
from search.query_parser import parse_query
from search.sites import are_several_sites, filters_of_site

PARAMETERS: Final = ("q", "locale", "query_locale", "order", "limit", "offset", "site", *FACETS)


def read_search(request: Request) -> tuple[SearchQuery, Slice]:
    """Return what is searched for, and which part of the hits is asked for."""
    parameters = request.GET
    refuse_unknown(parameters, PARAMETERS)
    language_code = _language(parameters, "locale", settings.LANGUAGE_CODE)
    words_language_code = _language(parameters, "query_locale", language_code) if "query_locale" in parameters else ""
    wanted = ranked_slice(read_slice(parameters))
    query = SearchQuery(
        text=_text(parameters, language_code),
        language_code=language_code,
        filters=(*_filters(parameters), *site_filter(request)),
        order=_order(parameters),
        offset=wanted.offset,
        limit=wanted.limit,
        words_language_code=words_language_code,
    )
    return query, wanted


def ranked_slice(wanted: Slice) -> Slice:
    """Return the part of a search that is asked for, less what no engine ranks."""
    if wanted.limit and wanted.offset >= DEEPEST:
        message = f"offset must be lower than {DEEPEST} in a search: add a word or a filter"
        raise BadRequestError(message)
    return replace(wanted, limit=min(wanted.limit, DEEPEST - wanted.offset)) if wanted.limit else wanted


def site_filter(request: HttpRequest | Request) -> tuple[Filter, ...]:
    """Return what keeps a search within the site that is asked for, or else that of the host."""
    if "site" not in request.GET and not are_several_sites():
        return ()
    try:
        site = SiteFilterValidator(site=request.GET.get("site"), request=request).site_obj
    except ValueError as error:
        raise BadRequestError(str(error)) from error
    return filters_of_site(site)


def _text(parameters: QueryDict, language_code: str) -> str:
    # As it was sent, spaces and all: places of mistakes and the greatest length are told of that.
    text = parameters.get("q", "")
    if not text.strip():
        message = "q must hold what to search for"
        raise BadRequestError(message)
    # A mistake is told to those who wrote the text, who read this language.
    with translation.override(language_code):
        parsed = parse_query(text)
    if parsed.problems and (len(text) > LONGEST_TEXT or not parsed.searchable):
        raise QueryRefusedError(parsed.problems)
    return text


def _language(parameters: QueryDict, name: str, default: str) -> str:
    code = parameters.get(name, default)
    known = site_languages()
    if code not in known:
        message = f"{name} must be of {', '.join(known)}"
        raise BadRequestError(message)
    return code


def _order(parameters: QueryDict) -> Order:
    asked = parameters.get("order", ORDERS[0])
    for order in ORDERS:
        if order == asked:
            return order
    message = f"order must be of {', '.join(ORDERS)}"
    raise BadRequestError(message)


def _filters(parameters: QueryDict) -> list[Filter]:
    return [_filter(name, tuple(parameters.getlist(name))) for name in FACETS if name in parameters]


def _filter(name: str, keys: tuple[str, ...]) -> Filter:
    if len(keys) > MOST_KEYS:
        message = f"{name} cannot be given more than {MOST_KEYS} times"
        raise BadRequestError(message)
    known = known_keys(name)
    unknown = [key for key in keys if known is not None and key not in known]
    if unknown:
        message = f"{name} has no such value: {', '.join(unknown)}"
        raise BadRequestError(message)
    return Filter(name, tuple(dict.fromkeys(keys)))
