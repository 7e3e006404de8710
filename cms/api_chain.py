"""The API's own way through Django: what only visitors and editors need does not stand in the path of a read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import cached_property

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string

from api.problems import problem_for

GetResponse = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]
# What the API says to programs is English, whatever language the thread speaks otherwise.
LANGUAGE_CODE = "en"


class ApiChainMiddleware:
    """Answers the API by the few middleware of ``API_MIDDLEWARE``, and everything else by those that follow.

    It stands first. A reader of the API is anonymous or a token, so that session, messages, CSRF, the account and the
    visitor's language have nothing to do there. The page that documents the API is a page like others.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_site_response = get_response
        self.get_api_response = ApiHandler(settings.API_MIDDLEWARE).get_chain_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        path = request.path_info
        if not path.startswith(settings.API_PATH) or path == self.documentation_path:
            return self.get_site_response(request)
        with translation.override(LANGUAGE_CODE):
            return self.get_api_response(request)

    @cached_property
    def documentation_path(self) -> str:
        """The page about the API."""
        return reverse("wagtailapi_v2:documentation")


class ApiHandler(BaseHandler):
    """Django's handler with a list of middleware of its own, of the kind that only wraps the view."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._view_middleware: list[object] = []
        self._template_response_middleware: list[object] = []
        self._exception_middleware: list[object] = []
        chain = _telling_errors(self._get_response)  # type: ignore[attr-defined]
        for path in reversed(paths):
            chain = _telling_errors(import_string(path)(chain))
        self.get_chain_response = chain


def _telling_errors(get_response: GetResponse) -> GetResponse:
    """Let errors on the way to a view, or back, be problem documents like those of the views."""

    def answered(request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        try:
            return get_response(request)
        except Exception as error:
            return problem_for(error, request)

    return answered
