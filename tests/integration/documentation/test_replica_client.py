"""The client of the documentation, run as it stands against a server."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import Settings

from api.scopes import group_scope
from pages.publications.epoch import begin_epoch
from tests.factories.site_tree import make_homes
from tests.factories.tokens import issue_token
from tests.integration.api.editorial_acts import editors_of_all
from tests.integration.api.replica import SOURCE, Copy, items_in
from tests.integration.documentation.content import PARTICIPANTS, make_documented_site

ROUNDS, ACTS_A_ROUND = 6, 5

pytestmark = pytest.mark.slow

Follow = Callable[..., Copy]


@pytest.fixture
def follow(live_server: object, tmp_path: Path) -> Follow:
    """Run the client once, and return the copy that it keeps in a file of that name."""

    def run(name: str = "copy", *token: str) -> Copy:
        path = tmp_path / f"{name}.sqlite3"
        command: list[str | Path] = [sys.executable, SOURCE, str(live_server), path, *token]
        subprocess.run(command, check=True, timeout=60, cwd=tmp_path, env={"PATH": os.environ["PATH"]})  # noqa: S603 - our own command
        database = sqlite3.connect(path)
        try:
            return items_in(database)
        finally:
            database.close()

    return run


def test_it_holds_what_a_new_copy_would_hold(follow: Follow, queued_tasks: None) -> None:
    with transaction.atomic():
        editors = editors_of_all(Random(7), dict(make_homes()))  # noqa: S311 - no secret
    for number in range(ROUNDS):
        for _act in range(ACTS_A_ROUND):
            with transaction.atomic():
                editors.act()
        if number == ROUNDS // 2:
            begin_epoch()
        assert follow() == follow(f"export-{number}")


def test_it_reads_with_a_token(follow: Follow) -> None:
    with transaction.atomic():
        make_documented_site(make_homes())
    _token, secret = issue_token("Replica", [group_scope(PARTICIPANTS)])
    outsiders, participants = follow("outsider"), follow("participant", secret)
    assert set(participants) - set(outsiders) == {"page 121", "document 212"}


def test_it_waits_where_it_has_asked_too_much(follow: Follow, settings: Settings) -> None:
    with transaction.atomic():
        make_documented_site(make_homes())
    expected = follow("unlimited")
    cache.clear()
    settings.API_THROTTLE_RATES = {"anonymous": "1/second"}
    assert [follow("limited") for _again in range(3)] == [expected] * 3
