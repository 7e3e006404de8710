"""Endpoints and their messages, as tests need them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from api.webhooks.events import event_types
from api.webhooks.models import WebhookDelivery, WebhookEndpoint
from api.webhooks.outbox import fill_outbox, start_at_head
from api.webhooks.sending import send_to
from api.webhooks.signing import new_secret, seal


def make_endpoint(url: str = "https://app.example.org/hooks", *scopes: str, **fields: Any) -> WebhookEndpoint:
    """Return a stored endpoint that is told of all from now on; its secret is at `.secret`."""
    secret = new_secret()
    fields = {"name": "App", "events": event_types(), "scopes": list(scopes), "sealed_secret": seal(secret), **fields}
    endpoint = WebhookEndpoint(url=url, **fields)
    start_at_head(endpoint)
    endpoint.save()
    endpoint.secret = secret  # type: ignore[attr-defined]  # nobody but the test knows it
    return endpoint


def make_delivery(endpoint: WebhookEndpoint, event_type: str = "page.published", **fields: Any) -> WebhookDelivery:
    """Return a message that waits to be sent."""
    payload = json.dumps({"type": event_type, "timestamp": "2026-01-01T00:00:00Z", "data": {"id": 1, "name": "Żółw"}})
    return WebhookDelivery.objects.create(
        endpoint=endpoint, event_type=event_type, payload=payload, rights=str(endpoint.rights), **fields
    )


def told(endpoint: WebhookEndpoint) -> list[tuple[str, int | None]]:
    """Write what there is to tell, and return events and ids of all messages to the endpoint so far."""
    fill_outbox()
    return [(message["type"], message["data"].get("id")) for message in messages(endpoint)]


def messages(endpoint: WebhookEndpoint) -> list[dict[str, Any]]:
    """Return all messages to the endpoint so far."""
    return [json.loads(text) for text in _payloads(endpoint)]


def _payloads(endpoint: WebhookEndpoint) -> Iterable[str]:
    return endpoint.deliveries.order_by("pk").values_list("payload", flat=True)


def send_now(delivery: WebhookDelivery) -> WebhookDelivery:
    """Send a message as if its time had come, and return it as it is stored then."""
    WebhookDelivery.objects.filter(pk=delivery.pk, next_attempt_at__isnull=False).update(next_attempt_at=timezone.now())
    WebhookEndpoint.objects.filter(pk=delivery.endpoint_id).update(hold_until=None)
    send_to(delivery.endpoint_id)
    delivery.refresh_from_db()
    return delivery
