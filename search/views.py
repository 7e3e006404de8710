"""The results page."""

import re
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Site

from search.chosen_values import labels_of_chosen
from search.engines.base import SearchUnavailable
from search.labels import FACET_LEGENDS
from search.posters import posters_of
from search.presentation import LAST_PAGE, PAGE_SIZE, ResultsPage
from search.query import MOST_KEYS, Filter, SearchQuery
from search.query_log.services import log_query
from search.selectors import restricted_pages
from search.services import reader_for, search_for
from search.sites import filters_of_site

RETRY_AFTER_S = "30"
ROBOTS = re.compile(r"bot\b|crawl|spider|slurp", re.IGNORECASE)


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Answer a search by a page; without a question, show the form."""
    reader = reader_for(request.user)
    site = Site.find_for_request(request)
    query = query_from(request.GET, get_language() or "")
    within_site = replace(query, filters=(*query.filters, *filters_of_site(site)))
    try:
        found = search_for(within_site, reader)
        labels = labels_of_chosen(within_site, found, reader)
    except SearchUnavailable:
        response = render(request, "search/unavailable.html", {"text": query.text}, status=503)
        response["Retry-After"] = RETRY_AFTER_S
        return response
    if _is_asked_by_a_person(request):
        log_query(query, found, reader)
    posters = posters_of(found, reader.audience_ids)
    restricted = restricted_pages({hit.page_id for hit in found.all_hits}, reader)
    listing = ResultsPage(query, found, site.root_url if site else "", posters, restricted, labels)
    response = render(request, "search/results.html", {"listing": listing})
    # What is found depends on who asks.
    response["Cache-Control"] = "private, no-cache"
    return response


def query_from(parameters: QueryDict, language_code: str) -> SearchQuery:
    """Return what the parameters of an address ask; what they say wrongly is passed over."""
    page = parameters.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < len(str(LAST_PAGE)) + 1 else 1
    filters = [Filter(name, tuple(parameters.getlist(name)[:MOST_KEYS])) for name in FACET_LEGENDS]
    return SearchQuery(
        text=parameters.get("q", "").strip(),
        language_code=language_code,
        filters=tuple(asked for asked in filters if asked.keys),
        order="-date" if parameters.get("order") == "-date" else "relevance",
        offset=(min(max(number, 1), LAST_PAGE) - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        words_language_code=_language_named(parameters.get("query_locale", "")),
    )


def _is_asked_by_a_person(request: HttpRequest) -> bool:
    """Say whether somebody wants to see this, and not a robot, a checker of links, or a browser in advance."""
    is_robot = ROBOTS.search(request.headers.get("User-Agent", ""))
    return request.method == "GET" and not is_robot and "Sec-Purpose" not in request.headers


def _language_named(code: str) -> str:
    return code if code in dict(settings.LANGUAGES) else ""
