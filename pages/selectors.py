"""What the pages of the site show to one visitor.

Lists, cards, menus and breadcrumbs read publications, so that each shows only what its visitor may
read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import timezone, translation
from wagtail.models import Locale, Page, Site

from media_library.access import get_access_policy
from media_library.models import Document, Image, MediaItem
from media_library.selectors import poster_url
from pages.models import CourseMeeting, CoursePage, MenuItem, SiteTexts
from pages.models.base import BasePage
from pages.publications.selectors import readable_publications

Visitor = AbstractBaseUser | AnonymousUser
AnyPage = TypeVar("AnyPage", bound=BasePage)
AnyFile = TypeVar("AnyFile", Document, Image, MediaItem)

#: What speakers call their language where languages are chosen; Django's Lithuanian name means "in Lithuanian".
NATIVE_NAMES = {"lt": "Lietuvių"}
#: A home page stands directly below the root of the tree.
HOME_DEPTH = 2


@dataclass(frozen=True)
class LanguageLink:
    """The way to the same page, or else to the front page, in a language of the site."""

    code: str
    name: str
    url: str
    is_current: bool
    is_translation: bool


@dataclass(frozen=True)
class MenuEntry:
    """An entry of a menu that this visitor may follow."""

    label: str
    url: str
    is_current: bool


def readable_pages(pages: Iterable[Page | None], user: Visitor) -> list[Page]:
    """Return those of the pages that the visitor may read, in their order, in their own type."""
    ids = [page.pk for page in pages if page is not None]
    if not ids:
        return []
    readable = readable_publications(user).filter(object_id__in=ids).values("object_id")
    found = {page.pk: page for page in Page.objects.filter(pk__in=readable).specific()}
    return [found[pk] for pk in ids if pk in found]


def readable_files(files: Iterable[AnyFile | None], user: Visitor) -> list[AnyFile]:
    """Return those of the files that the visitor may read, in their order."""
    policy = get_access_policy()
    return [file for file in files if file is not None and policy.can_read(user, file)]


def readable_poster_url(item: MediaItem, user: Visitor, width: int) -> str:
    """Return the address of a film's poster, or nothing where it has none that the visitor may see."""
    return (poster_url(item, width) or "") if readable_files([item.poster], user) else ""


def readable_children(page: Page, user: Visitor, model: type[AnyPage]) -> list[AnyPage]:
    """Return the children of a type that the visitor may read, in the order of the tree."""
    publications = readable_publications(user).filter(
        type=model._meta.label, path__startswith=page.path, depth=page.depth + 1
    )
    children = model.objects.filter(pk__in=publications.values("object_id"))
    return list(children.select_related("locale").order_by("path"))


def breadcrumbs_for(page: Page, user: Visitor) -> list[Page]:
    """Return the readable ancestors of a page, from the front page downwards."""
    ancestors = page.get_ancestors().filter(depth__gte=HOME_DEPTH)
    return readable_pages(ancestors, user)


def language_links(page: Page | None, request: HttpRequest) -> list[LanguageLink]:
    """Return a link for each language of the site."""
    urls = _translation_urls(page, request.user) if page is not None else {}
    links = []
    for code, _name in settings.LANGUAGES:
        url = urls.get(code) or (translate_url(request.get_full_path(), code) if page is None else f"/{code}/")
        links.append(
            LanguageLink(
                code=code,
                name=NATIVE_NAMES.get(code) or translation.get_language_info(code)["name_local"].capitalize(),
                url=url,
                is_current=code == translation.get_language(),
                is_translation=code in urls,
            )
        )
    return links


def _translation_urls(page: Page, user: Visitor) -> dict[str, str]:
    siblings = readable_publications(user).filter(translation_key=page.translation_key)
    urls = dict(siblings.values_list("locale_code", "html_url"))
    return {code: url for code, url in urls.items() if url}


def menu_for(request: HttpRequest, slot: str) -> list[MenuEntry]:
    """Return the entries of a menu in the active language that this visitor may follow."""
    site = Site.find_for_request(request)
    items = list(
        MenuItem.objects.filter(
            menu__site=site, menu__slot=slot, menu__locale__language_code=translation.get_language()
        )
        .select_related("page")
        .order_by("sort_order")
    )
    readable = {page.pk: page for page in readable_pages([item.page for item in items], request.user)}
    entries = []
    for item in items:
        page = readable.get(item.page_id)
        if page is None and item.page_id:
            continue
        url = page.get_url(request) if page else item.url
        if url:
            entries.append(MenuEntry(item.label or (page.title if page else ""), url, _is_current(request, url)))
    return entries


def _is_current(request: HttpRequest, url: str) -> bool:
    """Tell whether the visitor is at an address or below it; everything is below a front page."""
    is_front_page = url.strip("/") == translation.get_language()
    return request.path == url or (not is_front_page and request.path.startswith(url))


def site_texts_for(request: HttpRequest) -> SiteTexts | None:
    """Return the texts of the site in the active language."""
    return (
        SiteTexts.objects.filter(site=Site.find_for_request(request), locale__language_code=translation.get_language())
        .select_related("funding_emblem", "accessibility_page", "privacy_page")
        .first()
    )


def upcoming_meetings(user: Visitor, locale: Locale, limit: int, *, after: date | None = None) -> list[CourseMeeting]:
    """Return the next meetings of readable courses in one language, soonest first."""
    courses = readable_publications(user).filter(type=CoursePage._meta.label, locale_code=locale.language_code)
    meetings = CourseMeeting.objects.filter(page__in=courses.values("object_id"), ends_at__gte=after or timezone.now())
    return list(meetings.select_related("page").order_by("starts_at")[:limit])
