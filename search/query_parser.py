"""The query language: words, "phrases" in quotes, -words to leave out, and fields such as title:word."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext
from wagtail.coreutils import get_content_languages

from pages.language.folding import nfc
from pages.language.tokens import forms
from search.query import LONGEST_TEXT
from search.query_fields import Field, languages_named, types_named
from search.query_pieces import Piece, pieces

# A sentence seldom has more than forty; see LONGEST_TEXT.
MOST_WORDS = 48

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """What is wrong with a query, told in the visitor's language, and at which character (from 0)."""

    position: int
    message: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Values of which one must be had, if any is named, and values that must not."""

    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()

    def allows(self, value: str) -> bool:
        """Say whether a value is among those chosen."""
        return value not in self.none_of and (not self.any_of or value in self.any_of)


ANYTHING = Choice()


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """Words of which any may match, phrases that all must stand, and what must not."""

    words: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    #: Phrases, of one word too, that must stand in the title, and such that must not.
    titles: tuple[Phrase, ...] = ()
    excluded_titles: tuple[Phrase, ...] = ()
    types: Choice = ANYTHING
    #: The languages whose pages are searched.
    languages: Choice = ANYTHING
    #: Words typed in quotes, which are meant as they are.
    quoted: frozenset[str] = frozenset()
    problems: tuple[QueryProblem, ...] = ()

    @property
    def searchable(self) -> bool:
        """Say whether there is anything to look for."""
        return bool(self.words or self.phrases or self.titles)

    @property
    def all_words(self) -> frozenset[str]:
        """Return the words of the query, those of phrases and those to be left out among them."""
        phrases = (*self.phrases, *self.excluded, *self.titles, *self.excluded_titles)
        return frozenset(self.words).union(*phrases)

    @property
    def narrowed(self) -> bool:
        """Say whether a field keeps pages out."""
        return bool(self.titles or self.excluded_titles) or self.types != ANYTHING or self.languages != ANYTHING

    @property
    def plain(self) -> bool:
        """Say whether there are words alone, of which any may match."""
        return bool(self.words) and not (self.phrases or self.excluded or self.narrowed)


def parse_query(text: str) -> ParsedQuery:
    """Parse what a visitor typed; a mistake is told, and the rest still searched for."""
    read = nfc(text[:LONGEST_TEXT])
    reading = _Reading()
    for piece in pieces(read):
        reading.take(piece)
    if len(text) > LONGEST_TEXT:
        told = gettext("The search text is too long: more than %(number)s characters are not read.")
        reading.tell(len(read), told % {"number": LONGEST_TEXT})
    return reading.query()


@dataclass(slots=True)
class _Reading:
    """A query as far as it has been read; dictionaries keep the order and drop what comes twice."""

    words: dict[str, None] = field(default_factory=dict)
    phrases: dict[Phrase, None] = field(default_factory=dict)
    excluded: dict[Phrase, None] = field(default_factory=dict)
    titles: dict[Phrase, None] = field(default_factory=dict)
    excluded_titles: dict[Phrase, None] = field(default_factory=dict)
    types: dict[str, None] = field(default_factory=dict)
    excluded_types: dict[str, None] = field(default_factory=dict)
    languages: dict[str, None] = field(default_factory=dict)
    excluded_languages: dict[str, None] = field(default_factory=dict)
    quoted: set[str] = field(default_factory=set)
    problems: list[QueryProblem] = field(default_factory=list)

    def tell(self, position: int, message: str) -> None:
        self.problems.append(QueryProblem(position, message))

    def take(self, piece: Piece) -> None:
        if piece.open_quote is not None:
            self.tell(piece.open_quote, _open_quote(piece))
        if piece.field and not piece.text.strip():
            message = gettext("Nothing stands behind “%(name)s:”; write the value without a space.")
            self.tell(piece.position, message % {"name": piece.field_name})
        elif piece.field is Field.TYPE:
            self._choose(piece, types_named, self.types, self.excluded_types, _unknown_type)
        elif piece.field is Field.LANGUAGE:
            self._choose(piece, languages_named, self.languages, self.excluded_languages, _unknown_language)
        elif piece.field is Field.TITLE:
            self._take_title(piece)
        else:
            self._take_text(piece)

    def query(self) -> ParsedQuery:
        query = ParsedQuery(
            words=tuple(self.words)[:MOST_WORDS],
            phrases=tuple(self.phrases),
            excluded=tuple(self.excluded),
            titles=tuple(self.titles),
            excluded_titles=tuple(self.excluded_titles),
            types=Choice(tuple(self.types), tuple(self.excluded_types)),
            languages=Choice(tuple(self.languages), tuple(self.excluded_languages)),
            quoted=frozenset(self.quoted),
            problems=tuple(self.problems),
        )
        if query.searchable or query == ParsedQuery(problems=query.problems):
            return query
        message = gettext("Add a word to look for: so far it is only said where to look or what to leave out.")
        return replace(query, problems=(*query.problems, QueryProblem(0, message)))

    def _take_text(self, piece: Piece) -> None:
        found = tuple(forms(piece.text))
        if piece.quoted:
            self.quoted.update(found)
        if piece.negated:
            self.excluded.update(dict.fromkeys(_phrases(found)))
        elif len(found) > 1 and piece.quoted and not _is_taken_apart(piece):
            self.phrases[found] = None
        else:
            self.words.update(dict.fromkeys(found))

    def _take_title(self, piece: Piece) -> None:
        found = tuple(forms(piece.text))
        phrases = [(word,) for word in found] if _is_taken_apart(piece) else _phrases(found)
        (self.excluded_titles if piece.negated else self.titles).update(dict.fromkeys(phrases))

    def _choose(
        self,
        piece: Piece,
        named: Callable[[str], tuple[str, ...]],
        wanted: dict[str, None],
        unwanted: dict[str, None],
        unknown: Callable[[str], str],
    ) -> None:
        values = named(piece.text)
        if not values:
            self.tell(piece.position, unknown(piece.text))
        (unwanted if piece.negated else wanted).update(dict.fromkeys(values))


def _phrases(words: Phrase) -> list[Phrase]:
    return [words] if words else []


def _is_taken_apart(piece: Piece) -> bool:
    """Say whether words behind a quotation mark that nothing closes are looked for one by one."""
    # What is to be left out is left out as it stands: each of its words would take many pages with it.
    return piece.open_quote is not None and not piece.negated


def _open_quote(piece: Piece) -> str:
    is_text = piece.field in (None, Field.TITLE)
    if is_text and _is_taken_apart(piece) and len(forms(piece.text)) > 1:
        return gettext("A quotation mark is not closed; its words were searched for one by one.")
    return gettext("A quotation mark is not closed; it was taken to end with the text.")


def _unknown_type(value: str) -> str:
    return gettext("No kind of page is called “%(value)s”.") % {"value": value}


def _unknown_language(value: str) -> str:
    codes = ", ".join(get_content_languages())
    message = gettext("No language of this site is called “%(value)s”; write one of %(codes)s.")
    return message % {"value": value, "codes": codes}
