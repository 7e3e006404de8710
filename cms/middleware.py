"""What happens around every request: its id, its language, its content security policy."""

import re
from collections.abc import Awaitable, Callable
from functools import cache
from http import HTTPStatus
from itertools import count
from secrets import token_hex

from corsheaders.middleware import CorsMiddleware
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.middleware.security import SecurityMiddleware
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.request_id import current_request_id
from pages.publications.access import can_read_page

# Django's own pages about errors, which carry their styles.
DEBUG_PAGES = (HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.NOT_FOUND)
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
# Ids are unique by process and number: a random one for each request would take as long as a small answer's JSON.
PROCESS_ID = token_hex(10)
REQUEST_NUMBERS = count()
USABLE_REQUEST_ID = re.compile(r"[\w.-]{8,64}\Z", re.ASCII)


class RequestIdMiddleware:
    """Gives each request an id, the proxy's where it sent one, for the logs and the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = sent if sent and USABLE_REQUEST_ID.match(sent) else f"{PROCESS_ID}{next(REQUEST_NUMBERS):012x}"
        request.META["HTTP_X_REQUEST_ID"] = request_id
        token = current_request_id.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
        response.headers["X-Request-ID"] = request_id
        return response


class ApiCorsMiddleware(CorsMiddleware):
    """Lets pages of other origins read the API; most readers are no browsers and name none.

    What the API answers says itself that it varies by the origin.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        return super().__call__(request) if "HTTP_ORIGIN" in request.META else self.get_response(request)


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
    """Sends the strict policy of the site, or the one that Wagtail's admin needs.

    No view of ours changes its policy, so that each of the two is put together once.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if settings.DEBUG and response.status_code in DEBUG_PAGES:
            return response
        response.headers.setdefault(HEADER, _policy(is_admin=request.path_info.startswith("/admin/")))
        return response


class DataSecurityMiddleware(SecurityMiddleware):
    """Django's headers on answers that are data, and a policy: whatever a browser takes them for, nothing loads in them.

    The policy is not put together by the package, which prepares a nonce for each request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        # What a document tells of itself, and whose windows it shares, is nothing to data; each header of a small
        # answer is a hundredth of its cost.
        self.referrer_policy = self.cross_origin_opener_policy = None

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        secured = super().process_response(request, response)
        secured.headers.setdefault(HEADER, DATA_POLICY)
        return secured


@cache
def _policy(*, is_admin: bool) -> str:
    return str(build_policy(config=settings.ADMIN_CONTENT_SECURITY_POLICY if is_admin else None))
