"""The media library by itself, under the rule of collections alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import Settings

from media_library.signals import file_text_changed


@pytest.fixture(autouse=True)
def collection_access(db: None, settings: Settings) -> None:
    """Ask the built-in policy: what pages and publications add to it is tested there."""
    settings.MEDIA_LIBRARY = {"ACCESS_POLICY": "media_library.access.CollectionAccessPolicy"}


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Forget the renditions of other tests, whose images may have had the same ids and bytes."""
    cache.clear()


@pytest.fixture
def announced() -> Iterator[list[Any]]:
    """The instances whose text was announced as changed."""
    instances: list[Any] = []

    def receive(instance: Any, **kwargs: Any) -> None:
        instances.append(instance)

    file_text_changed.connect(receive)
    yield instances
    file_text_changed.disconnect(receive)
