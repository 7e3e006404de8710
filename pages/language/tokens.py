"""Splitting of text into words with their places."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Letters and digits; a hyphen splits. A soft hyphen is typography inside a word (PDFs and
# pasted text are full of them) and must not cut it in two.
_SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(f"[^\\W_]+(?:{_SOFT_HYPHEN}[^\\W_]+)*")


class Token(NamedTuple):
    """A word in lower case and where it stands in the composed (NFC) text."""

    form: str
    start: int
    end: int


def tokenise(text: str) -> Iterator[Token]:
    """Yield the words of an NFC text in order."""
    for match in _WORD.finditer(text):
        yield Token(match[0].replace(_SOFT_HYPHEN, "").lower(), match.start(), match.end())


def forms(text: str) -> list[str]:
    """Return only the lower-case words of an NFC text, for indexing."""
    words: list[str] = _WORD.findall(text.lower())
    return [word.replace(_SOFT_HYPHEN, "") for word in words] if _SOFT_HYPHEN in text else words
