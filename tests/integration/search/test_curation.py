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
from tests.integration.conftest import Homes
from tests.integration.search.publications import publish, publish_filler

pytestmark = pytest.mark.django_db


def locale(language_code: str = "pl") -> Locale:
    return Locale.all_objects.get_or_create(language_code=language_code)[0]


def entry(*lines: str) -> dict[str, object]:
    """Return what the form of synonyms sends."""
    return {"locale": locale().pk, "words": "\n".join(lines)}


def synonyms(*words: str, language_code: str = "pl", one_way: bool = False) -> SynonymSet:
    return SynonymSet.objects.create(locale=locale(language_code), words="\n".join(words), one_way=one_way)


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("http://localhost/", "/")


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
        ("wózek\nwózki", "“wózki” is to the search the same as “wózek”: one of them is enough."),
        ("paleta\nkontener", "“paleta” is in another entry of this language already: paleta = podest"),
        ("palet\nkontener", "“palet” is in another entry of this language already: paleta = podest"),
    ],
)
def test_senseless_synonyms_are_refused_with_the_reason(browser: Client, words: str, message: str) -> None:
    synonyms("paleta", "podest")
    html = browser.post(reverse("search_synonyms:add"), {"locale": locale().pk, "words": words}).content.decode()
    assert message in html
    assert SynonymSet.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [("search_synonyms", "Synonyms help visitors"), ("search_best_bets", "stands first for the queries")],
)
def test_an_empty_list_says_what_it_is_good_for(browser: Client, name: str, words: str) -> None:
    html = browser.get(reverse(f"{name}:index")).content.decode()
    assert words in html
    assert f'class="button" href="{reverse(f"{name}:add")}"' in html
    assert words not in browser.get(reverse(f"{name}:index"), {"q": "wózek"}).content.decode()


@pytest.mark.parametrize("text", ["WÓZEK", "wozek", "Widłowy", "widlowy szt"])
def test_synonyms_are_found_whatever_their_capitals_and_marks(browser: Client, text: str) -> None:
    synonyms("wózek widłowy", "sztaplarka")
    synonyms("paleta", "podest")
    html = browser.get(reverse("search_synonyms:index"), {"q": text}).content.decode()
    assert "sztaplarka" in html
    assert "podest" not in html


def test_entries_are_counted_as_such(browser: Client) -> None:
    synonyms("sztaplarka", "wózek widłowy")
    assert ">1 entry</div>" in browser.get(reverse("search_synonyms:index")).content.decode().replace("\n", "").replace(
        "  ", ""
    )


def test_the_words_of_another_language_are_no_obstacle(browser: Client) -> None:
    synonyms("paleta", "podest", language_code="lt")
    assert browser.post(reverse("search_synonyms:add"), entry("paleta", "podest")).status_code == 302


def test_only_the_first_line_of_one_way_synonyms_is_taken(browser: Client) -> None:
    synonyms("paleta", "podest", one_way=True)
    add = reverse("search_synonyms:add")
    assert "“paleta” is in another entry" in browser.post(add, entry("paleta", "rampa")).content.decode()
    assert browser.post(add, entry("podest", "rampa")).status_code == 302


def test_who_adds_a_word_that_stands_everywhere_is_warned(engine: SearchEngine, browser: Client) -> None:
    for number in range(12):
        publish(number, f"Kurs {number}", "Wykład i ćwiczenia." if number < 9 else "Warsztaty.")
    catch_up()
    warning = "“i” stands on 9 of 12 pages"
    added = browser.post(reverse("search_synonyms:add"), entry("oraz", "i"), follow=True)
    assert warning in added.content.decode()
    compared = browser.post(reverse("search_synonyms:add"), {**entry("oraz", "i"), "compare": "answer"})
    assert "in another entry" in compared.content.decode()
    SynonymSet.objects.all().delete()
    compared = browser.post(reverse("search_synonyms:add"), {**entry("oraz", "i"), "compare": "answer"})
    assert warning in compared.content.decode()
    rare = browser.post(reverse("search_synonyms:add"), entry("pokaz", "warsztaty"), follow=True)
    assert " stands on " not in rare.content.decode()


def test_a_language_with_synonyms_is_not_deleted(browser: Client) -> None:
    synonyms("Palette", "Ladeplatte", language_code="de")
    BestBet.objects.create(locale=locale("de"), queries="Palette")
    address = reverse("wagtaillocales:delete", args=[locale("de").pk])
    for html in (browser.get(address).content.decode(), browser.post(address).content.decode()):
        assert "something in it: Recommendations: 1, Synonyms: 1." in html
    assert SynonymSet.objects.exists()
    SynonymSet.objects.all().delete()
    BestBet.objects.all().delete()
    assert browser.post(address).status_code == 302
    assert not Locale.all_objects.filter(language_code="de").exists()


@pytest.mark.parametrize(
    ("language_code", "words"),
    [("pl", "„wózki” to dla wyszukiwarki to samo"), ("lt", "„wózki“ paieškai yra tas pats")],
)
def test_refusals_speak_the_language_of_the_editor(language_code: str, words: str) -> None:
    browser = log_in(username="editor", is_superuser=True, language_code=language_code)
    assert words in browser.post(reverse("search_synonyms:add"), entry("wózek", "wózki")).content.decode()


@pytest.mark.parametrize("name", ["search_synonyms:index", "search_best_bets:add"])
def test_editors_reach_it_and_visitors_do_not(homes: Homes, client: Client, name: str) -> None:
    for role in roles(dict(homes)):
        grant(role)
    assert client.get(reverse(name)).status_code == 302
    assert log_in("Lithuanian editors").get(reverse(name)).status_code == 200
    assert log_in("Translators").get(reverse(name)).status_code == 302


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
