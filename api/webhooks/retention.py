"""How long the log of deliveries is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from api.webhooks.models import DeliveryStatus, WebhookDelivery, WebhookEndpoint

# Few enough that others do not wait noticeably for SQLite's lock.
BATCH: Final = 500


def purge_deliveries(now: datetime) -> int:
    """Forget messages older than ``WEBHOOKS_RETENTION_DAYS``, and return how many.

    An endpoint that was switched off all that time loses messages that it never got: it is told to begin anew.
    """
    expired = WebhookDelivery.objects.filter(created_at__lt=now - timedelta(days=settings.WEBHOOKS_RETENTION_DAYS))
    total = 0
    while rows := list(expired.order_by("created_at").values_list("pk", "endpoint_id", "status")[:BATCH]):
        robbed = {endpoint_id for _pk, endpoint_id, status in rows if status == DeliveryStatus.PENDING}
        with transaction.atomic():
            if robbed:
                WebhookEndpoint.objects.filter(pk__in=robbed).update(told_rights="")
            WebhookDelivery.objects.filter(pk__in=[pk for pk, _endpoint_id, _status in rows]).delete()
        total += len(rows)
    return total
