"""Signs of life of worker processes."""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from django.utils import timezone

from cms.models import WorkerHeartbeat

BEAT_EVERY = timedelta(seconds=5)
DEAD_AFTER = timedelta(seconds=30)
FORGOTTEN_AFTER = timedelta(days=1)


def beat(worker_id: str) -> None:
    """Note that this worker is alive, and forget those that have long been silent."""
    now = timezone.now()
    WorkerHeartbeat.objects.update_or_create(worker_id=worker_id, defaults={"beat_at": now})
    WorkerHeartbeat.objects.filter(beat_at__lt=now - FORGOTTEN_AFTER).delete()


def stop_beating(worker_id: str) -> None:
    """Forget a worker that ends in good order."""
    WorkerHeartbeat.objects.filter(worker_id=worker_id).delete()


def living_workers() -> AbstractSet[str]:
    """Return the ids of the workers that were alive a moment ago."""
    alive = WorkerHeartbeat.objects.filter(beat_at__gte=timezone.now() - DEAD_AFTER)
    return set(alive.values_list("worker_id", flat=True))


def last_beat() -> datetime | None:
    """Return when any worker was last alive."""
    return WorkerHeartbeat.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()
