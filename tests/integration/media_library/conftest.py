"""The media library by itself, under the rule of collections alone."""

import pytest
from django.core.cache import cache
from pytest_django import Settings


@pytest.fixture(autouse=True)
def collection_access(db: None, settings: Settings) -> None:
    """Ask the built-in policy: what pages and publications add to it is tested there."""
    settings.MEDIA_LIBRARY = {"ACCESS_POLICY": "media_library.access.CollectionAccessPolicy"}


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Forget the renditions of other tests, whose images may have had the same ids and bytes."""
    cache.clear()
