"""Pages as a visitor's browser or a search engine takes them in."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client

Attributes = dict[str, str]


class Elements(HTMLParser):
    """Collects the start tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, Attributes]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def named(self, tag: str, **attributes: str) -> list[Attributes]:
        """Return the attributes of the elements of a name that have all of these."""
        return [own for name, own in self.found if name == tag and attributes.items() <= own.items()]


def html_of(client: Client, path: str) -> str:
    """Return the page at a path, which must be there."""
    response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return str(response.content.decode())


def path_of(url: str) -> str:
    """Return an address without its host."""
    return re.sub(r"^https?://[^/]+", "", url)


def alternates_in(html: str) -> dict[str, str]:
    """Return the paths of a page's language versions by the language in `hreflang`."""
    return {link["hreflang"]: path_of(link["href"]) for link in Elements(html).named("link", rel="alternate")}


def language_switch_in(html: str) -> dict[str, str]:
    """Return the paths in the language switch by language."""
    links = [link for link in Elements(html).named("a") if "hreflang" in link and "lang" in link]
    return {link["lang"]: path_of(link["href"]) for link in links}


def described_in(html: str) -> list[dict[str, Any]]:
    """Return what a page says of itself in schema.org terms."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL)
    return [thing for block in blocks for thing in json.loads(block)["@graph"]]


def thing_in(html: str, kind: str) -> dict[str, Any]:
    """Return the one description of a type that a page has."""
    [thing] = [thing for thing in described_in(html) if thing["@type"] == kind]
    return thing
