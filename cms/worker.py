"""The worker: background tasks, consumers of the publication feed, scheduled publishing, and a heartbeat."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import OperationalError, close_old_connections, connections
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult

from api.webhooks.retention import purge_deliveries
from api.webhooks.sending import WebhookSender
from cms.heartbeat import BEAT_EVERY, beat, living_workers, stop_beating
from cms.scheduled_publishing import ScheduledPublishing
from pages.memory.mining import mine_if_due
from pages.publications.rebuilding import StaleRebuilder, adopt_version
from pages.publications.retention import purge_tombstones
from search.query_log.services import purge_queries

logger = logging.getLogger(__name__)

# What is published is found, and told to apps, within a second; to look whether there is anything takes some milliseconds.
CONSUMED_EVERY = timedelta(seconds=0.25)
MOST_ATTEMPTS_OF_A_TASK = 3
GRACE_FOR_A_RUNNING_TASK = 20.0
LONGEST_PAUSE_AFTER_ERRORS = 60.0


@dataclass
class Job:
    """Something done again and again; after errors less and less often, unless it must keep its time."""

    name: str
    run: Callable[[], object]
    every: timedelta
    due_at: float = 0.0
    slows_down: bool = True
    failures: int = field(default=0, repr=False)

    def run_if_due(self) -> None:
        """Run the job if its time has come. An error is logged and never ends the worker."""
        if time.monotonic() < self.due_at:
            return
        try:
            close_old_connections()
            self.run()
        except OperationalError as error:
            # Another's long transaction on SQLite, or a database server that is away: no fault of ours to be traced.
            self.failures += 1
            logger.warning("%s has to wait for the database: %s", self.name, error)
        except Exception:
            self.failures += 1
            logger.exception("%s failed", self.name)
        else:
            self.failures = 0
        pause = self.every.total_seconds() * 2 ** (min(self.failures, 10) if self.slows_down else 0)
        self.due_at = time.monotonic() + min(pause, max(LONGEST_PAUSE_AFTER_ERRORS, self.every.total_seconds()))


class Worker:
    """Runs jobs in six lanes.

    A long task (a video) holds up neither search nor scheduled publishing, a slow receiver of webhooks none of them, a
    rebuild of a thousand publications neither what is scheduled nor search, which takes them in as they come, what is
    learnt from translations nothing else, and none of all the heartbeat: a worker that makes its index anew for a
    minute would pass for dead, and its tasks would be given to another.
    """

    def __init__(self) -> None:
        self.worker_id = f"{socket.gethostname()[:40]}-{os.getpid()}"
        self.stopping = threading.Event()
        self.is_broken = False
        self.has_adopted = False

    def run(self) -> None:
        """Work until `stop` is called or a lane breaks, then let a running task finish."""
        second, minute = timedelta(seconds=1), timedelta(minutes=1)
        consumers = [Job(path, import_string(path), CONSUMED_EVERY) for path in settings.FEED_CONSUMERS]
        beating = Job("heartbeat", partial(beat, self.worker_id), BEAT_EVERY, slows_down=False)
        publishing = Job("scheduled publishing", ScheduledPublishing().run, minute)
        purging = Job("old tombstones", lambda: purge_tombstones(timezone.now()), minute)
        counts = Job("old counts of queries", lambda: purge_queries(timezone.localdate()), timedelta(hours=1))
        tasks = Job("background tasks", self.run_ready_tasks, second)
        release = partial(release_orphaned_tasks, self.worker_id)
        orphans = Job("interrupted tasks", release, minute, due_at=time.monotonic() + 60)
        sender = WebhookSender()
        sending = Job("webhooks", sender.send_due, second)
        forgetting = Job("old deliveries", lambda: purge_deliveries(timezone.now()), minute)

        beside = {
            "heartbeat": [beating],
            "tasks": [tasks, orphans],
            "webhooks": [sending, forgetting],
            "publications": self.publication_jobs(),
            "terms": self.term_jobs(),
        }
        lanes = [
            threading.Thread(target=self.lane, args=(jobs,), name=name, daemon=True) for name, jobs in beside.items()
        ]
        for lane in lanes:
            lane.start()
        self.lane([*consumers, publishing, purging, counts])
        sender.stop()
        for lane in lanes:
            lane.join(GRACE_FOR_A_RUNNING_TASK)
        stop_beating(self.worker_id)

    def stop(self) -> None:
        """Ask all lanes to end."""
        self.stopping.set()

    def publication_jobs(self) -> list[Job]:
        """Return what keeps publications up with what they show and how they are made."""
        second = timedelta(seconds=1)
        return [
            Job("form of publications", self.adopt_version, second),
            Job("stale publications", StaleRebuilder(self.goes_on).run, second),
        ]

    def term_jobs(self) -> list[Job]:
        """Return what learns terms from translations."""
        return [Job("term table", lambda: mine_if_due(timezone.now()), timedelta(minutes=1))]

    def goes_on(self) -> bool:
        """Say whether nobody has asked the worker to end."""
        return not self.stopping.is_set()

    def adopt_version(self) -> None:
        """Have everything rebuilt if it was made by another version, once: a later version has the last word."""
        if not self.has_adopted:
            adopt_version()
            self.has_adopted = True

    def lane(self, jobs: Sequence[Job]) -> None:
        """Run the given jobs, each when it is due, until the worker stops.

        Whatever else ends a lane ends the worker: with one lane less it would seem alive and do half its work.
        """
        try:
            while not self.stopping.is_set():
                for job in jobs:
                    if not self.stopping.is_set():
                        job.run_if_due()
                self.stopping.wait(max(0.05, min(job.due_at for job in jobs) - time.monotonic()))
        except BaseException:
            # Python says nothing of a thread that ends by SystemExit.
            self.is_broken = True
            logger.critical("A lane of the worker broke, and the worker ends", exc_info=True)
        finally:
            self.stop()
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


def release_orphaned_tasks(own_id: str = "") -> int:
    """Give tasks back to the queue whose worker died under them; return how many.

    Called between two tasks of the worker `own_id`, which runs none then: what it is said to run it could not finish
    in the database, or was left by a process that had its name before (in a container that was started again).

    A task that has brought down several workers is marked as failed instead.
    """
    living = living_workers() - {own_id}
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    orphans = [task for task in running if living.isdisjoint(task.worker_ids[-1:])]
    for task in orphans:
        poisonous = len(task.worker_ids) >= MOST_ATTEMPTS_OF_A_TASK
        status = TaskResultStatus.FAILED if poisonous else TaskResultStatus.READY
        logger.warning("Task %s (%s) was interrupted: now %s", task.id, task.task_path, status)
        DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING).update(status=status)
    return len(orphans)
