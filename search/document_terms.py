"""The analysed terms of a page, the same for every engine."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from pages.language.folding import fold, nfc
from pages.language.morphology import terms_of
from pages.language.tokens import forms
from search.documents import PageDocument

# A page of 150 words, two terms each, has factor 1; a long page a little less.
USUAL_TERMS = 300
LENGTH_SLOPE = 0.1
SMALLEST_FACTOR = 0.3

# Lemma terms and stem terms of a text.
Columns = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """Terms of the title, and of heading and body of each passage, lemma and stem apart."""

    title: Columns
    passages: tuple[tuple[str, str, str, str], ...]
    #: The words of all of it in lower case, once each, and how many terms there are.
    words: frozenset[str]
    count: int

    @classmethod
    def of(cls, language_code: str, title: str, passages: Iterable[tuple[str, str]]) -> Self:
        """Analyse a title and passages of heading and body, all in the language of their index."""
        texts = [_forms(title), *(_forms(text) for passage in passages for text in passage)]
        title_columns, *columns = (_columns(words, language_code) for words in texts)
        return cls(
            title_columns,
            tuple((*heading, *body) for heading, body in zip(columns[::2], columns[1::2], strict=True)),
            frozenset().union(*texts),
            2 * sum(map(len, texts)),
        )

    @property
    def factor(self) -> float:
        """Return what the page's own score is multiplied by."""
        return 1 / max(1 + LENGTH_SLOPE * math.log(max(self.count, 1) / USUAL_TERMS), SMALLEST_FACTOR)


def document_terms(document: PageDocument) -> DocumentTerms:
    """Return the terms of a page."""
    passages = ((passage.heading, passage.text) for passage in document.passages)
    return DocumentTerms.of(document.language_code, document.title, passages)


def words_of(texts: Iterable[str]) -> set[str]:
    """Return the words of texts in lower case, once each."""
    return set().union(*map(_forms, texts))


def title_words(title: str) -> str:
    """Return the words of a title without marks, by which it is suggested."""
    return " ".join(map(fold, _forms(title)))


def _forms(text: str) -> list[str]:
    return forms(nfc(text))


def _columns(words: Sequence[str], language_code: str) -> Columns:
    if not words:
        return "", ""
    lemmas, stems = zip(*terms_of(words, language_code), strict=True)
    return " ".join(lemmas), " ".join(stems)
