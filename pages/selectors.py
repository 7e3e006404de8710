"""What the pages of the site show to one visitor.

Lists, cards, menus and breadcrumbs read publications, so that each shows only what its visitor may
read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import timezone, translation
from wagtail.models import Locale, Page, Site

from media_library.access import can_read
from media_library.languages import language_name
from media_library.models import Document, Image, MediaItem
from media_library.selectors import poster_url
from pages.models import CourseMeeting, CoursePage, SiteTexts, VideoPage
from pages.models.base import BasePage
from pages.navigation import HOME_DEPTH, menu_targets
from pages.publications.access import collection_access
from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID
from pages.publications.audiences import audiences_for
from pages.publications.models import Publication, PublicationKind
from pages.publications.selectors import readable_publications

Visitor = AbstractBaseUser | AnonymousUser
AnyPage = TypeVar("AnyPage", bound=BasePage)
AnyFile = TypeVar("AnyFile", Document, Image, MediaItem)

#: Of each type that is offered beside a course or film.
MOST_RELATED = 3
#: Django's Lithuanian name of Lithuanian means "in Lithuanian".
NATIVE_NAMES = {"lt": "Lietuvių"}
#: Whether a page of a query is published to less than everybody.
IS_RESTRICTED = Exists(
    Publication.objects.filter(kind=PublicationKind.PAGE, object_id=OuterRef("pk")).exclude(
        audience_id=PUBLIC_AUDIENCE_ID
    )
)


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
    return _readable_by_id(ids, user) if ids else []


def readable_versions(pages: Iterable[Page | None], user: Visitor, language_code: str) -> list[Page]:
    """Return those of the pages that the visitor may read, each in a language where it has a version in it."""
    asked = [page for page in pages if page is not None]
    if not asked:
        return []
    keys = {page.translation_key for page in asked}
    versions = (
        readable_publications(user)
        .filter(translation_key__in=keys, locale_code=language_code)
        .values_list("translation_key", "object_id")
    )
    chosen = dict(versions)
    return _readable_by_id([chosen.get(page.translation_key, page.pk) for page in asked], user)


def _readable_by_id(ids: Sequence[int], user: Visitor) -> list[Page]:
    readable = readable_publications(user).filter(object_id__in=ids).values("object_id")
    pages = Page.objects.filter(pk__in=readable).annotate(is_restricted=IS_RESTRICTED).specific()
    found = {page.pk: page for page in pages}
    return [found[pk] for pk in ids if pk in found]


def is_restricted(page: Page) -> bool:
    """Tell whether a page is not for everybody; without a query where a list of pages has brought the answer."""
    known: bool | None = getattr(page, "is_restricted", None)
    return bool(page.get_view_restrictions().exists()) if known is None else known


def readable_files(files: Iterable[AnyFile | None], user: Visitor) -> list[AnyFile]:
    """Return those of the files that the visitor may read, in their order."""
    given = [file for file in files if file]  # a template gives an empty text where it has none
    if not given:
        return []
    readable = collection_access(user).readable
    # Who works with a file sees it wherever it lies; a visitor has no such right to ask for.
    works_here = user.is_authenticated
    return [file for file in given if file.collection_id in readable or (works_here and can_read(user, file))]


def readable_file(file: AnyFile | None, user: Visitor) -> AnyFile | None:
    """Return a file if there is one that the visitor may read."""
    return next(iter(readable_files([file], user)), None)


def is_restricted_file(file: Document | Image | MediaItem, user: Visitor) -> bool:
    """Tell whether a file that the visitor may read is not for everybody."""
    return file.collection_id in collection_access(user).restricted


def readable_poster_url(item: MediaItem, user: Visitor, width: int) -> str:
    """Return the address of a film's poster, or nothing where it has none that the visitor may see."""
    return (poster_url(item, width) or "") if readable_file(item.poster, user) else ""


def readable_children(page: Page, user: Visitor, model: type[AnyPage]) -> list[AnyPage]:
    """Return the children of a type that the visitor may read, in the order of the tree."""
    publications = readable_publications(user).filter(
        type=model._meta.label, path__startswith=page.path, depth=page.depth + 1
    )
    children = model.objects.filter(pk__in=publications.values("object_id")).annotate(is_restricted=IS_RESTRICTED)
    return list(children.select_related("locale").order_by("path"))


def related_pages(page: CoursePage | VideoPage, user: Visitor) -> list[Page]:
    """Return the first readable courses and films of the same specialisation, other than the page itself."""
    if page.specialisation_id is None:
        return []
    same = {"specialisation_id": page.specialisation_id, "locale_id": page.locale_id}
    readable = readable_publications(user).values("object_id")
    found: list[Page] = []
    for model in (CoursePage, VideoPage):
        others = model.objects.filter(pk__in=readable, **same).exclude(pk=page.pk).annotate(is_restricted=IS_RESTRICTED)
        found += others.select_related("locale").order_by("path")[:MOST_RELATED]
    return found


def breadcrumbs_for(page: Page, user: Visitor) -> list[Page]:
    """Return the readable ancestors of a page, from the front page downwards."""
    readable = readable_publications(user).values("object_id")
    return list(page.get_ancestors().filter(depth__gte=HOME_DEPTH, pk__in=readable))


def native_name(code: str) -> str:
    """Return what speakers call their language, where languages are chosen."""
    return NATIVE_NAMES.get(code) or language_name(code)


def language_links(page: Page | None, request: HttpRequest) -> list[LanguageLink]:
    """Return a link for each language of the site."""
    urls = _translation_urls(page, request.user) if page is not None else {}
    links = []
    for code, _name in settings.LANGUAGES:
        url = urls.get(code) or (translate_url(request.get_full_path(), code) if page is None else f"/{code}/")
        links.append(
            LanguageLink(
                code=code,
                name=native_name(code),
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
    if site is None:
        return []
    targets = menu_targets(site, [translation.get_language()], audiences_for(request.user))
    entries = []
    for target in targets:
        if target.slot == slot:
            url = target.url.removeprefix(site.root_url) if target.page else target.url
            entries.append(MenuEntry(target.label, url, _is_current(request, url)))
    return entries


def _is_current(request: HttpRequest, url: str) -> bool:
    """Tell whether the visitor is at an address or below it; everything is below a front page."""
    here, place = request.path.strip("/"), url.strip("/")
    if place in {"", translation.get_language()}:
        return here == place
    return f"{here}/".startswith(f"{place}/")


def site_texts_for(request: HttpRequest) -> SiteTexts | None:
    """Return the texts of the site in the active language."""
    return (
        SiteTexts.objects.filter(site=Site.find_for_request(request), locale__language_code=translation.get_language())
        .select_related("funding_emblem", "accessibility_page", "privacy_page")
        .first()
    )


def upcoming_meetings(user: Visitor, locale: Locale, limit: int) -> list[CourseMeeting]:
    """Return the next meetings of readable courses in one language, soonest first."""
    courses = readable_publications(user).filter(type=CoursePage._meta.label, locale_code=locale.language_code)
    meetings = CourseMeeting.objects.filter(page__in=courses.values("object_id"), ends_at__gte=timezone.now())
    return list(meetings.select_related("page").order_by("starts_at")[:limit])
