"""The engines under test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.base import SearchEngine
from search.engines.embedded import EmbeddedEngine


@pytest.fixture(params=["embedded"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    engines = {"embedded": EmbeddedEngine(tmp_path / "index.sqlite3")}
    engine = engines[request.param]
    yield engine
    engine.close()
