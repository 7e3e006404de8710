"""What is kept of searches: counted over HTTP, written beside the requests, forgotten by the worker."""

import logging
from datetime import date, timedelta
from threading import Event

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries, Settings

from cms.models import User
from cms.worker import Worker
from search.engines.base import SearchEngine
from search.indexing import catch_up
from search.models import BestBet, PickedPage
from search.query_log import counting
from search.query_log.counting import AskedQuery, QueryCounter, query_counter
from search.query_log.models import QueryCount
from search.query_log.services import purge_queries
from tests.factories.site_tree import make_article
from tests.integration.conftest import Act, Homes
from tests.integration.search.publications import publish

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def counted() -> list[tuple[str, str, int, int]]:
    rows = QueryCount.objects.order_by("text", "language_code")
    return list(rows.values_list("text", "language_code", "occurrences", "result_count"))


def ask(client: Client, *addresses: str) -> None:
    for address in addresses:
        assert client.get(address).status_code == 200


def test_query_is_counted_by_language_however_it_is_typed(engine: SearchEngine, client: Client) -> None:
    publish(1, "Spawanie", "Spawanie stali.")
    catch_up()
    ask(client, "/pl/search/?q=Spawanie++STALI", "/pl/search/?q=+spawanie%09stali", "/lt/search/?q=spawanie+stali")
    # "ó" as one letter, and as a letter with a mark.
    ask(client, "/pl/search/?q=wózek", "/pl/search/?q=WO\u0301ZEK")
    assert counted() == [
        ("spawanie stali", "lt", 1, 0),
        ("spawanie stali", "pl", 2, 1),
        ("wózek", "pl", 2, 0),
    ]
    assert set(QueryCount.objects.values_list("day", flat=True)) == {localdate()}


def test_number_of_results_is_the_last_one_seen(engine: SearchEngine, client: Client) -> None:
    ask(client, "/pl/search/?q=frez")
    publish(1, "Frez", "Frez palcowy.")
    catch_up()
    ask(client, "/pl/search/?q=frez")
    assert counted() == [("frez", "pl", 2, 1)]


def test_query_with_a_recommended_page_is_not_without_results(
    own_index: None, homes: Homes, act: Act, client: Client
) -> None:
    with act():
        page = make_article(homes["pl"], "Praca w Suwałkach")
    catch_up()
    ask(client, "/pl/search/?q=zatrudnienie")
    assert counted() == [("zatrudnienie", "pl", 1, 0)]
    recommended = BestBet(locale=page.locale, queries="zatrudnienie")
    recommended.picked_pages = [PickedPage(page=page)]
    recommended.save()
    ask(client, "/pl/search/?q=zatrudnienie")
    assert counted() == [("zatrudnienie", "pl", 2, 1)]


@pytest.mark.parametrize(
    "parameters",
    ["page=2", "specialisation=welding", "order=-date", "query_locale=lt"],
)
def test_same_question_asked_on_is_not_counted_again(engine: SearchEngine, client: Client, parameters: str) -> None:
    ask(client, f"/pl/search/?q=frez&{parameters}")
    assert counted() == []


@pytest.mark.parametrize(
    "text",
    [
        "jan.kowalski@example.org",
        "kowalski+@+example",
        "600+123+456",
        "%2B48+(22)+123-45-67",
        "87031200012",
        "faktura+12/2024/00017",
        "słowo+" * 20,
        "spawanie%E2%80%8Bstali",
        "type:course+spawanie",
        "-spawanie",
        "",
    ],
)
def test_what_may_be_personal_or_asks_nothing_is_not_counted(engine: SearchEngine, client: Client, text: str) -> None:
    ask(client, f"/pl/search/?q={text}")
    assert counted() == []


@pytest.mark.parametrize("text", ["iso 15614-1:2017", "tig 141", "en 10025-2", "blacha 3 x 1500"])
def test_standards_and_measures_are_counted(engine: SearchEngine, client: Client, text: str) -> None:
    ask(client, f"/pl/search/?q={text.replace(' ', '+')}")
    assert counted() == [(text, "pl", 1, 0)]


def test_words_of_those_who_read_restricted_material_are_not_kept(
    engine: SearchEngine, client: Client, member: User
) -> None:
    publish(1, "Egzamin", "Zadania.", audience=f"({member.groups.get().pk})")
    catch_up()
    client.force_login(member)
    ask(client, "/pl/search/?q=egzamin", "/pl/search/?q=nieznane")
    assert counted() == []


def test_robots_and_browsers_in_advance_are_not_counted(engine: SearchEngine, client: Client) -> None:
    address = "/pl/search/?q=frez"
    assert client.head(address).status_code == 200
    robot = "Mozilla/5.0 (compatible; Examplebot/2.1; +http://example.org/bot.html)"
    assert client.get(address, headers={"User-Agent": robot}).status_code == 200
    assert client.get(address, headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 200
    assert counted() == []
    assert client.get(address, headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"}).status_code == 200
    assert counted() == [("frez", "pl", 1, 0)]


@pytest.mark.usefixtures("broken_index")
def test_search_that_is_away_counts_nothing(client: Client) -> None:
    assert client.get("/pl/search/?q=frez").status_code == 503
    assert counted() == []


def test_failing_write_is_logged_and_harms_no_search(
    engine: SearchEngine, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object) -> None:
        message = "disk full"
        raise DatabaseError(message)

    monkeypatch.setattr(counting, "_count", fail)
    ask(client, "/pl/search/?q=frez")
    assert "A query could not be counted" in caplog.text
    assert counted() == []


def test_query_that_cannot_wait_harms_no_search(
    engine: SearchEngine,
    client: Client,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.SEARCH_QUERIES_COUNTED_AT_ONCE = False

    class NoThread:
        def __init__(self, **_kwargs: object) -> None:
            message = "can't start new thread"
            raise RuntimeError(message)

    monkeypatch.setattr(counting, "Thread", NoThread)
    monkeypatch.setattr("search.query_log.services.query_counter", QueryCounter())
    ask(client, "/pl/search/?q=frez")
    assert "A query could not be counted" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_thread_counts_without_a_query_in_the_request(
    engine: SearchEngine, client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SEARCH_QUERIES_COUNTED_AT_ONCE = False
    with caplog.at_level(logging.WARNING):
        ask(client, "/pl/search/?q=frez", "/pl/search/?q=frez", "/pl/search/?q=gwint")
        query_counter.waiting.join()
    assert counted() == [("frez", "pl", 2, 0), ("gwint", "pl", 1, 0)]
    assert not caplog.records


def test_search_does_not_wait_for_a_database_that_is_busy(
    engine: SearchEngine, client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SEARCH_QUERIES_COUNTED_AT_ONCE = False
    is_free = Event()
    written: list[str] = []

    def wait_and_write(asked: AskedQuery) -> None:
        is_free.wait(10)
        written.append(asked.text)

    monkeypatch.setattr(counting, "count_or_log", wait_and_write)
    ask(client, "/pl/search/?q=frez", "/pl/search/?q=gwint")
    assert written == []
    is_free.set()
    query_counter.waiting.join()
    assert written == ["frez", "gwint"]


def test_full_line_is_told_and_the_query_left_out(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SEARCH_QUERIES_COUNTED_AT_ONCE = False
    monkeypatch.setattr(counting, "MOST_WAITING", 1)
    counter = QueryCounter()
    monkeypatch.setattr(counter, "_have_a_thread", lambda: None)
    for text in ("frez", "gwint"):
        counter.add(AskedQuery(text, "pl", localdate(), 0))
    assert counter.waiting.qsize() == 1
    assert "not counted" in caplog.text
    assert "gwint" not in caplog.text


def test_counting_a_known_query_takes_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    asked = AskedQuery("frez", "pl", localdate(), 0)
    counting.count_or_log(asked)
    # With the savepoint and its release, which outside of a test are the transaction.
    with django_assert_num_queries(3):
        counting.count_or_log(asked)
    assert counted() == [("frez", "pl", 2, 0)]


def test_counts_are_forgotten_after_ninety_days(settings: Settings) -> None:
    today = localdate()
    for age in (0, 90, 91):
        QueryCount.objects.create(text="frez", language_code="pl", day=today - timedelta(days=age), result_count=0)
    assert purge_queries(today) == 1
    assert purge_queries(today) == 0
    settings.SEARCH_QUERIES_RETENTION_DAYS = 30
    assert purge_queries(today) == 1
    assert QueryCount.objects.get().day == today


@pytest.mark.django_db(transaction=True)
def test_worker_forgets(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FEED_CONSUMERS = []
    QueryCount.objects.create(text="frez", language_code="pl", day=localdate() - timedelta(days=91), result_count=0)
    worker = Worker()

    def purge_and_stop(today: date) -> int:
        worker.stop()
        return purge_queries(today)

    monkeypatch.setattr("cms.worker.purge_queries", purge_and_stop)
    worker.run()
    assert not QueryCount.objects.exists()
