"""The address of a page to its publication: ``find/?html_path=``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils.encoding import escape_uri_path
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from pages.publications.models import Publication


def find_page(readable: QuerySet[Publication], html_path: str, host: str) -> int | None:
    """Return the id of the page at a path of the site, with or without language prefix, or where it has moved to."""
    paths = _candidate_paths(html_path)
    addresses = [f"{root}{path}" for path in paths for root in _root_urls(host)]
    found = dict(readable.filter(html_url__in=addresses).values_list("html_url", "object_id"))
    for address in addresses:
        if address in found:
            return found[address]
    return _redirected(readable, html_path)


def _candidate_paths(html_path: str) -> list[str]:
    components = [component for component in urlsplit(html_path).path.split("/") if component]
    path = escape_uri_path("/" + "".join(f"{component}/" for component in components))
    # Wagtail's find knows no language prefixes: a path without one is of the default language's tree.
    return [path, f"/{settings.LANGUAGE_CODE}{path}"]


def _root_urls(host: str) -> Iterable[str]:
    roots = dict.fromkeys(root.root_url for root in Site.get_site_root_paths())
    return sorted(roots, key=lambda root: urlsplit(root).netloc != host)


def _redirected(readable: QuerySet[Publication], html_path: str) -> int | None:
    old_path = Redirect.normalise_path(html_path)
    redirect = Redirect.objects.filter(old_path=old_path, redirect_page__isnull=False).order_by("site_id").first()
    if redirect is None:
        return None
    target = readable.filter(object_id=cast("int", redirect.redirect_page_id))
    return target.values_list("object_id", flat=True).first()
