"""An editorial act and its publications are committed together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class AtomicWritesMiddleware:
    """Runs each unsafe request to the admin in one transaction.

    It stands last in the list, so that the body of the request has been read (by the CSRF check) before SQLite takes
    its write lock. Reading requests are left alone: on SQLite each would take the lock, on PostgreSQL each would
    cost two more round trips.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
    ) -> HttpResponseBase | None:
        """Call the view in a transaction if the request may change something."""
        if request.method in SAFE_METHODS or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        with transaction.atomic():
            return view(request, *args, **kwargs)
