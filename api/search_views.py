"""The site search for apps."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.utils import translation
from rest_framework.request import Request

from api import links, surrogate_keys
from api.answers import answer
from api.search_answers import described
from api.search_queries import read_search
from api.views import PublicationView
from pages.publications.models import PublicationKind
from pages.publications.representation import dump
from search.query import DEEPEST
from search.query_log.services import log_query
from search.services import reader_with, search_for


class SearchView(PublicationView):
    """The pages that answer a query, with the places in them, facets, and what other languages have."""

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with a part of the hits, best first."""
        query, wanted = read_search(request)
        audience_ids = self.reader.audience_ids
        reader = reader_with(audience_ids)
        # What is wrong with the text is told in the language of the answer.
        with translation.override(query.language_code):
            results = search_for(query, reader)
        log_query(query, results, reader)
        headers = {surrogate_keys.HEADER: surrogate_keys.kind_key(PublicationKind.PAGE)}
        parts = links.listing_links(links.part_url(self.http_request), wanted, min(results.total_count, DEEPEST))
        if parts:
            headers[links.HEADER] = parts
        content = dump(described(results, query.language_code, audience_ids))
        language_code = results.language_code or query.language_code
        return answer(self.http_request, content.encode(), language_codes=[language_code], headers=headers)
