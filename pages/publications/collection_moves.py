"""Moves of collections, which treebeard makes by SQL that sends no signal."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.db import transaction
from wagtail.models import Collection

from pages.publications.marks import Marks
from pages.publications.pending import mark


def connect() -> None:
    """Have each move of a collection, which may open or close its files, marked in the transaction that moves it.

    Wagtail has a signal for a page that was moved, but none for a collection.
    """
    Collection.move = _marking(Collection.move)


def _marking(move: Any) -> Any:
    @wraps(move)
    def marking_move(*args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            moved = move(*args, **kwargs)
            mark(Marks(audiences=True))
        return moved

    return marking_move
