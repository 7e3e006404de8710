"""The analysed terms of a page, the same for every engine."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from pages.language.folding import fold, nfc
from pages.language.morphology import analyse
from pages.language.tokens import forms
from search.documents import PageDocument

# A page of 150 words, two terms each, has factor 1; a long page a little less.
USUAL_TERMS = 300
LENGTH_SLOPE = 0.1
SMALLEST_FACTOR = 0.3


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """Terms of the title, and of heading and body of each passage, lemma and stem apart."""

    title: tuple[str, str]
    passages: tuple[tuple[str, str, str, str], ...]

    @property
    def factor(self) -> float:
        """Return what the page's own score is multiplied by."""
        texts = (*self.title, *(column for passage in self.passages for column in passage))
        count = sum(len(text.split()) for text in texts)
        return 1 / max(1 + LENGTH_SLOPE * math.log(max(count, 1) / USUAL_TERMS), SMALLEST_FACTOR)


def document_terms(document: PageDocument) -> DocumentTerms:
    """Return the terms of a page; all of it is analysed in the language of its index."""
    language = document.language_code
    return DocumentTerms(
        _columns(document.title, language),
        tuple(
            (*_columns(passage.heading, language), *_columns(passage.text, language)) for passage in document.passages
        ),
    )


def document_words(texts: Iterable[str]) -> set[tuple[str, str]]:
    """Return the words of a page, folded and as written, once each."""
    found = {form for text in texts for form in forms(nfc(text))}
    return {(fold(form), form) for form in found}


def title_words(title: str) -> str:
    """Return the words of a title without marks, by which it is suggested."""
    return " ".join(fold(form) for form in forms(nfc(title)))


def _columns(text: str, language: str) -> tuple[str, str]:
    terms = analyse(text, language)
    return " ".join(t.lemma for t in terms), " ".join(t.stem for t in terms)
