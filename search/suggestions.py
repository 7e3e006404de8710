"""What is suggested to who types, and what he has typed so far."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from django.utils.safestring import SafeString

from pages.language.folding import fold, nfc
from pages.language.morphology import analyse_form
from pages.language.tokens import forms

#: What is typed beyond these words changes nothing: no title has as many.
MOST_TYPED_WORDS: Final = 12
#: The beginning of a word tells nothing of its forms until it may be a word itself.
SHORTEST_WHOLE_WORD: Final = 4


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word as typed, without marks, and the terms by which its other forms are known."""

    folded: str
    terms: frozenset[str] = frozenset()

    def stands_in(self, folded: Collection[str], terms: Collection[str]) -> bool:
        """Say whether the word, in any form, is among folded words or their terms."""
        return self.folded in folded or not self.terms.isdisjoint(terms)


@dataclass(frozen=True, slots=True)
class TypedWords:
    """Words typed so far: those that are whole, and one that may be only a beginning."""

    whole: tuple[TypedWord, ...]
    last: TypedWord

    @property
    def text(self) -> str:
        """Return all of it without marks, with one space between words."""
        return " ".join(word.folded for word in (*self.whole, self.last))


@dataclass(frozen=True, slots=True)
class SuggestedPage:
    """A page whose title has the typed words."""

    page_id: int
    title: str
    url: str
    type: str
    #: The number of its translation set; 0 where it has none.
    translation: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title that leads to its page, or a term to search for, with what was typed marked."""

    kind: Literal["page", "term"]
    id: int | UUID
    text: str
    html: SafeString
    language_code: str
    #: The address and the type of a page; a term has neither.
    url: str = ""
    type: str = ""


def typed_words(text: str, language_code: str) -> TypedWords | None:
    """Return the words of a text that is being typed in a language; None while there is none."""
    typed = forms(nfc(text))[:MOST_TYPED_WORDS]
    if not typed:
        return None
    *whole, last = typed
    return TypedWords(
        whole=tuple(_word(form, language_code) for form in whole),
        last=_word(last, language_code) if len(last) >= SHORTEST_WHOLE_WORD else TypedWord(fold(last)),
    )


def _word(form: str, language_code: str) -> TypedWord:
    return TypedWord(fold(form), frozenset(analyse_form(form, language_code)))
