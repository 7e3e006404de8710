"""Splitting of text into words with their places."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

#: Where a word begins in a text, and where it ends.
Bounds = tuple[int, int]

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
        yield Token(form_of(match[0]), match.start(), match.end())


def written_words(text: str) -> list[str]:
    """Return the words of an NFC text as they are written there, which takes a tenth of the time of their places."""
    return _WORD.findall(text)


def bounds_of_words(text: str, words: Iterable[str]) -> list[Bounds]:
    """Return where words stand that a text begins with, as `written_words` gives them.

    Between two words is no letter, so that each stands where it is first met behind the one before.
    """
    bounds: list[Bounds] = []
    end = 0
    for word in words:
        start = text.index(word, end)
        end = start + len(word)
        bounds.append((start, end))
    return bounds


def form_of(word: str) -> str:
    """Return a word as it is written, in lower case and in one piece."""
    return word.replace(_SOFT_HYPHEN, "").lower()


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
