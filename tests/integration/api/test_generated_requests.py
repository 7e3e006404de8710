"""Requests that nobody thought of: Schemathesis makes them from the description of the API, and checks each answer.

All its checks but one: of a listing, filters for one type of page exclude those for another, and `fallback` needs
`locale`. The dialect answers 400 to such requests, while a description can say only what each parameter may be.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)

from pages.publications.models import Publication
from search.indexing import rebuild
from search.query import LONGEST_TEXT
from tests.integration.api.described import document
from tests.integration.api.seeds import how_many, seed_of

#: For each address, beside those at the bounds of every parameter.
EXAMPLES: Final = how_many("GENERATED_REQUESTS", 15)
WORDS: Final = (
    "spawanie",
    "suvirinimas TIG",
    "kurs CNC",
    '"gaz osłonowy"',
    "spawamie -film",
    "title:strategia",
    "lang:lt MIG",
)
SEED: Final = seed_of("GENERATED_REQUESTS_SEED", __name__)

description = schemathesis.openapi.from_dict(
    document(),
    config=SchemathesisConfig(
        seed=SEED,
        projects=ProjectsConfig(
            default=ProjectConfig(
                generation=GenerationConfig(max_examples=EXAMPLES),
                checks=ChecksConfig(positive_data_acceptance=PositiveDataAcceptanceConfig(enabled=False)),
            )
        ),
    ),
)
description.app = get_wsgi_application()


@description.hook
def map_path_parameters(
    context: schemathesis.HookContext, path_parameters: dict[str, Any] | None
) -> dict[str, Any] | None:
    """Ask half the time for what there is: a number at random is hardly ever that of an object."""
    number = (path_parameters or {}).get("id")
    if not isinstance(number, int) or number not in range(1, 2**31, 2):
        return path_parameters
    assert context.operation is not None
    kind = str((context.operation.tags or [""])[0]).removesuffix("s")
    known = Publication.objects.filter(kind=kind, deleted=False).order_by("object_id")
    numbers = list(known.values_list("object_id", flat=True)) or [number]
    return {"id": numbers[number // 2 % len(numbers)]}


@description.hook
def map_query(context: schemathesis.HookContext, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """Search half the time for what there is: hardly a page has letters at random.

    A text of a forbidden length stays, as its request is held to be refused.
    """
    text = (query or {}).get("q")
    if query is None or not isinstance(text, str) or len(text) % 2 or not 0 < len(text) <= LONGEST_TEXT:
        return query
    return {**query, "q": WORDS[len(text) // 2 % len(WORDS)]}


@pytest.fixture(scope="module")
def one_connection() -> Iterator[None]:
    """Keep the connection open after a request, as Django's own test client does: its transaction holds the demo."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def indexed(demo: str, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The demo, to be searched."""
    path: Path = tmp_path_factory.mktemp("search") / "embedded.sqlite3"
    with override_settings(SEARCH={**settings.SEARCH, "OPTIONS": {"path": path}}):
        with django_db_blocker.unblock():
            rebuild()
        yield


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.django_db
@description.parametrize()
def test_every_answer_keeps_to_the_description(indexed: None, one_connection: None, case: schemathesis.Case) -> None:
    print(f"GENERATED_REQUESTS_SEED={SEED}")  # noqa: T201 - to make the same requests again
    case.call_and_validate()
