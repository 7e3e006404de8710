"""All objects that have or should have a publication, for acts that may change any of them."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.models import Page

from pages.publications.audience_keys import AudienceKey, audience_id
from pages.publications.dependants import Dependants
from pages.publications.kinds import FILE_KINDS, PublicationKey, model_of
from pages.publications.models import Publication, PublicationKind
from pages.publications.rows import STANDING
from pages.publications.scope import Surroundings
from pages.publications.stale import Audiences


def all_objects() -> Dependants:
    """Return every live page and file, and what is still published of others."""
    found = Dependants(set(Page.objects.filter(live=True, depth__gt=1).values_list("pk", flat=True)))
    for kind in FILE_KINDS:
        found.files |= {(kind, pk) for pk in model_of(kind)._default_manager.values_list("pk", flat=True)}
    for name, pk in Publication.objects.filter(deleted=False).values_list("kind", "object_id"):
        if name == PublicationKind.PAGE:
            found.pages.add(pk)
        else:
            found.files.add((name, pk))
    return found


def count_objects() -> int:
    """Return about how many objects have or should have a publication."""
    files = sum(model_of(kind)._default_manager.count() for kind in FILE_KINDS)
    return Page.objects.filter(live=True, depth__gt=1).count() + files


def objects_with_another_audience(surroundings: Surroundings, told: Audiences) -> Dependants:
    """Return the pages and files whose readers are no longer those of their publication.

    ``told`` names others for what is stale.
    """
    stored = Publication.objects.filter(STANDING).values_list("kind", "object_id", "audience_id")
    published: dict[PublicationKey, int | None] = {(kind, pk): audience for kind, pk, audience in stored}
    published |= {key: _id_of(audience) for key, audience in told.items()}
    found = Dependants()
    for pk, audience in _page_audiences(surroundings):
        if published.get((PublicationKind.PAGE, pk)) != _id_of(audience):
            found.pages.add(pk)
    for kind in FILE_KINDS:
        for pk, collection_id in model_of(kind)._default_manager.values_list("pk", "collection_id"):
            if published.get((kind, pk)) != _id_of(surroundings.collection_audience(collection_id)):
                found.files.add((kind, pk))
    return found


def _page_audiences(surroundings: Surroundings) -> Iterator[tuple[int, AudienceKey | None]]:
    for pk, path, url_path in Page.objects.filter(live=True, depth__gt=1).values_list("pk", "path", "url_path"):
        yield pk, surroundings.page_audience(path, url_path)


def _id_of(audience: AudienceKey | None) -> int | None:
    return None if audience is None else audience_id(str(audience))
