"""Marking of found words in the original text, inflected forms too.

Done here and not in an engine: an engine knows only analysed terms.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from pages.language.folding import nfc
from pages.language.tokens import pieces_of
from search.found_words import FoundWord, FoundWords, QueryForms
from search.query_terms import AnalysedQuery

# About two lines of a result.
WINDOW_WORDS = 34
# What comes before the first mark, so that it is read in its sentence.
LEAD_WORDS = 7
# Words of one letter in Polish, Lithuanian and English: they stand in every sentence, and marked they hide what was found.
LITTLE_WORDS = frozenset("aiouwzį")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Escaped text with `<mark>` around found words, and how many different ones it has."""

    html: SafeString
    distinct_words: int


class Highlighter:
    """Marks the words of one query in texts of one language."""

    def __init__(self, words: FoundWords) -> None:
        self._words = words

    def excerpt(self, text: str) -> Excerpt:
        """Return the part of a text where the most different words were found, marked."""
        pieces, found = self._read(text)
        first, last = _best_window(found, len(pieces) // 2)
        return _excerpt(pieces, [word for word in found if first <= word.place < last], first, last)

    def whole(self, text: str) -> Excerpt:
        """Return the whole of a short text, such as a title, marked."""
        pieces, found = self._read(text)
        return _excerpt(pieces, found, 0, len(pieces) // 2)

    def _read(self, text: str) -> tuple[list[str], list[FoundWord]]:
        pieces = pieces_of(nfc(text))
        return pieces, self._words.among(pieces[1::2])


def forms_to_mark(query: AnalysedQuery) -> QueryForms:
    """Return the words of a query that are marked in what it finds, of one letter only where it has no others."""
    words = (*query.words, *query.phrase_words)
    telling = [word for word in words if word.word not in LITTLE_WORDS]
    return QueryForms(telling or words)


def _best_window(found: Sequence[FoundWord], word_count: int) -> tuple[int, int]:
    """Return the bounds of the window with most distinct, then most found words; the first such."""
    # A text that ends just behind the window, or began just before it, is shown whole.
    if word_count <= WINDOW_WORDS:
        return 0, word_count
    best, best_start = (0, 0), 0
    within: Counter[int] = Counter()
    entering = 0
    for number, (start, leaving) in enumerate(found):
        while entering < len(found) and found[entering].place < start + WINDOW_WORDS - LEAD_WORDS:
            within[found[entering].number] += 1
            entering += 1
        score = (len(within), entering - number)
        if score > best:
            best, best_start = score, start
        within[leaving] -= 1
        if not within[leaving]:
            del within[leaving]
    first = min(max(0, best_start - LEAD_WORDS), word_count - WINDOW_WORDS)
    return first, first + WINDOW_WORDS


def _excerpt(pieces: Sequence[str], found: Sequence[FoundWord], first: int, last: int) -> Excerpt:
    """Return the words of a text from first to last, those found there marked."""
    start = 2 * first + 1 if first else 0
    end = 2 * last if last < len(pieces) // 2 else len(pieces)
    html = _marked(pieces, start, end, [2 * word.place + 1 for word in found])
    if start > 0:
        html = f"…{html}"
    if end < len(pieces):
        html = f"{html}…"
    # Every piece of the text went through escape() in _marked.
    return Excerpt(mark_safe(html), len({word.number for word in found}))  # noqa: S308


def _marked(pieces: Sequence[str], start: int, end: int, found: Sequence[int]) -> str:
    html: list[str] = []
    at = start
    for opening, closing in _runs(pieces, found):
        html += [_escaped(pieces[at:opening]), "<mark>", _escaped(pieces[opening:closing]), "</mark>"]
        at = closing
    html.append(_escaped(pieces[at:end]))
    return "".join(html)


def _runs(pieces: Sequence[str], found: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of marks; found words with only space between share one."""
    run: tuple[int, int] | None = None
    for place in found:
        if run and place == run[1] + 1 and pieces[run[1]].isspace():
            run = (run[0], place + 1)
            continue
        if run:
            yield run
        run = (place, place + 1)
    if run:
        yield run


def _escaped(pieces: Sequence[str]) -> str:
    return escape("".join(pieces))
