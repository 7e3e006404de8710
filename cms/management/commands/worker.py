"""`manage.py worker`."""

import faulthandler
import logging
import signal
import sys
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.worker import Worker

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Runs the worker until it is told to end."""

    help = "Run background tasks, the consumers of the publication feed, and scheduled publishing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        # A crash below Python (a database file cut short under its memory map) would leave no word.
        faulthandler.enable(sys.__stderr__ or sys.stderr)
        worker = Worker()
        received: list[str] = []

        def stop(number: int, _frame: FrameType | None) -> None:
            received.append(signal.Signals(number).name)
            worker.stop()

        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
                signal.signal(number, stop)
        worker.run()
        if worker.is_broken:
            message = "The worker broke; its error is above."
            raise CommandError(message)
        logger.warning("The worker has ended, as it was told by %s", ", ".join(received))
