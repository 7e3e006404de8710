"""Counts queries beside the requests in which they are asked."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from queue import Full, Queue
from threading import Lock, Thread
from typing import Final

from django.conf import settings
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.db.models import F

from search.query_log.models import QueryCount

logger = logging.getLogger(__name__)

# What comes while the database is away for longer is not counted.
MOST_WAITING: Final = 1000


@dataclass(frozen=True, slots=True)
class AskedQuery:
    """A query that was answered."""

    text: str
    language_code: str
    day: date
    result_count: int


class QueryCounter:
    """Lets one thread of the process write, so that no search waits for the database: SQLite has one writer at a time.

    What waits when the process ends is lost; these are statistics.
    """

    def __init__(self) -> None:
        self.waiting: Queue[AskedQuery] = Queue(MOST_WAITING)
        self._lock = Lock()
        self._thread: Thread | None = None

    def add(self, asked: AskedQuery) -> None:
        """Have a query counted soon."""
        if settings.SEARCH_QUERIES_COUNTED_AT_ONCE:
            count_or_log(asked)
            return
        try:
            self.waiting.put_nowait(asked)
        except Full:
            logger.warning("A query is not counted: %s others wait for the database", MOST_WAITING)
            return
        self._have_a_thread()

    def _have_a_thread(self) -> None:
        with self._lock:
            # A process that was forked off has the object, but not the thread.
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._work, name="query counter", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            asked = self.waiting.get()
            close_old_connections()
            count_or_log(asked)
            if self.waiting.empty():
                connection.close()
            self.waiting.task_done()


query_counter: Final = QueryCounter()


def count_or_log(asked: AskedQuery) -> None:
    """Count a query; an error is logged, and the query is not."""
    try:
        with transaction.atomic():
            _count(asked)
    except Exception:
        logger.warning("A query could not be counted", exc_info=True)


def _count(asked: AskedQuery) -> None:
    """Write one statement for a query known today, two for a new one."""
    counts = QueryCount.objects.filter(text=asked.text, language_code=asked.language_code, day=asked.day)
    once_more = {"occurrences": F("occurrences") + 1, "result_count": asked.result_count}
    if counts.update(**once_more):
        return
    try:
        with transaction.atomic():
            counts.create(
                text=asked.text,
                language_code=asked.language_code,
                day=asked.day,
                result_count=asked.result_count,
            )
    except IntegrityError:  # another process was first
        counts.update(**once_more)
