"""`manage.py search` and the system checks."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from pages.publications.selectors import head_sequence
from search import checks
from search.engines.base import SearchEngine
from tests.integration.search.publications import publish_filler

pytestmark = pytest.mark.django_db


def run(action: str) -> str:
    output = StringIO()
    call_command("search", action, stdout=output)
    return output.getvalue()


def prepared() -> str:
    output = StringIO()
    call_command("prepare", no_demo=True, stdout=output)
    return output.getvalue()


def test_status_tells_what_the_index_holds_and_lacks(engine: SearchEngine) -> None:
    publish_filler()
    head = head_sequence()
    assert f"cursor      0 ({head} behind the feed)" in run("status")
    assert run("catch_up") == "4 changes applied.\n"
    status = run("status")
    assert f"cursor      {head} (0 behind the feed)" in status
    assert "pages       4" in status
    assert "languages   pl" in status
    assert "outdated" not in status


def test_rebuild_tells_its_progress(engine: SearchEngine) -> None:
    publish_filler()
    assert run("rebuild").splitlines() == ["4 changes ...", "The index was made anew from 4 changes."]


def test_dictionaries_that_are_there_are_left_alone(engine: SearchEngine) -> None:
    assert run("build_dictionaries") == ""


@pytest.mark.usefixtures("broken_index")
def test_engine_that_is_away_is_an_error_of_the_command() -> None:
    with pytest.raises(CommandError, match="cannot be used"):
        run("status")


def test_an_index_that_was_never_filled_is_filled_before_it_is_served(engine: SearchEngine) -> None:
    publish_filler()
    assert "Filling the search index" in prepared()
    assert engine.status().page_count == 4
    assert prepared() == ""


def test_an_index_of_another_version_is_made_anew_before_it_is_served(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_filler()
    with monkeypatch.context() as former:
        former.setattr("search.engines.embedded.schema.SCHEMA_VERSION", "1")
        run("rebuild")
    assert engine.outdated()
    assert "Filling the search index" in prepared()
    assert not engine.outdated()
    assert engine.status().page_count == 4


@pytest.mark.usefixtures("broken_index")
def test_the_site_is_prepared_while_search_is_away() -> None:
    assert "Search is away" in prepared()


def test_unknown_engine_is_told_at_start(settings: Settings) -> None:
    assert checks.check_engine() == []
    settings.SEARCH = {"ENGINE": "search.engines.nowhere.Engine"}
    assert [message.id for message in checks.check_engine()] == ["search.E001"]


def test_sqlite_without_full_text_is_told_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.check_fts5() == []
    monkeypatch.setattr(checks, "has_fts5", lambda: False)
    assert [message.id for message in checks.check_fts5()] == ["search.E002"]


def test_key_in_the_clear_and_missing_certificate_are_told_at_start(settings: Settings, tmp_path: Path) -> None:
    assert checks.check_elasticsearch() == []
    options = {"hosts": ["https://a", "http://b"], "prefix": "centre", "api_key": "key", "ca_file": tmp_path / "ca.pem"}
    settings.SEARCH = {"ENGINE": "search.engines.elasticsearch.ElasticsearchEngine", "OPTIONS": options}
    assert [message.id for message in checks.check_elasticsearch()] == ["search.E003", "search.E004"]
    (tmp_path / "ca.pem").write_text("PEM")
    settings.SEARCH = {**settings.SEARCH, "OPTIONS": {**options, "hosts": ["https://a"]}}
    assert checks.check_elasticsearch() == []
