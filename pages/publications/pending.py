"""The bridge from what handlers mark to what is written before the commit."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from pages.publications import writer
from pages.publications.commit import pending_callbacks, run_before_commit
from pages.publications.marks import Marks, merged


class PendingWrite:
    """Writes the publications of what is marked, together with all other writes that are pending."""

    before_commit = True

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.is_done = False

    def __call__(self) -> None:
        """Write in a transaction of its own: outside of a transaction, and in tests that never commit."""
        if self.is_done:
            return
        others = [each for each in pending_callbacks(connection) if isinstance(each, PendingWrite) and each is not self]
        with transaction.atomic():
            self.flush([self, *others])

    def flush(self, pending: Iterable[PendingWrite]) -> None:
        """Write all pending marks at once."""
        todo = [each for each in pending if not each.is_done]
        writer.write(merged(each.marks for each in todo))
        for each in todo:
            each.is_done = True


def mark(marks: Marks) -> None:
    """Have the publications of what is marked written before the present transaction commits."""
    run_before_commit(PendingWrite(marks))
