"""What every test may ask for."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from pytest_django import Settings

from api.listings import forget_queries
from search.engines.elasticsearch import ElasticsearchEngine
from tests.elasticsearch.indexes import remove
from tests.elasticsearch.node import throwaway_node

# Playwright's synchronous interface runs an event loop in the thread of the test; Django would refuse its queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give back Wagtail's root page, site and locales after each test that empties the database.

    They are made by migrations, and a test with real transactions (the live server's too) ends by emptying all tables.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        transactional = marker is not None and marker.kwargs.get("transaction")
        if transactional or {"live_server", "transactional_db"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.fixture(scope="session", autouse=True)
def data_dir() -> Iterator[Path]:
    """The folder where this test process writes; it is removed at the end."""
    folder = Path(django_settings.DATA_DIR)
    yield folder
    if not os.environ.get("TEST_DATA_DIR"):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """The address of a real Elasticsearch, which is started unless `python -m tests.elasticsearch` has done so."""
    if address := os.environ.get("TEST_ELASTICSEARCH_URL"):
        yield address
        return
    with throwaway_node() as node:
        yield node.url


@pytest.fixture
def index_prefix() -> str:
    """What the names of a test's indexes begin with."""
    return f"test-{uuid4().hex}"


@pytest.fixture
def elasticsearch(elasticsearch_url: str, index_prefix: str) -> Iterator[ElasticsearchEngine]:
    """An engine over a real Elasticsearch, with no index yet."""
    engine = ElasticsearchEngine([elasticsearch_url], prefix=index_prefix)
    yield engine
    engine.close()
    remove(elasticsearch_url, index_prefix)


@pytest.fixture(autouse=True)
def no_listing_is_known() -> None:
    """Forget what this process knows of listings: a test that is rolled back leaves its versions to the next."""
    forget_queries()


@pytest.fixture(autouse=True)
def no_language_is_left_active() -> Iterator[None]:
    """Begin the next test in the language of the site: a request leaves its own active in the thread."""
    yield
    translation.deactivate()


@pytest.fixture
def queued_tasks(settings: Settings) -> None:
    """Let tasks wait in the database, as on a real installation, instead of running at once.

    Writers in several threads need it: the database search of Wagtail's admin touches all its rows on each change, and
    on PostgreSQL two writers that do so in their own transactions lock each other out.
    """
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
