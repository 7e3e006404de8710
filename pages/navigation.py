"""The menus of the site, read from publications: each reader sees the entries that he may follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from wagtail.models import Page, Site

from pages.models import MenuItem
from pages.publications.models import Publication
from pages.publications.selectors import publications_for

#: A home page stands directly below the root of the tree; all pages of a language are below it.
HOME_DEPTH = 2


@dataclass(frozen=True)
class MenuTarget:
    """An entry of a menu that its reader may follow: a page with its full address, or an address elsewhere."""

    slot: str
    language_code: str
    label: str
    url: str
    page: Publication | None = None
    children: Sequence[MenuTarget] = field(default_factory=list)


def menu_targets(
    site: Site, language_codes: Sequence[str], audience_ids: Collection[int], *, with_children: bool = False
) -> list[MenuTarget]:
    """Return the entries of the menus in some languages, in order.

    ``with_children`` adds to each the pages below it that editors have marked to be shown in menus.
    """
    items = list(
        MenuItem.objects.filter(menu__site=site, menu__locale__language_code__in=language_codes)
        .select_related("menu__locale")
        .order_by("sort_order", "pk")
    )
    ids = [item.page_id for item in items if item.page_id]
    found = publications_for(audience_ids).filter(object_id__in=ids).exclude(html_url="") if ids else ()
    pages = {page.object_id: page for page in found}
    children = _children(pages.values(), audience_ids) if with_children else {}
    targets = []
    for item in items:
        page = pages.get(item.page_id) if item.page_id else None
        url = page.html_url if page else "" if item.page_id else item.url
        if url:
            label = item.label or (page.title if page else "")
            below = [
                MenuTarget(item.menu.slot, item.menu.locale.language_code, child.title, child.html_url, child)
                for child in (children.get(page.path, ()) if page else ())
            ]
            targets.append(MenuTarget(item.menu.slot, item.menu.locale.language_code, label, url, page, below))
    return targets


def _children(parents: Iterable[Publication], audience_ids: Collection[int]) -> dict[str, list[Publication]]:
    below = Q(pk__in=[])
    for parent in parents:
        if parent.depth > HOME_DEPTH:
            below |= Q(path__startswith=parent.path, depth=parent.depth + 1)
    shown = Page.objects.filter(below, show_in_menus=True).values("pk")
    children: dict[str, list[Publication]] = {}
    for child in publications_for(audience_ids).filter(object_id__in=shown).exclude(html_url="").order_by("path"):
        children.setdefault(child.path[: -Page.steplen], []).append(child)
    return children
