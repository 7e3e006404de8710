"""Words that were read whole, field by field, are the same as those that are asked for."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from unittest.mock import patch

import pytest

from pages.language.folding import fold
from pages.language.tokens import forms
from search.cognates import beginning
from search.engines.elasticsearch import ElasticsearchEngine, word_counts, word_memory
from search.engines.elasticsearch.page_source import WORD_FIELD_NAMES
from search.query import Reader
from tests.contract.search_index import FILLER, MEMBER, OUTSIDER, page, put, restricted

POLISH = (
    "Spawanie stali: łuk, elektrody i gaz osłonowy. Żółw żołw ŻÓŁW zolw, spawania, spawacz spawał 316L var\u0303das."
)
LITHUANIAN = "Suvirinimas: lankas, elektrodai, dujos. Technologijos, technologija, ir spawanie, śledź."
SECRET = "Spoiwo tajne, żółw i spawarka, elektrody."
WORDS = sorted({fold(word) for word in forms(f"{POLISH} {LITHUANIAN} {SECRET} {' '.join(FILLER)} nieznany")})
BEGINNINGS = sorted({beginning(word) for word in WORDS} - {""})


@pytest.fixture
def filled(elasticsearch: ElasticsearchEngine) -> ElasticsearchEngine:
    put(
        elasticsearch,
        page(1, "Spawanie", POLISH),
        page(2, "Żółw", "Łuk, spawania."),
        page(3, "Suvirinimas", LITHUANIAN, language="lt"),
        restricted(page(4, "Spoiwo", SECRET)),
    )
    return elasticsearch


ReadWhole = Callable[[Reader], ElasticsearchEngine]


@pytest.fixture
def read_whole(filled: ElasticsearchEngine, elasticsearch_url: str, index_prefix: str) -> Iterator[ReadWhole]:
    """Gives the engine of another process, which has read all words of a reader's with the first that it was asked for."""
    with closing(ElasticsearchEngine([elasticsearch_url], prefix=index_prefix)) as engine:

        def read(reader: Reader) -> ElasticsearchEngine:
            with (
                patch.object(word_memory, "REQUESTS_BEFORE", 0),
                patch.object(word_memory, "READ_AT_ONCE", len(WORD_FIELD_NAMES)),
                engine.reading(reader) as indexes,
            ):
                indexes["pl"].spellings(["czegonikt"])
            return engine

        yield read


def told(engine: ElasticsearchEngine, reader: Reader) -> dict[str, list[object]]:
    """Return what is told of all words, in the order in which it is told."""
    with engine.reading(reader) as indexes:
        return {
            f"{language} {word}": list(words.items() if isinstance(words, Mapping) else words)
            for language, index in indexes.items()
            for found in (index.spellings(WORDS), index.alike(BEGINNINGS))
            for word, words in found.items()
        }


@pytest.mark.parametrize("reader", [OUTSIDER, MEMBER], ids=["outsider", "member"])
def test_words_are_the_same_read_whole_and_asked_for(
    filled: ElasticsearchEngine, read_whole: ReadWhole, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    asked = told(filled, reader)
    engine = read_whole(reader)
    with caplog.at_level("INFO", "elastic_transport.transport"):
        assert told(engine, reader) == asked
    assert "search" not in caplog.text
    assert ("pl spoiwo" in asked) is (reader is not OUTSIDER)
    assert asked["pl zolw"] == ["żółw", "zolw", "żołw"]


def test_words_of_a_page_that_the_reader_has_lost_are_not_told(read_whole: ReadWhole) -> None:
    engine = read_whole(OUTSIDER)
    assert "pl luk" in told(engine, OUTSIDER)
    losing = replace(OUTSIDER, lost_after=lambda _cursor: frozenset({1, 2}))
    assert "pl luk" not in told(engine, losing)


def test_fields_that_are_too_large_are_not_read(
    filled: ElasticsearchEngine, read_whole: ReadWhole, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = told(filled, OUTSIDER)
    monkeypatch.setattr(word_counts, "MOST_WORDS_OF_FIELD", 1)
    assert told(read_whole(OUTSIDER), OUTSIDER) == asked
