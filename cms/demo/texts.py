"""Reading the demo texts: one TOML file for each page and language."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from wagtail_localize.strings import StringValue, extract_strings

CONTENT_DIR = Path(__file__).parent / "content"
SOURCE_LANGUAGE = "pl"
TARGET_LANGUAGES = ("lt", "en")
LANGUAGES = (SOURCE_LANGUAGE, *TARGET_LANGUAGES)

Texts = Mapping[str, Any]


class DemoTextError(Exception):
    """The languages of a demo text do not correspond."""


@dataclass(frozen=True)
class PageEntry:
    """A page of the demo: its facts and Polish texts, and the same texts in the other languages."""

    key: str
    folder: str
    texts: Mapping[str, Texts]

    @property
    def facts(self) -> Texts:
        """The Polish file, which alone holds dates, numbers and references."""
        return self.texts[SOURCE_LANGUAGE]

    @cached_property
    def type_name(self) -> str:
        """Name of the page model."""
        return str(self.facts.get("type", "CoursePage"))

    def translations_into(self, language_code: str) -> dict[str, str]:
        """Return source strings and their translations, in the form in which wagtail-localize keeps them."""
        try:
            return dict(paired_strings(self.facts, self.texts[language_code]))
        except ValueError as error:
            message = f"{self.folder}/{self.key}: {language_code} does not follow {SOURCE_LANGUAGE}: {error}"
            raise DemoTextError(message) from error


def read_pages() -> list[PageEntry]:
    """Return all pages of the demo."""
    entries = []
    for path in sorted(CONTENT_DIR.glob(f"*/*.{SOURCE_LANGUAGE}.toml")):
        key = path.name.removesuffix(f".{SOURCE_LANGUAGE}.toml")
        texts = {code: read_toml(path.with_name(f"{key}.{code}.toml")) for code in LANGUAGES}
        entries.append(PageEntry(key, path.parent.name, texts))
    return entries


def read_toml(path: Path) -> dict[str, Any]:
    """Return the contents of a TOML file."""
    with path.open("rb") as file:
        return tomllib.load(file)


def one_line(html: str) -> str:
    """Return HTML without the line breaks between its elements."""
    return "".join(line.strip() for line in html.splitlines())


def is_html(text: str) -> bool:
    """Tell whether a text of the demo is marked up."""
    return text.lstrip().startswith("<")


def paired_strings(source: Any, target: Any) -> Iterator[tuple[str, str]]:
    """Yield corresponding strings of two texts of the same structure.

    Raises ValueError where the structures differ.
    """
    if isinstance(target, Mapping):
        for name in target:
            if name in source:
                yield from paired_strings(source[name], target[name])
    elif isinstance(target, list):
        for one, other in zip(source, target, strict=True):
            yield from paired_strings(one, other)
    elif isinstance(target, str) and target:
        yield from _paired_text(source, target)


def _paired_text(source: str, target: str) -> Iterator[tuple[str, str]]:
    if is_html(source):
        _template, originals = extract_strings(one_line(source))
        _template, translations = extract_strings(one_line(target))
        for (original, _), (translation, _) in zip(originals, translations, strict=True):
            yield original.data, translation.data
    else:
        yield StringValue.from_plaintext(source).data, StringValue.from_plaintext(target).data
