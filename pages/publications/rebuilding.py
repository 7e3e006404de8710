"""The rebuilding of stale publications, and of all when the representation has another version."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Sequence as Seq
from typing import Final

from django.db import OperationalError, transaction
from django.db.models import Max

from pages.publications import census, writer
from pages.publications.dependants import Dependants
from pages.publications.models import StalePublication
from pages.publications.selectors import stored_representation
from pages.publications.sequence import Sequence
from pages.publications.stale import mark_all_stale
from pages.publications.versions import representation_version

logger = logging.getLogger(__name__)

# Rebuilt in one transaction: so long does a publish wait for the counter.
BATCH: Final = 10
# Between two transactions, so that on SQLite, where nobody queues, a publish comes in between.
PAUSE: Final = 0.1
# Seconds until a worker tries again what it could not rebuild.
RETRY_AFTER: Final = 60

Progress = Callable[[int], object]


def is_current() -> bool:
    """Say whether publications, if there are any, have or are marked to be given the form that this code makes."""
    return stored_representation() in {representation_version(), None}


def mark_everything() -> int:
    """Have all publications rebuilt by this version of the code, and return how many."""
    with transaction.atomic():
        sequence = Sequence()
        keys = census.all_objects().keys()
        mark_all_stale(keys)
        sequence.adopt(representation_version())
    return len(keys)


def adopt_version() -> int:
    """Have all publications rebuilt if they were made by another version of the code; return how many.

    Called when a worker starts, not while it runs: of two workers of different versions, the later has the last word.
    """
    if is_current():
        return 0
    count = mark_everything()
    logger.info("The form of publications has another version: %s are rebuilt", count)
    return count


class StaleRebuilder:
    """Rebuilds what is stale, called every second by a worker.

    What could not be rebuilt is tried again after a while, and holds up nothing else.
    """

    def __init__(self, goes_on: Callable[[], bool]) -> None:
        self.goes_on = goes_on
        self.failed_through = 0
        self.retry_at = 0.0

    def run(self) -> None:
        """Rebuild what has become stale since the last call, now and then also what could not be rebuilt."""
        if time.monotonic() >= self.retry_at:
            self.failed_through = 0
            self.retry_at = time.monotonic() + RETRY_AFTER
        failed = rebuild_stale(after=self.failed_through, goes_on=self.goes_on)
        self.failed_through = max([self.failed_through, *failed])


def rebuild_stale(
    *, after: int = 0, progress: Progress | None = None, goes_on: Callable[[], bool] = lambda: True
) -> list[int]:
    """Rebuild what is stale, and what that makes stale, in batches between which others publish.

    What cannot be rebuilt goes to the end of the queue; its marks are returned. Marks up to ``after`` are left alone. A
    worker of another version than the one that publications are to have leaves all to its successor.
    """
    failed: list[int] = []
    while not failed and (last := _last_mark()) > after:
        while goes_on() and is_current() and (marks := _next_marks(after, last)):
            failed += _rebuild_or_put_back(marks)
            if progress:
                progress(len(marks))
            time.sleep(PAUSE)
        if _next_marks(after, last):
            break
    return failed


def _last_mark() -> int:
    return StalePublication.objects.aggregate(last=Max("pk"))["last"] or 0


def _next_marks(after: int, last: int) -> list[int]:
    marks = StalePublication.objects.filter(pk__gt=after, pk__lte=last)
    return list(marks.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _rebuild_or_put_back(marks: Seq[int]) -> list[int]:
    """Rebuild what some marks are of, if not together one by one, and return the new marks of those that failed."""
    try:
        _rebuild(marks)
    except OperationalError:
        raise
    except Exception:
        if len(marks) > 1:
            return [failed for mark in marks for failed in _rebuild_or_put_back([mark])]
        mark = _put_back(marks[0])
        logger.exception("A stale publication could not be rebuilt: %s", mark)
        return [mark.pk] if mark else []
    return []


def _rebuild(marks: Collection[int]) -> None:
    with transaction.atomic():
        sequence = Sequence()
        # Only now: what was marked again meanwhile has the same mark, which is taken back for what is written here.
        stale = StalePublication.objects.filter(pk__in=marks).values_list("kind", "object_id")
        writer.rewrite(Dependants.of(stale), sequence)


def _put_back(pk: int) -> StalePublication | None:
    with transaction.atomic():
        Sequence()
        mark = StalePublication.objects.filter(pk=pk).first()
        if mark is not None:
            mark.delete()
            mark.save(force_insert=True)
    return mark
