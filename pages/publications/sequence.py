"""The number of each change, growing in commit order."""

from __future__ import annotations

from typing import Final

from django.db import connection

from pages.publications.models import SequenceCounter
from pages.publications.versions import representation_version

COUNTER_NAME: Final = "publications"


class Sequence:
    """The counter, locked until the transaction ends.

    The lock is taken before a body is computed, so that two writers cannot each publish the other's old state;
    and before any row is written, so that a reader who has seen a number never meets a smaller one later.

    Who holds it waits for nobody. So references are checked before, as else the commit would do: the check waits
    where another transaction has deleted what is referred to, and that one may wait for the counter.
    """

    def __init__(self) -> None:
        if connection.features.has_select_for_update:
            connection.check_constraints()
        self._counter = _locked_counter()
        self._start = self._counter.value

    def next(self) -> int:
        """Return a number greater than all before."""
        self._counter.value += 1
        return self._counter.value

    def reserve(self, count: int) -> int:
        """Take the next numbers for others to give out, and return the one before them."""
        before = self._counter.value
        self._counter.value += count
        return before

    @property
    def representation(self) -> str:
        """Return the version of the representation that every publication has, or is marked to be given."""
        return self._counter.representation

    def adopt(self, representation: str) -> None:
        """Declare that all publications have this version, or are marked to be given it."""
        self._counter.representation = representation
        self._counter.save(update_fields=["representation"])

    def save(self) -> None:
        """Store the last number given."""
        if self._counter.value != self._start:
            self._counter.save(update_fields=["value"])


def _locked_counter() -> SequenceCounter:
    rows = SequenceCounter.objects.select_for_update().filter(name=COUNTER_NAME)
    counter = rows.first()
    if counter is None:
        # Nothing was ever published: whatever is now will have the version of this code.
        first = SequenceCounter(name=COUNTER_NAME, representation=representation_version())
        SequenceCounter.objects.bulk_create([first], ignore_conflicts=True)
        counter = rows.get()
    return counter
