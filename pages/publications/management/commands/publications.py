"""Makes publications anew from the content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from pages.publications import census, writer
from pages.publications.marks import Marks


class Command(BaseCommand):
    """Rebuild publications, in batches short enough that a publish never waits long for its turn."""

    help = "Rebuild the publications of all pages and files."
    batch_size = 10

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name of what to do."""
        parser.add_argument("action", choices=["rebuild"])

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write every publication that is missing or differs, and withdraw what should not be there."""
        found = census.all_objects()
        total = len(found.pages) + len(found.files)
        done = 0
        for marks in self._batches(sorted(found.files), sorted(found.pages)):
            with transaction.atomic():
                writer.write(marks, follow=False)
            done += len(marks.files) + len(marks.pages)
            self._show(done, total, options["verbosity"])
        if options["verbosity"]:
            self.stdout.write(f"{total} publications are up to date.")

    def _batches(self, files: Sequence[tuple[str, int]], pages: Sequence[int]) -> Iterator[Marks]:
        remaining_files, remaining_pages = iter(files), iter(pages)
        while batch := frozenset(islice(remaining_files, self.batch_size)):
            yield Marks(files=batch)
        while page_batch := frozenset(islice(remaining_pages, self.batch_size)):
            yield Marks(pages=page_batch)

    def _show(self, done: int, total: int, verbosity: int) -> None:
        if verbosity and self.stdout.isatty():
            self.stdout.write(f"\r{done * 100 // total:3d} % of {total}", ending="\n" if done == total else "")
            self.stdout.flush()
