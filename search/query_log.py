"""The log of what visitors search for. It tells nothing of who searched."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.utils import timezone

from pages.language.folding import nfc
from search.models import LoggedQuery
from search.query import Reader, SearchQuery
from search.results import SearchResults

logger = logging.getLogger(__name__)

#: Below this a query may tell of one person, and is shown to nobody.
SHOWN_FROM: Final = 3
LONGEST_TEXT: Final = 100
# How long a search may wait for another's write on SQLite; then the query is not counted.
LONGEST_WAIT_MS: Final = 20

_ROBOTS = re.compile(r"bot\b|crawl|spider|slurp|preview", re.IGNORECASE)
# What may be an address, a telephone or an identity number is somebody's.
_PERSONAL = re.compile(r"@|\d(?:[ .-]?\d){6,}")
_COUNT = """
    INSERT INTO search_loggedquery (language_code, text, day, times, result_count) VALUES (%s, %s, %s, 1, %s)
    ON CONFLICT (language_code, text, day)
    DO UPDATE SET times = search_loggedquery.times + 1, result_count = excluded.result_count
"""


def is_new_question(request: HttpRequest) -> bool:
    """Say whether a request for results is a person's question, and not a robot's, a reload or a prefetch.

    Nothing of what is looked at is kept.
    """
    if _ROBOTS.search(request.headers.get("User-Agent", "")) or request.headers.get("Sec-Purpose"):
        return False
    caching = {part.strip() for part in request.headers.get("Cache-Control", "").split(",")}
    return caching.isdisjoint({"max-age=0", "no-cache"})


def note_query(query: SearchQuery, results: SearchResults, reader: Reader) -> None:
    """Count a query in one statement; a database that cannot take it at once never keeps a search from its answer.

    What somebody with access to restricted matter asks is not counted: he is one of few, and how many pages are found
    would tell of what is hidden.
    """
    text = " ".join(nfc(query.text).lower().split())
    if not reader.public_only or not _counts(query, text):
        return
    language_code = query.words_language_code or query.language_code
    try:
        with _hurried(), connection.cursor() as cursor:
            cursor.execute(_COUNT, [language_code, text, timezone.localdate(), results.total_count])
    except DatabaseError as error:
        logger.info("A query was not counted: %s", error)


def purge_queries(today: date) -> int:
    """Forget queries older than ``SEARCH_LOG_RETENTION_DAYS``, and return how many rows that were."""
    oldest = today - timedelta(days=settings.SEARCH_LOG_RETENTION_DAYS)
    return LoggedQuery.objects.filter(day__lt=oldest).delete()[0]


def _counts(query: SearchQuery, text: str) -> bool:
    is_first_look = not query.offset and not query.filters and query.order == "relevance"
    return is_first_look and 0 < len(text) <= LONGEST_TEXT and not _PERSONAL.search(text)


@contextmanager
def _hurried() -> Iterator[None]:
    """Wait only shortly for another's write; on PostgreSQL, writers of different rows do not wait."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT_MS}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
