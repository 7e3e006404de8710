"""How long tombstones are kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from pages.publications.models import Audience, Publication
from pages.publications.sequence import Sequence

# Few enough that a publish does not wait noticeably for the counter.
BATCH: Final = 500


def purge_tombstones(now: datetime) -> int:
    """Forget what was withdrawn more than ``CHANGES_RETENTION_DAYS`` ago, and return how much that was.

    Each audience keeps the number of the last tombstone it has lost, so that a reader who was away too long is
    told so, and one who never could read it is not.
    """
    expired = Publication.objects.filter(
        deleted=True, deleted_at__lt=now - timedelta(days=settings.CHANGES_RETENTION_DAYS)
    )
    total = 0
    # Looked for before the counter is locked: most of the time there is nothing.
    while expired.exists():
        total += _purge_batch(expired)
    return total


def _purge_batch(expired: QuerySet[Publication]) -> int:
    with transaction.atomic():
        Sequence()
        rows = list(expired.order_by("sequence").values_list("pk", "audience_id", "sequence")[:BATCH])
        for audience_id, sequence in {audience_id: sequence for _pk, audience_id, sequence in rows}.items():
            Audience.objects.filter(pk=audience_id, purged_through__lt=sequence).update(purged_through=sequence)
        Publication.objects.filter(pk__in=[pk for pk, _audience_id, _sequence in rows]).delete()
    return len(rows)
