"""The log of queries, and the report made of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Locale

from cms.models import User
from search import query_log
from search.engines.base import SearchEngine
from search.indexing import catch_up
from search.models import LoggedQuery
from search.query_log import purge_queries
from tests.factories.accounts import log_in
from tests.integration.conftest import Homes
from tests.integration.search.publications import publish, publish_filler

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages(engine: SearchEngine) -> None:
    """A page in each of two languages."""
    publish_filler()
    publish(1, "Kurs spawania", "Podstawy spawania.")
    publish(2, "Lazerio pjovimas", "Lazeris pjauna.", language_code="lt")
    catch_up()


@pytest.fixture
def browser() -> Client:
    """The browser of an administrator."""
    return log_in(username="administrator", is_superuser=True)


def ask(text: str, times: int = 1, language_code: str = "pl", **headers: str) -> None:
    for _ in range(times):
        assert Client().get(f"/{language_code}/search/", {"q": text}, headers=headers).status_code == 200


def report(browser: Client, **parameters: str) -> str:
    return browser.get(reverse("search_queries_report"), parameters).content.decode()


@pytest.mark.postgresql
def test_a_day_has_one_row_for_a_query_with_what_was_found_last() -> None:
    ask("Kurs   spawania")
    ask("kurs spawania")
    row = LoggedQuery.objects.get()
    assert (row.text, row.language_code, row.times, row.result_count) == ("kurs spawania", "pl", 2, 1)
    assert row.day == timezone.localdate()
    assert {field.name for field in LoggedQuery._meta.fields} == {
        "id", "language_code", "text", "day", "times", "result_count"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "headers"),
    [
        ({"page": "2"}, {}),
        ({"order": "-date"}, {}),
        ({"level": "basic"}, {}),
        ({}, {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ({}, {"Cache-Control": "max-age=0"}),
        ({}, {"Sec-Purpose": "prefetch"}),
        ({"q": "jan.kowalski@example.org"}, {}),
        ({"q": "48 600 700 800"}, {}),
        ({"q": "a" * 200}, {}),
        ({"q": ""}, {}),
    ],
)
def test_what_is_no_question_of_a_person_or_tells_of_one_is_not_counted(
    client: Client, parameters: dict[str, str], headers: dict[str, str]
) -> None:
    assert client.get("/pl/search/", {"q": "kurs", **parameters}, headers=headers).status_code == 200
    assert not LoggedQuery.objects.exists()


def test_what_somebody_with_access_asks_is_not_counted(client: Client, member: User) -> None:
    publish(5, "Materiały", audience="login")
    client.force_login(member)
    client.get("/pl/search/?q=kurs")
    assert not LoggedQuery.objects.exists()


def test_a_log_that_cannot_be_written_costs_no_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr(query_log, "_hurried", fail)
    assert "Kurs" in client.get("/pl/search/?q=kurs").content.decode()


def test_to_count_a_query_takes_one_statement(client: Client) -> None:
    ask("kurs")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get("/pl/search/?q=kurs")
    writing = [row["sql"] for row in captured.captured_queries if "search_loggedquery" in row["sql"]]
    assert len(writing) == 1


def test_queries_are_forgotten_after_ninety_days() -> None:
    today = timezone.localdate()
    for age in (90, 91):
        day = today - timedelta(days=age)
        LoggedQuery.objects.create(language_code="pl", text="kurs", day=day, result_count=0)
    assert purge_queries(today) == 1
    assert LoggedQuery.objects.get().day == today - timedelta(days=90)


def test_the_report_shows_what_found_nothing_from_three_times_on(browser: Client) -> None:
    ask("obróbka laserem", 3)
    ask("rzadkie pytanie", 2)
    ask("spawania", 4)
    html = report(browser)
    assert "obróbka laserem" in html
    assert "rzadkie pytanie" not in html
    assert ">spawania<" not in html.replace("\n", "").replace(" ", "")
    everything = report(browser, found="all")
    assert "spawania" in everything
    assert "rzadkie" not in everything


def test_times_are_counted_within_the_period_chosen(browser: Client) -> None:
    old = timezone.localdate() - timedelta(days=20)
    LoggedQuery.objects.create(language_code="pl", text="dawne", day=old, times=2, result_count=0)
    ask("dawne")
    assert "dawne" in report(browser)
    assert "dawne" in report(browser, period="30")
    assert "dawne" not in report(browser, period="7")
    assert "dawne" not in report(browser, language_code="lt")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_report_is_exported_as_it_is_filtered(browser: Client, form: str) -> None:
    ask("obróbka laserem", 3)
    ask("rzadkie pytanie", 2)
    answer = browser.get(reverse("search_queries_report"), {"export": form})
    body = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 200
    if form == "csv":
        assert f"obróbka laserem,pl,3,0,{timezone.localdate().isoformat()}" in body.decode()
        assert b"rzadkie" not in body


def test_one_click_leads_to_a_form_that_is_filled_in(browser: Client) -> None:
    Locale.objects.get_or_create(language_code="lt")
    term = browser.get(reverse("wagtailsnippets_terms_term:add"), {"locale": "lt", "name": "lazeris"})
    assert 'value="lazeris"' in term.content.decode()
    for name in ("search_synonyms:add", "search_best_bets:add"):
        html = browser.get(reverse(name), {"language": "lt", "words": "lazeris"}).content.decode()
        assert "lazeris</textarea>" in html
        assert f'value="{Locale.objects.get(language_code="lt").pk}" selected' in html


def test_a_translation_is_asked_for_with_the_page_of_the_other_language(browser: Client) -> None:
    lt, _ = Locale.objects.get_or_create(language_code="pl")
    ask("lazeris", 3)
    address = reverse("search_translation_request")
    answer = browser.get(address, {"language": "pl", "words": "lazeris"})
    assert answer.headers["Location"] == f"/admin/localize/submit/page/2/?locales={lt.pk}"
    answer = browser.get(address, {"language": "pl", "words": "nieznane"}, follow=True)
    assert "No page in another language" in answer.content.decode()
    assert LoggedQuery.objects.get().times == 3


def test_no_translation_is_asked_for_where_there_is_one(homes: Homes, browser: Client) -> None:
    source = homes["lt"]
    publish(source.pk, "Metalo dirbtuvės", language_code="lt", translation_key=source.translation_key)
    catch_up()
    answer = browser.get(reverse("search_translation_request"), {"language": "pl", "words": "dirbtuvės"}, follow=True)
    assert "is translated already" in answer.content.decode()


def test_the_report_is_for_those_who_write_terms(settings: Settings) -> None:
    browser = log_in(username="nobody")
    user = User.objects.get(username="nobody")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert browser.get(reverse("search_queries_report")).status_code == 302
    assert browser.get(reverse("search_translation_request")).status_code == 302
    user.user_permissions.add(Permission.objects.get(codename="change_term"))
    assert browser.get(reverse("search_queries_report")).status_code == 200
