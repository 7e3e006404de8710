"""Acts of the admin that send no signal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks

from pages.publications.kinds import has_publications, kind_of
from pages.publications.marks import Marks
from pages.publications.models import PublicationKind
from pages.publications.pending import mark


@hooks.register("after_bulk_action")
def mark_files_of_bulk_action(_request: HttpRequest, _action_type: str, objects: Iterable[Model], _action: Any) -> None:
    """Mark the files of a bulk action: adding many to a collection, which is an update by SQL, changes who may read."""
    files = {(kind_of(type(obj)), obj.pk) for obj in objects if has_publications(type(obj)) and obj.pk is not None}
    files = {key for key in files if key[0] != PublicationKind.PAGE}
    if files:
        mark(Marks(files=frozenset(files)))
