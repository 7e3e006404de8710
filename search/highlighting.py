"""Marking of found words in the original text, inflected forms too.

Done here and not in an engine: an engine knows only analysed terms.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from pages.language.folding import nfc
from pages.language.morphology import terms_of
from pages.language.tokens import bounds_of_words, form_of, written_words
from search.query_terms import AnalysedQuery, AnalysedWord

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


class _Place(NamedTuple):
    start: int
    end: int
    word: int | None  # index of the query's word found here


class _QueryWords:
    """Tells the words of a query in texts, in any form; each form is analysed once."""

    def __init__(self, words: Sequence[AnalysedWord], language_code: str) -> None:
        self._language_code = language_code
        self._lemmas = {lemma: n for n, word in enumerate(words) for lemma in word.lemmas}
        self._stems = {stem: n for n, word in enumerate(words) for stem in word.stems}
        self._seen: set[str] = set()
        self._found: dict[str, int] = {}

    def of(self, text: str) -> list[int | None]:
        """Return for each word of an NFC text which word of the query it is."""
        written = written_words(text)
        self._look_at(set(written) - self._seen)
        return list(map(self._found.get, written))

    def _look_at(self, written: set[str]) -> None:
        # Some fifteen hundred forms a query, most of them none of its words: a fourth of the time of an answer's texts.
        lemmas, stems = self._lemmas, self._stems
        unseen = list(written)
        for word, (lemma, stem) in zip(unseen, terms_of(map(form_of, unseen), self._language_code), strict=True):
            if lemma in lemmas:
                self._found[word] = lemmas[lemma]
            elif stem in stems:
                self._found[word] = stems[stem]
        self._seen |= written


class Highlighter:
    """Marks the words of one query in texts of one language."""

    def __init__(self, words: Sequence[AnalysedWord], language_code: str) -> None:
        self._words = _QueryWords(words, language_code)

    def excerpt(self, text: str) -> Excerpt:
        """Return the part of a text where the most different words were found, marked."""
        text = nfc(text)
        words = self._words.of(text)
        first, last = _best_window(words)
        places = _places(text, words, first, last)
        start = 0 if first == 0 else places[0].start
        end = len(text) if last >= len(words) else places[-1].end
        html = _marked(text, start, end, places)
        if start > 0:
            html = f"…{html}"
        if end < len(text):
            html = f"{html}…"
        # Every piece of the text went through escape() in _marked.
        return Excerpt(mark_safe(html), _distinct(words[first:last]))  # noqa: S308

    def whole(self, text: str) -> Excerpt:
        """Return the whole of a short text, such as a title, marked."""
        text = nfc(text)
        words = self._words.of(text)
        html = _marked(text, 0, len(text), _places(text, words, 0, len(words)))
        return Excerpt(mark_safe(html), _distinct(words))  # noqa: S308


def highlighter_for(query: AnalysedQuery, language_code: str) -> Highlighter:
    """Return what marks the words and phrases of a query."""
    words = (*query.words, *query.phrase_words)
    telling = [word for word in words if word.word not in LITTLE_WORDS]
    return Highlighter(telling or words, language_code)


def _best_window(words: Sequence[int | None]) -> tuple[int, int]:
    """Return the bounds of the window with most distinct, then most found words; the first such."""
    # A text that ends just behind the window, or began just before it, is shown whole.
    if len(words) <= WINDOW_WORDS:
        return 0, len(words)
    found = [(n, word) for n, word in enumerate(words) if word is not None]
    best, best_start = (0, 0), 0
    within: Counter[int] = Counter()
    entering = 0
    for place, (start, leaving) in enumerate(found):
        while entering < len(found) and found[entering][0] < start + WINDOW_WORDS - LEAD_WORDS:
            within[found[entering][1]] += 1
            entering += 1
        score = (len(within), entering - place)
        if score > best:
            best, best_start = score, start
        within[leaving] -= 1
        if not within[leaving]:
            del within[leaving]
    first = min(max(0, best_start - LEAD_WORDS), len(words) - WINDOW_WORDS)
    return first, first + WINDOW_WORDS


def _places(text: str, words: Sequence[int | None], first: int, last: int) -> list[_Place]:
    """Return the places of some words of a text."""
    bounds = bounds_of_words(text, first, last)
    return [_Place(start, end, word) for (start, end), word in zip(bounds, words[first:last], strict=True)]


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
