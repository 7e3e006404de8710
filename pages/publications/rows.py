"""The rows of publications: written only if what a reader sees has changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from pages.publications.audience_keys import AudienceKey, audience_id, parse_key
from pages.publications.audiences import intern
from pages.publications.models import Passage, Publication, PublicationBody
from pages.publications.passages import PassageRow
from pages.publications.representation import Columns, Representation
from pages.publications.sequence import Sequence

LINK_COLUMNS: Final = ("type", "title", "html_url", "locale_code")
ALL_COLUMNS: Final = (
    *(column.name for column in fields(Columns)),
    "etag",
    "reference_etag",
    "deleted",
    "deleted_at",
    "sequence",
)
# What was last published of an object: its live row, or the one that is withheld until it is rebuilt. That is a
# tombstone which has kept the digest of what others say about it.
STANDING: Final = Q(deleted=False) | ~Q(reference_etag="")


@dataclass(frozen=True)
class Outcome:
    """What writing a publication has changed."""

    is_changed: bool = False
    #: What other publications say about this one has changed.
    is_reference_changed: bool = False
    #: What `page_link` says of it, or who may read that, has changed.
    is_link_changed: bool = False
    #: Somebody could read it who no longer may.
    is_closed: bool = False


def standing_rows(kind: str, ids: Collection[int]) -> QuerySet[Publication]:
    """Return what was last published of objects, withheld or not."""
    return Publication.objects.filter(STANDING, kind=kind, object_id__in=ids)


def stored_columns(row: Publication) -> Columns:
    """Return the columns of a row as a representation has them."""
    return Columns(**{column.name: getattr(row, column.name) for column in fields(Columns)})


def stored_passages(row: Publication) -> list[PassageRow]:
    """Return the passages of a row as a representation has them."""
    names = [column.name for column in fields(PassageRow)]
    return [PassageRow(**{name: getattr(passage, name) for name in names}) for passage in row.passages.all()]


class Rows:
    """The rows of some objects of a kind, read at once and written at once."""

    def __init__(self, kind: str, ids: Collection[int], sequence: Sequence) -> None:
        self.kind = kind
        self.sequence = sequence
        self._by_object: dict[int, dict[int, Publication]] = {pk: {} for pk in ids}
        rows = Publication.objects.filter(kind=kind, object_id__in=ids).select_related("audience")
        for row in rows:
            self._by_object[row.object_id][row.audience_id] = row
        self._known_audiences = {parse_key(row.audience.key) for row in rows}
        self._audiences: set[AudienceKey] = set()
        self._withdrawn: list[Publication] = []
        self._published: list[tuple[Publication, Representation]] = []

    def store(self, object_id: int, representation: Representation | None) -> Outcome:
        """Make the rows of an object those of its representation; without one, withdraw it."""
        rows = self._by_object[object_id]
        standing = _standing_among(rows)
        if representation is None:
            if standing is not None:
                self._withdraw(standing)
            return Outcome(*[standing is not None] * 4)
        outcome = _compared(standing, representation)
        if outcome.is_changed:
            reader = audience_id(str(representation.audience))
            self._audiences.add(representation.audience)
            if standing is not None and standing.audience_id != reader:
                self._withdraw(standing)
            row = rows.get(reader) or Publication(kind=self.kind, object_id=object_id, audience_id=reader)
            self._publish(row, representation)
        return outcome

    def save(self) -> None:
        """Write what has changed, tombstones first: an object has one live row at any moment."""
        if not (self._withdrawn or self._published):
            return
        intern(self._audiences - self._known_audiences)
        published = [row for row, _representation in self._published]
        old = [row for row in (*self._withdrawn, *published) if row.pk]
        Passage.objects.filter(publication__in=old).delete()
        if self._withdrawn:
            PublicationBody.objects.filter(publication__in=self._withdrawn).delete()
        if old:
            Publication.objects.bulk_create(old, update_conflicts=True, unique_fields=["pk"], update_fields=ALL_COLUMNS)
        Publication.objects.bulk_create([row for row in published if not row.pk])
        self._save_texts()

    def _save_texts(self) -> None:
        bodies = [PublicationBody(publication=row, **_texts(made)) for row, made in self._published]
        PublicationBody.objects.bulk_create(
            bodies, update_conflicts=True, unique_fields=["publication"], update_fields=["body", "full", "html"]
        )
        Passage.objects.bulk_create(
            Passage(publication=row, ordinal=ordinal, **asdict(passage))
            for row, made in self._published
            for ordinal, passage in enumerate(made.passages)
        )

    def _withdraw(self, row: Publication) -> None:
        """Turn a row into a tombstone: its audience learns that it is gone, and nothing else."""
        _set_columns(row, Columns(type=row.type, title="", html_url="", locale_code=row.locale_code))
        row.etag = row.reference_etag = ""
        if not row.deleted:
            row.deleted = True
            row.deleted_at = timezone.now()
            row.sequence = self.sequence.next()
        self._withdrawn.append(row)

    def _publish(self, row: Publication, representation: Representation) -> None:
        _set_columns(row, representation.columns)
        row.etag = representation.etag
        row.reference_etag = representation.reference_etag
        row.deleted = False
        row.deleted_at = None
        row.sequence = self.sequence.next()
        self._published.append((row, representation))


def _standing_among(rows: Mapping[int, Publication]) -> Publication | None:
    live = next((row for row in rows.values() if not row.deleted), None)
    return live or next((row for row in rows.values() if row.reference_etag), None)


def _compared(standing: Publication | None, representation: Representation) -> Outcome:
    if standing is None:
        return Outcome(is_changed=True, is_reference_changed=True, is_link_changed=True)
    is_moved = standing.audience.key != str(representation.audience)
    # Nobody has read it, nor followed a link to it, while it was withheld.
    is_hidden = standing.deleted
    # Its translations tell since when they are outdated, also where it was published again without a change.
    is_published_again = standing.last_published_at != representation.columns.last_published_at
    return Outcome(
        is_moved or is_hidden or standing.etag != representation.etag or is_published_again,
        is_moved or standing.reference_etag != representation.reference_etag,
        is_moved
        or is_hidden
        or any(getattr(standing, name) != getattr(representation.columns, name) for name in LINK_COLUMNS),
        is_moved and not parse_key(standing.audience.key).implies(representation.audience),
    )


def _texts(representation: Representation) -> dict[str, str]:
    return {"body": representation.body, "full": representation.full, "html": representation.html}


def _set_columns(row: Publication, columns: Columns) -> None:
    for column in fields(columns):
        value: Any = getattr(columns, column.name)
        setattr(row, column.name, value)
