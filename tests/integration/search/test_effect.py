"""What a change of synonyms or recommendations would do, shown before it is saved."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from pages.editors.permissions import grant, roles
from search.engines.base import SearchEngine
from search.indexing import catch_up
from search.models import BestBet, SynonymSet
from search.query_log.models import QueryCount
from tests.factories.accounts import log_in
from tests.factories.site_tree import make_course
from tests.integration.conftest import Act, Homes
from tests.integration.search.publications import publish, publish_filler
from tests.integration.search.test_best_bets import entry as recommendation

pytestmark = pytest.mark.django_db

SYNONYMS = "search_synonyms:add"


@pytest.fixture(params=["embedded", "elasticsearch"])
def any_engine(engine: SearchEngine, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each engine in turn."""
    if request.param == "elasticsearch":
        elasticsearch = request.getfixturevalue("elasticsearch")
        monkeypatch.setattr("search.services.search_engine", lambda: elasticsearch)
        monkeypatch.setattr("search.indexing.search_engine", lambda: elasticsearch)


def synonyms(*words: str, query: str = "", compare: str = "answer") -> dict[str, object]:
    """Return what the form of synonyms sends when the button to compare is pressed."""
    locale, _created = Locale.objects.get_or_create(language_code="pl")
    return {"locale": locale.pk, "words": "\n".join(words), "effect_query": query, "compare": compare}


def effect(browser: Client, data: dict[str, object], name: str = SYNONYMS) -> tuple[str, str, str]:
    """Return what is told of now, of then, and of further down, without marks and links."""
    response = browser.post(reverse(name), data)
    assert response.status_code == 200
    text = " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
    _summary, rest = text.split("Now:", 1)
    before, after = rest.split("With the change:", 1)
    shown, _title, further = after.partition("Further down")
    return before, shown, further


def publish_ranking() -> None:
    """Publish nine pages about ramps, the more a page says of them the higher, and one of the other word."""
    publish_filler()
    for number in range(1, 10):
        publish(number, f"Rampa {number}", f"{'Rampa. ' * (10 - number)} {'Hala stoi. ' * number}")
    publish(20, "Podest podest", "Podest. " * 40)
    catch_up()


@pytest.mark.usefixtures("any_engine")
def test_hits_that_come_go_and_move_are_told(browser: Client) -> None:
    publish_ranking()
    before, after, further = effect(browser, synonyms("rampa", "podest"))
    assert "9 pages" in before
    assert "10 pages" in after
    assert re.search(r"Podest podest new here", after)
    assert re.search(r"Rampa \d falls to place 9", before)
    assert re.search(r"↓ 1 place down", after)
    assert "2 pages stand at other places than now." in further


@pytest.mark.usefixtures("any_engine")
def test_a_recommended_page_is_told(browser: Client, homes: Homes, act: Act) -> None:
    with act():
        course = make_course(homes["pl"], "Kurs TIG", slug="kurs-tig")
    catch_up()
    data = {**recommendation("szkolenia spawaczy", course.pk), "compare": "answer"}
    before, after, _further = effect(browser, data, "search_best_bets:add")
    assert "Kurs TIG" not in before
    assert "Recommended Kurs TIG new here" in after
    assert not BestBet.objects.exists()


@pytest.mark.usefixtures("two_pages")
def test_nothing_is_saved_or_counted(browser: Client) -> None:
    before, after, _further = effect(browser, synonyms("sztaplarka", "wózek widłowy", query="sztaplarka"))
    assert "Nothing is found." in before
    assert "sztaplarka → wózek widłowy , a synonym Wózek widłowy new here" in after.replace("1 page ", "")
    assert not SynonymSet.objects.exists()
    assert not QueryCount.objects.exists()


@pytest.mark.usefixtures("two_pages")
def test_another_query_than_the_first_line_can_be_asked(browser: Client) -> None:
    first = browser.post(reverse(SYNONYMS), synonyms("sztaplarka", "wózek widłowy")).content.decode()
    assert "For “sztaplarka” the answer changes." in first
    other = browser.post(reverse(SYNONYMS), synonyms("sztaplarka", "wózek widłowy", query="palety")).content.decode()
    assert "For “palety” the answer stays the same." in other


@pytest.mark.usefixtures("two_pages")
def test_without_a_script_the_form_comes_back_with_the_answer(browser: Client) -> None:
    html = browser.post(reverse(SYNONYMS), synonyms("sztaplarka", "wózek widłowy", compare="page")).content.decode()
    assert "sztaplarka\nwózek widłowy</textarea>" in html
    assert "For “sztaplarka” the answer changes." in html
    assert "could not be created" not in html
    kept = SynonymSet.objects.create(locale=Locale.objects.get(language_code="pl"), words="rampa\npodest")
    edit = reverse("search_synonyms:edit", args=[kept.pk])
    html = browser.post(edit, synonyms("sztaplarka", "wózek widłowy", compare="page")).content.decode()
    assert "For “sztaplarka” the answer changes." in html
    kept.refresh_from_db()
    assert kept.lines == ["rampa", "podest"]


@pytest.mark.usefixtures("two_pages")
def test_the_effect_is_what_an_outsider_finds(browser: Client) -> None:
    publish(3, "Tajny podest", "Podest.", audience="login")
    catch_up()
    assert "Tajny" not in browser.post(reverse(SYNONYMS), synonyms("rampa", "podest")).content.decode()


@pytest.mark.usefixtures("engine")
def test_the_effect_of_what_cannot_be_saved_is_the_reason(browser: Client) -> None:
    html = browser.post(reverse(SYNONYMS), synonyms("rampa")).content.decode()
    assert "First mend this:" in html
    assert "at least two words" in html


@pytest.mark.usefixtures("engine", "broken_index")
def test_the_form_stands_while_search_is_away(browser: Client) -> None:
    html = browser.post(reverse(SYNONYMS), synonyms("rampa", "podest")).content.decode()
    assert "The search does not answer just now." in html
    saved = {key: value for key, value in synonyms("rampa", "podest").items() if key != "compare"}
    assert browser.post(reverse(SYNONYMS), saved).status_code == 302


def test_the_effect_is_for_who_may_change_it(homes: Homes) -> None:
    for role in roles(dict(homes)):
        grant(role)
    assert log_in("Translators").post(reverse(SYNONYMS), synonyms("rampa", "podest")).status_code == 302
