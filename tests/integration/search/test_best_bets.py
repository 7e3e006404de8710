"""Pages that editors recommend, over HTTP."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from pages.models import CoursePage
from pages.publications.audience_keys import PUBLIC_AUDIENCE_ID
from pages.publications.models import Publication
from search.indexing import catch_up
from search.models import BestBet, PickedPage
from tests.factories.accounts import log_in
from tests.factories.site_tree import make_course, restrict_page
from tests.integration.conftest import Act, Homes
from tests.integration.search.publications import VIDEO, film, with_film

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]

ADD = "search_best_bets:add"


def page_of(client: Client, query: str, language_code: str = "pl") -> str:
    response = client.get(f"/{language_code}/search/?q={query}")
    assert response.status_code == 200
    return response.content.decode()


def entry(queries: str, *page_ids: int) -> dict[str, object]:
    """Return what the form of a recommendation sends."""
    data: dict[str, object] = {"locale": Locale.objects.get(language_code="pl").pk, "queries": queries}
    data |= {"picked_pages-TOTAL_FORMS": len(page_ids), "picked_pages-INITIAL_FORMS": 0}
    data |= {"picked_pages-MIN_NUM_FORMS": 1, "picked_pages-MAX_NUM_FORMS": 5}
    for number, page_id in enumerate(page_ids):
        data |= {f"picked_pages-{number}-page": page_id, f"picked_pages-{number}-ORDER": number + 1}
    return data


@pytest.fixture
def course(homes: Homes, act: Act) -> CoursePage:
    """A course in the index."""
    with act():
        course = make_course(homes["pl"], "Kurs TIG", slug="kurs-tig")
    catch_up()
    return course


@pytest.fixture
def recommended(course: CoursePage) -> CoursePage:
    """The course, recommended for "szkolenia spawaczy"."""
    bet = BestBet.objects.create(locale=course.locale, queries="szkolenia spawaczy")
    PickedPage.objects.create(best_bet=bet, page=course)
    return course


def test_editor_adds_a_recommendation(browser: Client, client: Client, course: CoursePage) -> None:
    assert browser.post(reverse(ADD), entry("szkolenia spawaczy", course.pk)).status_code == 302
    assert str(BestBet.objects.get()) == "szkolenia spawaczy"
    assert "kurs-tig" in page_of(client, "szkolenia spawaczy")


@pytest.mark.usefixtures("recommended")
@pytest.mark.parametrize(
    "typed",
    ["szkolenia spawaczy", "Szkolenie spawacza", "spawacz szkolenie", "SPAWACZY SZKOLEN", "szkoleniami, spawacza!"],
)
def test_a_recommended_page_stands_first_in_any_form_and_order_of_the_words(client: Client, typed: str) -> None:
    html = page_of(client, typed)
    assert "Polecane" in html
    assert "kurs-tig" in html


@pytest.mark.usefixtures("recommended")
@pytest.mark.parametrize(
    "typed",
    [
        "szkolenia",
        "szkolenia szkolenia",
        "szkolenia spawaczy gazowych",
        "szkoły spawaczy",
        '"szkolenia spawaczy"',
        "szkolenia -spawaczy",
        "szkolenia spawaczy&level=basic",
    ],
)
def test_another_query_recommends_nothing(client: Client, typed: str) -> None:
    assert "Polecane" not in page_of(client, typed)


@pytest.mark.usefixtures("recommended")
def test_a_recommendation_holds_in_its_language_only(client: Client) -> None:
    assert "Polecane" not in page_of(client, "szkolenia spawaczy", "lt")


def test_a_recommended_page_in_another_language_is_marked_as_such(homes: Homes, act: Act, client: Client) -> None:
    with act():
        course = make_course(homes["lt"], "TIG kursas", slug="tig-kursas")
    bet = BestBet.objects.create(locale=homes["pl"].locale, queries="szkolenia spawaczy")
    PickedPage.objects.create(best_bet=bet, page=course)
    assert '<h3 lang="lt"><a href="/lt/kursy/tig-kursas/" hreflang="lt">' in page_of(client, "szkolenia spawaczy")


# The index is not told in any of these: the worker stands still.
@pytest.mark.parametrize("lose", [CoursePage.unpublish, CoursePage.delete], ids=["unpublished", "deleted"])
def test_a_page_taken_away_is_recommended_no_more(
    recommended: CoursePage, act: Act, client: Client, lose: Callable[[CoursePage], None]
) -> None:
    assert "Polecane" in page_of(client, "szkolenia spawaczy")
    with act():
        lose(recommended)
    assert "Polecane" not in page_of(client, "szkolenia spawaczy")


def test_editor_is_told_of_a_recommended_page_that_visitors_do_not_see(
    browser: Client, recommended: CoursePage, act: Act
) -> None:
    with act():
        recommended.unpublish()
    told = "“Kurs TIG” is not public now"
    data = entry("kursy TIG", recommended.pk)
    assert told in browser.post(reverse(ADD), {**data, "compare": "answer"}).content.decode()
    assert told in browser.post(reverse(ADD), data, follow=True).content.decode()
    index = reverse("search_best_bets:index")
    assert "Kurs TIG (not published)" in browser.get(index).content.decode()
    with act():
        recommended.delete()
    assert "No page is left" in browser.get(index).content.decode()


def test_a_page_restricted_since_is_recommended_to_its_readers_alone(
    recommended: CoursePage, act: Act, client: Client, participants: Group
) -> None:
    with act():
        restrict_page(recommended, participants)
    assert "kurs-tig" not in page_of(client, "szkolenia spawaczy")
    member = log_in(participants.name)
    assert "Polecane" in page_of(member, "szkolenia spawaczy")
    assert "kurs-tig" in page_of(member, "szkolenia spawaczy")


def test_a_recommended_film_has_its_picture_and_no_word_of_nothing_found(
    client: Client, recommended: CoursePage
) -> None:
    publication = Publication.objects.get(kind="page", object_id=recommended.pk, audience_id=PUBLIC_AUDIENCE_ID)
    Publication.objects.filter(pk=publication.pk).update(facets=VIDEO)
    with_film(publication, {"video": film(1, "http://localhost/media/1/")})
    html = page_of(client, "szkolenia spawaczy", "en")
    assert "poster-1" not in html  # it is recommended to readers of Polish
    html = page_of(client, "szkolenia spawaczy")
    assert 'src="/poster-1-640.jpg"' in html.replace("http://localhost/", "/")
    assert "Polecane dla „szkolenia spawaczy”." in html
    assert "0 wyników" not in html


def test_a_page_is_recommended_once(browser: Client, course: CoursePage) -> None:
    answer = browser.post(reverse(ADD), entry("tig", course.pk, course.pk))
    assert "This page stands here twice." in answer.content.decode()
    assert browser.post(reverse(ADD), entry("tig")).status_code == 200
    assert not BestBet.objects.exists()


@pytest.mark.usefixtures("recommended")
@pytest.mark.parametrize(
    ("queries", "message"),
    [
        ("szkolenia spawaczy", "“szkolenia spawaczy” is in another entry of this language already"),
        ("SPAWACZ szkolenie", "“SPAWACZ szkolenie” is in another entry of this language already"),
        ("kurs TIG\nKurs tig", "“Kurs tig” stands here twice."),
        ("kurs TIG\nTIG kursy", "“TIG kursy” is to the search the same as “kurs TIG”: one of them is enough."),
    ],
)
def test_a_query_stands_in_one_place(browser: Client, course: CoursePage, queries: str, message: str) -> None:
    assert message in browser.post(reverse(ADD), entry(queries, course.pk)).content.decode()
    assert BestBet.objects.count() == 1
