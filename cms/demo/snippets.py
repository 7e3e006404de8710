"""Specialisations and partners of the demo, each in every language."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import uuid4

from wagtail.models import Locale

from cms.demo.texts import CONTENT_DIR, LANGUAGES, read_toml
from media_library.models import Image
from pages.models import Partner, Specialisation

#: Drawings are named by the machine, the specialisation by its trade.
MARKS = {"laser": "laser-punching"}

Snippet = TypeVar("Snippet", Specialisation, Partner)


def load_specialisations() -> dict[str, Specialisation]:
    """Make the specialisations; returns the Polish ones by code."""
    made = {}
    for row in read_toml(CONTENT_DIR / "snippets.toml")["specialisations"]:
        mark = MARKS.get(row["icon"], row["icon"])
        made[row["code"]] = _in_all_languages(Specialisation, row, code=row["code"], mark=mark)
    return made


def load_partners(images: Mapping[str, Image]) -> dict[str, Partner]:
    """Make partners and funders; returns the Polish ones by key."""
    rows = read_toml(CONTENT_DIR / "snippets.toml")["partners"]
    return {
        row["key"]: _in_all_languages(Partner, row, kind=row["kind"], logo=images.get(f"partner-{row['key']}"))
        for row in rows
    }


def _in_all_languages(model: type[Snippet], row: Mapping[str, Any], **facts: Any) -> Snippet:
    """Make one snippet for each language; returns the source."""
    snippets = []
    key = uuid4()
    for code in LANGUAGES:
        texts = {name: value for name, value in row[code].items() if isinstance(value, str)}
        locale = Locale.objects.get(language_code=code)
        snippets.append(model.objects.create(locale=locale, translation_key=key, **texts, **facts))
    return snippets[0]
