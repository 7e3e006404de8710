"""System checks of what is published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning as CheckWarning, register
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction

from pages.publications.rebuilding import is_current


@register(Tags.database)
def check_representation(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Check that publications have the form that this code makes. `migrate` asks, and `check --database default`."""
    if DEFAULT_DB_ALIAS not in (databases or ()) or _is_current_or_unknown():
        return []
    return [
        CheckWarning(
            "The publications were made by another version of the program, or with other settings.",
            hint="Start a worker of this version, which rebuilds them, or run: manage.py publications rebuild",
            id="publications.W001",
        )
    ]


def _is_current_or_unknown() -> bool:
    try:
        with transaction.atomic():
            return is_current()
    except DatabaseError:
        # The migration is still to come, or there is no database yet: others tell of that.
        return True
