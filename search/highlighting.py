"""Marking of found words in the original text, inflected forms too.

Done here and not in an engine: an engine knows only analysed terms.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from pages.language.folding import nfc
from search.found_words import FoundWord, FoundWords, QueryForms
from search.query_terms import AnalysedQuery

# About two lines of a result, in characters.
WINDOW: Final = 260
# What comes before the first mark, so that it is read in its sentence.
LEAD: Final = 55
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
        text = nfc(text)
        found = self._words.found_in(text)
        if len(text) <= WINDOW:
            return _excerpt(text, found, 0, len(text))
        first, last = _bounds(text, _best_found(found))
        # Others may stand in what leads to the first of them, or fills the rest.
        return _excerpt(text, [word for word in found if first <= word.start and word.end <= last], first, last)

    def whole(self, text: str) -> Excerpt:
        """Return the whole of a short text, such as a title, marked."""
        text = nfc(text)
        return _excerpt(text, self._words.found_in(text), 0, len(text))


def forms_to_mark(query: AnalysedQuery) -> QueryForms:
    """Return the words of a query that are marked in what it finds, of one letter only where it has no others."""
    words = (*query.words, *query.phrase_words)
    telling = [word for word in words if word.word not in LITTLE_WORDS]
    return QueryForms(telling or words)


def _best_found(found: Sequence[FoundWord]) -> Sequence[FoundWord]:
    """Return the most distinct, then the most words found that are shown together; the first such."""
    best, shown = (0, 0), found[:0]
    within: Counter[int] = Counter()
    entering = 0
    for first, leaving in enumerate(found):
        reached = leaving.start + WINDOW - LEAD
        # A word alone may be longer than what is shown.
        while entering < len(found) and (entering == first or found[entering].end <= reached):
            within[found[entering].number] += 1
            entering += 1
        score = (len(within), entering - first)
        if score > best:
            best, shown = score, found[first:entering]
        within[leaving.number] -= 1
        if not within[leaving.number]:
            del within[leaving.number]
    return shown


def _bounds(text: str, best: Sequence[FoundWord]) -> tuple[int, int]:
    """Return where the part of a long text begins and ends that shows some words, cut between words where it can be."""
    start, end = (best[0].start, best[-1].end) if best else (0, 0)
    first = min(max(0, start - LEAD), len(text) - WINDOW)
    last = first + WINDOW
    if first > 0:
        first = text.find(" ", first - 1, start) + 1 or first
    if last < len(text):
        space = text.rfind(" ", end, last + 1)
        last = space if space > 0 else max(end, last)
        while last > end and not text[last - 1].isalnum():
            last -= 1
    return first, last


def _excerpt(text: str, found: Sequence[FoundWord], first: int, last: int) -> Excerpt:
    """Return a part of a text with words found in it marked."""
    html = _marked(text, _runs(text, found), first, last)
    if first > 0:
        html = f"…{html}"
    if last < len(text):
        html = f"{html}…"
    # Every piece of the text went through escape() in _marked.
    return Excerpt(mark_safe(html), len({word.number for word in found}))  # noqa: S308


def _marked(text: str, runs: Iterable[tuple[int, int]], first: int, last: int) -> str:
    html: list[str] = []
    for start, end in runs:
        html += [escape(text[first:start]), "<mark>", escape(text[start:end]), "</mark>"]
        first = end
    html.append(escape(text[first:last]))
    return "".join(html)


def _runs(text: str, found: Iterable[FoundWord]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of marks; found words with only space between share one."""
    run: tuple[int, int] | None = None
    for word in found:
        if run and text[run[1] : word.start].isspace():
            run = (run[0], word.end)
            continue
        if run:
            yield run
        run = (word.start, word.end)
    if run:
        yield run
