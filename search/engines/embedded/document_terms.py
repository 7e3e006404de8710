"""The analysed terms of a page in the columns of the index, kept compressed to delete them by."""

import json
import math
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from pages.language.folding import fold, nfc
from pages.language.morphology import analyse
from pages.language.tokens import forms
from search.documents import PageDocument

# Between passages in the columns of a page, so that no phrase reaches over their border. No
# analysed word has this sign.
BREAK = " | "
# A page of 150 words, two terms each, has factor 1; a long page a little less.
USUAL_TERMS = 300
LENGTH_SLOPE = 0.1
SMALLEST_FACTOR = 0.3

Columns = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """Terms of the title, and of heading and body of each passage, lemma and stem apart."""

    title: tuple[str, str]
    passages: tuple[tuple[str, str, str, str], ...]

    @property
    def page_columns(self) -> Columns:
        """Return the row of the page index."""
        columns = [BREAK.join(filter(None, column)) for column in zip(*self.passages, strict=True)]
        heading_l, heading_s, body_l, body_s = columns or ("", "", "", "")
        return (*self.title, heading_l, heading_s, body_l, body_s)

    @property
    def passage_columns(self) -> list[Columns]:
        """Return the rows of the passage index, the title repeated in each."""
        return [(*self.title, *passage) for passage in self.passages]

    @property
    def factor(self) -> float:
        """Return what the page's own score is multiplied by."""
        texts = (*self.title, *(column for passage in self.passages for column in passage))
        count = sum(len(text.split()) for text in texts)
        return 1 / max(1 + LENGTH_SLOPE * math.log(max(count, 1) / USUAL_TERMS), SMALLEST_FACTOR)

    def packed(self) -> bytes:
        """Return the terms as a compressed blob."""
        return zlib.compress(json.dumps([self.title, self.passages], ensure_ascii=False).encode())


def unpacked(blob: bytes) -> DocumentTerms:
    """Return the terms kept in a blob."""
    title, passages = json.loads(zlib.decompress(blob))
    return DocumentTerms(tuple(title), tuple(tuple(passage) for passage in passages))


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


def _columns(text: str, language: str) -> tuple[str, str]:
    terms = analyse(text, language)
    return " ".join(t.lemma for t in terms), " ".join(t.stem for t in terms)
