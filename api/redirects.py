"""Redirects that a reader may know of: those that lead out of the site, and those to pages that he may read."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from api.readers import Reader
from api.site_content import page_link
from pages.publications.models import Publication
from pages.publications.references import API_NAMESPACE
from pages.publications.selectors import publications_for
from pages.publications.site_roots import absolute_url


def readable_redirects(reader: Reader) -> QuerySet[Redirect]:
    """Return the redirects whose target the reader may know.

    An address within the site that was typed in, not chosen, counts as its page; where it is none that the reader may
    read, nothing tells whether it is a hidden one.
    """
    readable = publications_for(reader.audience_ids).exclude(html_url="")
    to_page = Exists(readable.filter(object_id=OuterRef("redirect_page_id")))
    to_address = Exists(readable.filter(html_url=OuterRef("redirect_link")))
    outside = Q(redirect_link__startswith="http")
    for root_url in site_root_urls():
        outside &= ~Q(redirect_link__istartswith=root_url)
    return Redirect.objects.filter(
        (Q(redirect_page__isnull=False) & to_page) | (Q(redirect_page=None) & (outside | to_address))
    ).order_by("old_path", "site_id", "pk")


def site_root_urls() -> list[str]:
    """Return under which addresses this installation answers."""
    roots = [site.root_url for site in Site.objects.order_by("pk")]
    return list(dict.fromkeys([*roots, absolute_url("")]))


def described_redirects(redirects: list[Redirect], reader: Reader) -> list[dict[str, Any]]:
    """Return redirects in the form of Wagtail's own API, with the page they lead to."""
    ids = [redirect.redirect_page_id for redirect in redirects if redirect.redirect_page_id]
    rows = publications_for(reader.audience_ids).filter(object_id__in=ids) if ids else ()
    pages = {row.object_id: row for row in rows}
    return [_described(redirect, pages.get(redirect.redirect_page_id)) for redirect in redirects]


def redirect_url(redirect: Redirect) -> str:
    """Return the address of a redirect in the API."""
    return absolute_url(reverse(f"{API_NAMESPACE}:redirect", args=(redirect.pk,)))


def _described(redirect: Redirect, page: Publication | None) -> dict[str, Any]:
    location = redirect.redirect_link
    if page is not None:
        location = page.html_url
        if redirect.redirect_page_route_path:
            location = location.rstrip("/") + redirect.redirect_page_route_path
    return {
        "id": redirect.pk,
        "meta": {"type": "wagtailredirects.Redirect", "detail_url": redirect_url(redirect)},
        "old_path": redirect.old_path,
        "site": redirect.site.hostname if redirect.site else None,
        "location": location,
        "is_permanent": redirect.is_permanent,
        "page": page_link(page),
    }
