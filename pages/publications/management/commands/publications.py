"""`manage.py publications`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pages.publications import census, rebuilding
from pages.publications.epoch import begin_epoch
from pages.publications.stale import count_waiting
from pages.publications.verification import differences


class Command(BaseCommand):
    """Looks after publications, in batches short enough that a publish never waits long for its turn."""

    help = "Rebuild publications, verify that they are what the content makes them, or begin another epoch."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name of what to do."""
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("rebuild", help="write what is missing or differs, and withdraw what should not be there")
        verify = actions.add_parser("verify", help="recompute everything, list what differs, and exit with 1 if any")
        verify.add_argument("--repair", action="store_true", help="write anew what differs")
        actions.add_parser("new_epoch", help="after a restore: have all cursors and indexes begin anew")

    def handle(self, *_args: Any, action: str, **options: Any) -> None:
        """Do what is asked for."""
        self.is_talking = bool(options["verbosity"])
        self.total = self.done = 0
        getattr(self, f"do_{action}")(**options)

    def do_rebuild(self, **_options: Any) -> None:
        """Write every publication that is missing or differs, and withdraw what should not be there."""
        count = rebuilding.mark_everything()
        self._drain()
        self._say(f"{count} publications are up to date.")

    def do_verify(self, *, repair: bool, **_options: Any) -> None:
        """List what differs from what the content makes it; with ``repair`` write it anew.

        What is stale waits for the worker and is no difference; with ``repair`` it is rebuilt first.
        """
        if repair:
            self._drain()
        self.total = census.count_objects()
        count = 0
        for difference in differences(repair=repair, progress=self._advance):
            count += 1
            self.stdout.write(str(difference))
        waiting = count_waiting()
        if count and not repair:
            message = f"{count} of {self.done} publications differ: manage.py publications verify --repair"
            if waiting:
                message += f"\n{waiting} wait for the worker; what shows one of them may differ until that is rebuilt."
            raise CommandError(message)
        if waiting:
            self._say(f"Not compared, since they wait for the worker: {waiting}.")
        compared = self.done - waiting
        self._say(f"{compared} publications compared, {count} repaired." if count else f"{compared} are right.")

    def do_new_epoch(self, **_options: Any) -> None:
        """Begin another epoch."""
        begin_epoch()
        self._say("A new epoch has begun: all cursors are void, and search makes its index anew.")

    def _drain(self) -> None:
        self.total = count_waiting()
        failed = rebuilding.rebuild_stale(progress=self._advance)
        if failed:
            message = f"{len(failed)} publications could not be rebuilt: the log tells why."
            raise CommandError(message)
        self.total = self.done = 0

    def _say(self, text: str) -> None:
        if self.is_talking:
            self.stdout.write(text)

    def _advance(self, count: int) -> None:
        self.done += count
        if self.is_talking and self.stdout.isatty():
            is_last = self.done >= self.total
            share = min(self.done * 100 // max(self.total, 1), 100)
            self.stdout.write(f"\r{share:3d} % of {self.total}", ending="\n" if is_last else "")
            self.stdout.flush()
