"""Who may read publications now, and whose readers have become fewer since they were written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from wagtail.models import Page

from pages.publications.audience_keys import AudienceKey, parse_key
from pages.publications.dependants import Dependants
from pages.publications.kinds import FILE_KINDS, PublicationKey, model_of
from pages.publications.models import PublicationKind
from pages.publications.rows import standing_rows
from pages.publications.scope import Surroundings
from pages.publications.stale import Audiences

# Ids named in one query.
BATCH: Final = 5000


def present_audiences(found: Dependants, surroundings: Surroundings) -> dict[PublicationKey, AudienceKey | None]:
    """Return who may read pages and files now, by set; None where nobody may."""
    audiences: dict[PublicationKey, AudienceKey | None] = dict.fromkeys(found.keys())
    for pks in _batches(found.pages):
        pages = Page.objects.filter(pk__in=pks, live=True).values_list("pk", "path", "url_path")
        for pk, path, url_path in pages:
            audiences[PublicationKind.PAGE.value, pk] = surroundings.page_audience(path, url_path)
    for kind in FILE_KINDS:
        for pks in _batches({pk for name, pk in found.files if name == kind}):
            items = model_of(kind)._default_manager.filter(pk__in=pks)
            for pk, collection_id in items.values_list("pk", "collection_id"):
                audiences[kind.value, pk] = surroundings.collection_audience(collection_id)
    return audiences


def narrowed(audiences: Audiences, told: Audiences) -> set[PublicationKey]:
    """Return those objects that somebody could read or was told of until now who no longer may.

    ``told`` says of what is stale who was told of it since its publication was written.
    """
    closed = {key for key in audiences.keys() & told.keys() if is_narrower(audiences[key], told[key])}
    standing = standing_audiences(audiences)
    return closed | {key for key, audience in standing.items() if is_narrower(audiences[key], audience)}


def standing_audiences(keys: Collection[PublicationKey]) -> dict[PublicationKey, AudienceKey]:
    """Return for whom objects were last published, of which they were."""
    found: dict[PublicationKey, AudienceKey] = {}
    for kind in PublicationKind.values:
        for batch in _batches({pk for name, pk in keys if name == kind}):
            rows = standing_rows(kind, batch).values_list("object_id", "audience__key")
            found |= {(kind, pk): parse_key(key) for pk, key in rows}
    return found


def is_narrower(present: AudienceKey | None, before: AudienceKey | None) -> bool:
    """Say whether somebody belonged to an audience who does not belong to the present one; None is nobody's."""
    return before is not None and (present is None or not before.implies(present))


def _batches(pks: Collection[int]) -> Iterator[Sequence[int]]:
    ordered = sorted(pks)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
