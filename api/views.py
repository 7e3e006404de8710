"""Reading publications in the dialect of Wagtail's API v2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import PermissionDenied
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView
from wagtail.api.v2.utils import BadRequestError

from api import languages, links, surrogate_keys
from api.answers import answer, cache_control, known_tag, not_modified
from api.detail_filters import no_match, require_selected
from api.details import DetailQuery, content_of, header_facts, read_detail, tag_of, version_ids
from api.drafts import draft_answer, wants_draft
from api.finding import find_page
from api.languages import require_locale
from api.listings import Identity, ListingQuery, forget_queries, items_of, listing_query
from api.parameters import refuse_null, wants_html
from api.problems import Withheld, problem_for
from api.readers import ANONYMOUS, Reader, TokenRefused, TokenRequired, reader_for
from api.search_queries import site_filter
from api.searching import search_pages
from api.site_scope import within_site
from api.throttles import ReaderThrottle
from pages.publications.kinds import model_of
from pages.publications.models import Publication, PublicationKind
from pages.publications.references import detail_url
from pages.publications.representation import dump
from pages.publications.selectors import is_one_withheld, publications_for
from pages.publications.stored import GREATEST_ID, StoredPublication

FIND_PARAMETERS = ("id", "html_path")
NO_PARAMETERS = QueryDict("")
VARY = "Authorization, Origin"
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
    permission_classes = ()
    parser_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = JsonOnly
    http_method_names = ["get", "head", "options"]
    kind = PublicationKind.PAGE
    reader: Reader = ANONYMOUS

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """Keep Django's request as well: what is looked up through DRF's takes ten times as long."""
        self.http_request = request
        self.query = request.GET if request.META.get("QUERY_STRING") else NO_PARAMETERS
        return super().initialize_request(request, *args, **kwargs)

    def handle_exception(self, exc: Exception) -> Any:
        """Answer any error with a problem document."""
        return problem_for(exc, self.request)

    def perform_authentication(self, request: Request) -> None:
        """Find out for whom the request is answered; who guesses at tokens is counted by his address."""
        self.reader = ANONYMOUS
        try:
            self.reader = reader_for(self.http_request)
        except TokenRefused:
            self.check_throttles(request)
            raise

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Tell caches for whom the answer is, whatever the view answers."""
        final = super().finalize_response(request, response, *args, **kwargs)
        if "Vary" in final.headers:
            patch_vary_headers(final, VARY.split(", "))
        else:
            final.headers["Vary"] = VARY
        if "Cache-Control" not in final.headers:
            kept = final.status_code not in PASSING_STATUS_CODES
            final.headers["Cache-Control"] = cache_control(self.http_request) if kept else "no-store"
        return final

    def readable(self) -> QuerySet[Publication]:
        """Return what the reader may read of this kind."""
        return publications_for(self.reader.audience_ids, self.kind)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Find out for whom the request is, and refuse what no view here understands."""
        super().initial(request, *args, **kwargs)
        self.check_parameters()

    def check_parameters(self) -> None:
        """Raise a BadRequestError for what all views refuse."""
        wants_html(self.query)


class DetailView(PublicationView):
    """One publication, or its version in the language that is asked for."""

    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Answer with the stored body, or with a projection of all fields if some are named."""
        if wants_draft(self.query, self.kind):
            return self._draft(request, pk)
        wanted = DetailQuery.read(self.query, self.kind)
        stored = self._stored(pk, wanted)
        if stored.text is None:
            return not_modified(self.http_request, stored.etag)
        facts = header_facts(stored)
        headers = {surrogate_keys.HEADER: surrogate_keys.object_key(self.kind, stored.object_id)}
        if facts.alternates:
            headers[links.HEADER] = facts.alternates
        if wanted.preference:
            headers["Content-Location"] = self._location(request, stored.object_id)
        return answer(
            self.http_request,
            content_of(stored, wanted).encode(),
            etag=tag_of(stored, wanted),
            language_codes=[facts.language_code] if facts.language_code else [],
            headers=headers,
        )

    def _stored(self, pk: int, wanted: DetailQuery) -> StoredPublication:
        audience_ids = self.reader.audience_ids
        if pk > GREATEST_ID:
            raise no_match(model_of(self.kind))
        stored = read_detail(self.kind, pk, audience_ids, wanted, known_tag(self.http_request))
        if stored is None and self._is_withheld(pk, wanted):
            raise Withheld
        if self.query:
            require_selected(self.http_request, self.kind, audience_ids, stored.object_id if stored else pk)
        if stored is None:
            raise no_match(model_of(self.kind))
        return stored

    def _is_withheld(self, pk: int, wanted: DetailQuery) -> bool:
        asked_for = {pk}
        if wanted.preference:
            asked_for |= version_ids(self.readable(), pk, wanted.preference)
        return is_one_withheld(self.kind, asked_for, self.reader.audience_ids)

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

    def get(self, _request: Request) -> HttpResponseBase:
        """Answer with the total and the items asked for."""
        query = self._query()
        while (found := self._found(query)) is None:
            forget_queries()
            query = self._query()
        total, identities = found
        items = items_of(identities, query.shape)
        if query.locale is not None and not total:
            require_locale(query.locale)
        locale = f',"requested_locale":{dump(query.locale)}' if query.locale else ""
        served = [query.locale] if query.locale else []
        if query.listing.selection.preference:
            served = list(dict.fromkeys(item.language_code for item in items))
        headers = {surrogate_keys.HEADER: surrogate_keys.kind_key(self.kind)}
        parts = links.listing_links(query.url, query.wanted, total)
        if parts:
            headers[links.HEADER] = parts
        meta = f'{{"total_count":{total}{locale}}}'.encode()
        content = b'{"meta":%b,"items":[%b]}' % (meta, b",".join([item.content for item in items]))
        return answer(self.http_request, content, language_codes=served, headers=headers)

    def check_parameters(self) -> None:
        """Leave it to the query, which is read once for all who ask the same."""

    def _query(self) -> ListingQuery:
        return listing_query(self.http_request, self.kind, self.reader.audience_ids)

    def _found(self, query: ListingQuery) -> tuple[int, Sequence[Identity]] | None:
        if "search" not in query.parameters:
            return query.listing.part(query.wanted)
        if self.kind != PublicationKind.PAGE:
            message = "search is for pages only"
            raise BadRequestError(message)
        return search_pages(query, site_filter(self.http_request), self.reader.audience_ids)


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

    def check_parameters(self) -> None:
        """Refuse what no database can look for; names that are unknown here are for the detail."""
        super().check_parameters()
        refuse_null(self.query)

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
