"""The ``Surrogate-Key`` header: by these keys a shared cache is told what to drop when something is published.

A change of a page or file names the keys of ``keys_of_change``. What a page shows of others is part of its own
publication, and a change of that is a change of its own; so an answer needs no key but those of what it is about,
and never one of an object that its reader may not know of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pages.publications.models import PublicationKind
from pages.publications.references import ENDPOINTS

HEADER: Final = "Surrogate-Key"
LOCALES: Final = "locales"
NAVIGATION: Final = "navigation"
SETTINGS: Final = "settings"
REDIRECTS: Final = "redirects"
SITE_KEYS: Final = (LOCALES, NAVIGATION, SETTINGS, REDIRECTS)


def object_key(kind: PublicationKind, pk: int) -> str:
    """Return the key of one page or file."""
    return f"{kind}-{pk}"


def kind_key(kind: PublicationKind) -> str:
    """Return the key of whatever any page or file of a kind may change, such as listings."""
    return ENDPOINTS[kind]


def keys_of_change(kind: PublicationKind, pk: int) -> Sequence[str]:
    """Return the keys of all answers that the change of a page or file may have changed."""
    return [object_key(kind, pk), kind_key(kind)]
