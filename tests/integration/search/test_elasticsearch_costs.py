"""What an answer of Elasticsearch costs: few requests, to indexes of few parts."""

from time import monotonic, sleep

import pytest
from elasticsearch import Elasticsearch

from search.engines.elasticsearch import ElasticsearchEngine
from tests.contract.search_index import ask, found, page, put

LONGEST_MERGE_S = 30


def test_answer_costs_three_requests_and_its_words_are_looked_up_once(
    elasticsearch: ElasticsearchEngine, caplog: pytest.LogCaptureFixture
) -> None:
    other_languages = [page(number, "Spawanie", language=code) for number, code in enumerate(("lt", "en", "de"), 2)]
    put(elasticsearch, page(1, "Spawanie", "Stal."), *other_languages)
    requests: list[list[str]] = []
    for _asked in range(2):
        caplog.clear()
        with caplog.at_level("INFO", "elastic_transport.transport"):
            results = ask(elasticsearch, "spawanie")
        assert len(results.other_languages) == len(other_languages)
        asked_for = [record.getMessage().split("/")[-1].split("?")[0] for record in caplog.records]
        # The state is asked for once in a while.
        requests.append([name for name in asked_for if not name.startswith("current")])
    # How the word is written in all languages, the answer with what sounds alike, and the answer in all others.
    assert requests[0] == ["_msearch", "_msearch", "_msearch"]
    assert requests[1] == ["_search", "_msearch"]


def test_parts_of_a_rebuilt_index_are_merged(
    elasticsearch: ElasticsearchEngine, elasticsearch_url: str, index_prefix: str
) -> None:
    with elasticsearch.rebuilding() as fresh:
        for number in range(1, 5):
            fresh.apply([page(number, "Spawanie", sequence=number)], number)

    def parts() -> int:
        with Elasticsearch(elasticsearch_url) as client:
            counted = client.indices.stats(index=f"{index_prefix}-g*", metric="segments")
        return int(counted["_all"]["primaries"]["segments"]["count"])

    deadline = monotonic() + LONGEST_MERGE_S
    while parts() > 1 and monotonic() < deadline:
        sleep(0.1)
    assert parts() == 1
    assert set(found(ask(elasticsearch, "spawanie"))) == {1, 2, 3, 4}
