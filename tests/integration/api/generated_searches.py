"""Searches of all kinds, and matter to search in: words of the trades, in any form and misspelt."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.timezone import localtime

from pages.language.folding import fold
from pages.models import HomePage, Specialisation
from tests.factories.site_tree import make_article, make_course, restrict_page

LETTERS = "aąbcćdeęfghijklłmnoprsśtuwyzźż"
FACETS: Mapping[str, Sequence[str]] = {
    "type": ("pages.CoursePage", "pages.ArticlePage", "pages.VideoPage"),
    "specialisation": ("public", "a", "b"),
    "level": ("basic", "advanced"),
    "resource": ("pdf", "video"),
    "language": ("pl", "lt", "en"),
    "date": (str(localtime().year), "2024"),
}
LANGUAGES = ("pl", "lt", "en")


def trade_words(language_code: str) -> list[list[str]]:
    """Return words of the trades, each in all its forms."""
    path = Path(settings.PROJECT_DIR) / "tests" / "unit" / "language" / f"words.{language_code}.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    return [[word, *forms.split()] for word, forms in words.items()]


@dataclass(frozen=True)
class Matter:
    """Pages made of some of the words."""

    random: Random
    words: Sequence[Sequence[str]]

    def make(self, home: HomePage, count: int, name: str, group: Group | None = None) -> list[int]:
        """Make pages, for all or for a group, and return their numbers."""
        trade = Specialisation.objects.get_or_create(code=name.lower(), locale=home.locale, defaults={"name": name})[0]
        numbers = []
        for number in range(count):
            title = f"{self._text(2)} {number}"
            body = [("rich_text", f"<h2>{self._text(2)}</h2><p>{self._text(25)}</p>")]
            page = (
                make_course(home, title, specialisation=trade, level="advanced", body=body)
                if number % 3 == 0
                else make_article(home, title, body=body)
            )
            if group:
                restrict_page(page, group)
            numbers.append(page.pk)
        return numbers

    def _text(self, length: int) -> str:
        return " ".join(self.random.choice(self.random.choice(self.words)) for _word in range(length))


@dataclass(frozen=True)
class Searches:
    """Makes one search after another; the same chance makes the same."""

    random: Random
    #: Of each language, words in all their forms.
    words: Mapping[str, Sequence[Sequence[str]]]

    def make(self) -> str:
        """Return the address of a search."""
        code = self.random.choice(list(self.words))
        locale = code if self.random.random() < 0.8 else self.random.choice(LANGUAGES)
        parameters: list[tuple[str, object]] = [("q", self._text(code)), ("locale", locale)]
        if self.random.random() < 0.2:
            parameters.append(("query_locale", code))
        for _filter in range(self.random.choice((0, 0, 0, 0, 1, 2))):
            name = self.random.choice(list(FACETS))
            parameters.append((name, self.random.choice(FACETS[name])))
        if self.random.random() < 0.2:
            parameters.append(("order", "-date"))
        parameters.append(("limit", self.random.choice((1, 3, 20, 100))))
        if self.random.random() < 0.2:
            parameters.append(("offset", self.random.randrange(5)))
        return f"search/?{urlencode(parameters)}"

    def _text(self, code: str) -> str:
        pieces = [self._piece(code) for _piece in range(self.random.choice((1, 1, 2, 2, 3, 4)))]
        return " ".join(pieces)

    def _piece(self, code: str) -> str:
        word = self._word(code)
        if self.random.random() < 0.25:
            word = self._misspelt(word)
        if self.random.random() < 0.2:
            word = fold(word)
        dressed = self.random.random()
        if dressed < 0.06:
            return f'"{word} {self._word(code)}"'
        return f"-{word}" if dressed < 0.1 else f"title:{word}" if dressed < 0.14 else word

    def _word(self, code: str) -> str:
        return self.random.choice(self.random.choice(self.words[code]))

    def _misspelt(self, word: str) -> str:
        place = self.random.randrange(len(word))
        letter = self.random.choice(("", self.random.choice(LETTERS), word[place] * 2))
        return f"{word[:place]}{letter}{word[place + 1 :]}" or word
