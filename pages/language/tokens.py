"""Splitting of text into words with their places."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Letters and digits; a hyphen splits. A soft hyphen is typography inside a word (PDFs and
# pasted text are full of them) and must not cut it in two.
_SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(f"[^\\W_]+(?:{_SOFT_HYPHEN}[^\\W_]+)*")
_WORD_APART = re.compile(f"({_WORD.pattern})")
_LETTERS_APART = re.compile(r"(\w+)")


class Token(NamedTuple):
    """A word in lower case and where it stands in the composed (NFC) text."""

    form: str
    start: int
    end: int


def tokenise(text: str) -> Iterator[Token]:
    """Yield the words of an NFC text in order."""
    for match in _WORD.finditer(text):
        yield Token(match[0].replace(_SOFT_HYPHEN, "").lower(), match.start(), match.end())


def pieces_of(text: str) -> list[str]:
    """Return an NFC text in pieces: what is before the first word, the word as it is written, what is behind it, and so on.

    Every second piece is a word. Half of the time of finding the words and telling where each stands.
    """
    # Nearly all texts have neither; with these a word is not letters and digits alone, which are found a third faster.
    if "_" in text or _SOFT_HYPHEN in text:
        return _WORD_APART.split(text)
    return _LETTERS_APART.split(text)


def forms_of(words: Sequence[str]) -> list[str]:
    """Return words as they are written in a text, in lower case and in one piece."""
    if _SOFT_HYPHEN in "".join(words):
        words = [word.replace(_SOFT_HYPHEN, "") for word in words]
    return [*map(str.lower, words)]


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
