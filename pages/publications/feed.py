"""The feed of changes as one reader sees it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import Max, OuterRef, Subquery

from pages.publications.models import Audience, Publication, PublicationBody


class ChangesLostError(Exception):
    """Something that the reader has to be told of is no longer kept: he has to begin anew."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a reader has come. Nothing that is hidden from him moves it."""

    #: The number of the last change that he was given.
    position: int = 0
    #: While he exports: the last change when he began, kept or not. What was withdrawn up to there he has never been given.
    begun_at: int = 0

    @property
    def known_through(self) -> int:
        """Return the number up to which he needs no tombstones."""
        return max(self.position, self.begun_at)


@dataclass(frozen=True, slots=True)
class FeedChange:
    """One change: the publication as it is now, or its withdrawal."""

    sequence: int
    deleted: bool
    kind: str
    object_id: int
    type: str
    locale_code: str
    etag: str
    #: The stored JSON; None for a withdrawal.
    body: str | None
    #: The HTML of its rich texts with links, as `in_html` takes it; None for a withdrawal.
    html: str | None


@dataclass(frozen=True, slots=True)
class FeedPart:
    """Some changes in order, and from where to go on."""

    changes: Sequence[FeedChange]
    place: Place
    more: bool
    #: The keys of all audiences there were when the changes had been read.
    audience_keys: Sequence[str]


COLUMNS: Final = (
    "sequence",
    "deleted",
    "kind",
    "object_id",
    "type",
    "locale_code",
    "etag",
)


def beginning(audience_ids: Collection[int]) -> Place:
    """Return the place of a reader who has nothing yet.

    What was withdrawn and purged may have been the newest of all: he needs no more of it than of what is still kept.
    """
    newest = Publication.objects.filter(audience_id=OuterRef("pk")).order_by("-sequence").values("sequence")[:1]
    heads = Audience.objects.filter(pk__in=audience_ids).annotate(head=Subquery(newest))
    last = heads.aggregate(kept=Max("head"), purged=Max("purged_through"))
    return Place(begun_at=max(last["kept"] or 0, last["purged"] or 0))


def changes_from(place: Place, audience_ids: Collection[int], limit: int) -> FeedPart:
    """Return the next changes after a place, at most ``limit``; a ChangesLostError if some are no longer kept."""
    found = _changes(place, audience_ids, limit + 1)
    # Asked afterwards: what was purged before the changes were read is seen now, and so is each of their audiences.
    audiences = list(Audience.objects.values_list("pk", "key", "purged_through"))
    purged = max((purged_through for pk, _key, purged_through in audiences if pk in audience_ids), default=0)
    if purged > place.known_through:
        raise ChangesLostError
    changes, more = found[:limit], len(found) > limit
    position = changes[-1].sequence if changes else place.position
    if not more:
        position = max(position, place.begun_at)
    next_place = Place(position, place.begun_at if place.begun_at > position else 0)
    return FeedPart(changes, next_place, more, [key for _pk, key, _purged_through in audiences])


def _changes(place: Place, audience_ids: Collection[int], limit: int) -> list[FeedChange]:
    if not audience_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*_following(place, audience_ids, limit))
        rows = cursor.fetchall()
    return [FeedChange(sequence, bool(deleted), *facts) for sequence, deleted, *facts in rows]


def _following(place: Place, audience_ids: Collection[int], limit: int) -> tuple[str, list[int]]:
    """Return the SQL for the next changes.

    Each audience is read from its own index and stops at the limit, and what is read is not looked up again: so
    neither database ever reads rows in proportion to what is hidden, which the time taken would tell. It is one
    statement, since between two a change could move past the cursor.
    """
    publications, bodies = Publication._meta.db_table, PublicationBody._meta.db_table
    condition = "audience_id = %s AND sequence > %s"
    values = [place.position]
    if place.begun_at > place.position:
        condition += " AND (NOT deleted OR sequence > %s)"
        values.append(place.begun_at)
    columns = ", ".join(COLUMNS)
    one = f"SELECT id, {columns} FROM {publications} WHERE {condition} ORDER BY sequence LIMIT %s"  # noqa: S608 - no input
    ordered = sorted(audience_ids)
    each = " UNION ALL ".join(f"SELECT * FROM ({one}) AS a{number}" for number in range(len(ordered)))  # noqa: S608
    next_rows = f"SELECT * FROM ({each}) AS each_audience ORDER BY sequence LIMIT %s"  # noqa: S608 - no input
    sql = (
        f"SELECT {columns}, body, html FROM ({next_rows}) AS following "  # noqa: S608 - no input
        f"LEFT JOIN {bodies} ON publication_id = following.id ORDER BY sequence"
    )
    parameters = [value for audience_id in ordered for value in (audience_id, *values, limit)]
    return sql, [*parameters, limit]
