"""Elasticsearch behind a proxy, which asks for a key and takes no more than so much."""

from pathlib import Path

import pytest

from search.engines.base import SearchUnavailable
from search.engines.elasticsearch import ElasticsearchEngine
from tests.contract.search_index import ask, found, page, put
from tests.elasticsearch.tls_proxy import tls_proxy


def test_cluster_behind_tls_is_entered_with_authority_and_key(
    elasticsearch_url: str, index_prefix: str, tmp_path: Path, elasticsearch: ElasticsearchEngine
) -> None:
    with tls_proxy(elasticsearch_url, "c2VjcmV0", tmp_path) as (url, ca_file):
        engine = ElasticsearchEngine([url], prefix=index_prefix, api_key="c2VjcmV0", ca_file=ca_file)
        put(engine, page(1, "Spawanie"))
        assert found(ask(engine, "spawanie")) == [1]
        engine.close()
        for wrong in ({"api_key": "b3RoZXI=", "ca_file": ca_file}, {"api_key": "c2VjcmV0"}):
            stranger = ElasticsearchEngine([url], prefix=index_prefix, **wrong)
            with pytest.raises(SearchUnavailable):
                ask(stranger, "spawanie")
            stranger.close()
    assert found(ask(elasticsearch, "spawanie")) == [1]


def test_page_too_large_for_the_cluster_does_not_hold_up_others(
    elasticsearch_url: str, index_prefix: str, tmp_path: Path, elasticsearch: ElasticsearchEngine
) -> None:
    with tls_proxy(elasticsearch_url, "c2VjcmV0", tmp_path, most_bytes=20_000) as (url, ca_file):
        engine = ElasticsearchEngine([url], prefix=index_prefix, api_key="c2VjcmV0", ca_file=ca_file)
        put(engine, *(page(n, "Spawanie", "Stal " * (5_000 if n == 1 else 500)) for n in range(1, 8)))
        engine.close()
    assert set(found(ask(elasticsearch, "spawanie"))) == set(range(2, 8))
    assert list(elasticsearch.status().refused) == ["1"]
