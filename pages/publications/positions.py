"""Places of pages in the tree, which Wagtail also changes by SQL that sends no signal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from wagtail.models import Page

from pages.publications.models import Publication, PublicationKind
from pages.publications.rows import STANDING


def moved_pages(pages: Iterable[Page]) -> set[int]:
    """Return the ids of published pages whose address has changed because one of these pages, or its parent, moved.

    Paths that changed without the address, as when pages are reordered, are put right on the way: they are the order
    of listings, and no reader sees them.
    """
    prefixes = _changed_prefixes(list(pages))
    if not prefixes:
        return set()
    moved = _beneath(prefixes)
    _set_paths([row.pk for row in moved if not row.deleted and row.path != row.true_path])
    return {row.object_id for row in moved if row.url_path != row.true_url_path}


def _changed_prefixes(pages: Sequence[Page]) -> set[str]:
    """Return the paths beneath which places or addresses may have changed: most acts change none."""
    stored = Publication.objects.filter(
        kind=PublicationKind.PAGE, deleted=False, object_id__in=[page.pk for page in pages]
    )
    places = {pk: place for pk, *place in stored.values_list("object_id", "path", "url_path")} if pages else {}
    prefixes: set[str] = set()
    for page in pages:
        path, url_path = places.get(page.pk, ("", ""))
        if path != page.path:
            # A page that has moved, or that is new here, may have pushed its neighbours aside.
            prefixes.add(_parent_path(page))
        elif url_path != page.url_path:
            prefixes.add(page.path)
    return prefixes


def _beneath(prefixes: Iterable[str]) -> list[Any]:
    """Return the rows of pages whose path or address is no longer that of the page, with what they are now.

    Also of all that are withheld, which have kept neither: they are told of elsewhere, and may now be where few may read.
    """
    beneath = Q(pk__in=[])
    for prefix in prefixes:
        beneath |= Q(true_path__startswith=prefix)
    page = Page.objects.filter(pk=OuterRef("object_id"))
    rows = Publication.objects.filter(STANDING, kind=PublicationKind.PAGE)
    rows = rows.annotate(true_path=Subquery(page.values("path")), true_url_path=Subquery(page.values("url_path")))
    moved = rows.filter(beneath).exclude(path=F("true_path"), url_path=F("true_url_path"))
    return list(moved.only("object_id", "deleted", "path", "url_path"))


def _parent_path(page: Page) -> str:
    return page.path[: -Page.steplen]


def _set_paths(pks: list[int]) -> None:
    if pks:
        page = Page.objects.filter(pk=OuterRef("object_id"))
        Publication.objects.filter(pk__in=pks).update(
            path=Subquery(page.values("path")), depth=Subquery(page.values("depth"))
        )
