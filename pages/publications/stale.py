"""Which publications wait for the worker. Under the lock of the counter, so that no mark is lost to a rebuild."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from django.db.models import Q

from pages.publications.audience_keys import AudienceKey, audience_id
from pages.publications.dependants import Dependants
from pages.publications.kinds import PublicationKey
from pages.publications.models import PublicationKind, StalePublication

# The id of no audience: what will be published for nobody is withheld from nobody.
NOBODY: Final = 0


def mark_stale(keys: Iterable[PublicationKey]) -> None:
    """Have publications rebuilt; until then they are served as they were."""
    marks = [StalePublication(kind=kind, object_id=pk) for kind, pk in keys]
    StalePublication.objects.bulk_create(marks, ignore_conflicts=True)


def mark_withheld(audiences: Mapping[PublicationKey, AudienceKey | None]) -> None:
    """Have publications rebuilt; until then those who may read them are told to wait."""
    marks = [
        StalePublication(kind=kind, object_id=pk, withheld_from=audience_id(str(key)) if key else NOBODY)
        for (kind, pk), key in audiences.items()
    ]
    StalePublication.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=["withheld_from"]
    )


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


def count_waiting() -> int:
    """Return how many publications are stale."""
    return StalePublication.objects.count()
