"""The ``Link`` header (RFC 8288): ways through a listing, and to the other forms and languages of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.encoding import iri_to_uri

from api.pagination import Slice
from pages.publications.site_roots import absolute_url

HEADER: Final = "Link"
PART_PARAMETERS: Final = ("offset", "limit")


def listing_links(url: str, wanted: Slice, total: int) -> str:
    """Return links to the first, previous, next and last part of a listing; ``url`` is that of `part_url`."""
    if not wanted.limit:
        return ""
    last = max(total - 1, 0) // wanted.limit * wanted.limit
    offsets = {"first": 0}
    if wanted.offset > 0:
        offsets["prev"] = max(wanted.offset - wanted.limit, 0)
    if wanted.stop < total:
        offsets["next"] = wanted.stop
    offsets["last"] = last
    return ", ".join(f'<{url}limit={wanted.limit}&offset={offset}>; rel="{name}"' for name, offset in offsets.items())


def part_url(request: HttpRequest) -> str:
    """Return the address of a listing up to the parameters that choose a part of it."""
    others = [(name, values) for name, values in request.GET.lists() if name not in PART_PARAMETERS]
    query = f"{urlencode(others, doseq=True)}&" if others else ""
    return absolute_url(f"{iri_to_uri(request.path)}?{query}")


def detail_links(meta: Mapping[str, Any]) -> str:
    """Return links to the web page of a publication, and to its translations in the API and on the web."""
    links = []
    if meta.get("html_url"):
        links.append(_alternate(meta["html_url"], meta.get("locale"), "text/html"))
    for sibling in meta.get("translations", ()):
        if sibling["detail_url"]:
            links.append(_alternate(sibling["detail_url"], sibling["locale"], "application/json"))
        links.append(_alternate(sibling["html_url"], sibling["locale"], "text/html"))
    return ", ".join(links)


def _alternate(url: str, language_code: str | None, media_type: str) -> str:
    language = f'; hreflang="{language_code}"' if language_code else ""
    return f'<{iri_to_uri(url)}>; rel="alternate"{language}; type="{media_type}"'
