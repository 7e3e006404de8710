"""The address of a page to its publication: ``find/?html_path=``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Site

from api.redirects import page_address, redirect_at
from pages.publications.models import Publication

# A redirect may lead to an address that has moved again; one that leads in a circle leads nowhere.
MOST_HOPS: Final = 4


def find_page(readable: QuerySet[Publication], html_path: str, host: str) -> int | None:
    """Return the id of the page at a path of the site, with or without language prefix, or where it has moved to."""
    roots = _root_urls(host)
    path = html_path
    for _hop in range(MOST_HOPS):
        found = _page_at(readable, path, roots)
        if found is not None:
            return found
        redirect = redirect_at(path, host)
        if redirect is None:
            return None
        if redirect.redirect_page_id:
            target = readable.filter(object_id=redirect.redirect_page_id)
            return target.values_list("object_id", flat=True).first()
        path = redirect.redirect_link
        is_of_site = path.startswith("/") and not path.startswith("//")
        if not (is_of_site or any(path.startswith(f"{root}/") for root in roots)):
            return None
    return None


def _page_at(readable: QuerySet[Publication], html_path: str, roots: Sequence[str]) -> int | None:
    paths = _candidate_paths(html_path)
    addresses = [f"{root}{path}" for path in paths for root in roots]
    # An address is too long for an index; the page's own part of it is in one, and only a front page's is not in it.
    slugs = {_last_part(path) for path in (*paths, *(root.root_path for root in Site.get_site_root_paths()))}
    rows = readable.filter(slug__in=slugs, html_url__in=addresses)
    found = dict(rows.values_list("html_url", "object_id"))
    return next((found[address] for address in addresses if address in found), None)


def _last_part(path: str) -> str:
    return unquote(path).strip("/").rpartition("/")[2]


def _candidate_paths(html_path: str) -> list[str]:
    path = page_address(html_path)
    # Wagtail's find knows no language prefixes: a path without one is of the default language's tree.
    return [path, f"/{settings.LANGUAGE_CODE}{path}"]


def _root_urls(host: str) -> list[str]:
    roots = dict.fromkeys(root.root_url for root in Site.get_site_root_paths())
    return sorted(roots, key=lambda root: urlsplit(root).netloc != host)
