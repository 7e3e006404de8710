"""Answers that caches and clients can ask for conditionally."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

# Any cache may keep the answer, but asks each time whether it is still right.
DEFAULT_CACHE_CONTROL = "public, max-age=0, must-revalidate"


def answer(
    request: HttpRequest, content: bytes, *, etag: str = "", language_codes: Sequence[str] = ()
) -> HttpResponseBase:
    """Return JSON with its entity tag, or 304 to a client that has it already."""
    quoted = f'"{etag or digest(content)}"'
    response = HttpResponse(content, content_type="application/json")
    response.headers["ETag"] = quoted
    response.headers["Cache-Control"] = getattr(settings, "API_CACHE_CONTROL", DEFAULT_CACHE_CONTROL)
    if language_codes:
        response.headers["Content-Language"] = ", ".join(language_codes)
    return get_conditional_response(request, etag=quoted, response=response) or response


def digest(*parts: bytes) -> str:
    """Return a short digest of bytes."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part)
        total.update(b"\0")
    return total.hexdigest()[:32]
