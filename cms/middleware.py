"""What happens around every request: its id, its language, its content security policy."""

import re
from collections.abc import Callable
from uuid import uuid4

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.request_id import current_request_id
from pages.publications.access import can_read_page

USABLE_REQUEST_ID = re.compile(r"[\w.-]{8,64}\Z", re.ASCII)


class RequestIdMiddleware:
    """Gives each request an id, the proxy's where it sent one, for the logs and the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        request_id = sent if USABLE_REQUEST_ID.match(sent) else uuid4().hex
        request.META["HTTP_X_REQUEST_ID"] = request_id
        token = current_request_id.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
        response.headers["X-Request-ID"] = request_id
        return response


class SiteLocaleMiddleware(LocaleMiddleware):
    """Chooses the visitor's language, but leaves paths without a language alone.

    Django would answer a missing `/api/…` with a redirect to `/pl/api/…`, as Wagtail's catch-all makes that path
    valid; a client would get an HTML page for a missing record.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(settings.PATHS_WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)


class PrivateAnswersMiddleware:
    """Keeps what a logged-in visitor is shown out of shared caches, and asks again when he comes back to it.

    After a log-out the browser's way back must not show participants' material.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-cache"
        return response


class ReadableRedirectMiddleware(RedirectMiddleware):
    """Leads from an old address to a page that the visitor may read; the new address alone may tell what it is about."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answer = super().process_response(request, response)
        return answer if answer is response or _may_follow(request) else response


def _may_follow(request: HttpRequest) -> bool:
    paths = {Redirect.normalise_path(path) for path in (request.get_full_path(), request.path)}
    targets = Redirect.objects.filter(old_path__in=paths).values("redirect_page")
    return all(can_read_page(request.user, page) for page in Page.objects.filter(pk__in=targets))


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Sends the strict policy of the site, or the one that Wagtail's admin needs."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if parts.config is None and not report_only and request.path_info.startswith("/admin/"):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts
