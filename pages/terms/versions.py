"""Marks that tell whether what a process has read of some tables still holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import uuid4

from django.db import connection, models
from django.db.models.signals import post_delete, post_save

from pages.terms.models import Term, TermbaseVersion, TermForm

Value = TypeVar("Value")

_ONLY = 1


class VersionMark:
    """A mark that changes with every change of some tables; it stands in the one row of a model that has only it."""

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model
        # Asked with every search: the ORM takes twenty times as long to put it together as the database to answer it.
        self._statement = f"SELECT mark FROM {model._meta.db_table} WHERE id = %s"  # noqa: S608 - no input

    def current(self) -> str:
        """Return the mark as it is; an empty string where nothing has changed yet."""
        with connection.cursor() as cursor:
            cursor.execute(self._statement, [_ONLY])
            row = cursor.fetchone()
        return str(row[0]) if row else ""

    def renew(self) -> None:
        """Put another mark, in the transaction that has changed something.

        A random one: a counter that is rolled back would come to the same number again with other rows.
        """
        self._model._default_manager.update_or_create(pk=_ONLY, defaults={"mark": uuid4()})

    def follow(self, *changing: type[models.Model]) -> None:
        """Renew the mark whenever a row of these models is written or deleted."""
        for model in changing:
            identity = f"{self._model._meta.label}.{model._meta.label}"
            post_save.connect(self._on_changed, sender=model, dispatch_uid=f"{identity}.saved")
            post_delete.connect(self._on_changed, sender=model, dispatch_uid=f"{identity}.deleted")

    def _on_changed(self, **_kwargs: object) -> None:
        self.renew()


class Remembered(Generic[Value]):
    """What a process has read of some tables, kept as long as their mark is the same."""

    def __init__(self, version: VersionMark, read: Callable[[], Value]) -> None:
        self._version = version
        self._read = read
        # One assignment, so that threads need no lock.
        self._kept: tuple[str, Value] | None = None

    def now(self) -> Value:
        """Return it as it is; one small query where this process has read it already."""
        # Asked before the rows are read: what changes in between gives them another mark, and they are read again.
        version = self._version.current()
        kept = self._kept
        if kept is None or kept[0] != version:
            kept = self._kept = (version, self._read())
        return kept[1]


termbase_version = VersionMark(TermbaseVersion)


def connect() -> None:
    """Renew the version of the termbase with every change of a term."""
    termbase_version.follow(Term, TermForm)
