"""Whether each publication is what its content makes it: what no signal has told of is found here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence as Seq
from dataclasses import dataclass, fields
from itertools import islice
from typing import Final, cast

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page

from pages.publications import writer
from pages.publications.appearances import shown_files, shown_on_withheld
from pages.publications.audience_keys import audience_id
from pages.publications.dependants import Dependants
from pages.publications.kinds import FileItem, model_of
from pages.publications.models import Passage, Publication, PublicationBody, PublicationKind
from pages.publications.representation import Columns, Representation, represent_file, represent_page
from pages.publications.rows import stored_passages
from pages.publications.scope import Surroundings, read_surroundings
from pages.publications.sequence import Sequence
from pages.publications.stale import waiting_among

# Objects held in memory at once.
BATCH: Final = 50
# As in a rebuild: while these are written, a publish waits.
REPAIR_BATCH: Final = 10

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Difference:
    """A publication that is not what its content makes it."""

    kind: str
    object_id: int
    title: str
    parts: Seq[str]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} “{self.title}”: {', '.join(self.parts)}"


def differences(*, repair: bool = False, progress: Progress | None = None) -> Iterator[Difference]:
    """Recompute everything and yield what differs, with ``repair`` after it was written anew.

    What is stale is passed over: it is known to be old, and waits for the worker. So is a file that tells of a withheld
    page, which is rebuilt with that.
    """
    for kind in PublicationKind.values:
        for batch in _batches(kind):
            suspects = iter([difference.object_id for difference in _compare(kind, batch)])
            while some := list(islice(suspects, REPAIR_BATCH)):
                yield from _confirm(kind, some, repair=repair)
            if progress:
                progress(len(batch))


def _batches(kind: str) -> Iterator[list[int]]:
    """Yield the ids of what is or should be published, without holding them all."""
    objects: QuerySet = model_of(kind)._default_manager.all()
    if kind == PublicationKind.PAGE:
        objects = objects.filter(live=True, depth__gt=1)
    published = Publication.objects.filter(kind=kind, deleted=False)
    last = 0
    while True:
        ids = set(objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH])
        rows = published.filter(object_id__gt=last).order_by("object_id")
        ids |= set(rows.values_list("object_id", flat=True)[:BATCH])
        batch = sorted(ids)[:BATCH]
        if not batch:
            return
        yield batch
        last = batch[-1]


def _confirm(kind: str, ids: Seq[int], *, repair: bool) -> list[Difference]:
    """Compare again while nobody publishes: what changed between two reads is no difference."""
    with transaction.atomic():
        sequence = Sequence()
        found = _compare(kind, ids)
        if repair and found:
            _repair(kind, [difference.object_id for difference in found], sequence)
    return found


def _repair(kind: str, ids: Seq[int], sequence: Sequence) -> None:
    rows = Publication.objects.filter(kind=kind, object_id__in=ids)
    # The digests speak for the body only as long as both were written together.
    rows.update(etag="", reference_etag="")
    withdrawn = rows.filter(deleted=True).values("pk")
    PublicationBody.objects.filter(publication__in=withdrawn).delete()
    Passage.objects.filter(publication__in=withdrawn).delete()
    bodies = [PublicationBody(publication=row) for row in rows.filter(deleted=False)]
    PublicationBody.objects.bulk_create(bodies, ignore_conflicts=True)
    # What shows these is compared by itself.
    writer.rewrite(Dependants.of((kind, pk) for pk in ids), sequence, follow=False)


def _compare(kind: str, ids: Seq[int]) -> list[Difference]:
    waiting = waiting_among(kind, ids) | shown_on_withheld(kind, ids)
    ids = [pk for pk in ids if pk not in waiting]
    rows = Publication.objects.filter(kind=kind, object_id__in=ids, deleted=False)
    stored = {row.object_id: row for row in rows.select_related("body").prefetch_related("passages")}
    expected = _representations(kind, ids, read_surroundings())
    shown = shown_files(ids) if kind == PublicationKind.PAGE else {}
    found = []
    for pk in ids:
        row, representation = stored.get(pk), expected.get(pk)
        parts = _differing_parts(row, representation)
        if row and representation and shown.get(pk, set()) != representation.files:
            parts.append("shown files")
        if parts:
            title = row.title if row else representation.columns.title if representation else ""
            found.append(Difference(kind, pk, title, parts))
    return found


def _representations(kind: str, ids: Seq[int], surroundings: Surroundings) -> dict[int, Representation]:
    made: list[Representation | None]
    if kind == PublicationKind.PAGE:
        pages = Page.objects.filter(pk__in=ids).select_related("locale").specific()
        made = [represent_page(page, surroundings) for page in pages]
    else:
        items = model_of(kind)._default_manager.filter(pk__in=ids)
        made = [represent_file(cast("FileItem", item), surroundings) for item in items]
    return {each.object_id: each for each in made if each is not None}


def _differing_parts(row: Publication | None, expected: Representation | None) -> list[str]:
    if row is None:
        return ["is missing"] if expected else []
    if expected is None:
        return ["should not be published"]
    parts = [f.name for f in fields(Columns) if getattr(row, f.name) != getattr(expected.columns, f.name)]
    body: PublicationBody | None = getattr(row, "body", None)
    compared = {
        "audience": row.audience_id == audience_id(str(expected.audience)),
        "etag": (row.etag, row.reference_etag) == (expected.etag, expected.reference_etag),
        "body": body is not None and (body.body, body.full, body.html) == (expected.body, expected.full, expected.html),
        "passages": stored_passages(row) == list(expected.passages),
    }
    return [*parts, *(name for name, is_same in compared.items() if not is_same)]
