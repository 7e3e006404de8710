"""The specification of a search engine: an index follows the feed, once in effect."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.documents import RemovedPage
from search.engines.base import KeptPage, SearchEngine
from search.suggestions import typed_words
from tests.contract.conftest import Settle
from tests.contract.search_index import (
    FILLER,
    MEMBER,
    MEMBERS,
    OUTSIDER,
    PUBLIC,
    ask,
    filler,
    found,
    page,
    put,
    restricted,
)


def test_changed_page_is_found_by_its_new_words_only(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie", "Stal."))
    engine.apply([page(1, "Frezowanie", "Żeliwo.", sequence=1000)], 1000)
    assert found(ask(engine, "spawanie stal")) == []
    assert found(ask(engine, "frezowanie")) == found(ask(engine, "zeliwo")) == [1]


def test_removed_page_is_gone(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie", "Stal."))
    engine.apply([RemovedPage(1, 1000, PUBLIC)], 1000)
    assert ask(engine, "spawanie").total_count == 0
    assert engine.status().page_count == len(FILLER)


def test_page_that_changed_its_audience_survives_the_tombstone_of_the_old_one(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"))
    engine.apply([restricted(page(1, "Spawanie", sequence=1000)), RemovedPage(1, 1001, PUBLIC)], 1001)
    assert found(ask(engine, "spawanie")) == []
    assert found(ask(engine, "spawanie", MEMBER)) == [1]
    engine.apply([RemovedPage(1, 1002, MEMBERS), page(1, "Spawanie", sequence=1003)], 1003)
    assert found(ask(engine, "spawanie")) == found(ask(engine, "spawanie", MEMBER)) == [1]


def test_applying_changes_again_changes_nothing(engine: SearchEngine) -> None:
    documents = [page(1, "Spawanie", "Stal."), restricted(page(2, "Spawanie", "Stal."))]
    put(engine, *documents)
    engine.apply([page(1, "Spawanie TIG", "Stal.", sequence=1000), RemovedPage(2, 1001, MEMBERS)], 1001)
    before = (ask(engine, "spawanie", MEMBER), engine.status())
    put(engine, *documents[:1])
    engine.apply([page(1, "Spawanie TIG", "Stal.", sequence=1000), RemovedPage(2, 1001, MEMBERS)], 1001)
    assert (ask(engine, "spawanie", MEMBER), engine.status()) == before
    assert engine.cursor() == 1001


def test_changes_that_another_worker_has_applied_bring_nothing_back(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"))
    published = page(2, "Spawanie", sequence=1000)
    engine.apply([published, RemovedPage(2, 1001, PUBLIC)], 1001)
    engine.apply([published], 1000)
    assert (found(ask(engine, "spawanie")), engine.cursor()) == ([1], 1001)


def test_index_that_has_not_come_so_far_takes_no_later_changes(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"))
    cursor = engine.cursor()
    engine.apply([page(2, "Spawanie", sequence=1010)], 1010, after=1005)
    assert (found(ask(engine, "spawanie")), engine.cursor()) == ([1], cursor)
    engine.apply([page(3, "Spawanie", sequence=1003), page(2, "Spawanie", sequence=1010)], 1010, after=cursor)
    assert (set(found(ask(engine, "spawanie"))), engine.cursor()) == ({1, 2, 3}, 1010)


def test_cursor_moves_without_changes_and_never_back(engine: SearchEngine) -> None:
    assert engine.cursor() == 0
    engine.apply([], 12)
    engine.apply([], 9)
    assert engine.cursor() == 12


def test_epoch_is_kept_until_the_index_is_made_anew(engine: SearchEngine) -> None:
    assert engine.epoch() == ""
    engine.enter_epoch("first")
    engine.enter_epoch("second")
    put(engine, page(1, "Spawanie"))
    assert engine.epoch() == "second"
    with engine.rebuilding() as fresh:
        assert fresh.epoch() == ""
        fresh.enter_epoch("third")
    assert engine.epoch() == "third"


def test_failure_in_the_middle_leaves_index_and_cursor_as_they_were(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"))
    before = (ask(engine, "spawanie"), engine.status())
    with pytest.raises(AttributeError):
        engine.apply([page(2, "Spawanie", sequence=1000), None], 1001)  # type: ignore[list-item]
    assert (ask(engine, "spawanie"), engine.status()) == before


def test_history_leaves_no_trace_in_answers(engine: SearchEngine, settle: Settle) -> None:
    put(engine, page(1, "Spawanie", "Stal."), page(2, "Spawanie stali", "Gaz."))
    before = ask(engine, "spawanie stal")
    engine.apply([page(1, "Gaz", "Łódź.", sequence=1000), RemovedPage(2, 1001, PUBLIC)], 1001)
    engine.apply([page(1, "Spawanie", "Stal.", sequence=1002), page(2, "Spawanie stali", "Gaz.", sequence=1003)], 1003)
    settle()
    assert ask(engine, "spawanie stal") == before


def test_rebuilt_index_takes_the_place_of_the_old_one_at_once(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"))
    with engine.rebuilding() as fresh:
        fresh.apply([page(2, "Spawanie")], 2)
        assert found(ask(engine, "spawanie")) == [1]
        engine.apply([page(3, "Spawanie", sequence=1000)], 1000)
    assert found(ask(engine, "spawanie")) == [2]
    assert engine.cursor() == 2


def test_index_made_anew_with_what_is_public_first_is_as_one_in_the_order_of_the_feed(engine: SearchEngine) -> None:
    documents = [
        restricted(page(1, "Spawanie łukowe", "Łuk i gaz.", "Stal.")),
        page(2, "Spawanie", "Gaz i stal.", published_at=datetime(2024, 5, 8, tzinfo=UTC)),
        restricted(page(3, "Stal", "Spawania.", published_at=datetime(2023, 5, 8, tzinfo=UTC))),
        page(4, "Gaz", "Spawanie gazem.", published_at=datetime(2022, 5, 8, tzinfo=UTC)),
    ]
    put(engine, *documents)
    every = [*documents, *filler()]
    before = _everything_asked(engine)
    with engine.rebuilding() as fresh:
        for is_public in (True, False):
            fresh.apply([document for document in reversed(every) if document.public is is_public], 0)
        fresh.apply([], 1000)
    assert _everything_asked(engine) == before
    engine.apply([RemovedPage(2, 1001, PUBLIC), page(4, "Gaz", "Stal.", sequence=1002)], 1002)
    assert set(found(ask(engine, "spawanie", MEMBER))) == {1, 3}
    assert found(ask(engine, "spawanie")) == []


def _everything_asked(engine: SearchEngine) -> list[object]:
    typed = typed_words("s", "pl")
    assert typed is not None
    asked: list[object] = []
    for reader in (OUTSIDER, MEMBER):
        asked += [ask(engine, text, reader) for text in ("spawanie stali", "spwanie", "luk", '"gaz i stal"')]
        with engine.reading(reader) as indexes:
            asked.append(indexes["pl"].suggest(typed, 5))
    return asked


def test_failed_rebuild_leaves_the_old_index(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"))
    with pytest.raises(AttributeError), engine.rebuilding() as fresh:
        fresh.apply([page(2, "Spawanie"), None], 2)  # type: ignore[list-item]
    assert found(ask(engine, "spawanie")) == [1]


def test_what_is_held_is_told_page_by_page(engine: SearchEngine) -> None:
    assert list(engine.pages()) == []
    documents = [replace(page(number, "Spawanie"), digest=f"digest {number}") for number in range(1, 4)]
    documents[1] = restricted(documents[1])
    put(engine, *documents)
    engine.apply([RemovedPage(3, 1000, PUBLIC)], 1000)
    kept = {kept.page_id: kept for kept in engine.pages()}
    assert 3 not in kept
    for document in documents[:2]:
        told = kept[document.page_id]
        assert told == KeptPage(document.page_id, document.sequence, document.audience_id, document.digest)
    assert len(kept) == 2 + len(FILLER)
