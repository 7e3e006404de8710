"""Lists of words and expressions as editors write them, one on each line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pages.language.folding import fold, nfc
from pages.language.tokens import forms
from search.word_readings import Readings, readings_of

Sameness = Callable[[Readings, Readings], bool]


def lines_of(text: str) -> list[str]:
    """Return the lines that have anything on them, with single spaces."""
    return [line for line in (" ".join(row.split()) for row in nfc(text).splitlines()) if line]


def likeness(line: str) -> tuple[str, ...]:
    """Return what is left of a line without marks and capitals."""
    return tuple(fold(form) for form in forms(line))


def repeated(lines: Iterable[str], language_code: str, same: Sameness) -> Iterator[tuple[str, str]]:
    """Yield the lines that are the same to a search as one above them, each with that one."""
    above: list[tuple[str, Readings]] = []
    for line in lines:
        readings = readings_of(line, language_code)
        first = next((other for other, known in above if same(readings, known)), None)
        if first is not None:
            yield line, first
        above.append((line, readings))
