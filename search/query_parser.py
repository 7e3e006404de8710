"""The query language: words, "phrases" in quotes, and -words to leave out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pages.language.folding import nfc
from pages.language.tokens import forms

# A question of twelve words is long; what lies beyond these limits is a pasted document.
LONGEST_TEXT = 400
MOST_WORDS = 32

# Quotes as typed in English, Polish, Lithuanian and French.
_QUOTES = '"„”“«»'
_PIECE = re.compile(
    rf"(?P<minus>(?<!\S)-)?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<close>[{_QUOTES}])?|(?P<word>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """What is wrong with a query, and at which character (from 0)."""

    position: int
    message: str | Promise


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """Words of which any may match, phrases that all must stand, and what must not."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    problems: tuple[QueryProblem, ...] = ()

    @property
    def searchable(self) -> bool:
        """Say whether there is anything to look for."""
        return bool(self.words or self.phrases)


def parse_query(text: str) -> ParsedQuery:
    """Parse what a visitor typed; a mistake is told, and the rest still searched for."""
    text = nfc(text)
    problems = list(_problems(text))
    words: dict[str, None] = {}
    phrases: dict[tuple[str, ...], None] = {}
    excluded: dict[tuple[str, ...], None] = {}
    for piece in _PIECE.finditer(text[:LONGEST_TEXT]):
        found = tuple(forms(piece["phrase"] or piece["word"] or ""))
        if piece["minus"]:
            excluded[found] = None
        elif len(found) > 1 and piece["close"]:
            phrases[found] = None
        else:
            words.update(dict.fromkeys(found))
    excluded.pop((), None)
    query = ParsedQuery(tuple(words)[:MOST_WORDS], tuple(phrases), tuple(excluded))
    if query.excluded and not query.searchable:
        problems.append(QueryProblem(0, _("Add a word to look for: so far only words to leave out are given.")))
    return ParsedQuery(query.words, query.phrases, query.excluded, tuple(problems))


def _problems(text: str) -> Iterator[QueryProblem]:
    if len(text) > LONGEST_TEXT:
        yield QueryProblem(LONGEST_TEXT, _("The search text is too long; its end was left out."))
    quotes = [match.start() for match in re.finditer(f"[{_QUOTES}]", text)]
    if len(quotes) % 2:
        yield QueryProblem(quotes[-1], _("A quotation mark is not closed; its words were searched for one by one."))
