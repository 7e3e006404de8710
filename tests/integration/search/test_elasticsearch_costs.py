"""What an answer of Elasticsearch costs: few requests, to indexes of few parts."""

from collections.abc import Callable
from time import monotonic, sleep

import pytest
from elasticsearch import Elasticsearch

from search.engines.elasticsearch import ElasticsearchEngine, word_memory
from search.engines.elasticsearch.language_searches import HITS_TRIED
from search.engines.elasticsearch.page_source import WORD_FIELD_NAMES
from tests.contract.search_index import ask, found, page, put

LONGEST_MERGE_S = 30


@pytest.fixture
def requests(elasticsearch: ElasticsearchEngine, caplog: pytest.LogCaptureFixture) -> Callable[[str], int]:
    """How many requests it costs to answer a query, but for the state, which is asked for once in a while."""

    def counted(text: str) -> int:
        caplog.clear()
        with caplog.at_level("INFO", "elastic_transport.transport"):
            assert ask(elasticsearch, text).total_count
        return sum("search" in record.getMessage().rpartition("/")[2] for record in caplog.records)

    return counted


def test_answer_costs_one_request_once_its_words_are_known(
    elasticsearch: ElasticsearchEngine, requests: Callable[[str], int]
) -> None:
    # Some are found as they are, some by what sounds alike.
    put(
        elasticsearch,
        page(1, "Technologia spawania", "Stal."),
        page(2, "Spawanie", language="en"),
        page(3, "Technologijos", language="lt"),
    )
    looked_up, answered = 1, 1
    assert requests("technologia spawania") == looked_up + answered
    assert requests("technologia spawania") == answered


def test_answer_costs_one_request_once_all_words_were_read(
    elasticsearch: ElasticsearchEngine, requests: Callable[[str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_memory, "REQUESTS_BEFORE", 1)
    monkeypatch.setattr(word_memory, "READ_AT_ONCE", len(WORD_FIELD_NAMES))
    put(elasticsearch, page(1, "Technologia spawania", "Stal."), page(2, "Technologijos", language="lt"))
    assert requests("technologia") == 2
    assert requests("magazyn") == 2
    assert requests("spawania stal") == requests("operator palety") == 1
    # Words of another state are others.
    put(elasticsearch, page(3, "Tkanie", sequence=1000))
    assert requests("tkanie") == 2


def test_others_are_asked_again_only_while_there_is_more_to_show(
    elasticsearch: ElasticsearchEngine, requests: Callable[[str], int]
) -> None:
    versions = [
        page(number + n * 100, "TIG", language=code, translation_key=f"version-{number}")
        for n, code in enumerate(("pl", "lt"))
        for number in range(1, HITS_TRIED + 2)
    ]
    put(elasticsearch, *versions)
    requests("tig")
    assert requests("tig") == 1
    put(elasticsearch, page(999, "Apie TIG suvirinimą", language="lt", sequence=1000))
    requests("tig")
    assert requests("tig") == 2


def test_parts_of_a_rebuilt_index_are_merged(
    elasticsearch: ElasticsearchEngine, elasticsearch_url: str, index_prefix: str
) -> None:
    with elasticsearch.rebuilding() as fresh:
        for number in range(1, 5):
            fresh.apply([page(number, "Spawanie", sequence=number)], number)

    def parts() -> list[int]:
        with Elasticsearch(elasticsearch_url) as client:
            counted = client.indices.stats(index=f"{index_prefix}-g*", metric="segments")
        return [index["primaries"]["segments"]["count"] for index in counted["indices"].values()]

    deadline = monotonic() + LONGEST_MERGE_S
    while max(parts()) > 1 and monotonic() < deadline:
        sleep(0.1)
    assert parts() == [1, 1]
    assert set(found(ask(elasticsearch, "spawanie"))) == {1, 2, 3, 4}
