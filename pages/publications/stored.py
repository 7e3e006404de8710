"""Stored publications by statements of our own: what the ORM takes to put one together is most of a read's time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db import connection

from pages.publications.models import Audience, Publication, PublicationBody

# Beyond it no database has a number for an id.
GREATEST_ID: Final = 2**63 - 1
TABLE: Final = Publication._meta.db_table
AUDIENCES: Final = Audience._meta.db_table
BODIES: Final = PublicationBody._meta.db_table


@dataclass(frozen=True, slots=True)
class StoredPublication:
    """The columns that the answer to a request for one publication is made of."""

    object_id: int
    etag: str
    type: str
    locale_code: str
    #: The JSON with the default fields or with all; None if the reader has it already.
    text: str | None
    html: str | None


def stored_publication(
    kind: str,
    object_id: int,
    audience_ids: Collection[int],
    *,
    is_full: bool = False,
    with_html: bool = False,
    known_etag: str = "",
) -> StoredPublication | None:
    """Return what a member of one of the audiences reads of an object, if anything.

    The text is left out where the entity tag is ``known_etag``: only the tag is needed then; and the HTML of its rich
    texts where it is not asked for.
    """
    sql = _detail_sql(len(audience_ids), is_full=is_full, with_html=with_html)
    with connection.cursor() as cursor:
        cursor.execute(sql, [known_etag, kind, object_id, *audience_ids])
        row = cursor.fetchone()
    return StoredPublication(*row) if row else None


@dataclass(frozen=True, slots=True)
class FullPublication:
    """A publication with all its fields, as listings are made of."""

    object_id: int
    etag: str
    text: str
    html: str


def full_publications(kind: str, object_ids: Collection[int], audience_ids: Collection[int]) -> list[FullPublication]:
    """Return what members of the audiences read of objects, in no order."""
    if not object_ids:
        return []
    rows = PublicationBody.objects.filter(
        publication__kind=kind,
        publication__deleted=False,
        publication__object_id__in=object_ids,
        publication__audience_id__in=audience_ids,
    )
    columns = rows.values_list("publication__object_id", "publication__etag", "full", "html")
    return [FullPublication(*row) for row in columns]


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL and the values for its marks."""

    sql: str
    parameters: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Selected:
    """A statement that selects published objects of a kind, and the column of their ids."""

    rows: Statement
    kind: str
    id_column: str
    #: Whether the rows are publications, whose entity tag is selected with the id.
    is_tagged: bool

    def identity(self) -> Statement:
        """Return the SQL for id and entity tag of one of the rows, `found`.

        The tag is looked up for what is shown alone: SQLite would else do it for all rows that it sorts.
        """
        if self.is_tagged:
            return Statement(f"found.{self.id_column}, found.etag", [])
        etag = f"SELECT etag FROM {TABLE} WHERE kind = %s AND object_id = found.{self.id_column} AND NOT deleted"  # noqa: S608
        return Statement(f"found.{self.id_column}, ({etag})", [self.kind])


def part_statement(selected: Selected, audience_ids: Collection[int], counted: Statement | None = None) -> Statement:
    """Return the statement for a part of a listing: id, tag, two numbers that are its version, and perhaps the total.

    Limit and offset are the last two marks, without values. The version changes with whatever the audiences may read,
    and never comes back to what it has been: it is made of the last change and the last purged tombstone of each.
    Neither database brings the rows of an inner query into another order for the sake of what is looked up beside them.
    """
    identity = selected.identity()
    last = f"SELECT MAX(sequence) AS number FROM {TABLE} WHERE audience_id = %s"  # noqa: S608 - no input
    purged = f"SELECT purged_through AS number FROM {AUDIENCES} WHERE id = %s"  # noqa: S608 - no input
    values = [identity.sql, *(_sum([query] * len(audience_ids)) for query in (last, purged))]
    parameters = [*identity.parameters, *audience_ids, *audience_ids]
    if counted is not None:
        values.append(f"(SELECT COUNT(*) FROM ({counted.sql}) AS counted)")  # noqa: S608 - no input
        parameters.extend(counted.parameters)
    sql = f"SELECT {', '.join(values)} FROM ({selected.rows.sql} LIMIT %s OFFSET %s) AS found"  # noqa: S608
    return Statement(sql, [*parameters, *selected.rows.parameters])


def among_statement(selected: Selected, object_ids: Sequence[int]) -> Statement:
    """Return the statement for id and tag of those of some objects that are selected."""
    identity = selected.identity()
    chosen = f"found.{selected.id_column} IN ({', '.join(['%s'] * len(object_ids))})"
    sql = f"SELECT {identity.sql} FROM ({selected.rows.sql}) AS found WHERE {chosen}"  # noqa: S608 - no input
    return Statement(sql, [*identity.parameters, *selected.rows.parameters, *object_ids])


def withdrawn_after(sequence: int, audience_ids: Collection[int]) -> list[tuple[str, int]]:
    """Return kind and id of what audiences have lost since a change."""
    with connection.cursor() as cursor:
        cursor.execute(_withdrawn_sql(len(audience_ids)), [sequence, *audience_ids])
        return cursor.fetchall()


@cache
def _withdrawn_sql(audience_count: int) -> str:
    condition = f"deleted AND sequence > %s AND {_in('audience_id', audience_count)}"
    return f"SELECT kind, object_id FROM {TABLE} WHERE {condition}"  # noqa: S608 - no input


def _sum(queries: Sequence[str]) -> str:
    return f"(SELECT SUM(number) FROM ({' UNION ALL '.join(queries)}) AS numbers)"  # noqa: S608 - no input


@cache
def _detail_sql(audience_count: int, *, is_full: bool, with_html: bool) -> str:
    # Columns of one row each, and no join: PostgreSQL takes a third less time.
    text = f"SELECT {connection.ops.quote_name('full' if is_full else 'body')} FROM {BODIES}"  # noqa: S608 - no input
    html = f"(SELECT html FROM {BODIES} WHERE publication_id = {TABLE}.id)" if with_html else "NULL"  # noqa: S608
    return (
        "SELECT object_id, etag, type, locale_code, "  # noqa: S608 - no input
        f"({text} WHERE publication_id = {TABLE}.id AND {TABLE}.etag <> %s), {html} FROM {TABLE} "
        f"WHERE kind = %s AND object_id = %s AND NOT deleted AND {_in('audience_id', audience_count)}"
    )


def _in(column: str, count: int) -> str:
    if not count:
        return "1 = 0"
    return f"{column} = %s" if count == 1 else f"{column} IN ({', '.join(['%s'] * count)})"
