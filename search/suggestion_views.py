"""What the search field of the site shows while somebody types."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from search.addresses import local_url, results_url
from search.engines.base import SearchUnavailable
from search.labels import language_label, type_label
from search.query import LONGEST_TEXT
from search.services import reader_for, suggestions_for
from search.suggestions import Suggestion
from search.views import RETRY_AFTER_S


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A line below the search field: what it says, where it leads and what it is."""

    html: SafeString
    url: str
    kind_label: str
    #: Where it is not that of the visitor.
    language_code: str
    language_label: str


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with the lines for what has been typed, to be put below the field."""
    language_code = get_language() or ""
    # What is longer comes from no form of ours.
    text = request.GET.get("q", "")[:LONGEST_TEXT]
    try:
        found = suggestions_for(text, language_code, reader_for(request.user))
    except SearchUnavailable:
        return HttpResponse(status=503, headers={"Retry-After": RETRY_AFTER_S, "Cache-Control": "no-store"})
    site = Site.find_for_request(request)
    shown = [_shown(suggestion, language_code, site.root_url if site else "") for suggestion in found]
    response = render(request, "search/suggestions.html", {"suggestions": shown})
    # What is suggested depends on who asks.
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _shown(suggestion: Suggestion, language_code: str, root_url: str) -> ShownSuggestion:
    is_page = suggestion.kind == "page"
    is_foreign = suggestion.language_code != language_code
    return ShownSuggestion(
        html=suggestion.html,
        url=local_url(suggestion.url, root_url) if is_page else results_url(suggestion.text, suggestion.language_code),
        kind_label=type_label(suggestion.type) if is_page else gettext("Search for this term"),
        language_code=suggestion.language_code if is_foreign else "",
        language_label=language_label(suggestion.language_code) if is_foreign else "",
    )
