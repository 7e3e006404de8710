"""The index follows the feed of publications."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from pages.publications.epoch import begin_epoch, current_epoch
from pages.publications.models import Publication
from pages.publications.retention import purge_tombstones
from pages.publications.selectors import head_sequence
from search import indexing
from search.engines.base import SearchEngine
from search.engines.embedded import EmbeddedEngine
from search.indexing import catch_up, rebuild
from search.query import SearchQuery
from search.services import public_reader, search_for
from tests.integration.search.publications import next_sequence, publish, publish_filler, take_away

pytestmark = pytest.mark.django_db


def found(text: str, language_code: str = "pl") -> list[int]:
    return [hit.page_id for hit in search_for(SearchQuery(text, language_code), public_reader()).hits]


def test_published_page_is_found_after_catching_up(engine: SearchEngine) -> None:
    publish_filler()
    publish(1, "Spawanie TIG", "Spawanie aluminium.")
    assert found("spawania") == []
    assert catch_up() == 5
    assert found("spawania") == [1]
    assert catch_up() == 0
    assert engine.cursor() == head_sequence()


def test_changed_page_is_found_by_its_new_words(engine: SearchEngine) -> None:
    publish_filler()
    publish(1, "Spawanie")
    catch_up()
    publish(1, "Frezowanie")
    catch_up()
    assert (found("spawanie"), found("frezowanie")) == ([], [1])


def test_page_taken_away_is_found_no_more(engine: SearchEngine) -> None:
    publish_filler()
    publication = publish(1, "Spawanie")
    catch_up()
    take_away(publication)
    catch_up()
    assert found("spawanie") == []


def test_files_and_aliases_have_no_hits_but_move_the_cursor(engine: SearchEngine) -> None:
    publish_filler()
    publish(1, "Spawanie")
    publish(2, "Spawanie", alias_of_id=1, language_code="lt")
    publish(1, "Spawanie", kind="document")
    catch_up()
    assert (found("spawanie"), found("spawanie", "lt")) == ([1], [])
    assert engine.cursor() == head_sequence()


def test_long_feed_is_written_in_several_steps(engine: SearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "READ_AT_ONCE", 2)
    monkeypatch.setattr(indexing, "PASSAGES_AT_ONCE", 3)
    for number in range(1, 8):
        publish(number, "Spawanie", "Spawanie stali.")
    steps: list[int] = []
    assert rebuild(progress=steps.append) == 7
    assert steps == [4, 7]
    assert len(found("spawanie")) == 7


def test_what_has_no_text_is_not_written_all_at_once(engine: SearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "READ_AT_ONCE", 2)
    monkeypatch.setattr(indexing, "PASSAGES_AT_ONCE", 3)
    for number in range(1, 8):
        publish(number, "Spawanie")
    steps: list[int] = []
    assert rebuild(progress=steps.append) == 7
    assert steps == [4, 7]


def test_limit_is_kept(engine: SearchEngine) -> None:
    publish_filler()
    assert catch_up(limit=3) == 3
    assert catch_up() == 1


def test_rebuilt_index_equals_the_publications(engine: SearchEngine) -> None:
    publish_filler()
    publish(1, "Spawanie")
    catch_up()
    progress: list[int] = []
    assert rebuild(progress.append) == 5
    assert progress == [5]
    assert (found("spawanie"), engine.cursor()) == ([1], head_sequence())


def test_rebuild_reads_what_is_public_first_and_misses_nothing_of_what_is_published_meanwhile(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "READ_AT_ONCE", 2)
    monkeypatch.setattr(indexing, "PASSAGES_AT_ONCE", 2)
    publish(1, "Spawanie", "Tajne spawanie.", audience="(7)")
    for number in range(2, 6):
        publish(number, "Spawanie", "Spawanie stali.")
    steps: list[int] = []

    def publish_more(done: int) -> None:
        if not steps:
            publish(6, "Spawanie", "Spawanie aluminium.")
            publish(7, "Spawanie", "Tajne spawanie.", audience="(7)")
        steps.append(done)

    assert rebuild(publish_more) == 7
    assert steps == [2, 4, 5, 7]
    assert engine.cursor() == head_sequence()
    publish(2, "Frezowanie", "Frezowanie.")
    assert catch_up() == 1
    assert (sorted(found("spawania")), found("frezowanie")) == ([3, 4, 5, 6], [2])
    assert engine.status().page_count == 7


def test_what_comes_and_goes_while_the_index_is_made_anew_does_so_before_it_is_in_use(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "PASSAGES_AT_ONCE", 1)
    publish_filler()
    withdrawn = publish(1, "Spawanie", "Spawanie stali.")
    publish(2, "Spawanie", "Tajne spawanie.", audience="(7)")

    def publish_more(done: int) -> None:
        if done == 6:  # all that is public was read before
            take_away(withdrawn)
            publish(3, "Spawanie", "Spawanie aluminium.")

    assert rebuild(publish_more) == 6
    assert (found("spawanie"), engine.cursor()) == ([3], head_sequence())


def test_index_replaced_while_the_feed_is_read_misses_nothing(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_filler()
    catch_up()
    cursor = engine.cursor()
    publish(1, "Spawanie")
    catch_up()
    publish(2, "Frezowanie")
    apply = EmbeddedEngine.apply

    def apply_to_another(*args: Any, **options: Any) -> None:
        monkeypatch.setattr(EmbeddedEngine, "apply", apply)
        with engine.rebuilding() as fresh:
            fresh.enter_epoch(current_epoch())
            fresh.apply([], cursor)
        apply(*args, **options)

    monkeypatch.setattr(EmbeddedEngine, "apply", apply_to_another)
    catch_up()
    catch_up()
    assert (found("spawanie"), found("frezowanie")) == ([1], [2])


def test_index_of_another_database_is_made_anew(engine: SearchEngine) -> None:
    engine.apply([], 1000)
    publish_filler()
    publish(1, "Spawanie")
    assert catch_up() == 5
    assert found("spawanie") == [1]


def test_index_of_another_version_is_made_anew(engine: SearchEngine, tmp_path: Path) -> None:
    publish_filler()
    publish(1, "Spawanie")
    catch_up()
    with closing(sqlite3.connect(tmp_path / "search" / "embedded.sqlite3")) as connection, connection:
        connection.execute("UPDATE state SET value = 'older' WHERE key = 'analyser'")
    assert catch_up() == 5
    assert engine.outdated() == ""


def test_number_without_a_change_is_no_obstacle(engine: SearchEngine) -> None:
    publish_filler()
    next_sequence()
    catch_up()
    assert catch_up() == 0


def test_index_of_another_epoch_is_made_anew(engine: SearchEngine) -> None:
    publish_filler()
    publish(1, "Spawanie")
    catch_up()
    # The backup that was put back has as many changes, but others.
    Publication.objects.filter(object_id=1).delete()
    begin_epoch()
    assert catch_up() == 4
    assert found("spawanie") == []
    assert catch_up() == 0


def test_index_that_was_away_too_long_is_made_anew(engine: SearchEngine) -> None:
    publish_filler()
    publication = publish(1, "Spawanie")
    catch_up()
    take_away(publication)
    Publication.objects.filter(deleted=True).update(deleted_at=timezone.now() - timedelta(days=91))
    assert purge_tombstones(timezone.now()) == 1
    assert catch_up() == 4
    assert found("spawanie") == []
    assert catch_up() == 0
