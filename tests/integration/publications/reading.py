"""What readers see, for tests to compare."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Model

from pages.publications.kinds import kind_of
from pages.publications.models import Publication


def publication_of(obj: Model) -> Publication | None:
    """Return the live publication of a page or file."""
    return Publication.objects.filter(kind=kind_of(type(obj)), object_id=obj.pk, deleted=False).first()


def audience_of(obj: Model) -> str | None:
    """Return the key of the audience that reads an object, or None if it is not published."""
    publication = publication_of(obj)
    return publication.audience.key if publication else None


def body_of(obj: Model) -> dict[str, Any]:
    """Return what readers get of an object."""
    publication = publication_of(obj)
    assert publication is not None, f"{obj} is not published"
    body: dict[str, Any] = json.loads(publication.body.body)
    return body


def tombstones_of(obj: Model) -> list[str]:
    """Return the keys of the audiences that have lost an object."""
    rows = Publication.objects.filter(kind=kind_of(type(obj)), object_id=obj.pk, deleted=True)
    return sorted(rows.values_list("audience__key", flat=True))
