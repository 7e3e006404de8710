"""Which facets visitors and apps filter by, and the keys of those whose keys are known beforehand."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from wagtail.coreutils import get_content_languages

from pages.publications.resources import RESOURCE_FACET, Resource
from search.documents import TYPE_FACET
from search.labels import FACET_LEGENDS
from search.languages import LANGUAGE_FACET
from search.page_types import page_types

#: Other facets are counted, but neither shown nor filtered by.
FACETS: Final = tuple(FACET_LEGENDS)


def known_keys(name: str) -> Sequence[str] | None:
    """Return all keys that a facet may have; None if they are for editors to choose.

    Whether an editor has chosen a key must not be told to whoever may not read the page that has it.
    """
    keys = _KNOWN.get(name)
    return keys() if keys else None


def _page_types() -> Sequence[str]:
    return sorted(model._meta.label for model in page_types())


def _languages() -> Sequence[str]:
    return list(get_content_languages())


def _resources() -> Sequence[str]:
    return Resource.values


_KNOWN: Final[Mapping[str, Callable[[], Sequence[str]]]] = {
    TYPE_FACET: _page_types,
    LANGUAGE_FACET: _languages,
    RESOURCE_FACET: _resources,
}
