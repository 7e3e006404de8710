"""The worker: background tasks, consumers of the publication feed, scheduled publishing, and a heartbeat."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult

from cms.heartbeat import BEAT_EVERY, beat, living_workers, stop_beating
from cms.scheduled_publishing import publish_scheduled

logger = logging.getLogger(__name__)

MOST_ATTEMPTS_OF_A_TASK = 3
GRACE_FOR_A_RUNNING_TASK = 20.0
LONGEST_PAUSE_AFTER_ERRORS = 60.0


@dataclass
class Job:
    """Something done again and again; after errors less and less often."""

    name: str
    run: Callable[[], object]
    every: timedelta
    due_at: float = 0.0
    failures: int = field(default=0, repr=False)

    def run_if_due(self) -> None:
        """Run the job if its time has come. An error is logged and never ends the worker."""
        if time.monotonic() < self.due_at:
            return
        close_old_connections()
        try:
            self.run()
        except Exception:
            self.failures += 1
            logger.exception("%s failed", self.name)
        else:
            self.failures = 0
        pause = self.every.total_seconds() * 2 ** min(self.failures, 10)
        self.due_at = time.monotonic() + min(pause, max(LONGEST_PAUSE_AFTER_ERRORS, self.every.total_seconds()))


class Worker:
    """Runs jobs in two lanes, so that a long task (a video) holds up neither search nor scheduled publishing."""

    def __init__(self) -> None:
        self.worker_id = f"{socket.gethostname()[:40]}-{os.getpid()}"
        self.stopping = threading.Event()

    def run(self) -> None:
        """Work until `stop` is called, then let a running task finish."""
        second, minute = timedelta(seconds=1), timedelta(minutes=1)
        consumers = [Job(path, import_string(path), second) for path in settings.FEED_CONSUMERS]
        beating = Job("heartbeat", lambda: beat(self.worker_id), BEAT_EVERY)
        publishing = Job("scheduled publishing", publish_scheduled, minute)
        tasks = Job("background tasks", self.run_ready_tasks, second)
        orphans = Job("interrupted tasks", release_orphaned_tasks, minute, due_at=time.monotonic() + 60)

        task_lane = threading.Thread(target=self.lane, args=([tasks, orphans],), name="tasks", daemon=True)
        task_lane.start()
        self.lane([beating, *consumers, publishing])
        task_lane.join(GRACE_FOR_A_RUNNING_TASK)
        stop_beating(self.worker_id)

    def stop(self) -> None:
        """Ask both lanes to end."""
        self.stopping.set()

    def lane(self, jobs: Sequence[Job]) -> None:
        """Run the given jobs, each when it is due, until the worker stops."""
        while not self.stopping.is_set():
            for job in jobs:
                if not self.stopping.is_set():
                    job.run_if_due()
            self.stopping.wait(max(0.05, min(job.due_at for job in jobs) - time.monotonic()))
        connections.close_all()

    def run_ready_tasks(self) -> None:
        """Run all tasks that wait, one after another."""
        while not self.stopping.is_set() and DBTaskResult.objects.ready().exists():
            runner = TaskRunner(
                queue_names=["*"],
                interval=0,
                batch=True,
                backend_name="default",
                startup_delay=False,
                max_tasks=1,
                worker_id=self.worker_id,
            )
            runner.run()


def release_orphaned_tasks() -> int:
    """Give tasks back to the queue whose worker died under them; return how many.

    A task that has brought down several workers is marked as failed instead.
    """
    living = living_workers()
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    orphans = [task for task in running if living.isdisjoint(task.worker_ids[-1:])]
    for task in orphans:
        poisonous = len(task.worker_ids) >= MOST_ATTEMPTS_OF_A_TASK
        status = TaskResultStatus.FAILED if poisonous else TaskResultStatus.READY
        logger.warning("Task %s (%s) was interrupted: now %s", task.id, task.task_path, status)
        DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING).update(status=status)
    return len(orphans)
