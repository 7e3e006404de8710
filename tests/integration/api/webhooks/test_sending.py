"""Messages on their way: signed, sent again, given up."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries, Settings
from standardwebhooks.webhooks import WebhookVerificationError

from api.scopes import LOGIN
from api.webhooks import attempts, sending, transport
from api.webhooks.attempts import LEASE
from api.webhooks.models import DeliveryStatus, DisabledReason, Problem, WebhookDelivery, WebhookEndpoint
from api.webhooks.schedule import MOST_ATTEMPTS
from api.webhooks.sending import WebhookSender, send_to
from api.webhooks.signing import new_secret, seal
from tests.integration.api.webhooks.endpoints import make_delivery, make_endpoint, send_now
from tests.integration.api.webhooks.receiver import Receiver, Reply, running_receiver

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def secret_of(endpoint: WebhookEndpoint) -> str:
    return str(endpoint.secret)  # type: ignore[attr-defined]  # see make_endpoint


def test_the_official_library_verifies_what_arrives(receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    delivery = send_now(make_delivery(endpoint))
    [request] = receiver.received
    assert request.verified(secret_of(endpoint))["data"] == {"id": 1, "name": "Żółw"}
    assert request.path == "/hooks?app=1"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert request.message_id == delivery.message_id
    assert (delivery.status, delivery.attempts, delivery.response_code) == ("delivered", 1, 204)
    assert delivery.next_attempt_at is None
    with pytest.raises(WebhookVerificationError):
        request.verified(new_secret())


def test_while_a_secret_is_rotated_both_verify(receiver: Receiver) -> None:
    endpoint, old = make_endpoint(receiver.url), new_secret()
    endpoint.previous_sealed_secret = seal(old)
    endpoint.previous_valid_until = timezone.now() + timedelta(minutes=1)
    endpoint.save()
    send_now(make_delivery(endpoint))
    WebhookEndpoint.objects.update(previous_valid_until=timezone.now())
    send_now(make_delivery(endpoint))
    during, after = receiver.received
    assert during.verified(old) == during.verified(secret_of(endpoint)) == after.verified(secret_of(endpoint))
    with pytest.raises(WebhookVerificationError):
        after.verified(old)


def test_what_was_refused_is_sent_again_under_the_same_id(receiver: Receiver) -> None:
    receiver.replies = [Reply(500, body=b"broken"), Reply(404), Reply(503)]
    endpoint = make_endpoint(receiver.url)
    delivery = send_now(make_delivery(endpoint))
    assert (delivery.status, delivery.problem, delivery.response_code) == ("pending", Problem.STATUS, 500)
    assert delivery.answer == "broken"
    assert delivery.next_attempt_at is not None
    assert timedelta(seconds=4) < delivery.next_attempt_at - timezone.now() < timedelta(seconds=6)
    assert send_to(endpoint.pk) == 0
    endpoint.refresh_from_db()
    assert endpoint.failing_since is not None
    for _number in range(3):
        delivery = send_now(delivery)
    assert (delivery.status, delivery.problem, delivery.attempts) == ("delivered", "", 4)
    assert {request.message_id for request in receiver.received} == {delivery.message_id}
    assert len({request.body for request in receiver.received}) == 1
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None


def test_after_the_last_attempt_it_has_failed(receiver: Receiver) -> None:
    receiver.replies = [Reply(500)] * 20
    delivery = make_delivery(make_endpoint(receiver.url))
    for _number in range(MOST_ATTEMPTS + 2):
        delivery = send_now(delivery)
    assert (delivery.status, delivery.next_attempt_at) == ("failed", None)
    assert delivery.attempts == len(receiver.received) == MOST_ATTEMPTS


def test_a_receiver_that_is_gone_gets_nothing_more(receiver: Receiver) -> None:
    receiver.replies = [Reply(410)]
    endpoint = make_endpoint(receiver.url)
    first, second = make_delivery(endpoint), make_delivery(endpoint)
    assert send_to(endpoint.pk) == len(receiver.received) == 1
    assert send_to(endpoint.pk) == 0
    first.refresh_from_db()
    endpoint.refresh_from_db()
    assert first.status == "failed"
    assert (endpoint.active, endpoint.disabled_reason) == (False, DisabledReason.GONE)
    WebhookEndpoint.objects.update(active=True)
    assert send_now(second).status == "delivered"


def test_an_endpoint_that_fails_for_days_is_switched_off(receiver: Receiver) -> None:
    receiver.replies = [Reply(500)] * 2
    endpoint = make_endpoint(receiver.url)
    for age, is_active in ((timedelta(hours=71), True), (timedelta(hours=73), False)):
        WebhookEndpoint.objects.update(failing_since=timezone.now() - age)
        send_now(make_delivery(endpoint))
        endpoint.refresh_from_db()
        assert endpoint.active is is_active
    assert endpoint.disabled_reason == DisabledReason.FAILING
    with translation.override("en"):
        assert endpoint.state == "No message could be delivered for three days."


def test_a_receiver_that_asks_for_patience_is_left_alone(receiver: Receiver) -> None:
    receiver.replies = [Reply(429, {"Retry-After": "600"})]
    endpoint = make_endpoint(receiver.url)
    first, second = make_delivery(endpoint), make_delivery(endpoint)
    assert send_to(endpoint.pk) == 1
    assert send_to(endpoint.pk) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.next_attempt_at is not None
    assert first.next_attempt_at - timezone.now() > timedelta(seconds=590)
    assert second.attempts == 0
    WebhookEndpoint.objects.update(hold_until=timezone.now())
    assert send_to(endpoint.pk) == 1
    assert len(receiver.received) == 2


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    receiver.replies = [Reply(302, {"Location": f"http://127.0.0.1:{receiver.port}/elsewhere"})]
    delivery = send_now(make_delivery(make_endpoint(receiver.url)))
    assert (delivery.status, delivery.problem, delivery.response_code) == ("pending", Problem.REDIRECT, 302)
    assert [request.path for request in receiver.received] == ["/hooks?app=1"]


def test_a_receiver_that_trickles_is_cut_off(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "SECONDS", 0.5)
    receiver.replies = [Reply(200, trickles=True)]
    started = time.monotonic()
    delivery = send_now(make_delivery(make_endpoint(receiver.url)))
    assert time.monotonic() - started < 5
    assert (delivery.status, delivery.problem) == ("pending", Problem.TIMEOUT)


def test_little_is_read_and_less_is_kept_of_an_answer(receiver: Receiver) -> None:
    receiver.replies = [Reply(200, body="ż\0".encode() * 50_000_000)]
    delivery = send_now(make_delivery(make_endpoint(receiver.url)))
    assert (delivery.status, delivery.answer) == ("delivered", "ż" * 500)


def test_a_receiver_that_is_not_there_is_a_failed_connection(settings: Settings) -> None:
    settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = True
    with running_receiver() as running:
        url = running.url
    delivery = send_now(make_delivery(make_endpoint(url)))
    assert (delivery.status, delivery.problem) == ("pending", Problem.CONNECTION)
    assert delivery.response_code is None


def test_a_worker_killed_before_it_sends_loses_nothing(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_args: Any) -> None:
        raise SystemExit

    endpoint = make_endpoint(receiver.url)
    delivery = make_delivery(endpoint)
    with monkeypatch.context() as patch:
        patch.setattr(attempts, "post", die)
        with pytest.raises(SystemExit):
            send_to(endpoint.pk)
    assert send_to(endpoint.pk) == 0
    delivery.refresh_from_db()
    assert (delivery.status, receiver.received) == ("pending", [])
    assert delivery.next_attempt_at is not None
    assert delivery.next_attempt_at <= timezone.now() + LEASE
    assert send_now(delivery).status == "delivered"
    assert receiver.received[0].message_id == delivery.message_id


def test_a_message_that_kills_workers_is_given_up(receiver: Receiver) -> None:
    delivery = send_now(make_delivery(make_endpoint(receiver.url), attempts=MOST_ATTEMPTS))
    assert (delivery.status, delivery.problem) == ("failed", Problem.INTERRUPTED)
    assert receiver.received == []


def test_what_was_written_with_other_rights_is_not_sent(receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url, LOGIN)
    delivery = make_delivery(endpoint)
    WebhookEndpoint.objects.update(scopes=[])
    delivery = send_now(delivery)
    assert (delivery.status, delivery.problem) == ("cancelled", Problem.RIGHTS)
    assert receiver.received == []


def test_secrets_follow_the_key_of_the_installation(receiver: Receiver, settings: Settings) -> None:
    endpoint = make_endpoint(receiver.url)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert send_now(make_delivery(endpoint)).status == "delivered"
    assert receiver.received[0].verified(secret_of(endpoint))
    settings.SECRET_KEY_FALLBACKS = []
    delivery = send_now(make_delivery(endpoint))
    endpoint.refresh_from_db()
    assert (delivery.status, delivery.attempts) == ("pending", 0)
    assert (endpoint.active, endpoint.disabled_reason) == (False, DisabledReason.SECRET_LOST)


def test_a_message_costs_three_queries(receiver: Receiver, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    endpoint = make_endpoint(receiver.url)
    for _number in range(4):
        make_delivery(endpoint)
    with django_assert_num_queries(3 * 4 + 1):
        assert send_to(endpoint.pk) == 4


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_a_slow_receiver_holds_up_no_other(receiver: Receiver) -> None:
    receiver.may_answer.clear()
    slow, fast = make_endpoint(receiver.url), None
    with running_receiver() as other:
        fast = make_endpoint(other.url)
        for endpoint in (slow, slow, fast, fast, fast):
            make_delivery(endpoint)
        sender = WebhookSender()
        try:
            sender.send_due()
            wait_for(lambda: len(other.received) == 3)
            sender.send_due()
            assert len(receiver.received) == 1
            receiver.may_answer.set()
            wait_for(lambda: not WebhookDelivery.objects.exclude(status=DeliveryStatus.DELIVERED).exists())
        finally:
            receiver.may_answer.set()
            sender.stop()
    assert len(receiver.received) == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_message_once(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = make_endpoint(receiver.url)
    for _number in range(6):
        make_delivery(endpoint)
    # Both have read the same message before either takes it.
    both = threading.Barrier(2)
    attempt, met = attempts.attempt, threading.local()

    def meet(delivery: WebhookDelivery) -> bool:
        if not getattr(met, "once", False):
            met.once = True
            both.wait(10)
        return attempt(delivery)

    monkeypatch.setattr(sending, "attempt", meet)
    senders = [WebhookSender(), WebhookSender()]
    for sender in senders:
        sender.send_due()
    wait_for(lambda: not WebhookDelivery.objects.filter(status=DeliveryStatus.PENDING).exists())
    for sender in senders:
        sender.stop()
    ids = [request.message_id for request in receiver.received]
    assert len(ids) == len(set(ids)) == 6
