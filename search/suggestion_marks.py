"""Marking of what was typed in what is suggested."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pages.language.folding import fold, nfc
from pages.language.morphology import analyse_form
from pages.language.tokens import Token, tokenise
from search.suggestions import TypedWords


def marked(text: str, typed: TypedWords, language_code: str) -> SafeString:
    """Return a suggested text, escaped, with `<mark>` around whole words and the beginnings that were typed."""
    text = nfc(text)
    pieces: list[str] = []
    at = 0
    for start, end in _typed_places(text, typed, language_code):
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    pieces.append(escape(text[at:]))
    # Every piece of the text went through escape().
    return mark_safe("".join(pieces))  # noqa: S308


def _typed_places(text: str, typed: TypedWords, language_code: str) -> Iterator[tuple[int, int]]:
    for token in tokenise(text):
        length = _typed_length(token, typed, language_code)
        if length:
            yield token.start, token.start + length


def _typed_length(token: Token, typed: TypedWords, language_code: str) -> int:
    """Return how many letters of a word were typed."""
    folded, whole = fold(token.form), token.end - token.start
    terms = analyse_form(token.form, language_code)
    if any(word.stands_in((folded,), terms) for word in typed.whole):
        return whole
    if folded.startswith(typed.last.folded):
        # A folded letter stands for one letter, but for soft hyphens, which are not seen.
        return min(len(typed.last.folded), whole)
    return whole if typed.last.stands_in((folded,), terms) else 0
