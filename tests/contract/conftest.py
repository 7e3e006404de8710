"""The engines under test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from search.engines.base import SearchEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from tests.elasticsearch.indexes import merge, remove

Settle = Callable[[], None]


@pytest.fixture(params=["embedded", "elasticsearch"])
def engine(request: pytest.FixtureRequest) -> SearchEngine:
    engine: SearchEngine = request.getfixturevalue(request.param)
    return engine


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine(tmp_path / "index.sqlite3")
    yield engine
    engine.close()


@pytest.fixture
def prefix() -> str:
    """What the names of a test's indexes begin with."""
    return f"test-{uuid4().hex}"


@pytest.fixture
def elasticsearch(elasticsearch_url: str, prefix: str) -> Iterator[ElasticsearchEngine]:
    engine = ElasticsearchEngine([elasticsearch_url], prefix=prefix)
    yield engine
    engine.close()
    with Elasticsearch(elasticsearch_url) as client:
        remove(client, prefix)


@pytest.fixture
def settle(request: pytest.FixtureRequest, engine: SearchEngine) -> Settle:
    """Let an engine forget what was deleted: in Elasticsearch it counts in the statistics until it is merged away."""
    if isinstance(engine, EmbeddedEngine):
        return lambda: None
    url, prefix = request.getfixturevalue("elasticsearch_url"), request.getfixturevalue("prefix")
    return lambda: merge(url, prefix)
