"""The reports of what is searched for, in the admin."""

import csv
import re
from datetime import timedelta
from html import escape, unescape
from io import BytesIO, StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from pages.terms.models import Term
from search.addresses import results_url
from search.indexing import catch_up
from search.models import BestBet, PickedPage, SynonymSet
from search.query_log.models import QueryCount
from tests.factories.accounts import log_in
from tests.factories.site_tree import make_article, restrict_page, translate
from tests.integration.conftest import Act, Homes

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql, pytest.mark.usefixtures("own_index")]


def asked(text: str, language_code: str = "pl", *, times: int = 3, results: int = 0, days_ago: int = 0) -> None:
    QueryCount.objects.create(
        text=text,
        language_code=language_code,
        day=localdate() - timedelta(days=days_ago),
        occurrences=times,
        result_count=results,
    )


def report(browser: Client, name: str = "without_results", **parameters: str) -> str:
    response = browser.get(reverse(f"search_queries_{name}"), parameters)
    assert response.status_code == 200
    return response.content.decode()


def listed(html: str) -> list[str]:
    """Return the queries in the table."""
    return re.findall(r"<tr[^>]*>\s*<td[^>]*>\s*(\S.*?)\s*</td>", html)


def links(html: str) -> list[str]:
    """Return where the buttons of the rows lead."""
    return [unescape(url) for url in re.findall(r'button-secondary" href="([^"]+)"', html)]


@pytest.fixture
def editor(homes: Homes) -> Client:
    return log_in("Lithuanian editors", username="editor")


def test_query_is_listed_from_the_third_time_on(editor: Client) -> None:
    asked("frezas", times=2)
    asked("gwint", times=2)
    asked("gwint", times=1, days_ago=5)
    # The same words in another language are another query.
    asked("frezas", "lt", times=2)
    assert listed(report(editor)) == ["gwint"]
    assert listed(report(editor, "frequent")) == ["gwint"]


def test_only_what_found_nothing_the_last_time_is_asked_in_vain(editor: Client) -> None:
    asked("gwint", results=0, days_ago=2)
    asked("gwint", results=4)
    asked("frez", results=4, days_ago=2)
    asked("frez", results=0, times=5)
    asked("spawanie", results=9, times=20)
    assert listed(report(editor)) == ["frez"]
    assert listed(report(editor, "frequent")) == ["spawanie", "frez", "gwint"]


def test_report_is_narrowed_by_language_and_period(editor: Client) -> None:
    asked("frez", times=2, days_ago=10)
    asked("frez", times=2)
    asked("frezas", "lt", days_ago=10)
    assert listed(report(editor)) == ["frez", "frezas"]
    assert listed(report(editor, language_code="lt")) == ["frezas"]
    # Two times in the last seven days are too few to be shown.
    assert listed(report(editor, period="7")) == []
    assert listed(report(editor, period="30", language_code="pl")) == ["frez"]
    assert "Nothing was searched for in vain that often." in report(editor, period="7")
    # An unknown value narrows nothing and is no error.
    assert listed(report(editor, period="x")) == ["frez", "frezas"]


def test_report_can_be_ordered_and_turned_over(editor: Client) -> None:
    for number in range(31):
        asked(f"frez {number:02}", times=3 + number, days_ago=number)
    assert listed(report(editor))[0] == "frez 30"
    assert listed(report(editor, ordering="number"))[0] == "frez 00"
    assert listed(report(editor, p="2")) == ["frez 00"]
    assert "31 queries" in report(editor)


def test_what_is_rare_is_not_exported_either(editor: Client) -> None:
    asked("frez", "lt", times=7)
    asked("=1+1", times=4)
    asked("anna nowak", times=2)
    today = localdate().isoformat()
    url = reverse("search_queries_without_results")
    response = editor.get(url, {"export": "csv"})
    assert f'filename="queries-without-results-{today}.csv"' in response["Content-Disposition"]
    rows = list(csv.reader(StringIO(b"".join(response).decode())))
    assert rows == [
        ["Query", "Language", "Times asked", "Last asked"],
        ["frez", "lt", "7", today],
        ["'=1+1", "pl", "4", today],
    ]
    workbook = load_workbook(BytesIO(b"".join(editor.get(url, {"export": "xlsx"}))))
    assert [row[0].value for row in workbook.active.rows] == ["Query", "frez", "=1+1"]


def test_query_becomes_a_term_in_its_language(editor: Client) -> None:
    asked("dujų lašelis", "lt")
    url = links(report(editor))[0]
    assert urlsplit(url).path == reverse("wagtailsnippets_terms_term:add")
    html = editor.get(url).content.decode()
    assert 'value="dujų lašelis"' in html
    [action] = re.findall(r'action="(/admin/snippets/terms/term/add/[^"]*)"', html)
    forms = {f"forms-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM")}
    data = {"definition": "", "source": "", "forms-MAX_NUM_FORMS": "1000", **forms}
    editor.post(action, {**data, "name": "Dujų lašelis"})
    term = Term.objects.get(name="Dujų lašelis", locale__language_code="lt")
    # It is not made a second time.
    assert links(report(editor))[0] == reverse("wagtailsnippets_terms_term:edit", args=[term.pk])


@pytest.mark.parametrize("name", ["search_synonyms", "search_best_bets"])
def test_query_begins_synonyms_and_recommendations_in_its_language(editor: Client, name: str) -> None:
    asked("dujų lašelis", "lt")
    [url] = [url for url in links(report(editor)) if urlsplit(url).path == reverse(f"{name}:add")]
    html = editor.get(url).content.decode()
    assert "dujų lašelis</textarea>" in html
    assert re.search(r'<option value="\d+" selected>\s*Lithuanian', html)


@pytest.mark.parametrize(
    ("typed", "names", "words"),
    [
        ("dujų lašelis", ["term", "synonyms", "recommended"], "dujų lašelis"),
        ("„lašelis“ <b>&amp;</b> 'x'", ["term", "synonyms", "recommended"], "lašelis <b>&amp;</b> 'x'"),
        # Neither is added to what stands in quotes.
        ('"dujų lašelis"', ["term"], "dujų lašelis"),
        # What is left out, and where is looked, is of the query and not of the word.
        ("lašelis -dujų type:course title:TIG", ["term", "synonyms"], "lašelis TIG"),
    ],
)
def test_what_helps_depends_on_how_the_query_is_written(
    editor: Client, typed: str, names: list[str], words: str
) -> None:
    asked(typed, "lt")
    urls = links(report(editor))
    assert [name for url in urls for name in names if f"/{name}/" in url] == names
    assert len(urls) == len(names)
    for url in urls:
        assert re.search(rf"[>\"]\s*{re.escape(escape(words))}[<\"]", editor.get(url).content.decode())


def test_what_has_been_mended_is_told(editor: Client, homes: Homes, act: Act) -> None:
    with act():
        page = make_article(homes["pl"], "Wózki widłowe")
        restricted = make_article(homes["pl"], "Tajne")
        restrict_page(restricted, Group.objects.get(name="Participants"))
    catch_up()
    asked("sztaplarka")
    asked("gwint")
    assert "Now it finds" not in report(editor)
    SynonymSet.objects.create(locale=page.locale, words="sztaplarka\nwózek widłowy")
    PickedPage.objects.create(best_bet=BestBet.objects.create(locale=page.locale, queries="gwint"), page=restricted)
    html = report(editor)
    assert html.count("Now it finds 1 page") == 1
    assert f'href="{results_url("sztaplarka", "pl")}"' in html


def test_form_begun_without_permission_is_refused_with_the_reason(homes: Homes) -> None:
    asked("dujų lašelis", "lt")
    translator = log_in("Translators", username="translator", language_code="pl")
    assert [urlsplit(url).path for url in links(report(translator))] == [reverse("wagtailsnippets_terms_term:add")]
    data = {"locale": homes["lt"].locale.pk, "words": "dujų lašelis\nantgalis", "compare": "answer"}
    for name in ("search_synonyms:add", "search_best_bets:add"):
        refused = translator.post(reverse(name), data, follow=True).content.decode()
        assert "Przepraszamy, ale nie posiadasz uprawnień" in refused
    assert not SynonymSet.objects.exists()


def test_page_in_another_language_can_be_sent_to_translation(homes: Homes, act: Act) -> None:
    editor = log_in("Polish editors", "Lithuanian editors")
    with act():
        page = make_article(homes["pl"], "Rekrutacja uczestników")
        restricted = make_article(homes["pl"], "Rekrutacja tajna rekrutacja")
        restrict_page(restricted, Group.objects.get(name="Participants"))
    catch_up()
    asked("rekrutacja", "lt")
    html = report(editor, language_code="lt")
    assert "Rekrutacja uczestników" in html
    assert "tajna" not in html
    url = links(html)[-1]
    assert urlsplit(url).path == reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert parse_qs(urlsplit(url).query)["next"] == [f"{reverse('search_queries_without_results')}?language_code=lt"]
    form = editor.get(url).content.decode()
    assert re.search(r'<input[^>]*name="locales"[^>]*checked', form)


def test_translation_is_offered_to_those_who_may_make_it(homes: Homes, act: Act) -> None:
    with act():
        make_article(homes["pl"], "Rekrutacja uczestników")
    catch_up()
    asked("rekrutacja", "lt")
    for group in ("Polish editors", "Lithuanian editors"):
        html = report(log_in(group))
        assert "Rekrutacja uczestników" in html
        assert "submit" not in " ".join(links(html))
    assert "submit" in links(report(log_in("Translators")))[-1]


def test_draft_in_the_language_is_opened_and_a_live_page_left_out(editor: Client, homes: Homes, act: Act) -> None:
    with act():
        page = make_article(homes["pl"], "Rekrutacja uczestników")
        version = translate(page, homes["lt"], "Atranka")
    catch_up()
    asked("rekrutacja", "lt")
    # The Lithuanian page is there: what lacks is a word for it.
    assert "Rekrutacja uczestników" not in report(editor)
    version.unpublish()
    assert links(report(editor))[-1] == reverse("wagtailadmin_pages:edit", args=[version.pk])


@pytest.mark.usefixtures("broken_index")
def test_report_stands_while_search_is_away(editor: Client) -> None:
    asked("rekrutacja", "lt")
    assert listed(report(editor)) == ["rekrutacja"]


def test_twenty_rows_take_as_many_queries_as_one(
    editor: Client, homes: Homes, act: Act, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with act():
        for number in range(20):
            make_article(homes["pl"], f"Rekrutacja{number} uczestników")
    catch_up()
    asked("rekrutacja0", "lt")
    report(editor)
    with CaptureQueriesContext(connection) as one:
        assert "Rekrutacja0" in report(editor)
    assert any("minedterm" in query["sql"] for query in one)
    for number in range(1, 20):
        asked(f"rekrutacja{number}", "lt")
    with django_assert_num_queries(len(one)):
        assert "Rekrutacja19" in report(editor)


@pytest.mark.parametrize("name", ["without_results", "frequent"])
def test_reports_are_for_those_who_may_change_the_glossary(homes: Homes, name: str) -> None:
    stranger = log_in("Lithuanian editors", username="editor")
    Group.objects.get(name="Lithuanian editors").permissions.remove(
        *Permission.objects.filter(content_type__app_label="terms")
    )
    url = reverse(f"search_queries_{name}")
    assert stranger.get(url, follow=True).redirect_chain[0][0] == reverse("wagtailadmin_home")
    assert url not in stranger.get(reverse("wagtailadmin_home")).content.decode()
    assert url in log_in("Translators").get(reverse("wagtailadmin_home")).content.decode()
    assert Client().get(url).status_code == 302


def test_who_may_only_change_terms_is_offered_no_new_one(homes: Homes) -> None:
    group = Group.objects.get(name="Lithuanian editors")
    group.permissions.remove(
        *Permission.objects.filter(codename__in=["add_term", "add_synonymset", "add_bestbet", "submit_translation"]),
    )
    asked("rekrutacja", "lt")
    browser = log_in("Lithuanian editors", username="editor")
    assert links(report(browser)) == []
    assert listed(report(browser)) == ["rekrutacja"]


@pytest.mark.parametrize(("language_code", "words"), [("pl", "co najmniej 3 razy"), ("lt", "bent 3 kartus")])
def test_report_speaks_the_language_of_the_editor(homes: Homes, language_code: str, words: str) -> None:
    browser = log_in("Lithuanian editors", username="editor", language_code=language_code)
    assert words in report(browser)


def test_languages_are_written_as_in_the_other_lists_of_the_admin(homes: Homes) -> None:
    browser = log_in(username="administrator", language_code="pl", is_superuser=True)
    asked("suvirinimas", "lt")
    Term.objects.create(name="suvirinimas", locale=homes["lt"].locale)
    pages = [report(browser, "frequent"), browser.get(reverse("wagtailsnippets_terms_term:list")).content.decode()]
    for html in pages:
        assert "litewski" in html
        assert "Litewski" not in html
