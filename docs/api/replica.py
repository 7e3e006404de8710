"""Keeps a copy of everything that a site publishes, in an SQLite file: python replica.py https://… copy.sqlite3 [token]

Run it again and again, or whenever a webhook calls. It may be ended at any moment: what it has read and the cursor that
belongs to it are written in one transaction. The table `objects` is the copy; `body` is what the API answers for the object.
"""

import json
import sqlite3
import sys
import time
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

TABLES = """
CREATE TABLE IF NOT EXISTS objects (kind TEXT, id INTEGER, type TEXT, locale TEXT, body TEXT, PRIMARY KEY (kind, id));
CREATE TABLE IF NOT EXISTS place (cursor TEXT);
"""
BEGIN_ANEW, TOO_MANY, UNAVAILABLE = 410, 429, 503


class Replica:
    """A copy of what one reader may read."""

    def __init__(self, address: str, path: str, token: str = "", limit: int = 200) -> None:
        self.address, self.token, self.limit = address.rstrip("/"), token, limit
        self.database = sqlite3.connect(path)
        self.database.executescript(TABLES)

    def follow(self) -> None:
        """Read until there is nothing new."""
        while self.read_part():
            pass

    def read_part(self) -> bool:
        """Take one answer of the feed into the copy, and say whether there is more."""
        try:
            answer = self.get("/api/v2/changes/", limit=str(self.limit), **self.cursor())
        except HTTPError as error:
            if error.code != BEGIN_ANEW:
                raise
            with self.database:  # the cursor does not hold any more: neither does the copy
                self.database.execute("DELETE FROM objects")
                self.database.execute("DELETE FROM place")
            return True
        with self.database:
            for change in answer["items"]:
                self.take(change)
            self.database.execute("DELETE FROM place")
            self.database.execute("INSERT INTO place VALUES (?)", [answer["meta"]["next_cursor"]])
        return bool(answer["meta"]["more"])

    def take(self, change: dict[str, Any]) -> None:
        """Put the new state of an object into the copy, or take the object out of it."""
        self.database.execute("DELETE FROM objects WHERE kind = ? AND id = ?", [change["kind"], change["id"]])
        if change["op"] == "upsert":
            row = [change["kind"], change["id"], change["type"], change["locale"], json.dumps(change["body"])]
            self.database.execute("INSERT INTO objects VALUES (?, ?, ?, ?, ?)", row)

    def cursor(self) -> dict[str, str]:
        """Return where to go on, or nothing at the beginning."""
        row = self.database.execute("SELECT cursor FROM place").fetchone()
        return {"cursor": row[0]} if row else {}

    def get(self, path: str, **parameters: str) -> dict[str, Any]:
        """Return an answer of the API; wait where it asks for that."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        while True:
            try:
                with urlopen(Request(f"{self.address}{path}?{urlencode(parameters)}", headers=headers)) as answer:
                    return json.load(answer)
            except HTTPError as error:
                if error.code not in {TOO_MANY, UNAVAILABLE}:
                    raise
                time.sleep(int(error.headers.get("Retry-After", "5")))


if __name__ == "__main__":
    Replica(*sys.argv[1:]).follow()
