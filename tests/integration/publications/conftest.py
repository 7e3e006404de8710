"""What the tests of publications share."""

from typing import Any

import pytest
from django.test import Client

from pages.publications import rebuilding, writer
from tests.integration.conftest import Homes

# What is rebuilt in an act, and one batch more.
FEW, MANY = 3, 5


@pytest.fixture
def small_numbers(homes: Homes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an act leave to the worker all that is more than a few, and the worker take small batches."""
    monkeypatch.setattr(writer, "DEPENDANTS_REBUILT_IN_ACT", FEW)
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    monkeypatch.setattr(rebuilding, "PAUSE", 0)


class App:
    """An app that reads the API, and keeps a copy by the feed."""

    def __init__(self, client: Client, headers: dict[str, str] | None = None) -> None:
        self.client = client
        self.headers = headers
        self.cursor = ""

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v2/{path}", headers=self.headers)

    def listed(self) -> set[int]:
        return {item["id"] for item in self.get("pages/?limit=100").json()["items"]}

    def changes(self) -> list[tuple[str, int]]:
        answer = self.get(f"changes/?limit=200{self.cursor}").json()
        self.cursor = f"&cursor={answer['meta']['next_cursor']}"
        return [(item["op"], item["id"]) for item in answer["items"] if item["kind"] == "page"]


@pytest.fixture
def stranger(client: Client) -> App:
    return App(client)
