"""The client of the documentation, as an outside app runs it, but asking the test's client and dying now and then."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

from django.conf import settings

from tests.integration.api.conftest import Get

Copy = dict[str, Any]
SOURCE = Path(settings.PROJECT_DIR) / "docs" / "api" / "replica.py"


def documented_client() -> ModuleType:
    """Return the module that the documentation offers."""
    specification = importlib.util.spec_from_file_location("documented_replica", SOURCE)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


DocumentedReplica: Any = documented_client().Replica


class Killed(Exception):  # noqa: N818 - what happens to the app
    """The app was ended in the middle of its work."""


class Replica(DocumentedReplica):
    """The documented client; with a chance the app dies before it has kept an answer."""

    def __init__(self, get: Get, path: Path, limit: int = 200, chance: Random | None = None) -> None:
        super().__init__("http://testserver", str(path), limit=limit)
        self.ask = get
        self.chance = chance

    def get(self, path: str, **parameters: str) -> dict[str, Any]:
        answer = self.ask(f"{path.removeprefix('/api/v2/')}?{urlencode(parameters)}")
        if answer.status_code != 200:
            raise HTTPError(path, answer.status_code, answer.reason_phrase, answer.headers, None)
        data: dict[str, Any] = answer.json()
        assert len(data["items"]) <= self.limit
        return data

    def take(self, change: dict[str, Any]) -> None:
        """Take a change, or die in the middle of an answer."""
        if self.chance is not None and self.chance.random() < 0.1:
            raise Killed
        assert change["op"] in {"upsert", "delete"}
        assert change["op"] == "upsert" or (change["etag"], change["body"]) == (None, None)
        super().take(change)

    @property
    def items(self) -> Copy:
        """Return the copy."""
        return items_in(self.database)


def export(get: Get, folder: Path) -> Copy:
    """Return what somebody is given who begins now."""
    replica = Replica(get, folder / "export.sqlite3")
    replica.follow()
    return replica.items


def items_in(database: Any) -> Copy:
    """Return what the documented client has stored."""
    rows = database.execute("SELECT kind, id, body FROM objects")
    return {f"{kind} {pk}": json.loads(body) for kind, pk, body in rows}
