"""Answers that caches and clients can ask for conditionally."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from rest_framework.request import Request

from api.problems import PreconditionFailed

# Only the app itself may keep what it was shown for its token.
TOKEN_CACHE_CONTROL = "private, max-age=0, must-revalidate"  # noqa: S105 - no secret

ONE_TAG: Final = re.compile(r'"([0-9a-f]{32})"')


def cache_control(request: HttpRequest | Request) -> str:
    """Return who may keep the answer to a request: whether it carries a token, or none, decides."""
    if "HTTP_AUTHORIZATION" in request.META:
        return TOKEN_CACHE_CONTROL
    return str(settings.API_CACHE_CONTROL)


def answer(
    request: HttpRequest,
    content: bytes,
    *,
    etag: str = "",
    language_codes: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponseBase:
    """Return JSON with its entity tag, or 304 to a client that has it already.

    Raises `PreconditionFailed` if the client wants the answer only under another tag.
    """
    quoted = f'"{etag or digest(content)}"'
    response = HttpResponse(content, content_type="application/json")
    response.headers["ETag"] = quoted
    response.headers["Content-Length"] = str(len(content))
    response.headers["Cache-Control"] = cache_control(request)
    if language_codes:
        response.headers["Content-Language"] = ", ".join(language_codes)
    for name, value in (headers or {}).items():
        response.headers[name] = value
    if "HTTP_IF_NONE_MATCH" in request.META or "HTTP_IF_MATCH" in request.META:
        return _conditional(request, quoted, response)
    return response


def _conditional(request: HttpRequest, quoted: str, response: HttpResponse) -> HttpResponseBase:
    found: HttpResponseBase = get_conditional_response(request, etag=quoted, response=response) or response
    if found.status_code == HTTPStatus.PRECONDITION_FAILED:
        raise PreconditionFailed
    return found


def not_modified(request: HttpRequest, etag: str) -> HttpResponseBase:
    """Tell a client that what it has under an entity tag is still right."""
    headers = {"ETag": f'"{etag}"', "Cache-Control": cache_control(request)}
    return HttpResponseNotModified(headers=headers)


def known_tag(request: HttpRequest | Request) -> str:
    """Return the one entity tag of an answer that the client has already, or nothing if it names more or none."""
    found = ONE_TAG.fullmatch(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return found[1] if found and "HTTP_IF_MATCH" not in request.META else ""


def digest(*parts: bytes) -> str:
    """Return a short digest of bytes."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part)
        total.update(b"\0")
    return total.hexdigest()[:32]
