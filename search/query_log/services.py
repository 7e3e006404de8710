"""Writes the log of queries."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.conf import settings
from django.utils.timezone import localdate

from pages.language.folding import nfc
from search.query import Reader, SearchQuery
from search.query_log.counting import AskedQuery, query_counter
from search.query_log.models import LONGEST_LOGGED, QueryCount
from search.query_log.personal import may_be_personal
from search.query_parser import parse_query
from search.results import SearchResults

logger = logging.getLogger(__name__)


def log_query(query: SearchQuery, results: SearchResults, reader: Reader) -> None:
    """Count a query that was answered, if it may be counted. Never raises, and does not wait for the database."""
    try:
        text = logged_text(query.text)
        if text and reader.public_only and _is_counted(query):
            # A page that editors recommend for a query answers it, though no word of it be found.
            found = results.total_count or len(results.best_bets)
            query_counter.add(AskedQuery(text, query.language_code, localdate(), found))
    except Exception:
        logger.warning("A query could not be counted", exc_info=True)


def logged_text(text: str) -> str:
    """Return a query as it is counted, however it was typed; an empty string if it may not be logged."""
    text = nfc(" ".join(text.split()).lower())
    if len(text) > LONGEST_LOGGED or not text.isprintable() or may_be_personal(text):
        return ""
    return text


def purge_queries(today: date) -> int:
    """Forget what was asked more than ``SEARCH_QUERIES_RETENTION_DAYS`` days ago, and return how many counts."""
    expired = QueryCount.objects.filter(day__lt=today - timedelta(days=settings.SEARCH_QUERIES_RETENTION_DAYS))
    deleted, _by_model = expired.delete()
    return deleted


def _is_counted(query: SearchQuery) -> bool:
    """Say whether a visitor asks this for the first time, in a text that no field narrows."""
    parsed = parse_query(query.text)
    return query.is_first_question and parsed.searchable and not parsed.narrowed
