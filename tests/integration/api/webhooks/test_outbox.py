"""What endpoints are told: each change that they may know of, once."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connections
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from api.scopes import LOGIN, group_scope
from api.webhooks import outbox
from api.webhooks.models import WebhookDelivery, WebhookEndpoint
from api.webhooks.outbox import fill_outbox
from api.webhooks.retention import purge_deliveries
from pages.models import HomePage
from pages.publications.epoch import begin_epoch
from pages.publications.retention import purge_tombstones
from pages.publications.selectors import head_sequence
from tests.factories.media import make_document, make_image
from tests.factories.site_tree import make_article, make_homes, publish, restrict_page
from tests.integration.api.conftest import Get
from tests.integration.api.webhooks.endpoints import make_endpoint, messages, told
from tests.integration.conftest import Act

pytestmark = pytest.mark.postgresql

Homes = dict[str, HomePage]


def test_a_change_is_told_once_with_addresses_and_without_content(homes: Homes, act: Act, get: Get) -> None:
    endpoint = make_endpoint()
    with act():
        page = make_article(homes["pl"], "O nas", summary="Kim jesteśmy")
    assert told(endpoint) == told(endpoint) == [("page.published", page.pk)]
    [message] = messages(endpoint)
    meta = get(f"pages/{page.pk}/").json()["meta"]
    etag = get(f"pages/{page.pk}/")["ETag"].strip('"')
    assert list(message) == ["type", "timestamp", "data"]
    assert message["data"] == {
        "kind": "page",
        "id": page.pk,
        "type": "pages.ArticlePage",
        "locale": "pl",
        "etag": etag,
        "html_url": meta["html_url"],
        "detail_url": meta["detail_url"],
        "keys": [f"page-{page.pk}", "pages"],
    }
    assert get(f"pages/{page.pk}/")["Surrogate-Key"] in message["data"]["keys"]
    delivery = endpoint.deliveries.get()
    assert "O nas" not in delivery.payload
    assert "Kim jesteśmy" not in delivery.payload
    assert delivery.message_id.startswith("msg_")
    assert "." not in delivery.message_id


def test_what_was_before_is_not_told(homes: Homes, act: Act) -> None:
    with act():
        make_article(homes["pl"], "Wcześniej")
    assert told(make_endpoint()) == []


def test_restricted_pages_are_told_only_with_the_rights(homes: Homes, act: Act, participants: Group) -> None:
    public, login = make_endpoint(), make_endpoint("https://app.example.org/", LOGIN)
    group = make_endpoint("https://app.example.org/", group_scope(participants.pk))
    with act():
        page = make_article(homes["pl"], "Dla uczestników")
        restrict_page(page, participants)
    assert told(group) == [("page.published", page.pk)]
    with act():
        publish(page, summary="Tajne")
    assert told(group)[1:] == [("page.published", page.pk)]
    with act():
        page.delete()
    assert told(group)[2:] == [("page.withdrawn", page.pk)]
    assert told(public) == told(login) == []


def test_a_page_that_is_closed_is_withdrawn_for_strangers(homes: Homes, act: Act, participants: Group) -> None:
    with act():
        page = make_article(homes["pl"], "Otwarta")
    public, group = make_endpoint(), make_endpoint("https://app.example.org/", group_scope(participants.pk))
    with act():
        restrict_page(page, participants)
        publish(page, slug="tajny-adres")
    assert told(public) == [("page.withdrawn", page.pk)]
    assert messages(public)[0]["data"]["html_url"] is None
    assert "tajny-adres" not in public.deliveries.get().payload
    assert ("page.published", page.pk) in told(group)
    assert "tajny-adres" in messages(group)[-1]["data"]["html_url"]


def test_events_and_languages_are_filtered(homes: Homes, act: Act) -> None:
    only = make_endpoint(events=["page.published", "document.published"], locales=["lt"])
    with act():
        polish, lithuanian = make_article(homes["pl"], "Strona"), make_article(homes["lt"], "Puslapis")
        make_image()
        document = make_document()
    with act():
        polish.delete()
    with act():
        publish(lithuanian, summary="Nauja")
    assert sorted(told(only)) == [("document.published", document.pk), ("page.published", lithuanian.pk)]


def test_what_happens_while_it_is_off_is_told_afterwards(homes: Homes, act: Act) -> None:
    endpoint = make_endpoint(active=False)
    with act():
        page = make_article(homes["pl"], "Strona")
    assert told(endpoint) == []
    WebhookEndpoint.objects.update(active=True)
    assert told(endpoint) == [("page.published", page.pk)]


def test_another_epoch_is_told_as_a_reset(homes: Homes, act: Act) -> None:
    endpoint = make_endpoint()
    begin_epoch()
    with act():
        make_article(homes["pl"], "Przed")
    assert told(endpoint) == [("feed.reset", None)]
    assert messages(endpoint)[0]["data"] == {
        "reason": "epoch",
        "keys": ["pages", "images", "documents", "media", "locales", "navigation", "settings", "redirects"],
    }
    with act():
        page = make_article(homes["pl"], "Po")
    assert told(endpoint)[1:] == [("page.published", page.pk)]


def test_forgotten_tombstones_are_told_as_a_reset(homes: Homes, act: Act) -> None:
    endpoint = make_endpoint()
    with act():
        page = make_article(homes["pl"], "Strona")
    with act():
        page.delete()
    purge_tombstones(timezone.now() + timedelta(days=730))
    assert told(endpoint) == told(endpoint) == [("feed.reset", None)]


def test_other_rights_are_told_as_a_reset(homes: Homes, act: Act) -> None:
    with act():
        restrict_page(make_article(homes["pl"], "Dla zalogowanych"))
    endpoint = make_endpoint()
    WebhookEndpoint.objects.update(scopes=[LOGIN])
    assert told(endpoint) == told(endpoint) == [("feed.reset", None)]
    assert messages(endpoint)[0]["data"]["reason"] == "rights"


def test_messages_that_were_forgotten_unsent_are_told_as_a_reset(homes: Homes, act: Act) -> None:
    endpoint, other = make_endpoint(), make_endpoint()
    with act():
        make_article(homes["pl"], "Strona")
    assert len(told(endpoint)) == len(told(other)) == 1
    other.deliveries.update(status="delivered")
    assert purge_deliveries(timezone.now() + timedelta(days=29)) == 0
    assert purge_deliveries(timezone.now() + timedelta(days=31)) == 2
    assert told(endpoint) == [("feed.reset", None)]
    assert told(other) == []


def test_an_error_halfway_neither_loses_nor_repeats(homes: Homes, act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "BATCH", 2)
    broken, sound = make_endpoint(), make_endpoint()
    with act():
        pages = [make_article(homes["pl"], f"Strona {number}") for number in range(5)]
    save = WebhookEndpoint.save
    calls = []

    def fail_at_the_second_batch(endpoint: WebhookEndpoint, **options: Any) -> None:
        if endpoint.pk == broken.pk:
            calls.append(1)
            if len(calls) == 2:
                raise ValueError
        save(endpoint, **options)

    monkeypatch.setattr(WebhookEndpoint, "save", fail_at_the_second_batch)
    expected = [("page.published", page.pk) for page in pages]
    assert told(sound) == expected
    assert len(messages(broken)) == 2
    assert told(broken) == expected


def test_a_change_of_an_audience_not_yet_known_waits(homes: Homes, act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = make_endpoint()
    before = head_sequence()
    with act():
        page = make_article(homes["pl"], "Strona")
    with monkeypatch.context() as patch:
        # As another process sees it that asked a moment before the commit.
        patch.setattr(outbox, "head_sequence", lambda: before)
        WebhookEndpoint.objects.update(position=before - 1)
        fill_outbox()
        assert ("page.published", page.pk) not in [(m["type"], m["data"]["id"]) for m in messages(endpoint)]
    assert told(endpoint)[-1] == ("page.published", page.pk)


def test_nothing_new_costs_four_queries_for_any_number(
    homes: Homes, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(5):
        make_endpoint()
    with django_assert_num_queries(4):
        fill_outbox()


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_each_change_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "BATCH", 3)
    homes = make_homes()
    endpoint = make_endpoint()
    pages = [make_article(homes["pl"], f"Strona {number}") for number in range(10)]
    started = threading.Barrier(4)

    def work() -> None:
        started.wait(10)
        try:
            fill_outbox()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [pk for _type, pk in told(endpoint)][-10:] == [page.pk for page in pages]
    assert WebhookDelivery.objects.count() == len(set(told(endpoint)))
