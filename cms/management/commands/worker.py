"""`manage.py worker`."""

import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from cms.worker import Worker


class Command(BaseCommand):
    """Runs the worker until it is told to end."""

    help = "Run background tasks, the consumers of the publication feed, and scheduled publishing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        worker = Worker()

        def stop(_signal: int, _frame: FrameType | None) -> None:
            worker.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        worker.run()
