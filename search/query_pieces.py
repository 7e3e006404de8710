"""A query cut into pieces: words, phrases in quotes, and both behind a minus or the name of a field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.query_fields import Field, field_named

# Quotes as typed in English, Polish, Lithuanian and French.
_QUOTES = '"„”“«»'
_MINUS = r"(?P<minus>(?<!\S)-)?"
_QUOTED = rf"[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?P<close>[{_QUOTES}])?"
_PLAIN = re.compile(rf"{_MINUS}(?:{_QUOTED}|(?P<bare>[^\s{_QUOTES}]+))")
_IN_FIELD = re.compile(rf"{_MINUS}(?P<name>[^\W\d_]+):(?:{_QUOTED}|(?P<bare>[^\s{_QUOTES}]*))")
_ALL_QUOTED = re.compile(rf"\s*{_QUOTED}\s*")
_NEXT = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a query as typed; `position` is where it begins, from 0."""

    position: int
    text: str
    negated: bool
    quoted: bool
    #: Where the quotation mark stands that nothing closes.
    open_quote: int | None
    field: Field | None
    field_name: str


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text; a name before a colon that is no field's is a plain word."""
    at = 0
    while start := _NEXT.search(text, at):
        match = _IN_FIELD.match(text, start.start())
        field = field_named(match["name"]) if match else None
        if field is None:
            match = _PLAIN.match(text, start.start())
        if match is None:  # pragma: no cover - every sign but space begins a plain piece
            return
        yield _piece(match, field)
        at = match.end()


def _piece(match: re.Match[str], field: Field | None) -> Piece:
    quoted = match["quoted"] is not None
    return Piece(
        position=match.start(),
        text=match["quoted"] if quoted else match["bare"],
        negated=bool(match["minus"]),
        quoted=quoted,
        open_quote=match.start("quoted") - 1 if quoted and not match["close"] else None,
        field=field,
        field_name=match["name"] if field else "",
    )


def without_own_quotes(text: str) -> str:
    """Return a question as it is told in quotation marks: one that is all in quotes has its own already."""
    quoted = _ALL_QUOTED.fullmatch(text)
    return quoted["quoted"] if quoted and quoted["close"] else text


def words_looked_for(text: str) -> str:
    """Return what was typed to be found, without quotation marks and names of fields."""
    looked_for = (piece for piece in pieces(text) if not piece.negated and piece.field in (None, Field.TITLE))
    return " ".join(word for piece in looked_for for word in piece.text.split())
