"""Marking of found words in the original text, inflected forms too.

Done here and not in an engine: an engine knows only analysed terms.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pages.language.folding import nfc
from pages.language.morphology import analyse_form
from pages.language.tokens import tokenise
from search.query_terms import AnalysedQuery, AnalysedWord

# About two lines of a result.
WINDOW_WORDS = 34
# What comes before the first mark, so that it is read in its sentence.
LEAD_WORDS = 7


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Escaped text with `<mark>` around found words, and how many different ones it has."""

    html: SafeString
    distinct_words: int


class _Place(NamedTuple):
    start: int
    end: int
    word: int | None  # index of the query's word found here


class Highlighter:
    """Marks the words of one query in texts of one language."""

    def __init__(self, words: Sequence[AnalysedWord], language_code: str) -> None:
        self._language_code = language_code
        self._lemmas = {lemma: n for n, word in enumerate(words) for lemma in word.lemmas}
        self._stems = {stem: n for n, word in enumerate(words) for stem in word.stems}
        self._seen: dict[str, int | None] = {}

    def excerpt(self, text: str) -> Excerpt:
        """Return the part of a text where the most different words were found, marked."""
        text = nfc(text)
        places = list(self._places(text))
        first, last = _best_window([place.word for place in places])
        shown = places[first:last]
        start = 0 if first == 0 else shown[0].start
        end = len(text) if last >= len(places) else shown[-1].end
        html = _marked(text, start, end, shown)
        if start > 0:
            html = f"…{html}"
        if end < len(text):
            html = f"{html}…"
        # Every piece of the text went through escape() in _marked.
        return Excerpt(mark_safe(html), _distinct(place.word for place in shown))  # noqa: S308

    def whole(self, text: str) -> Excerpt:
        """Return the whole of a short text, such as a title, marked."""
        text = nfc(text)
        places = list(self._places(text))
        html = _marked(text, 0, len(text), places)
        return Excerpt(mark_safe(html), _distinct(place.word for place in places))  # noqa: S308

    def _places(self, text: str) -> Iterator[_Place]:
        for form, start, end in tokenise(text):
            if form not in self._seen:
                self._seen[form] = self._word(form)
            yield _Place(start, end, self._seen[form])

    def _word(self, form: str) -> int | None:
        terms = analyse_form(form, self._language_code)
        word = self._lemmas.get(terms.lemma)
        return self._stems.get(terms.stem) if word is None else word


def highlighter_for(query: AnalysedQuery, language_code: str) -> Highlighter:
    """Return what marks the words and phrases of a query."""
    return Highlighter((*query.words, *query.phrase_words), language_code)


def _best_window(words: Sequence[int | None]) -> tuple[int, int]:
    """Return the bounds of the window with most distinct, then most found words; the first such."""
    found = [n for n, word in enumerate(words) if word is not None]
    best, best_start = (0, 0), 0
    for start in found:
        window = [word for word in words[start : start + WINDOW_WORDS - LEAD_WORDS] if word is not None]
        score = (len(set(window)), len(window))
        if score > best:
            best, best_start = score, start
    first = max(0, best_start - LEAD_WORDS)
    # A text that ends just behind the window, or began just before it, is shown whole.
    if len(words) <= WINDOW_WORDS:
        return 0, len(words)
    first = min(first, len(words) - WINDOW_WORDS)
    return first, first + WINDOW_WORDS


def _marked(text: str, start: int, end: int, places: Sequence[_Place]) -> str:
    pieces: list[str] = []
    at = start
    for opening, closing in _runs(text, places):
        pieces += [escape(text[at:opening]), "<mark>", escape(text[opening:closing]), "</mark>"]
        at = closing
    pieces.append(escape(text[at:end]))
    return "".join(pieces)


def _runs(text: str, places: Sequence[_Place]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of marks; found words with only space between share one."""
    run: tuple[int, int] | None = None
    for place in places:
        if place.word is None:
            continue
        if run and text[run[1] : place.start].isspace():
            run = (run[0], place.end)
            continue
        if run:
            yield run
        run = (place.start, place.end)
    if run:
        yield run


def _distinct(words: Iterable[int | None]) -> int:
    return len({word for word in words if word is not None})
