"""The seed of the termbase: terms of the trade in Polish, Lithuanian and English, a file for each field."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

SEED_DIRECTORY = Path(__file__).parent / "seed"
# With it a concept has the same translation key on every site, so that loading again finds what is there.
_NAMESPACE = UUID("5b0c5a0e-3f0d-4a44-9f1a-6f2b8f3f7b61")


@dataclass(frozen=True, slots=True)
class SeedTerm:
    """A concept in one language: its name in dictionary form, other wordings, and those not to be used."""

    name: str
    definition: str = ""
    admitted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """What a term means, with the term in each language."""

    key: str
    terms: Mapping[str, SeedTerm]

    @property
    def translation_key(self) -> UUID:
        """The key that the terms of this concept share."""
        return uuid5(_NAMESPACE, self.key)


def read_concepts() -> list[Concept]:
    """Return all concepts of the seed."""
    return [
        Concept(key, {language_code: _seed_term(row) for language_code, row in rows.items()})
        for path in sorted(SEED_DIRECTORY.glob("*.toml"))
        for key, rows in tomllib.loads(path.read_text(encoding="utf-8")).items()
    ]


def _seed_term(row: Mapping[str, Any]) -> SeedTerm:
    return SeedTerm(
        row["name"], row.get("definition", ""), tuple(row.get("forms", ())), tuple(row.get("forbidden", ()))
    )
