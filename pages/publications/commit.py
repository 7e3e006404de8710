"""Work done just before a transaction commits, and undone with it.

Wagtail sends its publish signals after the commit of the act, when it is too late to write in the same transaction.
Handlers therefore only leave a callback, and the connection runs it before the commit. A callback given to
``transaction.on_commit`` vanishes with a rolled back savepoint, which is why Django's own list is used to hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol, cast

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import TransactionManagementError


class BeforeCommit(Protocol):
    """A callback for the time just before the commit.

    Called as an ordinary on_commit callback, as ``captureOnCommitCallbacks(execute=True)`` does, it must do its
    work as well.
    """

    before_commit: bool

    def __call__(self) -> None:
        """Do the work in a transaction of its own."""

    def flush(self, pending: Iterable[Any]) -> None:
        """Do the work of all pending callbacks in the current transaction."""


def run_before_commit(callback: BeforeCommit) -> None:
    """Run a callback just before the current transaction commits, or at once where there is none."""
    transaction.on_commit(callback)


def pending_callbacks(connection: BaseDatabaseWrapper) -> list[BeforeCommit]:
    """Return the callbacks that wait for the commit of the current transaction."""
    return [cast("BeforeCommit", entry[1]) for entry in connection.run_on_commit if _is_ours(entry)]


def install(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    """Make a connection run the callbacks before it commits."""
    if getattr(connection.commit, "runs_before_commit", False):
        return
    connection.commit = _flushing(connection, connection.commit)  # type: ignore[method-assign]


def install_on_open_connections() -> None:
    """Reach the connections that were made before the signal was connected."""
    for connection in connections.all(initialized_only=True):
        install(connection)


def _flushing(connection: BaseDatabaseWrapper, original_commit: Callable[[], None]) -> Callable[[], None]:
    def commit() -> None:
        connection.validate_no_atomic_block()
        try:
            while pending := pending_callbacks(connection):
                connection.run_on_commit = [entry for entry in connection.run_on_commit if not _is_ours(entry)]
                _run_in_transaction(connection, pending)
        except BaseException:
            # Atomic rolls back only when the database itself fails to commit; whatever else goes wrong here
            # would leave PostgreSQL inside the transaction.
            connection.rollback()
            raise
        original_commit()

    commit.runs_before_commit = True  # type: ignore[attr-defined]
    return commit


def _run_in_transaction(connection: BaseDatabaseWrapper, pending: list[BeforeCommit]) -> None:
    # Atomic has already left its block, but the transaction is open: what is called here may use atomic blocks and
    # on_commit as anywhere inside one.
    connection.in_atomic_block = True
    try:
        pending[0].flush(pending)
    finally:
        connection.in_atomic_block = False
    if connection.needs_rollback:
        message = "A write before the commit failed and its error was swallowed."
        raise TransactionManagementError(message)


def _is_ours(entry: tuple[Any, ...]) -> bool:
    return bool(getattr(entry[1], "before_commit", False))
