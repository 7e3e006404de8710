"""Which facets visitors and apps filter by, and the keys of those whose keys are known beforehand."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from django.apps import apps

from search.documents import TYPE_FACET
from search.labels import FACET_LEGENDS

#: Other facets are counted, but neither shown nor filtered by.
FACETS: Final = tuple(FACET_LEGENDS)


def known_keys(name: str) -> Sequence[str] | None:
    """Return all keys that a facet may have; None if they are for editors to choose.

    Whether an editor has chosen a key must not be told to whoever may not read the page that has it.
    """
    return _page_types() if name == TYPE_FACET else None


@cache
def _page_types() -> Sequence[str]:
    page = apps.get_model("wagtailcore.Page")
    models = [model for model in apps.get_models() if issubclass(model, page) and model is not page]
    return sorted(model._meta.label for model in models)
