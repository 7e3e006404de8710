"""Publications that may tell of something that was closed, and that nobody reads until they are rebuilt."""

from __future__ import annotations

from typing import Final

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from pages.publications.models import Passage, Publication, PublicationBody, StalePublication
from pages.publications.sequence import Sequence

# What a tombstone no longer says.
BLANK: Final = {
    "title": "",
    "html_url": "",
    "url_path": "",
    "slug": "",
    "path": "",
    "depth": 0,
    "translation_key": None,
    "alias_of_id": None,
    "first_published_at": None,
    "last_published_at": None,
    "facets": [],
    "etag": "",
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
    rows.update(deleted=True, deleted_at=timezone.now(), **BLANK)


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
