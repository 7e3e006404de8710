"""Publications that may tell of something that was closed, and that nobody reads until they are rebuilt."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from pages.publications.models import Passage, Publication, PublicationBody, StalePublication
from pages.publications.representation import Columns
from pages.publications.sequence import Sequence

# Of the object, a tombstone names its type and language alone.
NAMED: Final = frozenset({"type", "locale_code"})
BLANK: Final = {
    name: value for name, value in asdict(Columns(type="", title="", html_url="")).items() if name not in NAMED
}


def withhold_marked(sequence: Sequence) -> None:
    """Turn the live rows of publications that are marked as withheld into tombstones, however many they are.

    The digest of what others say about them stays (see `rows.STANDING`): when they come back, what shows them is
    rebuilt only if that has changed.
    """
    rows = _marked()
    count = rows.count()
    if not count:
        return
    _number(rows, sequence.reserve(count))
    PublicationBody.objects.filter(publication__in=rows.values("pk")).delete()
    Passage.objects.filter(publication__in=rows.values("pk")).delete()
    rows.update(deleted=True, deleted_at=timezone.now(), etag="", **BLANK)


def _marked() -> QuerySet[Publication]:
    mark = StalePublication.objects.filter(
        kind=OuterRef("kind"), object_id=OuterRef("object_id"), withheld_from__isnull=False
    )
    return Publication.objects.filter(Exists(mark), deleted=False)


def _number(rows: QuerySet[Publication], before: int) -> None:
    """Give each row a number of its own; Django has no update that joins a window."""
    numbered = rows.values(row=F("pk"), number=Window(RowNumber(), order_by="sequence"))
    inner, parameters = numbered.query.sql_with_params()
    table = Publication._meta.db_table
    sql = (
        f"UPDATE {table} SET sequence = %s + numbered.number FROM ({inner}) AS numbered "  # noqa: S608 - no input
        f"WHERE {table}.id = numbered.row"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [before, *parameters])
