"""What a stored body refers to: it may be more than its page does now, as long as it is stale."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from django.db.models import Exists, OuterRef

from pages.publications.dependants import Dependants
from pages.publications.kinds import PublicationKey
from pages.publications.models import PublicationBody, PublicationKind, StalePublication
from pages.publications.references import ENDPOINTS

_KINDS: Final = {name: kind.value for kind, name in ENDPOINTS.items()}
# The address of a detail, as each reference has it, and the tags of rich text.
_ADDRESS: Final = re.compile(rf'/({"|".join(_KINDS)})/(\d+)/"')
_TAG: Final = re.compile(
    r'(?:link|embed)type=\\"(page|image|document|media)\\"[^>]*? id=\\"(\d+)\\"|'
    r' id=\\"(\d+)\\"[^>]*? (?:link|embed)type=\\"(page|image|document|media)\\"'
)


def stale_mentioning(keys: Collection[PublicationKey]) -> Dependants:
    """Return what is stale, and was last published with a reference to one of some objects.

    What refers to an object now is found by the reference index. But a page that has left it out since, or whose
    snippet has, is still served as it was.
    """
    wanted = set(keys)
    mark = StalePublication.objects.filter(
        kind=OuterRef("publication__kind"), object_id=OuterRef("publication__object_id")
    )
    bodies = PublicationBody.objects.filter(Exists(mark), publication__deleted=False)
    found: set[PublicationKey] = set()
    if wanted:
        rows = bodies.values_list("publication__kind", "publication__object_id", "full")
        found = {(kind, pk) for kind, pk, full in rows.iterator() if not wanted.isdisjoint(_mentioned(full))}
    return Dependants.of(found)


def _mentioned(full: str) -> Iterator[PublicationKey]:
    for name, pk in _ADDRESS.findall(full):
        yield _KINDS[name], int(pk)
    for kind, pk, other_pk, other_kind in _TAG.findall(full):
        yield PublicationKind(kind or other_kind).value, int(pk or other_pk)
