"""What the tests of the API share."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from pages.models import HomePage
from tests.factories.site_tree import make_homes

Act = Callable[[], AbstractContextManager[object]]
Get = Callable[..., Any]


@pytest.fixture
def act(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]) -> Act:
    """A block that stands for the transaction of an act: at its end publications are written."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def homes(db: None, act: Act) -> dict[str, HomePage]:
    """The published home pages."""
    with act(), translation.override("pl"):
        return make_homes()


@pytest.fixture
def get(client: Client) -> Get:
    """Read an address of the API as an app does; the answer's JSON is at `.json()`."""

    def read(path: str, **headers: str) -> Any:
        return client.get(f"/api/v2/{path}", headers=headers or None)

    return read
