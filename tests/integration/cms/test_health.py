"""What `/health/` tells, and whom."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from cms import health
from cms.heartbeat import beat, living_workers, stop_beating
from cms.models import WorkerHeartbeat
from pages.publications.stale import mark_all_stale
from search.engines.base import SearchUnavailable

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("admin", "admin@example.org", "secret"))
    return client


def failing(error: Exception) -> Callable[[], health.Finding]:
    def check() -> health.Finding:
        raise error

    return check


def test_all_is_well_with_a_living_worker(client: Client) -> None:
    beat("worker-1")
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_a_silent_worker_is_an_error(client: Client) -> None:
    beat("worker-1")
    WorkerHeartbeat.objects.update(beat_at=timezone.now() - timedelta(minutes=2))
    response = client.get("/health/")
    assert response.status_code == 503
    assert response.json() == {"status": "error"}


def test_administrator_learns_what_is_wrong(administrator: Client) -> None:
    checks = administrator.get("/health/").json()["checks"]
    assert checks["worker"] == {"ok": False, "detail": "no worker has been seen"}
    assert checks["database"]["ok"] is True
    assert checks["feed_lag"]["ok"] is True


def test_search_that_is_away_is_an_error_and_no_crash(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    beat("worker-1")
    monkeypatch.setattr(health, "CHECKS", {**health.CHECKS, "search": failing(SearchUnavailable("away"))})
    response = administrator.get("/health/")
    assert response.status_code == 503
    assert response.json()["checks"]["search"]["ok"] is False


def test_administrator_learns_how_many_publications_wait(administrator: Client) -> None:
    checks = administrator.get("/health/").json()["checks"]
    assert checks["publications"] == {"ok": True, "detail": "up to date"}
    mark_all_stale([("page", 1), ("page", 2)])
    checks = administrator.get("/health/").json()["checks"]
    assert checks["publications"] == {"ok": True, "detail": "2 wait to be rebuilt"}


def test_health_is_never_cached(client: Client) -> None:
    assert "no-store" in client.get("/health/").headers["Cache-Control"]


def test_workers_come_and_go() -> None:
    beat("worker-1")
    beat("worker-2")
    stop_beating("worker-1")
    assert living_workers() == {"worker-2"}
