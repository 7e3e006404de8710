"""What the tests of the API share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

Get = Callable[..., Any]


@pytest.fixture
def get(client: Client) -> Get:
    """Read an address of the API as an app does; the answer's JSON is at `.json()`."""

    def read(path: str, **headers: str) -> Any:
        return client.get(f"/api/v2/{path}", headers=headers or None)

    return read


@pytest.fixture
def participants(db: None) -> Group:
    """The group that may read what is restricted."""
    return Group.objects.create(name="Test participants")
