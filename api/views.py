"""Reading publications in the dialect of Wagtail's API v2."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import PermissionDenied
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView
from wagtail.api.v2.utils import BadRequestError

from api import languages, links, surrogate_keys
from api.answers import answer, cache_control
from api.details import DetailQuery, read_detail
from api.drafts import draft_answer, wants_draft
from api.finding import find_page
from api.pagination import read_slice
from api.parameters import wants_html
from api.problems import problem_for
from api.readers import ANONYMOUS, Reader, TokenRefused, TokenRequired, reader_for
from api.searching import search_pages
from api.selection import Selector
from api.site_scope import within_site
from api.throttles import ReaderThrottle
from pages.publications.kinds import model_of
from pages.publications.models import Publication, PublicationKind
from pages.publications.projection import plan_fields
from pages.publications.references import detail_url
from pages.publications.representation import dump
from pages.publications.selectors import publications_for

FIND_PARAMETERS = ("id", "html_path")
# Errors of the moment or of the reader, which say nothing about the address.
PASSING_STATUS_CODES = frozenset({401, 403, 429, 500, 503})


class JsonOnly(BaseContentNegotiation):
    """Answers JSON whatever the client accepts: a browser that opens an address sees the data."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser:  # noqa: ARG002
        """Return the first parser."""
        return next(iter(parsers))

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002
    ) -> tuple[BaseRenderer, str]:
        """Return the first renderer."""
        renderer = next(iter(renderers))
        return renderer, str(renderer.media_type)


class PublicationView(APIView):
    """What all reading views have: a reader who is anonymous or an app with a token, a limit, and JSON errors.

    Cookies count for nothing, so no authenticator of DRF is asked.
    """

    authentication_classes = ()
    throttle_classes = (ReaderThrottle,)
    permission_classes = (AllowAny,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = JsonOnly
    http_method_names = ["get", "head", "options"]
    kind = PublicationKind.PAGE
    reader: Reader = ANONYMOUS

    def handle_exception(self, exc: Exception) -> Any:
        """Answer any error with a problem document."""
        return problem_for(exc, self.request)

    def perform_authentication(self, request: Request) -> None:
        """Find out for whom the request is answered; who guesses at tokens is counted by his address."""
        self.reader = ANONYMOUS
        try:
            self.reader = reader_for(request)
        except TokenRefused:
            self.check_throttles(request)
            raise

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Tell caches for whom the answer is, whatever the view answers."""
        final = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(final, ["Authorization"])
        if "Cache-Control" not in final.headers:
            kept = final.status_code not in PASSING_STATUS_CODES
            final.headers["Cache-Control"] = cache_control(request) if kept else "no-store"
        return final

    def readable(self) -> QuerySet[Publication]:
        """Return what the reader may read of this kind."""
        return publications_for(self.reader.audience_ids, self.kind)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what no view here understands."""
        super().initial(request, *args, **kwargs)
        wants_html(request.GET)


class DetailView(PublicationView):
    """One publication, or its version in the language that is asked for."""

    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Answer with the stored body, or with a projection of all fields if some are named."""
        if wants_draft(request.GET, self.kind):
            return self._draft(request, pk)
        wanted = DetailQuery.read(request.GET, self.kind)
        stored = read_detail(self.readable(), pk, wanted)
        if stored is None:
            message = f"No {model_of(self.kind)._meta.object_name} matches the given query."
            raise Http404(message)
        meta = stored.meta()
        headers = {surrogate_keys.HEADER: surrogate_keys.object_key(self.kind, stored.object_id)}
        alternates = links.detail_links(meta)
        if alternates:
            headers[links.HEADER] = alternates
        if wanted.preference:
            headers["Content-Location"] = self._location(request, stored.object_id)
        language = meta.get("content_locale") or stored.locale_code
        return answer(
            request,
            stored.content(wanted).encode(),
            etag=stored.tag(wanted),
            language_codes=[language] if language else [],
            headers=headers,
        )

    def _draft(self, request: Request, pk: int) -> HttpResponseBase:
        if self.reader.is_anonymous:
            raise TokenRequired
        if not self.reader.may_read_drafts:
            # Whatever the page: nobody learns so which pages there are.
            message = "the token does not open drafts"
            raise PermissionDenied(message)
        return draft_answer(request.GET, pk, self.reader.admits)

    def _location(self, request: Request, pk: int) -> str:
        query = request.GET.copy()
        for name in languages.PARAMETERS:
            query.pop(name, None)
        url = detail_url(self.kind, pk) or ""
        return f"{url}?{query.urlencode()}" if query else url


class ListingView(PublicationView):
    """Publications by filter, in order, a page at a time."""

    def get(self, request: Request) -> HttpResponseBase:
        """Answer with the total and the items asked for."""
        selection = Selector(request, self.kind, self.reader.audience_ids).select()
        wanted = read_slice(request.GET)
        plan = plan_fields(selection.model, request.GET.get("fields"), detail=False)
        if "search" in request.GET and self.kind == PublicationKind.PAGE:
            total, stored = search_pages(selection, request.GET, wanted, self.reader.audience_ids)
        elif "search" in request.GET:
            message = "search is for pages only"
            raise BadRequestError(message)
        else:
            total = selection.count()
            stored = selection.representations(wanted.offset, wanted.stop)
        found = [json.loads(text) for text in stored]
        meta: dict[str, Any] = {"total_count": total}
        locale = request.GET.get("locale")
        if locale:
            meta["requested_locale"] = locale
        served = [locale] if locale else []
        if selection.preference:
            served = list(dict.fromkeys(data["meta"]["content_locale"] for data in found))
        content = dump({"meta": meta, "items": [plan.project(data) for data in found]})
        headers = {surrogate_keys.HEADER: surrogate_keys.kind_key(self.kind)}
        parts = links.listing_links(request, wanted, total)
        if parts:
            headers[links.HEADER] = parts
        return answer(request, content.encode(), language_codes=served, headers=headers)


class FindView(PublicationView):
    """From an id or an address to the detail."""

    def get(self, request: Request) -> HttpResponseBase:
        """Lead to the detail of what is found, with the other parameters kept."""
        if self.kind == PublicationKind.PAGE:
            languages.read_preference(request.GET)
        pk = self._found(request)
        url = detail_url(self.kind, pk) if pk is not None else None
        if url is None:
            message = "not found"
            raise Http404(message)
        query = request.GET.copy()
        for name in FIND_PARAMETERS:
            query.pop(name, None)
        return HttpResponseRedirect(f"{url}?{query.urlencode()}")

    def _found(self, request: Request) -> int | None:
        readable = self.readable()
        if self.kind == PublicationKind.PAGE:
            readable = within_site(readable, request)
        html_path = request.GET.get("html_path")
        if html_path is not None and self.kind == PublicationKind.PAGE:
            return find_page(readable, html_path, request.get_host())
        if "id" not in request.GET:
            return None
        try:
            pk = int(request.GET["id"])
        except ValueError as error:
            message = "id must be an integer"
            raise BadRequestError(message) from error
        return readable.filter(object_id=pk).values_list("object_id", flat=True).first()
