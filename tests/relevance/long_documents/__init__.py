"""Long documents of four trades with questions that a single passage of one of them answers.

Each is a PDF of sixty pages or a transcript; what all of a trade have in common is made of the same sentences in ever
other order. A glossary in each language has every word of the questions, each on a page of its own: it must not win by
its length.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from pages.language.folding import nfc
from pages.language.tokens import forms
from search.documents import DocumentPassage, PageDocument
from tests.contract.search_index import page

LANGUAGES: Final = ("pl", "lt")
PASSAGES: Final = 60
SENTENCES_OF_A_PASSAGE: Final = 4
GLOSSARIES: Final = {"pl": "Słowniczek", "lt": "Žodynėlis"}


@dataclass(frozen=True, slots=True)
class LongQuestion:
    """What is asked, in which language, and the page that answers it."""

    text: str
    language_code: str
    page_id: int


def long_documents() -> list[PageDocument]:
    """Return the documents of both languages."""
    return [document for language in LANGUAGES for document in _documents(language)]


def long_questions() -> list[LongQuestion]:
    """Return the questions of both languages."""
    return [
        LongQuestion(fact["question"], language, _number(language, place))
        for language in LANGUAGES
        for place, document in enumerate(_content(language)["documents"])
        for fact in document["facts"]
    ]


def _documents(language: str) -> Iterator[PageDocument]:
    content = _content(language)
    for place, document in enumerate(content["documents"]):
        random = Random(place)  # noqa: S311 - the same documents each time
        sentences = content["sentences"][document["trade"]]
        passages = [_passage(random, sentences) for _ in range(PASSAGES)]
        for fact in document["facts"]:
            at = random.randrange(PASSAGES)
            passages[at] = f"{passages[at]} {fact['text']}"
        kind = ("pdf_page", "cue")[place % 2]
        yield _long(_number(language, place), document["title"], passages, language, kind)
    for trade, sentences in content["sentences"].items():
        # Short pages of the same trade, which the common words lead to.
        for number, sentence in enumerate(sentences):
            place = 100 + len(sentences) * list(content["sentences"]).index(trade) + number
            yield page(_number(language, place), sentence.split()[0], sentence, language=language)
    questions = [fact["question"] for document in content["documents"] for fact in document["facts"]]
    words = sorted({word for question in questions for word in forms(nfc(question))})
    random = Random(language)  # noqa: S311
    everything = [sentence for sentences in content["sentences"].values() for sentence in sentences]
    glossary = [f"{word}: {_passage(random, everything)}" for word in words]
    yield _long(_number(language, 200), GLOSSARIES[language], glossary, language, "pdf_page")


def _passage(random: Random, sentences: Sequence[str]) -> str:
    return " ".join(random.choices(sentences, k=SENTENCES_OF_A_PASSAGE))


def _long(number: int, title: str, texts: Sequence[str], language: str, kind: str) -> PageDocument:
    passages = tuple(DocumentPassage(kind, text, anchor=f"#{n}", url=f"/{n}") for n, text in enumerate(texts, start=1))
    return page(number, title, language=language, passages=passages)


def _number(language: str, place: int) -> int:
    return 1 + LANGUAGES.index(language) * 1000 + place


@cache
def _content(language: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))
