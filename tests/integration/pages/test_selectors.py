"""What the site shows to one visitor."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Page, Site

from cms.models import User
from pages import selectors
from pages.models import (
    ArticlePage,
    CourseMeeting,
    CoursePage,
    Menu,
    MenuItem,
    SiteTexts,
    Specialisation,
    VideoIndexPage,
    VideoPage,
)
from tests.factories.media import make_document, restricted_collection
from tests.factories.site_tree import make_article, make_course, make_page, restrict_page
from tests.integration.conftest import Act, Homes

STRANGER = AnonymousUser()


@pytest.fixture
def request_in(rf: RequestFactory) -> HttpRequest:
    """A stranger's request for a page of the site."""
    request: HttpRequest = rf.get("/pl/o-nas/zespol/", headers={"host": "localhost"})
    request.user = STRANGER
    return request


def make_menu(homes: Homes, language: str, *items: MenuItem) -> None:
    site = Site.objects.get(is_default_site=True)
    menu = Menu.objects.create(site=site, locale=homes[language].locale, slot=Menu.Slot.MAIN)
    for number, item in enumerate(items):
        item.menu, item.sort_order = menu, number
        item.save()


def test_readable_pages_keep_their_order_and_come_in_their_own_type(homes: Homes, act: Act) -> None:
    with act():
        course = make_course(homes["pl"])
        article = make_article(homes["pl"], "Strona")
        draft = make_article(homes["pl"], "Szkic", live=False)
    given = [Page.objects.get(pk=page.pk) for page in (article, draft, course)]
    found = selectors.readable_pages([given[0], None, *given[1:]], STRANGER)
    assert [(type(page), page.pk) for page in found] == [(ArticlePage, article.pk), (CoursePage, course.pk)]


def test_readable_children_are_of_one_type_and_one_level(
    homes: Homes, act: Act, participants: Group, participant: User
) -> None:
    with act():
        first, closed = make_article(homes["pl"], "Pierwsza"), make_article(homes["pl"], "Tajna")
        make_article(first, "Niżej")
        make_course(homes["pl"])
        restrict_page(closed, participants)
    assert selectors.readable_children(homes["pl"], STRANGER, ArticlePage) == [first]
    assert selectors.readable_children(homes["pl"], participant, ArticlePage) == [first, closed]


def test_related_pages_are_three_readable_ones_of_each_type_beside_the_page_itself(
    homes: Homes, act: Act, participants: Group, participant: User
) -> None:
    welding = Specialisation.objects.create(name="Spawanie", code="welding", locale=homes["pl"].locale)
    with act():
        page, closed, *others = [
            make_course(homes["pl"], f"Kurs {number}", specialisation=welding) for number in range(6)
        ]
        make_course(homes["pl"], "Kurs o czym innym")
        film = make_page(VideoPage, make_page(VideoIndexPage, homes["pl"], "Filmy"), "Film", specialisation=welding)
        restrict_page(closed, participants)
    assert selectors.related_pages(page, STRANGER) == [*others[:3], film]
    assert selectors.related_pages(page, participant) == [closed, *others[:2], film]
    assert selectors.related_pages(film, STRANGER) == [page, *others[:2]]
    assert selectors.related_pages(others[-1], STRANGER) == [page, *others[:2], film]


def test_readable_files_follow_their_collection(db: None, participants: Group, participant: User) -> None:
    public = make_document("Otwarty")
    closed = make_document("Zamknięty", collection=restricted_collection([participants]))
    assert selectors.readable_files([closed, None, public], STRANGER) == [public]
    assert selectors.readable_files([closed, public], participant) == [closed, public]


@pytest.mark.parametrize(
    ("address", "is_current"),
    [("/", False), ("/pl/", False), ("/pl/o", False), ("/pl/o-nas", True), ("/pl/o-nas/zespol/", True)],
)
def test_an_address_in_a_menu_is_current_at_its_place_and_below(
    homes: Homes, request_in: HttpRequest, address: str, is_current: bool
) -> None:
    make_menu(homes, "pl", MenuItem(url=address, label="Adres"))
    with translation.override("pl"):
        [entry] = selectors.menu_for(request_in, "main")
    assert entry.is_current is is_current


def test_a_menu_entry_is_current_below_its_page(homes: Homes, act: Act, request_in: HttpRequest) -> None:
    with act():
        about = make_article(homes["pl"], "O nas", slug="o-nas")
    make_menu(
        homes,
        "pl",
        MenuItem(page=homes["pl"], label="Początek"),
        MenuItem(page=about),
        MenuItem(url="https://example.org/", label="Partner"),
    )
    with translation.override("pl"):
        entries = selectors.menu_for(request_in, "main")
    assert [(entry.label, entry.url, entry.is_current) for entry in entries] == [
        ("Początek", "/pl/", False),
        ("O nas", "/pl/o-nas/", True),
        ("Partner", "https://example.org/", False),
    ]


def test_menus_and_texts_are_of_the_language_of_the_page(homes: Homes, request_in: HttpRequest) -> None:
    site = Site.objects.get(is_default_site=True)
    for code in ("pl", "lt"):
        make_menu(homes, code, MenuItem(url=f"/{code}/x/", label=code))
        SiteTexts.objects.create(site=site, locale=homes[code].locale, contact_name=code)
    with translation.override("lt"):
        texts = selectors.site_texts_for(request_in)
        assert [entry.label for entry in selectors.menu_for(request_in, "main")] == ["lt"]
        assert texts is not None
        assert texts.contact_name == "lt"
    with translation.override("en"):
        assert selectors.menu_for(request_in, "main") == []
        assert selectors.site_texts_for(request_in) is None


def test_upcoming_meetings_are_of_readable_courses_and_not_over(homes: Homes, act: Act) -> None:
    now = datetime.now(UTC)
    with act():
        course, closed = make_course(homes["pl"]), make_course(homes["pl"], "Tajny")
        restrict_page(closed)
        for page, days in ((course, 9), (course, 2), (course, -2), (closed, 1)):
            start = now + timedelta(days=days)
            CourseMeeting.objects.create(
                page=page, locale=page.locale, starts_at=start, ends_at=start + timedelta(hours=6), town=f"{days}"
            )
    found = selectors.upcoming_meetings(STRANGER, homes["pl"].locale, 5)
    assert [meeting.town for meeting in found] == ["2", "9"]
    assert len(selectors.upcoming_meetings(STRANGER, homes["pl"].locale, 1)) == 1
    assert selectors.upcoming_meetings(STRANGER, homes["lt"].locale, 5) == []


def test_breadcrumbs_begin_at_the_front_page(homes: Homes, act: Act) -> None:
    with act():
        above = make_article(homes["pl"], "O nas")
        page = make_article(above, "Zespół")
    assert [step.pk for step in selectors.breadcrumbs_for(page, STRANGER)] == [homes["pl"].pk, above.pk]
