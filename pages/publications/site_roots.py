"""Addresses of pages, computed from this transaction's sites rather than from Wagtail's cache."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, cast

from django.conf import settings
from django.urls import NoReverseMatch
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath

SiteRoots = Sequence[SiteRootPath]
# As `wagtail.urls.serve_pattern`. To make an address takes twenty times as long, and thousands of pages are asked about.
SERVED: Final = re.compile(r"(?:[\w-]+/)*")


def read_site_roots() -> SiteRoots:
    """Return the root pages of all sites in all languages, the most specific first.

    Wagtail caches them across transactions: a URL computed in a transaction that changed a site and was rolled
    back would leave the wrong host in every later publication.
    """
    roots: list[SiteRootPath] = []
    sites = Site.objects.select_related("root_page__locale")
    for site in sites.order_by("-root_page__url_path", "-is_default_site", "hostname"):
        pages = site.root_page.get_translations(inclusive=True).select_related("locale").order_by("pk")
        roots.extend(SiteRootPath(site.pk, page.url_path, site.root_url, page.locale.language_code) for page in pages)
    return roots


def page_html_url(page: Page, site_roots: SiteRoots) -> str | None:
    """Return the full address of a page in its own language, or None if it belongs to no site."""
    # Where Wagtail keeps the roots that it has read for an object, and looks first.
    page._wagtail_cached_site_root_paths = list(site_roots)  # noqa: SLF001
    with translation.override(page.locale.language_code):
        try:
            return cast("str | None", page.full_url)
        except NoReverseMatch:
            return None


def has_address(url_path: str, site_roots: SiteRoots) -> bool:
    """Say whether a page with this path belongs to a site, at an address that the site serves.

    Wagtail's forms accept no other slug, but code may have set one: then the page is as if it were of no site.
    """
    root = next((root for root in site_roots if url_path.startswith(root.root_path)), None)
    return root is not None and SERVED.fullmatch(url_path, len(root.root_path)) is not None


def absolute_url(path: str) -> str:
    """Return a path of this installation as a full address that depends on no request."""
    return path if path.startswith(("http://", "https://")) else f"{settings.WAGTAILAPI_BASE_URL.rstrip('/')}{path}"
