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


def has_split_words(text: str) -> bool:
    """Say whether a word of a text may be written with typography inside, so that it does not stand there as it is."""
    return _SOFT_HYPHEN in text


def starts_of_word(form: str, text: str) -> Iterator[int]:
    """Yield where a lower-case word stands in a text in lower case without split words."""
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            yield start
        start = text.find(form, end)


def forms(text: str) -> list[str]:
    """Return only the lower-case words of an NFC text, for indexing."""
    lowered = text.lower()
    if _SOFT_HYPHEN in lowered:
        return [word.replace(_SOFT_HYPHEN, "") for word in _WORD.findall(lowered)]
    words: list[str] = []
    # Most pieces between spaces are words alone: that takes half of the time of finding them by letters.
    for piece in lowered.split():
        if piece.isalnum():
            words.append(piece)
        else:
            words += _WORD.findall(piece)
    return words
