"""The results page over HTTP."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Site

from cms.models import User
from pages.models import Menu, MenuItem
from search.engines.base import SearchEngine
from search.indexing import catch_up
from tests.integration.conftest import Homes
from tests.integration.search.publications import publish, publish_filler

pytestmark = pytest.mark.django_db

WELDING = {
    "name": "specialisation",
    "key": "welding",
    "labels": {"pl": "Spawanie", "lt": "Suvirinimas", "en": "Welding"},
}
BASIC = {"name": "level", "key": "basic", "labels": {"pl": "podstawowy", "lt": "pagrindinis", "en": "basic"}}


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    # Whether an address bears its host depends on the site that the tests have.
    return response.content.decode().replace("http://localhost/", "/")


def test_hits_lead_to_page_section_pdf_page_and_second(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    pdf = {
        "kind": "pdf_page",
        "text": "Spawanie lekkich stopów.",
        "anchor": "#page=17",
        "url": "/documents/1/a.pdf#page=17",
    }
    cue = {"kind": "cue", "text": "Teraz spawanie.", "anchor": "#t=73.2", "url": "/pl/film/#t=73.2"}
    publish(1, "Kurs spawania", "Podstawy spawania.", pdf, cue)
    catch_up()
    html = page_of(client, "/pl/search/?q=spawanie")
    assert '<a href="/pl/1/">Kurs <mark>spawania</mark></a>' in html
    assert '<a class="place" href="/pl/1/#s0">Część 0</a><span>Podstawy <mark>spawania</mark>.</span>' in html
    assert 'href="/documents/1/a.pdf#page=17"' in html
    assert 'href="/pl/film/#t=73.2"' in html
    assert "1:13</a>" in html


def test_each_language_prefix_searches_its_language(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    key = uuid4()
    publish(1, "Spawanie TIG", "Spawanie metodą TIG.", translation_key=key)
    publish(2, "TIG suvirinimas", "Suvirinimas TIG būdu.", language_code="lt", translation_key=key)
    publish(3, "TIG įranga", "Įranga.", language_code="lt")
    catch_up()
    assert "<mark>suvirinimas</mark>" in page_of(client, "/lt/search/?q=suvirinimo")
    html = page_of(client, "/pl/search/?q=tig")
    assert 'href="/pl/1/"' in html
    assert '<a href="/lt/3/" hreflang="lt"><mark>TIG</mark> įranga</a>' in html
    assert 'href="/lt/2/"' not in html  # a version of a page that stands above


@pytest.mark.parametrize("address", ["/pl/search/?q=tig", "/pl/search/?q=tig&language=lt"])
def test_words_of_the_site_about_pages_in_another_language_are_in_that_of_the_visitor(
    engine: SearchEngine, client: Client, address: str
) -> None:
    publish_filler()
    pdf = {"kind": "pdf_page", "text": "TIG lape.", "anchor": "#page=17", "url": "/documents/1/a.pdf#page=17"}
    publish(1, "Įranga", "TIG įranga.", pdf, language_code="lt", type_name="pages.CoursePage")
    catch_up()
    html = page_of(client, address)
    assert "Szkolenie · Dokument PDF</p>" in html
    assert "</span>strona 17</a>" in html
    # Only what is written in the language is said to be of it.
    assert '<a class="place" href="/lt/1/#s0" lang="lt">' in html
    assert '<span lang="lt"><mark>TIG</mark> įranga.</span>' in html
    assert '<ul class="passages">' in html
    assert '<ol class="list">' in html


def test_pager_keeps_question_filters_and_order(engine: SearchEngine, client: Client) -> None:
    for number in range(1, 26):
        publish(number, "Kurs", facets=[BASIC])
    catch_up()
    html = page_of(client, "/pl/search/?q=kurs&level=basic&order=-date&page=2")
    assert 'href="?q=kurs&amp;level=basic&amp;order=-date" rel="prev"' in html
    assert 'href="?q=kurs&amp;level=basic&amp;order=-date&amp;page=3" rel="next"' in html


def test_page_behind_the_last_leads_to_the_first_with_filters_and_order(engine: SearchEngine, client: Client) -> None:
    for number in range(1, 12):
        publish(number, "Kurs", facets=[BASIC])
    catch_up()
    html = page_of(client, "/en/search/?q=kurs&language=pl&level=basic&order=-date&page=7")
    assert "The results have 2 pages." in html
    assert '<a href="?q=kurs&amp;level=basic&amp;language=pl&amp;order=-date">Back to the first page' in html


@pytest.mark.parametrize("page", ["0", "-1", "x", "٣", "99999999999", "3", ""])
def test_page_out_of_range_is_no_error(engine: SearchEngine, client: Client, page: str) -> None:
    publish(1, "Kurs")
    catch_up()
    page_of(client, f"/pl/search/?q=kurs&page={page}")


def test_page_without_a_question_shows_the_form(engine: SearchEngine, client: Client) -> None:
    html = page_of(client, "/pl/search/")
    assert 'name="q"' in html
    assert '<ol class="list">' not in html


def test_question_comes_back_escaped(engine: SearchEngine, client: Client) -> None:
    html = page_of(client, "/pl/search/?q=%3Cscript%3E%22x")
    assert "<script>&quot;" not in html
    assert 'value="&lt;script&gt;&quot;x"' in html


def test_nothing_found_gives_advice(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    catch_up()
    html = page_of(client, "/en/search/?q=xylophone")
    assert "Check the spelling" in html
    assert "quotation marks: a phrase" not in html
    assert "words with a minus" not in html


@pytest.mark.parametrize(
    ("question", "advice"),
    [
        ("%22xylophone+solo%22", "Take away quotation marks"),
        ("xylophone+-solo", "Take away the words with a minus"),
        ("xylophone+type:course", "Take away what narrows the search"),
        ("title:xylophone", "Take away what narrows the search"),
        ("tig", "Pages in another language were found"),
    ],
)
def test_nothing_found_gives_advice_that_fits_the_question(
    engine: SearchEngine, client: Client, question: str, advice: str
) -> None:
    publish_filler()
    publish(1, "TIG")
    catch_up()
    assert advice in page_of(client, f"/en/search/?q={question}")


def test_restricted_page_is_shown_to_its_group_only(
    engine: SearchEngine, client: Client, member: User, members: Group
) -> None:
    publish_filler()
    publish(1, "Tajne spawanie", audience=f"({members.pk})", facets=[WELDING])
    catch_up()
    html = page_of(client, "/pl/search/?q=spawanie")
    assert "Tajne" not in html
    assert "welding" not in html
    client.force_login(member)
    response = client.get("/pl/search/?q=spawanie")
    assert "Tajne" in response.content.decode()
    assert "private" in response["Cache-Control"]


@pytest.mark.usefixtures("broken_index")
def test_engine_away_is_told_helpfully(client: Client) -> None:
    response = client.get("/pl/search/?q=spawanie")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert 'value="spawanie"' in response.content.decode()


def test_results_are_only_read(engine: SearchEngine, client: Client) -> None:
    assert client.post("/pl/search/?q=kurs").status_code == 405


def test_mistake_in_the_question_is_told_with_its_place(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    publish(1, "Stal")
    catch_up()
    html = page_of(client, "/en/search/?q=stal+type:<b>&page=1")
    assert "No kind of page is called “&lt;b&gt;”." in html
    assert "At character 6: “type:&lt;b&gt;”" in html


@pytest.mark.parametrize("question", ["-tig", "type:course", "title:", "type:course&level=basic"])
def test_question_without_a_word_to_look_for_is_told_how_to_ask(
    engine: SearchEngine, client: Client, question: str
) -> None:
    html = page_of(client, f"/en/search/?q={question}")
    assert "At character 1" in html
    assert "title:word looks in titles only" in html
    assert "0 results" not in html
    assert "Nothing was found" not in html
    assert "Nothing fits these filters" not in html


def test_question_may_name_the_language_of_the_pages(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    publish(2, "TIG suvirinimas", language_code="lt")
    catch_up()
    html = page_of(client, "/pl/search/?q=tig+j%C4%99zyk:litewski")
    assert '<h3 lang="lt"><a href="/lt/2/" hreflang="lt">' in html


def test_misspelt_question_is_repaired_and_can_be_asked_as_typed(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    publish(1, "Kurs spawania", "Spawanie stali.", facets=[BASIC])
    catch_up()
    html = page_of(client, "/en/search/?q=lang:pl+spwanie&level=basic")
    assert "Searched for <strong>lang:pl spawanie</strong> instead of “lang:pl spwanie”" in html
    assert '<a href="?q=lang%3Apl+%22spwanie%22&amp;level=basic">Search for exactly “lang:pl spwanie”</a>' in html
    assert "<strong>1 result</strong> for “lang:pl spawanie”" in html
    assert "<mark>Spawanie</mark> stali." in html
    exact = page_of(client, "/pl/search/?q=%22spwanie%22")
    assert 'href="/pl/1/"' not in exact
    assert "spawanie" not in exact


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ('"kurs spawania"', "kurs spawania"),
        ("«Kurs spawania» ", "Kurs spawania"),
        ('"kurs spawania" stal', "&quot;kurs spawania&quot; stal"),
        ('"kurs spawania', "&quot;kurs spawania"),
    ],
)
def test_phrase_is_told_in_one_pair_of_quotes(engine: SearchEngine, client: Client, question: str, told: str) -> None:
    publish_filler()
    publish(1, "Kurs spawania", "Spawanie stali.")
    catch_up()
    html = page_of(client, f"/pl/search/?{urlencode({'q': question})}")
    assert f"<strong>1 wynik</strong> dla „{told}”" in html


def test_question_that_finds_something_gets_a_suggestion(engine: SearchEngine, client: Client) -> None:
    publish_filler()
    publish(1, "Spawanie")
    publish(2, "Aluminium")
    catch_up()
    html = page_of(client, "/en/search/?q=lang:pl+aluminium+spwanie&order=-date")
    assert 'Did you mean: <a href="?q=lang%3Apl+aluminium+spawanie&amp;order=-date">' in html
    assert "for “lang:pl aluminium spwanie”" in html


def test_restricted_word_is_suggested_to_its_group_only(
    engine: SearchEngine, client: Client, member: User, members: Group
) -> None:
    publish_filler()
    publish(1, "Rekrutacja", audience=f"({members.pk})")
    catch_up()
    assert "rekrutacja" not in page_of(client, "/pl/search/?q=rekrutcja").lower()
    client.force_login(member)
    assert "Rekrutacja" in page_of(client, "/pl/search/?q=rekrutcja")


def test_nothing_found_leads_to_the_sections_of_the_site(engine: SearchEngine, client: Client, homes: Homes) -> None:
    menu = Menu.objects.create(site=Site.objects.get(), locale=homes["pl"].locale, slot=Menu.Slot.MAIN)
    MenuItem.objects.create(menu=menu, page=homes["pl"], label="Szkolenia")
    catch_up()
    assert page_of(client, "/pl/search/?q=nic").count(">Szkolenia</a>") == 2
