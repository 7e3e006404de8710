"""Splitting of text into words with their places."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Soft hyphens, spaces of no width and joiners are typography inside a word (PDFs and pasted text are full of them) and must
# not cut it in two.
_UNSEEN = "\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff"
_WITHOUT_UNSEEN = str.maketrans(dict.fromkeys(_UNSEEN))
# Nor must a mark that makes no letter of its own with the one that bears it, such as a stress in a Lithuanian dictionary.
_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"
_MARKS = f"{_FIRST_MARK}-\u034e\u0350-{_LAST_MARK}"
# Letters and digits; a hyphen splits.
_WORD = re.compile(f"[^\\W_]+(?:[{_UNSEEN}{_MARKS}]+[^\\W_]+|[{_MARKS}]+)*")


class Token(NamedTuple):
    """A word in lower case and where it stands in the composed (NFC) text."""

    form: str
    start: int
    end: int


def tokenise(text: str) -> Iterator[Token]:
    """Yield the words of an NFC text in order."""
    for match in _WORD.finditer(text):
        yield Token(match[0].translate(_WITHOUT_UNSEEN).lower(), match.start(), match.end())


def has_split_words(text: str) -> bool:
    """Say whether a word of a text may be written with typography inside, so that it does not stand there as it is."""
    return any(sign in text for sign in _UNSEEN)


def words_beginning(beginning: str, text: str) -> Iterator[Token]:
    """Yield the words that begin so in a text in lower case without split words."""
    start = text.find(beginning)
    while start >= 0:
        end = start + len(beginning)
        if not _is_of_word(text[start - 1 : start]) and (word := _WORD.match(text, start)):
            end = word.end()
            yield Token(word[0], start, end)
        start = text.find(beginning, end)


def forms(text: str) -> list[str]:
    """Return only the lower-case words of an NFC text, for indexing."""
    lowered = text.lower()
    if has_split_words(lowered):
        return [word.translate(_WITHOUT_UNSEEN) for word in _WORD.findall(lowered)]
    words: list[str] = []
    # Most pieces between spaces are words alone: that takes half of the time of finding them by letters.
    for piece in lowered.split():
        if piece.isalnum():
            words.append(piece)
        else:
            words += _WORD.findall(piece)
    return words


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or _FIRST_MARK <= sign <= _LAST_MARK
