"""What an answer of the embedded engine costs, in statements."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from search.engines.base import SearchEngine
from search.engines.embedded import EmbeddedEngine, index_file
from search.query import SearchQuery
from search.services import public_reader, search_for
from tests.contract.search_index import OUTSIDER, ask, found, page, put

#: Beginning, end, state and partitions; the word in the vocabulary; scores of pages and passages,
#: facets, and three for what is shown.
IN_ONE_LANGUAGE = 11
#: Of another language no facets, and the rest is known.
IN_ANOTHER = 6


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that is added to with every statement of an index."""
    made: list[str] = []

    def note(statement: str) -> None:
        # Those of the full-text index itself come as comments.
        if not statement.startswith("--"):
            made.append(statement)

    connect = index_file._connect

    def traced(path: Path, *, logged: bool = True) -> sqlite3.Connection:
        connection = connect(path, logged=logged)
        connection.set_trace_callback(note)
        return connection

    monkeypatch.setattr(index_file, "_connect", traced)
    return made


def test_an_answer_takes_as_many_statements_for_ten_pages_as_for_one(tmp_path: Path, statements: list[str]) -> None:
    engine = EmbeddedEngine(tmp_path / "index.sqlite3")
    put(engine, page(1, "Toczenie"), *(page(number, "Spawanie", *["Stal."] * 5) for number in range(2, 12)))
    ask(engine, "piła")  # the first question after a change reads what is known of the pages
    for text, number in ("toczenie", 1), ("stal", 10):
        statements.clear()
        assert len(found(ask(engine, text))) == number
        assert len(statements) == IN_ONE_LANGUAGE, "\n".join(statements)


def test_scores_of_a_word_are_read_once_while_the_index_stays_as_it_is(tmp_path: Path, statements: list[str]) -> None:
    engine = EmbeddedEngine(tmp_path / "index.sqlite3")
    put(engine, page(1, "Spawanie"), page(2, "Spawanie stali"))
    assert found(ask(engine, "spawanie")) == [1, 2]
    statements.clear()
    assert found(ask(engine, "stal spawanie")) == [2, 1]
    assert sum("bm25" in statement for statement in statements) == 2, "\n".join(statements)
    # With no later place in the feed, as after a batch that was applied in part.
    engine.apply([page(3, "Spawanie", "Spawanie.", sequence=1000)], engine.cursor())
    assert sorted(found(ask(engine, "spawanie"))) == [1, 2, 3]


def test_words_of_lost_pages_are_read_once_while_the_index_stays_as_it_is(
    tmp_path: Path, statements: list[str]
) -> None:
    engine = EmbeddedEngine(tmp_path / "index.sqlite3")
    put(engine, page(1, "Spawanie"), page(2, "Spawanie stali", "Elektroda."))
    reader = replace(OUTSIDER, lost_after=lambda _cursor: frozenset({2}))
    assert found(ask(engine, "spawanie", reader)) == [1]
    statements.clear()
    assert found(ask(engine, "elektroda", reader)) == []
    assert not [statement for statement in statements if "heading, text" in statement]
    # Another reader has lost others.
    assert found(ask(engine, "elektroda", replace(OUTSIDER, lost_after=lambda _cursor: frozenset({1})))) == [2]


def test_another_language_adds_no_facets(tmp_path: Path, statements: list[str]) -> None:
    engine = EmbeddedEngine(tmp_path / "index.sqlite3")
    put(engine, page(1, "TIG"), page(2, "TIG suvirinimas", language="lt"))
    statements.clear()
    results = ask(engine, "tig")
    assert [other.language_code for other in results.other_languages] == ["lt"]
    # Of each language what is known of the pages is read.
    assert len(statements) == IN_ONE_LANGUAGE + IN_ANOTHER + 2, "\n".join(statements)
    assert sum("facet_values" in statement for statement in statements) == 1


def test_an_answer_asks_the_database_four_things(
    engine: SearchEngine, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    put(engine, page(1, "Spawanie"), page(2, "Suvirinimas", language="lt"))
    asked = SearchQuery("spawanie", "pl")
    assert search_for(asked, public_reader()).total_count == 1
    # What editors have added, the termbase, what the reader has lost meanwhile, and what the memory teaches.
    with django_assert_num_queries(4):
        search_for(asked, public_reader())
