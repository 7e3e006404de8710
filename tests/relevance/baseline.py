"""What one gets without any work: the full text search of SQLite as it comes, marks removed, any word, BM25."""

import sqlite3
from collections.abc import Sequence

from pages.language.folding import nfc
from pages.language.tokens import forms
from tests.relevance.question_set import QuestionSet
from tests.relevance.scores import DEPTH, Run


def naive_run(asked: QuestionSet) -> Run:
    """Return what it finds, each language in a table of its own."""
    connection = sqlite3.connect(":memory:")
    for language in sorted({document.language_code for document in asked.documents}):
        connection.execute(
            f"CREATE VIRTUAL TABLE {_table(language)} USING fts5("
            "id UNINDEXED, title, text, tokenize='unicode61 remove_diacritics 2')"
        )
    for document in asked.documents:
        connection.execute(
            f"INSERT INTO {_table(document.language_code)} VALUES (?, ?, ?)",  # noqa: S608 - a name of letters
            (document.key, document.title, document.text),
        )
    return {
        question.key: _found(connection, question.pages_language_code, forms(nfc(question.text)))
        for question in asked.questions
    }


def _found(connection: sqlite3.Connection, language: str, words: Sequence[str]) -> list[str]:
    match = " OR ".join(f'"{word}"' for word in words)
    rows = connection.execute(
        f"SELECT id FROM {_table(language)} WHERE {_table(language)} MATCH ? ORDER BY rank LIMIT ?",  # noqa: S608
        (match or '""', DEPTH),
    )
    return [key for (key,) in rows]


def _table(language: str) -> str:
    return "docs_" + "".join(filter(str.isalnum, language))
