"""An outside app that keeps a copy of the content, as the documentation tells it to."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from tests.integration.api.conftest import Get

Copy = dict[str, Any]


class Killed(Exception):  # noqa: N818 - what happens to the app
    """The app was ended in the middle of its work."""


class Replica:
    """Follows the feed; what it knows lies in a file, which is written after each answer."""

    def __init__(self, get: Get, path: Path) -> None:
        self.get = get
        self.path = path
        self.restarts = 0

    def follow(self, limit: int, chance: Random | None = None) -> None:
        """Read until there is nothing more; with a chance the app dies before it has kept an answer."""
        more = True
        while more:
            state = self.state()
            cursor = f"&cursor={state['cursor']}" if state["cursor"] else ""
            answer = self.get(f"changes/?limit={limit}{cursor}")
            if answer.status_code == 410:
                self.path.unlink()
                self.restarts += 1
                continue
            data = answer.json()
            assert answer.status_code == 200, data
            assert len(data["items"]) <= limit
            apply(state["items"], data["items"])
            if chance is not None and chance.random() < 0.1:
                raise Killed
            self.path.write_text(json.dumps({"items": state["items"], "cursor": data["meta"]["next_cursor"]}))
            more = data["meta"]["more"]

    def state(self) -> dict[str, Any]:
        """Return the copy and the cursor that belongs to it."""
        if not self.path.exists():
            return {"items": {}, "cursor": ""}
        state: dict[str, Any] = json.loads(self.path.read_text())
        return state

    @property
    def items(self) -> Copy:
        """Return the copy."""
        items: Copy = self.state()["items"]
        return items


def export(get: Get, folder: Path) -> Copy:
    """Return what somebody is given who begins now."""
    replica = Replica(get, folder / "export.json")
    replica.follow(limit=200)
    return replica.items


def apply(copy: Copy, items: list[dict[str, Any]]) -> None:
    """Take changes into a copy."""
    for item in items:
        key = f"{item['kind']} {item['id']}"
        if item["op"] == "upsert":
            copy[key] = item["body"]
        else:
            assert item["op"] == "delete"
            assert (item["etag"], item["body"]) == (None, None)
            copy.pop(key, None)
