"""Lists of words and expressions as editors write them, one on each line."""

from collections.abc import Iterable, Iterator

from pages.language.folding import fold, nfc
from pages.language.tokens import forms


def lines_of(text: str) -> list[str]:
    """Return the lines that have anything on them, with single spaces."""
    return [line for line in (" ".join(row.split()) for row in nfc(text).splitlines()) if line]


def likeness(line: str) -> tuple[str, ...]:
    """Return what two lines have in common that a search cannot tell apart: words without marks, in lower case."""
    return tuple(fold(form) for form in forms(line))


def repeated(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that say what one above them says."""
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        if likeness(line) in seen:
            yield line
        seen.add(likeness(line))
