"""Suggestions below the search field of the site, over HTTP."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings
from wagtail.models import Locale

from cms.models import User
from pages.terms.models import Term, TermForm
from search.engines.base import SearchEngine
from search.indexing import catch_up
from tests.integration.search.publications import publish, take_away

pytestmark = pytest.mark.django_db

OPTION = re.compile(
    r'<li role="option" data-url="(?P<url>[^"]*)"><span class="title"(?: lang="(?P<language>..)")?>(?P<html>.*?)</span>'
)


def options(client: Client, text: str, language: str = "pl") -> list[tuple[str, str]]:
    """Return address and text of the lines for what was typed."""
    response = client.get(f"/{language}/search/suggestions/", {"q": text})
    assert response.status_code == 200
    html = response.content.decode().replace("http://localhost/", "/")
    return [(match["url"], match["html"]) for match in OPTION.finditer(html)]


def titles(client: Client, text: str, language: str = "pl") -> list[str]:
    return [re.sub("</?mark>", "", html) for _url, html in options(client, text, language)]


def make_term(name: str, *forms: str, language: str = "pl", key: object = None) -> Term:
    locale = Locale.objects.get_or_create(language_code=language)[0]
    term = Term.objects.create(name=name, locale=locale, translation_key=key or uuid4())
    for text in forms:
        TermForm.objects.create(term=term, text=text)
    return term


def test_titles_and_terms_are_suggested_with_what_was_typed_marked(engine: SearchEngine, client: Client) -> None:
    make_term("spawanie łukowe")
    publish(1, "Spawanie TIG <b>", "Podstawy spawania łukowego.")
    publish(2, "Bezpieczne spawanie")
    catch_up()
    assert options(client, "spa") == [
        ("/pl/1/", "<mark>Spa</mark>wanie TIG &lt;b&gt;"),
        ("/pl/2/", "Bezpieczne <mark>spa</mark>wanie"),
        ("/pl/search/?q=spawanie+%C5%82ukowe", "<mark>spa</mark>wanie łukowe"),
    ]


def test_whole_words_are_marked_in_other_forms(engine: SearchEngine, client: Client) -> None:
    publish(1, "Kursy spawania łukowego")
    catch_up()
    assert options(client, "kurs luk") == [("/pl/1/", "<mark>Kursy</mark> spawania <mark>łuk</mark>owego")]


def test_term_that_stands_on_no_page_is_not_suggested(engine: SearchEngine, client: Client) -> None:
    make_term("spawanie", "spawania")
    make_term("spawarka")
    publish(1, "Kurs", "Podstawy spawania.")
    catch_up()
    assert titles(client, "spaw") == ["spawanie"]


def test_form_of_a_term_leads_to_its_name(engine: SearchEngine, client: Client) -> None:
    make_term("suvirinti", "suvirinu", language="lt")
    publish(1, "Kursas", "Kaip suvirinti plieną.", language_code="lt")
    catch_up()
    assert titles(client, "suvirinu", "lt") == ["suvirinti"]


def test_term_that_is_a_title_as_well_is_suggested_once(engine: SearchEngine, client: Client) -> None:
    make_term("spawanie TIG")
    publish(1, "Spawanie TIG")
    catch_up()
    assert options(client, "spawanie") == [("/pl/1/", "<mark>Spawanie</mark> TIG")]


def test_language_of_the_visitor_comes_first_and_others_are_named(engine: SearchEngine, client: Client) -> None:
    key = uuid4()
    publish(1, "TIG od podstaw", translation_key=key)
    publish(2, "TIG pagrindai", language_code="lt", translation_key=key)
    publish(3, "TIG įranga", language_code="lt")
    catch_up()
    assert titles(client, "tig") == ["TIG od podstaw", "TIG įranga"]
    assert titles(client, "tig", "lt")[-1] != "TIG od podstaw"  # a version of what stands above
    response = client.get("/pl/search/suggestions/", {"q": "tig"})
    assert '<span class="title" lang="lt"><mark>TIG</mark> įranga</span>' in response.content.decode()
    assert "litewski" in response.content.decode()


def test_at_most_eight_are_suggested_and_their_number_is_told(engine: SearchEngine, client: Client) -> None:
    for number in range(1, 21):
        publish(number, f"Stal {number}", first_published_at=datetime(2025, 1, number, tzinfo=UTC))
    publish(30, "Wiertło")
    publish(31, "Wiercenie")
    catch_up()
    assert titles(client, "s") == [f"Stal {number}" for number in range(20, 12, -1)]
    for text, told in (("s", "8 podpowiedzi"), ("wier", "2 podpowiedzi"), ("wiert", "1 podpowiedź"), ("x", "Brak")):
        assert told in client.get("/pl/search/suggestions/", {"q": text}).content.decode()


@pytest.mark.parametrize("text", ["", " ", "—", "\0", "a" * 1000, '"', "title:", "-", "%"])
def test_whatever_is_typed_is_answered(engine: SearchEngine, client: Client, text: str) -> None:
    publish(1, "Spawanie")
    catch_up()
    assert options(client, text) == []


def test_answer_is_kept_by_no_one_else_and_indexed_by_nobody(engine: SearchEngine, client: Client) -> None:
    response = client.get("/pl/search/suggestions/", {"q": "s"})
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex"
    assert client.post("/pl/search/suggestions/", {"q": "s"}).status_code == 405


def test_search_that_is_away_is_told_without_a_page(client: Client, settings: Settings, engine: SearchEngine) -> None:
    settings.SEARCH = {**settings.SEARCH, "OPTIONS": {"path": "/proc/nowhere/index.sqlite3"}}
    response = client.get("/pl/search/suggestions/", {"q": "s"})
    assert (response.status_code, response.content, response["Retry-After"]) == (503, b"", "30")


def test_participant_is_suggested_what_his_group_may_read(
    engine: SearchEngine, client: Client, member: User, members: Group
) -> None:
    make_term("rekrutacja")
    make_term("zwolnienia")
    publish(1, "Spawanie")
    publish(2, "Spawanie dla grupy", "Rekrutacja.", audience=f"({members.pk})")
    publish(3, "Spawanie dla innych", "Zwolnienia.", audience="(999999)")
    catch_up()
    assert titles(client, "spaw") == ["Spawanie"]
    assert titles(client, "rekr") == titles(client, "zwol") == []
    client.force_login(member)
    assert set(titles(client, "spaw")) == {"Spawanie", "Spawanie dla grupy"}
    assert titles(client, "rekr") == ["rekrutacja"]
    assert titles(client, "zwol") == titles(client, "spawanie inn") == []


def test_title_taken_away_is_not_suggested_before_the_index_knows(
    engine: SearchEngine, client: Client, member: User, members: Group
) -> None:
    make_term("rekrutacja")
    public = publish(1, "Spawanie", "Rekrutacja.")
    grouped = publish(2, "Spawanie dla grupy", audience=f"({members.pk})")
    catch_up()
    assert titles(client, "spaw") == ["Spawanie"]
    take_away(public)
    publish(1, "Spawanie", "Rekrutacja.", audience=f"({members.pk})")
    take_away(grouped)
    publish(2, "Spawanie dla grupy", audience="(999999)")
    assert titles(client, "spaw") == titles(client, "rekr") == []
    client.force_login(member)
    assert titles(client, "spaw") == ["Spawanie"]
    assert titles(client, "rekr") == ["rekrutacja"]
