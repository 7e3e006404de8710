"""Which publications wait for the worker. Under the lock of the counter, so that no mark is lost to a rebuild."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from django.db.models import Q

from pages.publications.audience_keys import AudienceKey, audience_id, parse_key
from pages.publications.dependants import Dependants
from pages.publications.kinds import PublicationKey
from pages.publications.models import Audience, PublicationKind, StalePublication

Audiences = Mapping[PublicationKey, AudienceKey | None]
# The id of no audience: what will be published for nobody is withheld from nobody.
NOBODY: Final = 0


def mark_all_stale(keys: Iterable[PublicationKey]) -> None:
    """Have publications rebuilt though nothing has changed that they show; until then they are served as they were."""
    marks = [StalePublication(kind=kind, object_id=pk) for kind, pk in keys]
    StalePublication.objects.bulk_create(marks, ignore_conflicts=True)


def mark_stale(keys: Iterable[PublicationKey], told: Audiences) -> None:
    """Have publications rebuilt; until then they are served as they were.

    ``told`` says who may read those objects whose readers have changed since their publications were written.
    """
    _mark([StalePublication(kind=kind, object_id=pk, told_to=_told_to((kind, pk), told)) for kind, pk in keys])


def mark_withheld(audiences: Audiences, told: Audiences) -> None:
    """Have publications rebuilt; until then those who may read them are told to wait. For ``told`` see `mark_stale`."""
    marks = [
        StalePublication(kind=key[0], object_id=key[1], told_to=_told_to(key, told), withheld_from=_id(audience))
        for key, audience in audiences.items()
    ]
    _mark(marks, "withheld_from")


def told_since() -> dict[PublicationKey, AudienceKey | None]:
    """Return of what is stale those objects whose readers have changed since, and who may have been told of them."""
    rows = StalePublication.objects.filter(told_to__isnull=False).values_list("kind", "object_id", "told_to")
    marks = list(rows)
    keys = dict(Audience.objects.filter(pk__in={told for *_key, told in marks}).values_list("pk", "key"))
    return {(kind, pk): parse_key(keys[told]) if told in keys else None for kind, pk, told in marks}


def unmark(found: Dependants) -> None:
    """Take back the marks of what has been rebuilt."""
    if not found:
        return
    of_these = Q(kind=PublicationKind.PAGE, object_id__in=found.pages)
    for kind in {kind for kind, _pk in found.files}:
        of_these |= Q(kind=kind, object_id__in=[pk for name, pk in found.files if name == kind])
    StalePublication.objects.filter(of_these).delete()


def waiting_among(kind: str, ids: Collection[int]) -> set[int]:
    """Return those objects of a kind whose publications are stale."""
    marks = StalePublication.objects.filter(kind=kind, object_id__in=ids)
    return set(marks.values_list("object_id", flat=True))


def _mark(marks: Collection[StalePublication], *fields: str) -> None:
    StalePublication.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=["told_to", *fields]
    )


def _told_to(key: PublicationKey, told: Audiences) -> int | None:
    return _id(told[key]) if key in told else None


def _id(key: AudienceKey | None) -> int:
    return audience_id(str(key)) if key else NOBODY


def count_waiting() -> int:
    """Return how many publications are stale."""
    return StalePublication.objects.count()
