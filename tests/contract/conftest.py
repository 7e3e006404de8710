"""The engines under test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines.base import SearchEngine
from search.engines.embedded import EmbeddedEngine
from tests.elasticsearch.indexes import merge

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
def settle(request: pytest.FixtureRequest, engine: SearchEngine) -> Settle:
    """Let an engine forget what was deleted: in Elasticsearch it counts in the statistics until it is merged away."""
    if isinstance(engine, EmbeddedEngine):
        return lambda: None
    url, prefix = request.getfixturevalue("elasticsearch_url"), request.getfixturevalue("index_prefix")
    return lambda: merge(url, prefix)
