"""One attempt to deliver a message, and what follows from it for the message and its endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from api.webhooks.errors import DeliveryError
from api.webhooks.events import TEST
from api.webhooks.models import DeliveryStatus, DisabledReason, Problem, WebhookDelivery, WebhookEndpoint
from api.webhooks.schedule import MOST_ATTEMPTS, next_attempt, pause_asked_for
from api.webhooks.signing import SecretLostError, signed_headers
from api.webhooks.transport import Answer, post

USER_AGENT: Final = "competence-centre-webhooks/1"
# Longer than any attempt lasts: then whoever had the message has died, and it is sent again.
LEASE: Final = timedelta(minutes=2)
DISABLED_AFTER: Final = timedelta(days=3)
SHOWN_LENGTH: Final = 500


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended; without an answer the problem says why."""

    answer: Answer | None = None
    problem: str = ""

    @property
    def is_success(self) -> bool:
        """Whether the receiver has the message."""
        return self.answer is not None and self.answer.is_success


def due_deliveries(now: datetime) -> QuerySet[WebhookDelivery]:
    """Return the messages that may be sent now."""
    free = Q(endpoint__hold_until=None) | Q(endpoint__hold_until__lte=now)
    return WebhookDelivery.objects.filter(
        free, endpoint__active=True, status=DeliveryStatus.PENDING, next_attempt_at__lte=now
    )


def attempt(delivery: WebhookDelivery) -> bool:
    """Send a message that is due, with its endpoint loaded; say whether the endpoint should get more at once."""
    if not _claim(delivery):
        return True  # another worker has it
    try:
        outcome = _send(delivery)
    except SecretLostError:
        _disable(delivery.endpoint, DisabledReason.SECRET_LOST)
        _release(delivery)
        return False
    _record(delivery, outcome, timezone.now())
    return outcome.is_success


def _claim(delivery: WebhookDelivery) -> bool:
    """Take a message before sending it. Whoever dies now leaves it to be taken again when the lease is over."""
    now = timezone.now()
    problem = ""
    if delivery.rights != str(delivery.endpoint.rights):
        problem, status = Problem.RIGHTS.value, DeliveryStatus.CANCELLED
    elif delivery.attempts >= MOST_ATTEMPTS:
        problem, status = Problem.INTERRUPTED.value, DeliveryStatus.FAILED
    if problem:
        _own(delivery).update(status=status, problem=problem, next_attempt_at=None)
        return False
    lease = now + LEASE
    taken = _own(delivery).update(next_attempt_at=lease, last_attempt_at=now, attempts=F("attempts") + 1)
    delivery.next_attempt_at, delivery.last_attempt_at = lease, now
    delivery.attempts += 1
    return bool(taken)


def _release(delivery: WebhookDelivery) -> None:
    _own(delivery).update(next_attempt_at=timezone.now(), attempts=F("attempts") - 1)


def _own(delivery: WebhookDelivery) -> QuerySet[WebhookDelivery]:
    """Return the row if nobody has touched it since it was read or claimed."""
    return WebhookDelivery.objects.filter(
        pk=delivery.pk, status=DeliveryStatus.PENDING, next_attempt_at=delivery.next_attempt_at
    )


def _send(delivery: WebhookDelivery) -> Outcome:
    now = timezone.now()
    body = delivery.payload.encode()
    headers = {
        **signed_headers(delivery.endpoint.sealed_secrets(now), delivery.message_id, body, now),
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
    }
    try:
        answer = post(delivery.endpoint.url, body, headers)
    except DeliveryError as error:
        return Outcome(problem=error.problem.value)
    if answer.is_success:
        return Outcome(answer)
    return Outcome(answer, Problem.REDIRECT.value if answer.is_redirect else Problem.STATUS.value)


def _record(delivery: WebhookDelivery, outcome: Outcome, now: datetime) -> None:
    answer = outcome.answer
    again = None if outcome.is_success else _next_attempt(delivery, answer, now)
    status = DeliveryStatus.DELIVERED if outcome.is_success else DeliveryStatus.FAILED
    _own(delivery).update(
        status=DeliveryStatus.PENDING if again else status,
        next_attempt_at=again,
        problem=outcome.problem,
        response_code=answer.status if answer else None,
        answer=answer.text[:SHOWN_LENGTH] if answer else "",
    )
    if outcome.is_success:
        _note_success(delivery.endpoint)
    else:
        _note_failure(delivery, answer, now)


def _next_attempt(delivery: WebhookDelivery, answer: Answer | None, now: datetime) -> datetime | None:
    if delivery.event_type == TEST or _is_gone(answer):
        return None
    again = next_attempt(delivery.attempts, now)
    pause = pause_asked_for(answer.retry_after, now) if answer else None
    return max(again, pause) if again and pause else again


def _note_success(endpoint: WebhookEndpoint) -> None:
    if endpoint.failing_since or endpoint.hold_until:
        WebhookEndpoint.objects.filter(pk=endpoint.pk).update(failing_since=None, hold_until=None)


def _note_failure(delivery: WebhookDelivery, answer: Answer | None, now: datetime) -> None:
    endpoint = delivery.endpoint
    if _is_gone(answer):
        _disable(endpoint, DisabledReason.GONE)
    if delivery.event_type == TEST:
        return
    row = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    if pause := pause_asked_for(answer.retry_after, now) if answer else None:
        row.update(hold_until=pause)
    if endpoint.failing_since is None:
        row.filter(failing_since=None).update(failing_since=now)
    elif endpoint.failing_since <= now - DISABLED_AFTER:
        _disable(endpoint, DisabledReason.FAILING)


def _disable(endpoint: WebhookEndpoint, reason: DisabledReason) -> None:
    """Switch an endpoint off. Its messages wait, and its place in the feed stays, until it is switched on again."""
    WebhookEndpoint.objects.filter(pk=endpoint.pk, active=True).update(active=False, disabled_reason=reason)


def _is_gone(answer: Answer | None) -> bool:
    return answer is not None and answer.status == HTTPStatus.GONE
