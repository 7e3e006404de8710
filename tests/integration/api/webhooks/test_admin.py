"""Webhooks in the admin."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import ModelLogEntry

from api.scopes import DRAFT, PUBLISHED, group_scope
from api.webhooks.models import DisabledReason, WebhookDelivery, WebhookEndpoint
from api.webhooks.signing import seal, unseal
from pages.publications.selectors import head_sequence
from tests.factories.accounts import log_in
from tests.integration.api.webhooks.endpoints import make_delivery, make_endpoint, send_now
from tests.integration.api.webhooks.receiver import Receiver, Reply

SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+")
FIELDS = {"name": "Course app", "url": "https://app.example.org/hooks", "events": ["page.published"], "active": "on"}


@pytest.fixture
def browser(db: None) -> Client:
    """The browser of an administrator."""
    return log_in(username="administrator", is_superuser=True)


def page(name: str, *args: int) -> str:
    return reverse(f"webhooks:{name}", args=args)


def read(browser: Client, name: str, *args: int, **parameters: str) -> str:
    answer = browser.get(page(name, *args), parameters)
    assert answer.status_code == 200
    return answer.content.decode()


def pages_of(endpoint: WebhookEndpoint) -> list[str]:
    named = [page(name, endpoint.pk) for name in ("edit", "history", "log", "test", "rotate", "replay_failed")]
    return [page("index"), *named]


def stored_texts() -> str:
    """Return all that the database holds about webhooks and in the log, as text."""
    rows: list[object] = []
    with connection.cursor() as cursor:
        for model in (WebhookEndpoint, WebhookDelivery, ModelLogEntry):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608  names of our own
            rows += cursor.fetchall()
    return str(rows)


def test_the_secret_is_shown_once_and_stored_encrypted(browser: Client, participants: Group) -> None:
    answer = browser.post(
        page("add"), {**FIELDS, "scopes": [PUBLISHED, group_scope(participants.pk)], "locales": ["pl"]}
    )
    html = answer.content.decode()
    [secret] = set(SECRET.findall(html))
    assert "The webhook has been made" in html
    endpoint = WebhookEndpoint.objects.get()
    assert unseal(endpoint.sealed_secret) == secret
    assert (endpoint.locales, endpoint.events) == (["pl"], ["page.published"])
    assert endpoint.rights.group_ids == {participants.pk}
    assert endpoint.position == head_sequence()
    assert endpoint.created_by is not None
    assert endpoint.created_by.get_username() == "administrator"
    for url in pages_of(endpoint):
        assert not SECRET.search(browser.get(url).content.decode())
    assert secret.removeprefix("whsec_") not in stored_texts()
    assert not any(secret in str(value) for value in browser.session.values())


def test_a_rotated_secret_is_shown_once_and_the_old_one_stays_for_a_day(browser: Client) -> None:
    endpoint = make_endpoint()
    old = endpoint.sealed_secret
    assert not SECRET.search(read(browser, "rotate", endpoint.pk))
    html = browser.post(page("rotate", endpoint.pk)).content.decode()
    [secret] = set(SECRET.findall(html))
    endpoint.refresh_from_db()
    assert unseal(endpoint.sealed_secret) == secret
    now = timezone.now()
    assert endpoint.sealed_secrets(now + timedelta(hours=23)) == [seal(secret), old]
    assert endpoint.sealed_secrets(now + timedelta(hours=25)) == [seal(secret)]
    assert not SECRET.search(read(browser, "log", endpoint.pk))
    assert ModelLogEntry.objects.filter(object_id=str(endpoint.pk), action="wagtail.edit").exists()


def test_a_secret_that_can_no_longer_be_read_is_rotated_away(
    browser: Client, receiver: Receiver, settings: Settings
) -> None:
    known, settings.SECRET_KEY = settings.SECRET_KEY, "former"
    endpoint = make_endpoint(receiver.url)
    settings.SECRET_KEY = known
    delivery = send_now(make_delivery(endpoint))
    assert (delivery.status, delivery.endpoint.disabled_reason) == ("pending", DisabledReason.SECRET_LOST)
    html = browser.post(page("rotate", endpoint.pk)).content.decode()
    [secret] = set(SECRET.findall(html))
    browser.post(page("edit", endpoint.pk), {**FIELDS, "url": receiver.url})
    assert send_now(delivery).status == "delivered"
    [request] = receiver.received
    assert request.verified(secret)


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://app.example.org/hooks", "The address must begin with https://."),
        ("https://127.0.0.1/", "This host is in a private network, where nothing is sent."),
        ("https://10.0.0.8:8443/", "This host is in a private network, where nothing is sent."),
        ("https://[::1]/", "This host is in a private network, where nothing is sent."),
        ("https://169.254.169.254/latest/", "This host is in a private network, where nothing is sent."),
        ("https://localhost/", "This host is in a private network, where nothing is sent."),
        ("https://LOCALHOST/", "This host is in a private network, where nothing is sent."),
        ("https://printer.local/", "This host is in a private network, where nothing is sent."),
        ("https://app.example.org/#part", "The part after # is never sent: leave it out."),
        ("https://me:secret@app.example.org/", "A user name or password cannot be part of the address"),
        ("ftp://app.example.org/", "The address must begin with https://."),
        ("nowhere", "Enter a valid URL."),
        ("", "This field is required."),
    ],
)
def test_an_address_that_cannot_be_is_explained(browser: Client, url: str, error: str) -> None:
    html = browser.post(page("add"), {**FIELDS, "url": url}).content.decode()
    assert error in html
    assert not WebhookEndpoint.objects.exists()


def test_a_webhook_needs_an_event_and_no_draft_right(browser: Client) -> None:
    assert f'value="{DRAFT}"' not in read(browser, "add")
    wrongs: list[dict[str, list[str] | str]] = [
        {"events": []},
        {"events": ["page.eaten"]},
        {"scopes": [DRAFT]},
        {"locales": ["de"]},
        {"name": ""},
    ]
    for wrong in wrongs:
        assert not SECRET.search(browser.post(page("add"), {**FIELDS, **wrong}).content.decode())
    assert not WebhookEndpoint.objects.exists()


def test_the_setting_lets_a_developer_try_it_out(browser: Client, settings: Settings) -> None:
    settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = True
    browser.post(page("add"), {**FIELDS, "url": "http://localhost:9000/"})
    assert WebhookEndpoint.objects.get().url == "http://localhost:9000/"


def test_editing_leaves_the_place_in_the_feed_to_the_worker(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = make_endpoint()
    save = WebhookEndpoint.save

    def save_late(instance: WebhookEndpoint, **options: object) -> None:
        # The worker goes on while the form is being saved.
        WebhookEndpoint.objects.filter(pk=instance.pk).update(position=4711)
        save(instance, **options)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(WebhookEndpoint, "save", save_late)
    answer = browser.post(page("edit", endpoint.pk), {**FIELDS, "name": "Renamed"})
    assert answer.status_code == 302
    endpoint.refresh_from_db()
    assert (endpoint.name, endpoint.position) == ("Renamed", 4711)


def test_what_was_switched_off_says_why_and_can_be_switched_on(browser: Client) -> None:
    endpoint = make_endpoint(
        active=False, disabled_reason=DisabledReason.GONE, failing_since=timezone.now() - timedelta(days=4)
    )
    reason = "The receiver answered that it wants no more (410)."
    assert reason in read(browser, "index")
    assert reason in read(browser, "edit", endpoint.pk)
    browser.post(page("edit", endpoint.pk), FIELDS)
    endpoint.refresh_from_db()
    assert (endpoint.active, endpoint.disabled_reason, endpoint.failing_since) == (True, "", None)
    assert reason not in read(browser, "edit", endpoint.pk)


def test_the_log_is_filtered_by_status_and_by_webhook(
    browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    endpoint, other = make_endpoint(), make_endpoint()
    for _number in range(60):
        make_delivery(endpoint, "page.withdrawn", status="delivered", next_attempt_at=None)
    failed = make_delivery(endpoint, "image.published", status="failed", problem="timeout", next_attempt_at=None)
    make_delivery(other, "media.published")
    with django_assert_max_num_queries(15):
        html = read(browser, "log", endpoint.pk)
    assert "The receiver took too long." in html
    assert "media.published" not in html
    assert html.count("page.withdrawn") == 49
    assert read(browser, "log", endpoint.pk, p="2").count("page.withdrawn") == 11
    for name in ("log", "log_results"):
        narrowed = read(browser, name, endpoint.pk, status="failed")
        assert page("delivery", failed.pk) in narrowed
        assert "page.withdrawn" not in narrowed
    assert "image.published" not in read(browser, "log", endpoint.pk, status="pending")


def test_a_delivery_shows_what_was_sent_and_answered(browser: Client, receiver: Receiver) -> None:
    receiver.replies = [Reply(500, body=b"<script>alert(1)</script>")]
    delivery = send_now(make_delivery(make_endpoint(receiver.url)))
    html = read(browser, "delivery", delivery.pk)
    for text in (delivery.message_id, "page.published", "Żółw", "500", "&lt;script&gt;alert(1)&lt;/script&gt;"):
        assert text in html
    assert "The receiver did not answer with a success (2xx)." in html
    assert page("replay", delivery.pk) not in html  # it waits anyway


def test_moments_are_shown_in_local_time(browser: Client) -> None:
    created_at = datetime(2026, 7, 1, 12, 34, tzinfo=UTC)
    delivery = make_delivery(make_endpoint(), created_at=created_at, status="failed", next_attempt_at=None)
    html = read(browser, "delivery", delivery.pk)
    assert "July 1, 2026, 2:34 p.m." in html
    assert "None" not in re.findall(r"<dd>\s*(.*?)\s*</dd>", html)


def test_one_delivery_is_replayed_under_its_id(browser: Client, receiver: Receiver) -> None:
    delivery = send_now(make_delivery(make_endpoint(receiver.url)))
    assert page("replay", delivery.pk) in read(browser, "delivery", delivery.pk)
    assert browser.get(page("replay", delivery.pk)).status_code == 405
    assert browser.post(page("replay", delivery.pk))["Location"] == page("delivery", delivery.pk)
    assert send_now(delivery).status == "delivered"
    first, second = receiver.received
    assert (first.message_id, first.body) == (second.message_id, second.body)


def test_all_that_failed_since_a_moment_is_replayed(browser: Client) -> None:
    endpoint, other, now = make_endpoint(), make_endpoint(), timezone.now()
    old, new = (
        make_delivery(
            endpoint, status="failed", attempts=10, next_attempt_at=None, created_at=now - timedelta(days=age)
        )
        for age in (3, 1)
    )
    done = make_delivery(endpoint, status="delivered", next_attempt_at=None)
    others = make_delivery(other, status="failed", next_attempt_at=None)
    since = timezone.localtime(now - timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    answer = browser.post(page("replay_failed", endpoint.pk), {"since": since}, follow=True)
    assert "1 message is sent again." in answer.content.decode()
    statuses = [WebhookDelivery.objects.get(pk=delivery.pk).status for delivery in (old, new, done, others)]
    assert statuses == ["failed", "pending", "delivered", "failed"]
    assert WebhookDelivery.objects.get(pk=new.pk).attempts == 0
    assert (
        "Enter a valid date/time." in browser.post(page("replay_failed", endpoint.pk), {"since": "x"}).content.decode()
    )


def test_a_test_message_is_sent_once(browser: Client, receiver: Receiver) -> None:
    receiver.replies = [Reply(500)]
    endpoint = make_endpoint(receiver.url, events=["page.published"])
    answer = browser.post(page("test", endpoint.pk))
    delivery = endpoint.deliveries.get()
    assert answer["Location"] == page("delivery", delivery.pk)
    assert send_now(delivery).status == "failed"
    [request] = receiver.received
    message = request.verified(str(endpoint.secret))  # type: ignore[attr-defined]  # see make_endpoint
    assert (message["type"], message["data"]) == ("webhook.test", {"name": "App"})
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None


def test_nothing_is_tried_out_while_it_is_off(browser: Client) -> None:
    endpoint = make_endpoint(active=False)
    answer = browser.post(page("test", endpoint.pk), follow=True)
    assert "The webhook is switched off: switch it on first." in answer.content.decode()
    assert not WebhookDelivery.objects.exists()


def test_editors_see_nothing_of_it(db: None) -> None:
    endpoint = make_endpoint()
    delivery = make_delivery(endpoint, status="failed", next_attempt_at=None)
    editor = log_in("Polish editors")
    for url in (*pages_of(endpoint), page("add"), page("delivery", delivery.pk)):
        assert editor.get(url).status_code == 302
    for url in (page("rotate", endpoint.pk), page("test", endpoint.pk), page("replay", delivery.pk)):
        editor.post(url)
    delivery.refresh_from_db()
    assert delivery.status == "failed"
    assert WebhookDelivery.objects.count() == 1
    assert WebhookEndpoint.objects.get().sealed_secret == endpoint.sealed_secret


def test_a_webhook_can_be_deleted_with_its_log(browser: Client) -> None:
    endpoint = make_endpoint()
    make_delivery(endpoint)
    browser.post(page("delete", endpoint.pk))
    assert not WebhookEndpoint.objects.exists()
    assert not WebhookDelivery.objects.exists()
