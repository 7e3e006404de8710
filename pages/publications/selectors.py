"""What readers ask of publications."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from heapq import merge
from itertools import islice

from django.db.models import Max, QuerySet

from pages.publications.audiences import Reader, audiences_for
from pages.publications.models import Audience, Publication, PublicationKind, SequenceCounter, StalePublication
from pages.publications.sequence import COUNTER_NAME


def readable_publications(user: Reader, kind: str = PublicationKind.PAGE) -> QuerySet[Publication]:
    """Return the live publications of a kind that the reader may read."""
    return publications_for(audiences_for(user), kind)


def publications_for(audience_ids: Iterable[int], kind: str = PublicationKind.PAGE) -> QuerySet[Publication]:
    """Return the live publications of a kind that the members of one of the audiences may read."""
    return Publication.objects.filter(kind=kind, deleted=False, audience_id__in=audience_ids)


def audience_ids() -> frozenset[int]:
    """Return the ids of all audiences."""
    return frozenset(Audience.objects.values_list("pk", flat=True))


def changes_after(sequence: int, limit: int, audience_ids: Iterable[int]) -> list[Publication]:
    """Return the next changes for some audiences after a sequence number, in order.

    With tombstones and passages, without body.
    """
    # Each audience is read from the index that its own feed is read from, and the streams are merged: an index on the
    # sequence alone would let the database read hidden rows for an outsider's feed, which the time taken would tell.
    streams = [
        Publication.objects.filter(audience_id=audience_id, sequence__gt=sequence)
        .order_by("sequence")
        .values_list("sequence", "pk")[:limit]
        for audience_id in audience_ids
    ]
    wanted = [pk for _sequence, pk in islice(merge(*streams), limit)]
    changes = Publication.objects.filter(pk__in=wanted).order_by("sequence")
    return list(changes.prefetch_related("passages"))


def head_sequence() -> int:
    """Return the number of the last change."""
    value = SequenceCounter.objects.filter(name=COUNTER_NAME).values_list("value", flat=True).first()
    return value or 0


def stored_representation() -> str | None:
    """Return the version of the representation that publications have or are to be given; None if there are none."""
    return SequenceCounter.objects.filter(name=COUNTER_NAME).values_list("representation", flat=True).first()


def is_one_withheld(kind: str, object_ids: Collection[int], audience_ids: Collection[int]) -> bool:
    """Say whether members of one of the audiences may read one of some objects as soon as it has been rebuilt."""
    marks = StalePublication.objects.filter(kind=kind, object_id__in=object_ids, withheld_from__in=audience_ids)
    return marks.exists()


def purged_through() -> int:
    """Return the number of the newest change that is no longer kept, whoever could read it."""
    return Audience.objects.aggregate(last=Max("purged_through"))["last"] or 0
