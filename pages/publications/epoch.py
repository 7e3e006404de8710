"""The epoch of the feed: cursors and indexes of another one have followed another history."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction

from pages.publications.models import FeedEpoch


def current_epoch() -> str:
    """Return the epoch that sequence numbers belong to now."""
    return FeedEpoch.objects.order_by("-pk").values_list("value", flat=True).first() or ""


def begin_epoch() -> str:
    """Begin another epoch, as after a restore, and return it.

    It is random, not counted: a copy put back twice would count to the same number twice, for two histories.
    """
    with transaction.atomic():
        FeedEpoch.objects.all().delete()
        return FeedEpoch.objects.create(value=uuid4().hex).value
