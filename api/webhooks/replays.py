"""Sending again what was sent before, under the same message id."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from api.webhooks.models import DeliveryStatus, WebhookDelivery, WebhookEndpoint


def replay(deliveries: QuerySet[WebhookDelivery]) -> int:
    """Let finished messages be sent once more, with all attempts before them, and return how many."""
    finished = deliveries.exclude(status=DeliveryStatus.PENDING)
    return finished.update(status=DeliveryStatus.PENDING, attempts=0, next_attempt_at=timezone.now())


def replay_failed(endpoint: WebhookEndpoint, since: datetime) -> int:
    """Let all messages of an endpoint that have failed since a moment be sent once more, and return how many."""
    return replay(endpoint.deliveries.filter(status=DeliveryStatus.FAILED, created_at__gte=since))
