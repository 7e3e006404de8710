"""Redirects that a reader may know of: those that lead out of the site, and those to pages that he may read."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from api.readers import Reader
from api.shapes import Redirect as RedirectShape
from pages.publications.models import Publication
from pages.publications.references import API_NAMESPACE, page_link
from pages.publications.selectors import publications_for
from pages.publications.site_roots import absolute_url


def readable_redirects(reader: Reader, among: QuerySet[Redirect] | None = None) -> QuerySet[Redirect]:
    """Return the redirects, all or some, whose target the reader may know.

    An address within the site that was typed in, not chosen, counts as its page; where it is none that the reader may
    read, nothing tells whether it is a hidden one.
    """
    readable = publications_for(reader.audience_ids).exclude(html_url="")
    to_page = Exists(readable.filter(object_id=OuterRef("redirect_page_id")))
    redirects = Redirect.objects.all() if among is None else among
    known = Q(redirect_page__isnull=False) & to_page | Q(pk__in=_known_typed(redirects, readable))
    return redirects.filter(known).order_by("old_path", "site_id", "pk")


def redirect_at(html_path: str, host: str, reader: Reader | None = None) -> Redirect | None:
    """Return the redirect of a path, one of the host's own site first, then one of all sites.

    With a reader it is one whose target he may know. As on the site, a query may be part of the old address; a path
    without language prefix is the default language's.
    """
    try:
        old_paths = _old_paths(html_path)
    except ValueError:  # no address at all
        return None

    def rank(redirect: Redirect) -> tuple[int, bool, bool, int]:
        site = redirect.site
        is_of_host = site is not None and urlsplit(site.root_url).netloc == host
        return old_paths.index(redirect.old_path), not is_of_host, site is not None, redirect.pk

    found = Redirect.objects.filter(old_path__in=old_paths)
    if reader is not None:
        found = readable_redirects(reader, found)
    return min(found.select_related("site"), key=rank, default=None)


def page_address(html_path: str) -> str:
    """Return the path of an address as the addresses of pages have it: escaped, with a slash at its end.

    What is no address at all is taken for a path, of which there is no page.
    """
    try:
        path = urlsplit(html_path).path
    except ValueError:
        path = html_path
    components = [component for component in path.split("/") if component]
    return escape_uri_path("/" + "".join(f"{component}/" for component in components))


def _old_paths(html_path: str) -> list[str]:
    """Return the forms in which an old address may be stored, the most exact first."""
    address = urlsplit(html_path)
    whole = Redirect.normalise_path(f"{address.path}?{address.query}" if address.query else address.path)
    bare = Redirect.normalise_path(address.path)
    prefixed = Redirect.normalise_path(f"/{settings.LANGUAGE_CODE}/{address.path.lstrip('/')}")
    return [whole, bare, prefixed]


def _known_typed(redirects: QuerySet[Redirect], readable: QuerySet[Publication]) -> list[int]:
    """Return the ids of those redirects that lead to a typed address that is elsewhere, or that of a readable page."""
    typed = list(redirects.filter(redirect_page=None).values_list("pk", "redirect_link"))
    if not typed:
        return []
    root_urls = {*(site.root_url for site in Site.objects.all()), absolute_url("")}
    hosts = {"", *(urlsplit(root_url).hostname or "" for root_url in root_urls)}
    known: list[int] = []
    within: dict[int, set[str]] = {}
    for pk, link in typed:
        try:
            is_elsewhere = (urlsplit(link).hostname or "") not in hosts
        except ValueError:  # no address at all
            continue
        if is_elsewhere:
            known.append(pk)
        else:
            within[pk] = {f"{root_url}{page_address(link)}" for root_url in root_urls}
    if within:
        addresses = set().union(*within.values())
        shown = set(readable.filter(html_url__in=addresses).values_list("html_url", flat=True))
        known.extend(pk for pk, candidates in within.items() if candidates & shown)
    return known


def described_redirects(redirects: list[Redirect], reader: Reader) -> list[RedirectShape]:
    """Return redirects in the form of Wagtail's own API, with the page they lead to."""
    ids = [redirect.redirect_page_id for redirect in redirects if redirect.redirect_page_id]
    rows = publications_for(reader.audience_ids).filter(object_id__in=ids) if ids else ()
    pages = {row.object_id: row for row in rows}
    return [_described(redirect, pages.get(redirect.redirect_page_id)) for redirect in redirects]


def redirect_url(redirect: Redirect) -> str:
    """Return the address of a redirect in the API."""
    return absolute_url(reverse(f"{API_NAMESPACE}:redirect", args=(redirect.pk,)))


def _described(redirect: Redirect, page: Publication | None) -> RedirectShape:
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
        "page": page_link(page) if page else None,
    }
