"""Errors as problem details (RFC 9457), with the ``message`` that clients of Wagtail's v2 API read."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import APIException, Throttled
from wagtail.api.v2.utils import BadRequestError

from search.engines.base import SearchUnavailable
from search.query_parser import QueryProblem

logger = logging.getLogger(__name__)


class QueryRefusedError(BadRequestError):
    """A search text has mistakes; each is told with its place."""

    def __init__(self, problems: Sequence[QueryProblem]) -> None:
        first = problems[0]
        super().__init__(f"q, at character {first.position}: {first.message}")
        self.problems = problems


class Withheld(APIException):
    """What is asked for shows something that was closed a moment ago, and is being rebuilt without it."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = "the object is being rebuilt: ask again in a moment"
    wait = 5


class PreconditionFailed(APIException):
    """The client wants one of some answers, by their entity tags, and there is another."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = "the answer has another entity tag"


def problem(
    status: int, message: str, headers: dict[str, str] | None = None, more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Return a problem document, with further members if there are any."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": message,
        "message": message,
        **(more or {}),
    }
    content = json.dumps(document, ensure_ascii=False).encode()
    every = {"Content-Length": str(len(content)), **(headers or {})}
    return HttpResponse(content, status=status, content_type="application/problem+json", headers=every)


def problem_for(error: Exception, request: HttpRequest) -> HttpResponse:
    """Return the problem document for an exception of a view."""
    match error:
        case BadRequestError():
            return problem(HTTPStatus.BAD_REQUEST, str(error), more=_places_of(error))
        case Http404():
            return problem(HTTPStatus.NOT_FOUND, str(error) or "not found")
        case SearchUnavailable():
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, "search is not available", {"Retry-After": "30"})
        case SuspiciousOperation():
            # Such as the name of a host that is not ours; the text of the error is for the operator.
            return problem(HTTPStatus.BAD_REQUEST, "the request is not one that this server answers")
        case APIException():
            return problem(error.status_code, _message_of(error), _headers_of(error))
    logger.error("The API failed to answer %s", request.path, exc_info=error)
    got_request_exception.send(sender=problem_for, request=request)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal server error")


def _places_of(error: BadRequestError) -> Mapping[str, Any] | None:
    if not isinstance(error, QueryRefusedError):
        return None
    return {"problems": [{"position": found.position, "message": found.message} for found in error.problems]}


def _message_of(error: APIException) -> str:
    # DRF's own text is half translated, by the language of whoever asks.
    return "too many requests" if isinstance(error, Throttled) else str(error.detail)


def _headers_of(error: APIException) -> dict[str, str]:
    # As DRF's own handler of exceptions: these two say by attributes what the client may do.
    headers = {"WWW-Authenticate": getattr(error, "auth_header", None), "Retry-After": getattr(error, "wait", None)}
    return {name: str(value) for name, value in headers.items() if value is not None}


@csrf_exempt  # nothing is written, and Django's refusal would be a page of HTML
def not_found(_request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Answer an address of the API that does not exist."""
    return problem(HTTPStatus.NOT_FOUND, "there is nothing at this address")
