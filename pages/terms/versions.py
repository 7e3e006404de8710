"""The version of the termbase: a mark that changes with every change of a term."""

from typing import Final
from uuid import uuid4

from django.db import connection
from django.db.models.signals import post_delete, post_save

from pages.terms.models import Term, TermbaseVersion, TermForm

_ONLY = 1
# Asked with every search: the ORM takes twenty times as long to put it together as the database to answer it.
_MARK: Final = f"SELECT mark FROM {TermbaseVersion._meta.db_table} WHERE id = %s"  # noqa: S608 - no input


def connect() -> None:
    """Renew the version whenever a term or a form is written or deleted."""
    for model in (Term, TermForm):
        post_save.connect(_on_changed, sender=model, dispatch_uid=f"terms.version.saved.{model.__name__}")
        post_delete.connect(_on_changed, sender=model, dispatch_uid=f"terms.version.deleted.{model.__name__}")


def current_version() -> str:
    """Return the mark of the termbase as it is; an empty string where nothing has changed yet."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [_ONLY])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def renew_version() -> None:
    """Give the termbase another mark, in the transaction that has changed it.

    A random one: a counter that is rolled back would come to the same number again with other terms.
    """
    TermbaseVersion.objects.update_or_create(pk=_ONLY, defaults={"mark": uuid4()})


def _on_changed(**_kwargs: object) -> None:
    renew_version()
