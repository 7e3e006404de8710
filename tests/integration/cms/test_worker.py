"""The worker's jobs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision, Site

from cms.heartbeat import beat
from cms.scheduled_publishing import publish_scheduled
from cms.worker import MOST_ATTEMPTS_OF_A_TASK, Job, Worker, release_orphaned_tasks
from pages.models import ArticlePage

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


def test_a_task_of_a_dead_worker_is_given_back() -> None:
    task = running_task("dead-1")
    assert release_orphaned_tasks() == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY


def test_a_task_of_a_living_worker_is_left_alone() -> None:
    beat("living-1")
    running_task("dead-1", "living-1")
    assert release_orphaned_tasks() == 0


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
    assert publish_scheduled() == 1
    assert not Page.objects.get(pk=refused.pk).live
    assert Page.objects.get(pk=published.pk).live


def test_what_has_expired_is_withdrawn(scheduled_article: Callable[[str], ArticlePage]) -> None:
    article = scheduled_article("Expired")
    Page.objects.filter(pk=article.pk).update(live=True, expire_at=timezone.now() - timedelta(minutes=1))
    Revision.objects.update(approved_go_live_at=None)
    publish_scheduled()
    page = Page.objects.get(pk=article.pk)
    assert not page.live
    assert page.expired
