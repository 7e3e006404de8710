"""Splitting of text into words with their places."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Letters and digits; a hyphen splits. A soft hyphen is typography inside a word (PDFs and
# pasted text are full of them) and must not cut it in two.
_WORD = re.compile("[^\\W_]+(?:\u00ad[^\\W_]+)*")


class Token(NamedTuple):
    """A word in lower case and where it stands in the composed (NFC) text."""

    form: str
    start: int
    end: int


def tokenise(text: str) -> Iterator[Token]:
    """Yield the words of an NFC text in order."""
    for match in _WORD.finditer(text):
        yield Token(match[0].replace("\u00ad", "").lower(), match.start(), match.end())


def forms(text: str) -> list[str]:
    """Return only the lower-case words of an NFC text, for indexing."""
    return [word.replace("\u00ad", "") for word in _WORD.findall(text.lower())]
