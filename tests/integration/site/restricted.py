"""A site on which a page, a course and a PDF are for participants only, and everything refers to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from media_library.models import Document
from pages.models import ArticlePage, CourseMeeting, CoursePage, HomePage, Menu, MenuItem, SiteTexts, Specialisation
from tests.factories.media import make_document, pdf_bytes, restricted_collection
from tests.factories.site_tree import make_article, make_course, restrict_page

#: Stands in every text that only participants may see.
SECRET = "Tajemnica"


@dataclass(frozen=True)
class RestrictedSite:
    """What is open and what is closed."""

    open_course: CoursePage
    closed_article: ArticlePage
    closed_course: CoursePage
    closed_document: Document


def make_restricted_site(home: HomePage, group: Group) -> RestrictedSite:
    """Return a site whose open course refers in every way to what only a group may read."""
    polish = Locale.objects.get(language_code="pl")
    laser = Specialisation.objects.create(locale=polish, name=f"{SECRET} lasera", code="tajemnica-lasera")
    course = make_course(home, "Spawanie TIG", level="basic")
    article = make_article(home, f"{SECRET} strony", slug="tajemnica-strony", summary=f"{SECRET} opisu")
    closed_course = make_course(home, f"{SECRET} kursu", slug="tajemnica-kursu", level="advanced", specialisation=laser)
    for page in (article, closed_course):
        restrict_page(page, group)
    document = make_document(
        f"{SECRET} pliku",
        pdf_bytes([["Tajemnica strony PDF"]]),
        filename="tajemnica.pdf",
        collection=restricted_collection([group]),
    )
    _refer(home, course, article, document)
    return RestrictedSite(course, article, closed_course, document)


def _refer(home: HomePage, course: CoursePage, article: ArticlePage, document: Document) -> None:
    page = Page.objects.get(pk=course.pk).specific
    page.body = [
        ("rich_text", f'<p>Czytaj <a linktype="page" id="{article.pk}">dalej</a>.</p>'),
        ("rich_text", f'<p>Pobierz <a linktype="document" id="{document.pk}">zeszyt</a>.</p>'),
        ("document", {"document": document, "title": f"{SECRET} bloku"}),
        ("file_list", {"title": f"{SECRET} listy", "items": [{"document": document, "title": ""}]}),
        ("page_cards", {"title": f"{SECRET} kart", "pages": [article]}),
    ]
    page.save()
    CourseMeeting.objects.create(
        page=page,
        locale=page.locale,
        starts_at=datetime(2027, 3, 1, 8, tzinfo=UTC),
        ends_at=datetime(2027, 3, 1, 15, tzinfo=UTC),
        town="Suwałki",
        place="Zakład",
        materials=[("document", {"document": document, "title": f"{SECRET} spotkania"})],
    )
    _set_menus(home, article)
    Redirect.objects.create(old_path="/pl/stara", redirect_page=article)


def _set_menus(home: HomePage, article: ArticlePage) -> None:
    site = Site.objects.get(is_default_site=True)
    for slot in Menu.Slot.values:
        menu = Menu.objects.create(site=site, locale=home.locale, slot=slot)
        MenuItem.objects.create(menu=menu, page=article, sort_order=1)
        MenuItem.objects.create(menu=menu, page=home, label="Początek", sort_order=2)
    SiteTexts.objects.create(site=site, locale=home.locale, privacy_page=article)
