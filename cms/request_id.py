"""The id of the request that a log line belongs to."""

import logging
from contextvars import ContextVar

from django.http import HttpRequest

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")


class RequestIdFilter(logging.Filter):
    """Adds the id of the current request to each log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django logs the outcome of a request after the middleware has ended, and hands the request over.
        request = getattr(record, "request", None)
        named = request.META.get("HTTP_X_REQUEST_ID", "") if isinstance(request, HttpRequest) else ""
        record.request_id = current_request_id.get() or named
        return True
