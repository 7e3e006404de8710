"""Whether the installation works: database, search, worker, and how far search lags behind what is published."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.heartbeat import DEAD_AFTER, last_beat
from pages.publications.rebuilding import is_current
from pages.publications.selectors import head_sequence
from pages.publications.stale import count_waiting
from search.conf import search_engine
from search.engines.base import SearchUnavailable

logger = logging.getLogger(__name__)

# The worker looks at the feed several times a second; this far behind, it has stopped or cannot keep up.
LONGEST_LAG = 1000


@dataclass(frozen=True)
class Finding:
    """What a check saw: whether that is well, and what an operator wants to know."""

    ok: bool
    detail: str


def database_finding() -> Finding:
    """Tell whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding(ok=True, detail=connection.vendor)


def search_finding() -> Finding:
    """Tell whether the search engine answers."""
    return Finding(ok=True, detail=f"cursor at {search_engine().cursor()}")


def worker_finding() -> Finding:
    """Tell whether any worker was alive a moment ago."""
    seen = last_beat()
    if seen is None:
        return Finding(ok=False, detail="no worker has been seen")
    silence = timezone.now() - seen
    return Finding(ok=silence < DEAD_AFTER, detail=f"last seen {silence.total_seconds():.0f} s ago")


def feed_lag_finding() -> Finding:
    """Tell how many changes search has still to take in."""
    lag = max(0, head_sequence() - search_engine().cursor())
    return Finding(ok=lag <= LONGEST_LAG, detail=f"{lag} changes behind")


def publications_finding() -> Finding:
    """Tell how many publications wait to be rebuilt. That is no fault: they are served as they were, or withheld."""
    waiting = count_waiting()
    if not is_current():
        return Finding(ok=True, detail="made by another version of the program; a worker of this one rebuilds them")
    return Finding(ok=True, detail=f"{waiting} wait to be rebuilt" if waiting else "up to date")


CHECKS: Mapping[str, Callable[[], Finding]] = {
    "database": database_finding,
    "search": search_finding,
    "worker": worker_finding,
    "feed_lag": feed_lag_finding,
    "publications": publications_finding,
}


def examine() -> dict[str, Finding]:
    """Run all checks; one that cannot be run is a finding too."""
    findings = {}
    for name, check in CHECKS.items():
        try:
            findings[name] = check()
        except (DatabaseError, SearchUnavailable, OSError) as error:
            logger.warning("Health check %s failed: %s", name, error)
            findings[name] = Finding(ok=False, detail=f"{type(error).__name__}: {error}")
    return findings


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 or 503; a stranger learns no more than that, an administrator sees each finding."""
    findings = examine()
    well = all(finding.ok for finding in findings.values())
    answer: dict[str, Any] = {"status": "ok" if well else "error"}
    if findings["database"].ok and request.user.is_staff:
        answer["checks"] = {name: asdict(finding) for name, finding in findings.items()}
    return JsonResponse(answer, status=200 if well else 503)
