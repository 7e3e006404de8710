"""The worker's jobs."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision, Site

from cms.heartbeat import beat
from cms.scheduled_publishing import ScheduledPublishing
from cms.worker import MOST_ATTEMPTS_OF_A_TASK, Job, Worker, release_orphaned_tasks
from pages.models import ArticlePage
from pages.publications.models import Publication
from pages.publications.stale import count_waiting, mark_all_stale
from pages.translation import publishing
from search.indexing import catch_up
from search.query import SearchQuery
from search.services import public_reader, search_for
from tests.factories.site_tree import make_article, make_homes
from tests.integration.conftest import Act

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def refuse() -> None:
    message = "refused"
    raise ValueError(message)


def running_task(*worker_ids: str) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="cms.worker.release_orphaned_tasks",
        queue_name="default",
        backend_name="default",
        run_after=timezone.now(),
        worker_ids=list(worker_ids),
    )


def test_an_error_is_logged_and_the_job_waits_longer(caplog: pytest.LogCaptureFixture) -> None:
    job = Job("a job", refuse, timedelta(seconds=1))
    job.run_if_due()
    first = job.due_at
    assert "a job failed" in caplog.text
    job.due_at = 0
    job.run_if_due()
    assert job.failures == 2
    assert job.due_at - first > 1


def test_a_busy_database_is_a_line_in_the_log_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    def wait_in_vain() -> None:
        message = "database is locked"
        raise OperationalError(message)

    Job("a job", wait_in_vain, timedelta(seconds=1)).run_if_due()
    [record] = caplog.records
    assert (record.levelname, record.exc_info) == ("WARNING", None)
    assert "a job" in record.getMessage()
    assert "database is locked" in record.getMessage()


def test_the_heartbeat_does_not_get_rarer_by_errors() -> None:
    job = Job("heartbeat", refuse, timedelta(seconds=1), slows_down=False)
    for _number in range(5):
        job.due_at = 0
        job.run_if_due()
    assert job.due_at - time.monotonic() <= 1


def test_a_lane_that_breaks_is_told_and_ends_the_worker(caplog: pytest.LogCaptureFixture) -> None:
    def leave() -> None:
        raise SystemExit(0)

    worker = Worker()
    worker.lane([Job("leave", leave, timedelta(seconds=1))])
    assert worker.stopping.is_set()
    assert worker.is_broken
    assert "CRITICAL" in caplog.text


def test_a_job_is_not_run_before_it_is_due() -> None:
    runs: list[int] = []
    job = Job("a job", lambda: runs.append(1), timedelta(minutes=1))
    job.run_if_due()
    job.run_if_due()
    assert runs == [1]


def test_a_lane_ends_when_the_worker_stops() -> None:
    worker = Worker()
    worker.lane([Job("stop", worker.stop, timedelta(seconds=1))])
    assert worker.stopping.is_set()


def test_the_lane_of_publications_rebuilds_what_is_stale(act: Act) -> None:
    with act():
        home = make_homes()["pl"]
        article = make_article(home, "O nas")
    ArticlePage.objects.filter(pk=article.pk).update(title="O centrum")
    mark_all_stale([("page", article.pk)])
    for job in Worker().publication_jobs():
        job.run()
    assert Publication.objects.get(kind="page", object_id=article.pk, deleted=False).title == "O centrum"
    assert count_waiting() == 0


def test_a_task_of_a_dead_worker_is_given_back() -> None:
    task = running_task("dead-1")
    assert release_orphaned_tasks() == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY


def test_a_task_of_a_living_worker_is_left_alone() -> None:
    beat("living-1")
    running_task("dead-1", "living-1")
    assert release_orphaned_tasks() == 0


def test_a_task_that_this_worker_could_not_finish_is_given_back() -> None:
    beat("living-1")
    running_task("living-1")
    assert release_orphaned_tasks("living-1") == 1


def test_a_task_that_kills_workers_is_given_up() -> None:
    task = running_task(*[f"dead-{number}" for number in range(MOST_ATTEMPTS_OF_A_TASK)])
    release_orphaned_tasks()
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED


@pytest.fixture
def scheduled_article() -> Callable[[str], ArticlePage]:
    home = Site.objects.get(is_default_site=True).root_page

    def create(title: str) -> ArticlePage:
        article: ArticlePage = home.add_child(instance=ArticlePage(title=title, live=False))
        revision = article.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
        assert revision.approved_go_live_at
        return article

    return create


def test_one_refusal_does_not_hold_up_the_rest(
    scheduled_article: Callable[[str], ArticlePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    refused, published = scheduled_article("Refused"), scheduled_article("Published")
    publish = Revision.publish

    def publish_unless_refused(revision: Revision, **options: object) -> None:
        if revision.object_id == str(refused.pk):
            refuse()
        publish(revision, **options)

    monkeypatch.setattr(Revision, "publish", publish_unless_refused)
    assert ScheduledPublishing().run() == 1
    assert not Page.objects.get(pk=refused.pk).live
    assert Page.objects.get(pk=published.pk).live


def test_an_incomplete_translation_is_told_of_once_and_without_a_traceback(
    scheduled_article: Callable[[str], ArticlePage], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    refused = scheduled_article("Refused")
    monkeypatch.setattr(publishing, "refusal", lambda _instance: "2 texts are untranslated")
    publishing_jobs = ScheduledPublishing()
    assert [publishing_jobs.run(), publishing_jobs.run()] == [1, 1]
    (line,) = [record for record in caplog.records if "as scheduled" in record.getMessage()]
    assert "2 texts are untranslated" in line.getMessage()
    assert line.levelname == "WARNING"
    assert not line.exc_info
    monkeypatch.undo()
    assert publishing_jobs.run() == 0
    assert Page.objects.get(pk=refused.pk).live


def test_search_finds_what_was_published_as_scheduled(
    scheduled_article: Callable[[str], ArticlePage], act: Act, own_index: None
) -> None:
    def found() -> list[int]:
        catch_up()
        hits = search_for(SearchQuery("Harmonogram", "pl"), public_reader()).hits
        return [hit.page_id for hit in hits]

    with act():
        article = scheduled_article("Harmonogram")
    assert found() == []
    with act():
        assert ScheduledPublishing().run() == 0
    assert found() == [article.pk]
    Page.objects.filter(pk=article.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    with act():
        ScheduledPublishing().run()
    assert found() == []


def test_what_has_expired_is_withdrawn(scheduled_article: Callable[[str], ArticlePage]) -> None:
    article = scheduled_article("Expired")
    Page.objects.filter(pk=article.pk).update(live=True, expire_at=timezone.now() - timedelta(minutes=1))
    Revision.objects.update(approved_go_live_at=None)
    ScheduledPublishing().run()
    page = Page.objects.get(pk=article.pk)
    assert not page.live
    assert page.expired
