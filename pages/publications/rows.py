"""The rows of one publication: written only if what a reader sees has changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from django.utils import timezone

from pages.publications.audience_keys import audience_id
from pages.publications.audiences import intern
from pages.publications.models import Passage, Publication, PublicationBody
from pages.publications.representation import Columns, Representation
from pages.publications.sequence import Sequence

LINK_COLUMNS: Final = ("type", "title", "html_url", "locale_code")


@dataclass(frozen=True)
class Outcome:
    """What writing a publication has changed."""

    is_changed: bool = False
    #: What other publications say about this one has changed.
    is_reference_changed: bool = False
    #: What `page_link` says of it, or who may read that, has changed.
    is_link_changed: bool = False


def store(kind: str, object_id: int, representation: Representation | None, sequence: Sequence) -> Outcome:
    """Make the rows of an object those of its representation; without one, withdraw it."""
    rows = {row.audience_id: row for row in Publication.objects.filter(kind=kind, object_id=object_id)}
    live = next((row for row in rows.values() if not row.deleted), None)
    if representation is None:
        if live is not None:
            bury(live, sequence)
        return Outcome(live is not None, live is not None, live is not None)
    reader = audience_id(str(representation.audience))
    outcome = _compared(live, reader, representation)
    if outcome.is_changed:
        intern([representation.audience])
        if live is not None and live.audience_id != reader:
            bury(live, sequence)
        row = rows.get(reader)
        has_body = row is not None and not row.deleted
        row = row or Publication(kind=kind, object_id=object_id, audience_id=reader)
        _publish(row, representation, sequence, has_body=has_body)
    return outcome


def bury(row: Publication, sequence: Sequence) -> None:
    """Turn a row into a tombstone: its audience learns that it is gone, and nothing else."""
    PublicationBody.objects.filter(publication=row).delete()
    Passage.objects.filter(publication=row).delete()
    _set_columns(row, Columns(type=row.type, title="", html_url="", locale_code=row.locale_code))
    row.etag = row.reference_etag = ""
    row.deleted = True
    row.deleted_at = timezone.now()
    row.sequence = sequence.next()
    row.save()


def _compared(live: Publication | None, reader: int, representation: Representation) -> Outcome:
    if live is None:
        return Outcome(is_changed=True, is_reference_changed=True, is_link_changed=True)
    is_moved = live.audience_id != reader
    return Outcome(
        is_moved or live.etag != representation.etag,
        is_moved or live.reference_etag != representation.reference_etag,
        is_moved or any(getattr(live, name) != getattr(representation.columns, name) for name in LINK_COLUMNS),
    )


def _publish(row: Publication, representation: Representation, sequence: Sequence, *, has_body: bool) -> None:
    _set_columns(row, representation.columns)
    row.etag = representation.etag
    row.reference_etag = representation.reference_etag
    row.deleted = False
    row.deleted_at = None
    row.sequence = sequence.next()
    row.save()
    body = PublicationBody(
        publication=row, body=representation.body, full=representation.full, html=representation.html
    )
    body.save(force_insert=not has_body, force_update=has_body)
    if has_body:
        Passage.objects.filter(publication=row).delete()
    passages = enumerate(representation.passages)
    Passage.objects.bulk_create(
        [Passage(publication=row, ordinal=ordinal, **asdict(passage)) for ordinal, passage in passages]
    )


def _set_columns(row: Publication, columns: Columns) -> None:
    for column in fields(columns):
        value: Any = getattr(columns, column.name)
        setattr(row, column.name, value)
