"""Synonyms and recommendations, over HTTP."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from pages.editors.permissions import grant, roles
from search.engines.base import SearchEngine
from search.indexing import catch_up
from search.models import BestBet, SynonymSet
from tests.factories.accounts import log_in
from tests.factories.site_tree import make_course
from tests.integration.conftest import Act, Homes
from tests.integration.search.publications import publish, publish_filler

pytestmark = pytest.mark.django_db


def locale(language_code: str = "pl") -> Locale:
    return Locale.objects.get_or_create(language_code=language_code)[0]


def synonyms(*words: str, language_code: str = "pl", one_way: bool = False) -> SynonymSet:
    return SynonymSet.objects.create(locale=locale(language_code), words="\n".join(words), one_way=one_way)


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("http://localhost/", "/")


@pytest.fixture
def browser(db: None) -> Client:
    """The browser of an administrator."""
    return log_in(username="administrator", is_superuser=True)


@pytest.fixture
def two_pages(engine: SearchEngine) -> None:
    """A page with one word and a page with the other."""
    publish_filler()
    publish(1, "Kalkulator palet", "Tu liczy się palety.")
    publish(2, "Wózek widłowy", "Tu stoi pojazd.")
    catch_up()


@pytest.mark.usefixtures("two_pages")
def test_who_searches_for_a_synonym_finds_the_others_and_is_told(client: Client) -> None:
    assert 'href="/pl/2/"' not in page_of(client, "/pl/search/?q=sztaplarka")
    synonyms("sztaplarka", "wózek widłowy")
    for typed in ("sztaplarka", "sztaplarki", "SZTAPLARKA"):
        html = page_of(client, f"/pl/search/?q={typed}")
        assert 'href="/pl/2/"' in html
    assert '<strong lang="pl">wózek widłowy</strong>, synonim' in html


@pytest.mark.usefixtures("two_pages")
def test_one_way_synonyms_add_nothing_in_the_reverse() -> None:
    synonyms("sztaplarka", "wózek widłowy", one_way=True)
    client = Client()
    assert "sztaplarka</strong>" not in page_of(client, "/pl/search/?q=wózek widłowy")
    assert "wózek widłowy</strong>" in page_of(client, "/pl/search/?q=sztaplarka")


@pytest.mark.usefixtures("two_pages")
def test_synonyms_hold_in_their_language_only_and_end_with_their_deletion(client: Client) -> None:
    own = synonyms("sztaplarka", "wózek widłowy", language_code="lt")
    assert 'href="/pl/2/"' not in page_of(client, "/pl/search/?q=sztaplarka")
    own.delete()
    kept = synonyms("sztaplarka", "wózek widłowy")
    assert 'href="/pl/2/"' in page_of(client, "/pl/search/?q=sztaplarka")
    kept.delete()
    assert 'href="/pl/2/"' not in page_of(client, "/pl/search/?q=sztaplarka")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("wózek", "at least two words"),
        ("wózek\nWOZEK", "“WOZEK” stands here twice."),
        ("wózek\n…", "“…” has no letter or digit."),
        ("paleta\nkontener", "is in another entry of this language already"),
    ],
)
def test_senseless_synonyms_are_refused_with_the_reason(browser: Client, words: str, message: str) -> None:
    synonyms("paleta", "podest")
    html = browser.post(reverse("search_synonyms:add"), {"locale": locale().pk, "words": words}).content.decode()
    assert message in html
    assert SynonymSet.objects.count() == 1


def best_bet_data(query: str, *page_ids: int) -> dict[str, object]:
    data: dict[str, object] = {"locale": locale().pk, "queries": query}
    data |= {"picked_pages-TOTAL_FORMS": len(page_ids), "picked_pages-INITIAL_FORMS": 0}
    data |= {"picked_pages-MIN_NUM_FORMS": 1, "picked_pages-MAX_NUM_FORMS": 5}
    for number, page_id in enumerate(page_ids):
        data |= {f"picked_pages-{number}-page": page_id, f"picked_pages-{number}-ORDER": number + 1}
    return data


def test_a_recommended_page_stands_first_for_any_form_of_the_query(
    own_index: None, homes: Homes, act: Act, browser: Client, client: Client
) -> None:
    with act():
        course = make_course(homes["pl"], "Kurs TIG", slug="kurs-tig")
    catch_up()
    answer = browser.post(reverse("search_best_bets:add"), best_bet_data("szkolenia spawaczy", course.pk))
    assert answer.status_code == 302
    assert str(BestBet.objects.get()) == "szkolenia spawaczy"
    for typed in ("szkolenia spawaczy", "Szkolenie spawacza"):
        html = page_of(client, f"/pl/search/?q={typed}")
        assert "Polecane" in html
        assert "kurs-tig" in html
    assert "Polecane" not in page_of(client, "/pl/search/?q=szkolenia")
    assert "Polecane" not in page_of(client, "/lt/search/?q=szkolenia spawaczy")
    assert "Polecane" not in page_of(client, "/pl/search/?q=szkolenia spawaczy&level=basic")
    with act():
        course.unpublish()
    # Not even where the index lags behind.
    assert "Polecane" not in page_of(client, "/pl/search/?q=szkolenia spawaczy")


def test_a_page_is_recommended_once_and_a_query_in_one_place(homes: Homes, act: Act, browser: Client) -> None:
    with act():
        course = make_course(homes["pl"], "Kurs TIG", slug="kurs-tig")
    add = reverse("search_best_bets:add")
    assert (
        "This page stands here twice." in browser.post(add, best_bet_data("tig", course.pk, course.pk)).content.decode()
    )
    assert browser.post(add, best_bet_data("tig")).status_code == 200
    assert browser.post(add, best_bet_data("tig", course.pk)).status_code == 302
    assert "in another entry" in browser.post(add, best_bet_data("TIG", course.pk)).content.decode()


@pytest.mark.usefixtures("two_pages")
def test_the_effect_of_synonyms_is_seen_before_they_are_saved(browser: Client) -> None:
    data = {"locale": locale().pk, "words": "sztaplarka\nwózek widłowy", "effect_query": "sztaplarka"}
    html = browser.post(reverse("search_synonyms:effect", args=[0]), data).content.decode()
    before, after = html.split("With the change")
    assert "Wózek" not in before
    assert "<mark>Wózek widłowy</mark>" in after
    assert "new here" in after
    assert not SynonymSet.objects.exists()


@pytest.mark.usefixtures("two_pages")
def test_the_effect_is_what_an_outsider_finds(browser: Client) -> None:
    publish(3, "Tajny podest", "Podest.", audience="login")
    catch_up()
    data = {"locale": locale().pk, "words": "rampa\npodest", "effect_query": "rampa"}
    assert "Tajny" not in browser.post(reverse("search_synonyms:effect", args=[0]), data).content.decode()


def test_the_effect_of_what_cannot_be_saved_is_the_reason(engine: SearchEngine, browser: Client) -> None:
    data = {"locale": locale().pk, "words": "rampa", "effect_query": "rampa"}
    assert "at least two words" in browser.post(reverse("search_synonyms:effect", args=[0]), data).content.decode()


@pytest.mark.parametrize("name", ["search_synonyms:index", "search_best_bets:add"])
def test_editors_reach_it_and_visitors_do_not(homes: Homes, client: Client, name: str) -> None:
    for role in roles(dict(homes)):
        grant(role)
    assert client.get(reverse(name)).status_code == 302
    assert log_in("Lithuanian editors").get(reverse(name)).status_code == 200
    assert log_in("Translators").get(reverse(name)).status_code == 302


def test_the_effect_is_for_who_may_change_it(homes: Homes) -> None:
    for role in roles(dict(homes)):
        grant(role)
    answer = log_in("Translators").post(reverse("search_synonyms:effect", args=[0]), {"effect_query": "rampa"})
    assert answer.status_code == 302


def test_what_elasticsearch_finds_is_curated_too(
    elasticsearch: SearchEngine, engine: SearchEngine, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr("search.services.search_engine", lambda: elasticsearch)
    monkeypatch.setattr("search.indexing.search_engine", lambda: elasticsearch)
    publish_filler()
    publish(2, "Wózek widłowy", "Tu stoi pojazd.")
    catch_up()
    synonyms("sztaplarka", "wózek widłowy")
    assert "/pl/2/" in page_of(client, "/pl/search/?q=sztaplarka")
