"""``suggest/?q=``: titles and terms for what somebody types into the search field of an app."""

from __future__ import annotations

from django.http import HttpResponseBase, QueryDict
from rest_framework.request import Request
from wagtail.api.v2.utils import BadRequestError

from api import surrogate_keys
from api.answers import answer
from api.languages import site_preference
from api.shapes import Suggestion, Suggestions
from api.strict_views import StrictView
from pages.publications.models import PublicationKind
from pages.publications.references import detail_url
from pages.publications.representation import dump
from pages.publications.site_roots import absolute_url
from search import suggestions
from search.addresses import results_url
from search.query import LONGEST_TEXT
from search.services import reader_with, suggestions_for


class SuggestView(StrictView):
    """What is suggested to who types."""

    parameters = ("q", "locale")

    def get(self, _request: Request) -> HttpResponseBase:
        """Answer with titles and terms that have the typed words, those of the language asked for first."""
        language_code = site_preference(self.query).requested
        found = suggestions_for(_text(self.query), language_code, reader_with(self.reader.audience_ids))
        content: Suggestions = {
            "meta": {"total_count": len(found), "locale": language_code},
            "items": [_item(suggestion) for suggestion in found],
        }
        return answer(
            self.http_request,
            dump(content).encode(),
            language_codes=list(dict.fromkeys(suggestion.language_code for suggestion in found)),
            headers={surrogate_keys.HEADER: surrogate_keys.kind_key(PublicationKind.PAGE)},
        )


def _text(parameters: QueryDict) -> str:
    text = parameters.get("q")
    if text is None:
        message = "q is required"
        raise BadRequestError(message)
    if len(text) > LONGEST_TEXT:
        message = f"q must have no more than {LONGEST_TEXT} characters"
        raise BadRequestError(message)
    return text


def _item(suggestion: suggestions.Suggestion) -> Suggestion:
    is_page = isinstance(suggestion.id, int)
    address = suggestion.url if is_page else results_url(suggestion.text, suggestion.language_code)
    return {
        "kind": suggestion.kind,
        "id": suggestion.id if isinstance(suggestion.id, int) else str(suggestion.id),
        "locale": suggestion.language_code,
        "text": suggestion.text,
        "html": str(suggestion.html),
        "html_url": absolute_url(address),
        "type": suggestion.type or None,
        "detail_url": detail_url(PublicationKind.PAGE, suggestion.id) if isinstance(suggestion.id, int) else None,
    }
