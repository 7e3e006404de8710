"""Documents with examples that are executed: requests, below each the answer to it.

A request stands in a block of its own. The comment above it may say which headers and which parts of the body are shown:

    <!-- headers: ETag, Link; body: id, meta.locale -->
    ```http
    GET /api/v2/pages/112/
    Authorization: Bearer READER-TOKEN
    ```

`<!-- act: … -->` has something done between two requests, and `<!-- message: … -->` is followed by the message that a
webhook sends when it is done. Words in capitals stand for what is secret or has no meaning of its own: tokens, cursors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.test import Client

#: In the documents the installation has a name of its own.
ADDRESS: Final = "https://centre.example.org"
LONGEST_TEXT: Final = 100
MOST_ITEMS: Final = 2
LEFT_OUT: Final = "…"

STEP: Final = re.compile(
    r"<!-- act: (?P<act>.+?) -->\n"
    r"|(?P<message_head><!-- message: (?P<message>.+?) -->\n)```http\nPOST [^`]*```\n"
    r"|(?P<head>(?:<!-- (?P<shown>(?:headers|body): .+?) -->\n)?```http\n(?P<request>GET [^`]+)```\n)"
    r"(?:\n```http\nHTTP/1\.1 [^`]*```\n)?"
)
CONDITION: Final = re.compile(r"If-None-Match: .*")

Paths = Sequence[Sequence[str]]


@dataclass
class Examples:
    """Executes the examples of one document after another."""

    client: Client
    do: Callable[[str], None]
    message_after: Callable[[str], str]
    #: What stands in the documents for what.
    names: dict[str, str] = field(default_factory=dict)
    #: What an app sends back to ask whether the answer before is still right.
    last_tag: str = ""

    def executed(self, text: str) -> str:
        """Return a document with the answers that its requests get now."""
        return STEP.sub(self._step, text)

    def _step(self, match: re.Match[str]) -> str:
        if match["act"]:
            self.do(match["act"])
            return match[0]
        if match["message"]:
            return f"{match['message_head']}```http\n{self._named(self.message_after(match['message']))}\n```\n"
        head = CONDITION.sub(f"If-None-Match: {self.last_tag}", match["head"])
        request = CONDITION.sub(f"If-None-Match: {self.last_tag}", match["request"])
        return f"{head}\n```http\n{self._answer(request, _directives(match['shown']))}\n```\n"

    def _answer(self, request: str, shown: Mapping[str, Sequence[str]]) -> str:
        for name, value in self.names.items():
            request = request.replace(name, value)
        first, *lines = request.strip().splitlines()
        headers = dict(line.split(": ", 1) for line in lines)
        response = self.client.get(first.split()[1], headers=headers)
        self.last_tag = response.headers.get("ETag", "")
        names = ["Content-Type"] if response.content else []
        head = [f"HTTP/1.1 {response.status_code} {HTTPStatus(response.status_code).phrase}"]
        head += [f"{name}: {response.headers[name]}" for name in [*names, *shown.get("headers", ())]]
        body = [self._body(response.json(), shown.get("body", ()))] if response.content else []
        return self._named("\n\n".join(["\n".join(head), *body]))

    def _body(self, data: Any, shown: Sequence[str]) -> str:
        cursor = data.get("meta", {}).get("next_cursor")
        if cursor and cursor not in self.names.values():
            number = sum(name.startswith("CURSOR") for name in self.names) + 1
            self.names[f"CURSOR-{number}"] = cursor
        return json.dumps(shortened(data, [path.split(".") for path in shown]), ensure_ascii=False, indent=2)

    def _named(self, text: str) -> str:
        for name, value in self.names.items():
            text = text.replace(value, name)
        return text.replace(settings.WAGTAILAPI_BASE_URL, ADDRESS)


def shortened(value: Any, shown: Paths = ()) -> Any:
    """Return JSON without what is not among the parts to be shown, if any are named, and without what is long."""
    if isinstance(value, dict):
        return _shortened_object(value, shown)
    if isinstance(value, list):
        more = [f"{LEFT_OUT} and {len(value) - MOST_ITEMS} more"] if len(value) > MOST_ITEMS else []
        return [shortened(item, shown) for item in value[:MOST_ITEMS]] + more
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return value[:LONGEST_TEXT] + LEFT_OUT
    return value


def _shortened_object(value: Mapping[str, Any], shown: Paths) -> dict[str, Any]:
    kept = {}
    for name, part in value.items():
        below = [path[1:] for path in shown if path[0] == name]
        if below or not shown:
            kept[name] = shortened(part, [] if [] in below else below)
    return kept if len(kept) == len(value) else {**kept, LEFT_OUT: LEFT_OUT}


def _directives(text: str | None) -> dict[str, list[str]]:
    parts = (part.split(":", 1) for part in (text or "").split(";") if part)
    return {name.strip(): [word.strip() for word in words.split(",")] for name, words in parts}
