"""What the tests of publications share."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.utils import translation

from pages.models import HomePage
from tests.factories.site_tree import make_homes

Act = Callable[[], AbstractContextManager[object]]


@pytest.fixture
def act(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]) -> Act:
    """A block that stands for the transaction of an act: at its end publications are written."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def homes(db: None, act: Act) -> dict[str, HomePage]:
    """The published home pages."""
    with act(), translation.override("pl"):
        return make_homes()
