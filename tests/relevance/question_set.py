"""Sets of questions of which the right page is known: docs.jsonl, queries.jsonl and qrels.jsonl in a folder."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """A text in one language that becomes a page."""

    key: str
    language_code: str
    title: str
    text: str
    type: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for, in the words of one language among the pages of one language."""

    key: str
    kind: tuple[str, str, str]  # set, kind and language: the rows of the result
    text: str
    words_language_code: str
    pages_language_code: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Documents, questions, and which documents answer which question."""

    documents: tuple[Document, ...]
    questions: tuple[Question, ...]
    relevant: Mapping[str, frozenset[str]]


def read_set(folder: Path) -> QuestionSet:
    """Read a set from its folder."""
    relevant: dict[str, set[str]] = defaultdict(set)
    for row in json_lines(folder / "qrels.jsonl"):
        relevant[row["query"]].add(row["doc"])
    return QuestionSet(
        documents=tuple(
            Document(row["id"], row["lang"], row["title"], row["text"], row.get("type", ""))
            for row in json_lines(folder / "docs.jsonl")
        ),
        questions=tuple(
            Question(row["id"], (row["set"], row["kind"], row["lang"]), row["text"], row["lang"], row["target_lang"])
            for row in json_lines(folder / "queries.jsonl")
        ),
        relevant={key: frozenset(documents) for key, documents in relevant.items()},
    )


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file, one a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
