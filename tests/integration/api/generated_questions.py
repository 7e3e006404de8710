"""Requests of all kinds to every address of the API, by somebody who tries to find out what is hidden from him."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import quote

from django.test import Client
from wagtail.models import Page

from pages.publications.models import PublicationKind
from tests.integration.api.generated_queries import NOWHERE, TREE_FILTERS, Requests

PAGES = (
    "section",
    "below",
    "company",
    "internship",
    "course",
    "news",
    "film",
    "translation",
    "alias",
    "draft",
    "locked",
)
FILES = {"image": "images", "document": "documents", "video": "media"}
REFERENCES = (
    ("pages.InternshipPage", "company", "company"),
    ("pages.CoursePage", "image", "image"),
    ("pages.CoursePage", "specialisation", "specialisation"),
    ("pages.VideoPage", "video", "video"),
    ("pages.StrategyDocumentPage", "file", "document"),
)
SITE_RESOURCES = ("locales/", "navigation/", "settings/", "redirects/", "changes/")
ORDERS = ("title", "-title", "id", "-first_published_at", "slug")
METHODS = ("get",) * 8 + ("head", "options")


@dataclass(frozen=True)
class Question:
    """A request in which ``{A.section}`` stands for the id of a hidden page."""

    method: str
    path: str

    def asked(self, client: Client, ids: Mapping[str, int], headers: Mapping[str, str]) -> tuple[Any, ...]:
        """Return all that the answer tells, the ids aside that were asked for."""
        names = re.findall(r"\{([\w.]+)\}", self.path)
        path = self.path
        for name in names:
            path = path.replace(f"{{{name}}}", str(ids.get(name, NOWHERE + 1)))
        response = getattr(client, self.method)(f"/api/v2/{path}", headers=dict(headers))
        headers_told = {name: value for name, value in sorted(response.headers.items()) if name != "X-Request-ID"}
        told = [response.content.decode(), *(f"{name}: {value}" for name, value in headers_told.items())]
        for name in names:
            asked_for = re.compile(rf"(=|/){ids.get(name, NOWHERE + 1)}(?=[&>/]|$)")
            told = [asked_for.sub(r"\1…", text) for text in told]
        return (response.status_code, *told)


class Questions:
    """Makes one question after another; the same chance makes the same."""

    def __init__(self, random: Random, words: Mapping[str, str], page_types: Sequence[type[Page]]) -> None:
        self.random = random
        self.words = words
        self.requests = Requests(random, list(PublicationKind), page_types)
        self.page_types = page_types

    def make(self) -> Question:
        """Return a request that any app might send, or a guess."""
        method = self.random.choice(METHODS)
        if self.random.random() < 0.35:
            return Question(method, self.requests.make().path.replace("random", "title"))
        key = self.random.choice(list(self.words))
        guess = self.random.choice([
            self._address, self._filter, self._tree, self._reference, self._order, self._search, self._resource,
            self._shown_on, self._word,
        ])  # fmt: skip
        return Question(method, guess(key))

    def _name(self, key: str, names: Sequence[str] = PAGES) -> str:
        return f"{{{key}.{self.random.choice(names)}}}"

    def _address(self, key: str) -> str:
        word = quote(self.words[key].lower())
        return self.random.choice([
            f"pages/{self._name(key)}/",
            f"pages/{self._name(key)}/?fields=*",
            f"pages/{self._name(key)}/?locale=lt&fallback=pl",
            f"pages/find/?id={self._name(key)}",
            f"pages/find/?html_path=/pl/{word}-dzial/",
            f"pages/find/?html_path=/pl/{word}-dzial/{word}-pod-spodem/",
            f"pages/find/?html_path=/pl/{word}-dawniej/",
            f"pages/find/?html_path=/pl/{word}-dawniej-2/",
            f"redirects/find/?html_path=/pl/{word}-dawniej/",
            f"redirects/find/?html_path=/pl/{word}-szkic/",
            f"redirects/{{{key}.redirect}}/",
            *(f"{endpoint}/{{{key}.{name}}}/" for name, endpoint in FILES.items()),
            *(f"{endpoint}/find/?id={{{key}.{name}}}" for name, endpoint in FILES.items()),
        ])  # fmt: skip

    def _filter(self, key: str) -> str:
        name, value = self.random.choice([
            ("title", f"{self.words[key]} {self.random.choice(['dział', 'kurs', 'firma', 'szkic', 'poprawka'])}"),
            ("slug", f"{self.words[key].lower()}-dzial"),
            ("id", self._name(key)),
            ("show_in_menus", "true"),
        ])  # fmt: skip
        return f"pages/?{name}={quote(value, safe='{}.')}&fields=*"

    def _tree(self, key: str) -> str:
        fallback = self.random.choice(["", "", "&locale=lt&fallback=pl,en"])
        return f"pages/?{self.random.choice(TREE_FILTERS)}={self._name(key)}{fallback}"

    def _reference(self, key: str) -> str:
        page_type, field, name = self.random.choice(REFERENCES)
        order = self.random.choice(["", f"&order={field}", f"&order=-{field},title"])
        value = self.random.choice([f"&{field}={{{key}.{name}}}", ""])
        return f"pages/?type={page_type}{value}{order}&fields={self.random.choice(['*', field, 'title'])}"

    def _order(self, _key: str) -> str:
        model = self.random.choice(self.page_types)
        offset, limit = self.random.randrange(6), self.random.randint(1, 5)
        order = self.random.choice(ORDERS)
        return f"pages/?type={model._meta.label}&order={order}&offset={offset}&limit={limit}&fields=*"

    def _search(self, key: str) -> str:
        word = self.random.choice([self.words[key], "film", "staż", "kurs", "Opis", self.words[key][:5], "obraz"])
        narrowed = self.random.choice(["", "&locale=pl", "&locale=lt&fallback=pl", "&order=title", "&limit=1"])
        return f"pages/?search={quote(word)}{narrowed}"

    def _resource(self, _key: str) -> str:
        resource = self.random.choice(SITE_RESOURCES)
        if resource == "changes/":
            return f"changes/?limit={self.random.randint(1, 200)}"
        if resource in {"navigation/", "settings/"}:
            return f"{resource}{self.random.choice(['', '?locale=pl', '?locale=lt&fallback=pl', '?locale=en'])}"
        return resource

    def _shown_on(self, key: str) -> str:
        return f"{self.random.choice(list(FILES.values()))}/?shown_on={self._name(key)}"

    def _word(self, key: str) -> str:
        return f"{self.random.choice(list(FILES.values()))}/?{self.random.choice(['title', 'tags'])}={self.words[key]}"
