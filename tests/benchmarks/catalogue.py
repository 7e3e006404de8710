"""A catalogue of courses of any size for measurements, the same for the same size.

Half of the courses are Polish, half Lithuanian; of each language and category there are as many, each course has three
units, about 3.2 KB of text, and one of some rare words, so that a search for one finds a hundred courses whatever the
size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

COURSES_OF_A_CATEGORY: Final = 200
COURSES_OF_A_RARE_WORD: Final = 100
BYTES_OF_TEXT: Final = 3000
WORDS: Final = {
    "pl": [
        "spawanie",
        "łączenie",
        "blacha",
        "tokarka",
        "frezarka",
        "łuk",
        "elektroda",
        "gaz",
        "osłonowy",
        "spoina",
        "stal",
        "nierdzewna",
        "aluminium",
        "program",
        "sterowanie",
        "narzędzie",
        "obróbka",
        "skrawanie",
        "pomiar",
        "suwmiarka",
        "rysunek",
        "techniczny",
        "operator",
        "brygada",
        "zmiana",
        "magazyn",
        "dostawa",
        "zapas",
        "planowanie",
        "produkcja",
        "jakość",
        "bezpieczeństwo",
        "szkolenie",
        "ćwiczenie",
        "egzamin",
        "świadectwo",
        "kurs",
        "wiedza",
    ],
    "lt": [
        "suvirinimas",
        "sujungimas",
        "lakštas",
        "tekinimo",
        "staklės",
        "frezavimas",
        "lankas",
        "elektrodas",
        "apsauginės",
        "dujos",
        "siūlė",
        "nerūdijantis",
        "plienas",
        "aliuminis",
        "programa",
        "valdymas",
        "įrankis",
        "apdirbimas",
        "pjovimas",
        "matavimas",
        "slankmatis",
        "brėžinys",
        "operatorius",
        "brigada",
        "pamaina",
        "sandėlis",
        "tiekimas",
        "atsarga",
        "planavimas",
        "gamyba",
        "kokybė",
        "sauga",
        "mokymai",
        "pratimas",
        "egzaminas",
        "žinios",
    ],
}


@dataclass(frozen=True)
class Course:
    """What one course of the catalogue says."""

    number: int
    language_code: str
    category: int
    title: str
    summary: str
    text: str
    units: tuple[str, ...]


def category_count(size: int) -> int:
    """Return how many categories a catalogue has."""
    return max(size // COURSES_OF_A_CATEGORY, 1)


def rare_words(size: int) -> list[str]:
    """Return the words that a hundred courses each have."""
    return [f"rzadkosc{number:04d}" for number in range(max(size // COURSES_OF_A_RARE_WORD, 1))]


def courses(size: int) -> Iterator[Course]:
    """Return the courses of a catalogue, one after another."""
    random = Random(2014)  # noqa: S311 - no secret
    rare = rare_words(size)
    for number in range(size):
        language_code = ("pl", "lt")[number % 2]
        words = WORDS[language_code]
        paragraphs: list[str] = []
        while sum(len(paragraph.encode()) for paragraph in paragraphs) < BYTES_OF_TEXT:
            paragraphs.append(_sentence(random, words, 45))
        paragraphs[0] += f" {rare[number % len(rare)]}."
        yield Course(
            number=number,
            language_code=language_code,
            category=number // 2 % category_count(size),
            title=f"{_sentence(random, words, 4)[:-1]} {number:05d}",
            summary=_sentence(random, words, 22),
            text="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
            units=tuple(_sentence(random, words, 3)[:-1] for _unit in range(3)),
        )


def _sentence(random: Random, words: list[str], count: int) -> str:
    return " ".join(random.choices(words, k=count)).capitalize() + "."
