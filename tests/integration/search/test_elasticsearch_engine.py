"""Elasticsearch as a server that fails, restarts and is used by several processes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from elasticsearch import Elasticsearch
from pytest_django import Settings

from pages.publications.models import Publication
from search.document_terms import document_terms
from search.documents import Change, FacetValue, RemovedPage
from search.engines.base import SearchUnavailable
from search.engines.elasticsearch import ElasticsearchEngine, bulk, engine as engine_module, generations
from search.engines.elasticsearch.page_source import page_source
from search.engines.elasticsearch.state import StateRecord
from search.indexing import catch_up
from search.verification import index_differences
from tests.contract.search_index import MEMBER, PUBLIC, ask, found, page, put, restricted
from tests.elasticsearch.indexes import merge, names
from tests.elasticsearch.node import throwaway_node
from tests.integration.search.publications import publish

NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def client_of_server(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as client:
        yield client


def test_server_killed_and_started_again_has_everything(index_prefix: str) -> None:
    with throwaway_node() as node:
        engine = ElasticsearchEngine([node.url], prefix=index_prefix)
        put(engine, page(1, "Spawanie", "Stal."), restricted(page(2, "Spawanie", "Gaz.")))
        before = ask(engine, "spawanie", MEMBER)
        node.kill()
        with pytest.raises(SearchUnavailable):
            ask(engine, "spawanie")
        with pytest.raises(SearchUnavailable):
            engine.apply([page(3, "Spawanie", sequence=1000)], 1000)
        node.start()
        assert ask(engine, "spawanie", MEMBER) == before
        engine.apply([page(3, "Spawanie", sequence=1000)], 1000)
        assert set(found(ask(engine, "spawanie"))) == {1, 3}
        engine.close()


def test_writer_killed_before_its_cursor_moved_does_its_batch_again(
    elasticsearch: ElasticsearchEngine, elasticsearch_url: str, index_prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(elasticsearch, page(1, "Spawanie"), page(2, "Spawanie"))
    changes: list[Change] = [
        restricted(page(1, "Spawanie", "Stal.", sequence=1000)),
        RemovedPage(1, 1001, PUBLIC),
        RemovedPage(2, 1002, PUBLIC),
        page(3, "Spawanie", language="lt", sequence=1003),
    ]

    def killed(*_args: object, **_kwargs: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(StateRecord, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            elasticsearch.apply(changes, 1003)
    assert elasticsearch.cursor() == 903
    elasticsearch.apply(changes, 1003)
    merge(elasticsearch_url, index_prefix)
    assert (found(ask(elasticsearch, "spawanie")), found(ask(elasticsearch, "spawanie", MEMBER))) == ([], [1])
    status = elasticsearch.status()
    assert (status.cursor, status.page_count, status.languages) == (1003, 6, ("lt", "pl"))


def test_state_written_by_another_process_in_between_is_kept(
    elasticsearch: ElasticsearchEngine, elasticsearch_url: str, index_prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ElasticsearchEngine([elasticsearch_url], prefix=index_prefix)
    put(elasticsearch, page(1, "Spawanie"))
    write = StateRecord.write

    def write_after_the_other(record: StateRecord, *args: object, **kwargs: object) -> bool:
        monkeypatch.setattr(StateRecord, "write", write)
        other.apply([restricted(page(2, "Spawanie", sequence=1000)), page(3, "Kursas", language="lt")], 1005)
        return write(record, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(StateRecord, "write", write_after_the_other)
    elasticsearch.apply([restricted(page(2, "Spawanie", sequence=1000))], 1000)
    other.close()
    assert elasticsearch.cursor() == 1005
    assert set(found(ask(elasticsearch, "spawanie", MEMBER))) == {1, 2}


def test_writer_that_was_held_up_brings_nothing_back(
    elasticsearch: ElasticsearchEngine,
    elasticsearch_url: str,
    client_of_server: Elasticsearch,
    index_prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(elasticsearch, page(1, "Frezowanie"))
    other = ElasticsearchEngine([elasticsearch_url], prefix=index_prefix)
    write = bulk.Bulk.write

    def write_after_the_other(*args: Any) -> dict[int, str]:
        monkeypatch.setattr(bulk.Bulk, "write", write)
        other.apply([page(1, "Spawanie", sequence=1000), restricted(page(1, "Spawanie", sequence=1001))], 1001)
        return write(*args)

    monkeypatch.setattr(bulk.Bulk, "write", write_after_the_other)
    elasticsearch.apply([page(1, "Spawanie", sequence=1000)], 1000)
    other.close()
    assert (found(ask(elasticsearch, "spawanie")), found(ask(elasticsearch, "spawanie", MEMBER))) == ([], [1])
    # The server forgets what was deleted, after a minute by its default.
    settings = client_of_server.indices.get_settings(index=f"{index_prefix}-g*-pub-pl", name="index.gc_deletes")
    assert [index["settings"]["index"]["gc_deletes"] for index in settings.values()] == ["1h"]


def test_page_left_where_others_read_it_is_told(
    settings: Settings, elasticsearch_url: str, client_of_server: Elasticsearch, index_prefix: str, db: None
) -> None:
    Publication.objects.all().delete()
    settings.SEARCH = {
        **settings.SEARCH,
        "ENGINE": "search.engines.elasticsearch.ElasticsearchEngine",
        "OPTIONS": {"hosts": [elasticsearch_url], "prefix": index_prefix},
    }
    publish(1, "Spawanie")
    publish(2, "Frezowanie", audience="(7)")
    catch_up()
    assert list(index_differences()) == []
    (public,) = client_of_server.indices.get(index=f"{index_prefix}-g*-pub-pl")
    left = page_source(page(2, "Frezowanie"), document_terms(page(2, "Frezowanie")))
    client_of_server.index(index=public, id="2", document=left, version=1, version_type="external", refresh=True)
    assert list(map(str, index_differences())) == ["page 2 “Frezowanie”: stands in the index more than once"]


def test_page_that_is_not_taken_is_left_out_alone_and_told(elasticsearch: ElasticsearchEngine) -> None:
    put(elasticsearch, page(1, "Spawanie"), page(2, "Spawanie"))
    immense = (FacetValue("level", "x" * 40_000),)
    elasticsearch.apply([page(1, "Spawanie", facets=immense, sequence=1000), page(3, "Spawanie", sequence=1001)], 1001)
    assert set(found(ask(elasticsearch, "spawanie"))) == {2, 3}
    status = elasticsearch.status()
    assert status.cursor == 1001
    assert list(status.refused) == ["1"]
    assert "facet_keys" in status.refused["1"]
    elasticsearch.apply([page(1, "Spawanie", sequence=1002)], 1002)
    assert elasticsearch.status().refused == {}
    assert set(found(ask(elasticsearch, "spawanie"))) == {1, 2, 3}


def test_server_with_a_full_disk_is_waited_for(
    elasticsearch: ElasticsearchEngine,
    client_of_server: Elasticsearch,
    index_prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bulk, "FIRST_WAIT_S", 0.01)
    put(elasticsearch, page(1, "Spawanie"))
    block = "index.blocks.read_only_allow_delete"
    client_of_server.indices.put_settings(index=f"{index_prefix}-g*", settings={block: True})
    with pytest.raises(SearchUnavailable, match="429"):
        elasticsearch.apply([page(2, "Spawanie", sequence=1000)], 1000)
    assert (elasticsearch.cursor(), found(ask(elasticsearch, "spawanie"))) == (903, [1])
    client_of_server.indices.put_settings(index=f"{index_prefix}-g*", settings={block: None})
    elasticsearch.apply([page(2, "Spawanie", sequence=1000)], 1000)
    assert set(found(ask(elasticsearch, "spawanie"))) == {1, 2}


def test_closed_index_is_waited_for(
    elasticsearch: ElasticsearchEngine, client_of_server: Elasticsearch, index_prefix: str
) -> None:
    put(elasticsearch, page(1, "Spawanie"))
    (public,) = client_of_server.indices.get(index=f"{index_prefix}-g*-pub-pl")
    client_of_server.indices.close(index=public)
    with pytest.raises(SearchUnavailable, match="closed"):
        elasticsearch.apply([page(2, "Spawanie", sequence=1000)], 1000)
    client_of_server.indices.open(index=public)
    elasticsearch.apply([page(2, "Spawanie", sequence=1000)], 1000)
    assert elasticsearch.status().refused == {}
    assert set(found(ask(elasticsearch, "spawanie"))) == {1, 2}


def test_index_of_an_older_version_is_not_read_and_says_so(
    elasticsearch: ElasticsearchEngine, client_of_server: Elasticsearch, index_prefix: str
) -> None:
    put(elasticsearch, page(1, "Spawanie"))
    client_of_server.update(index=f"{index_prefix}-state", id="current", doc={"schema": "0", "of_that_time": True})
    assert elasticsearch.status().outdated == elasticsearch.outdated() != ""
    with pytest.raises(SearchUnavailable, match="search rebuild"):
        ask(elasticsearch, "spawanie")
    with elasticsearch.rebuilding() as fresh:
        fresh.apply([page(1, "Spawanie")], 1)
    assert (elasticsearch.outdated(), found(ask(elasticsearch, "spawanie"))) == ("", [1])


def test_what_a_rebuild_puts_aside_is_removed_after_a_while(
    elasticsearch: ElasticsearchEngine,
    client_of_server: Elasticsearch,
    index_prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(elasticsearch, page(1, "Spawanie"))
    with elasticsearch.rebuilding() as fresh:
        put(fresh, page(1, "Spawanie"))
    elasticsearch.apply([], 1000)
    # Pages and forms of the generation before and of the one in use, and the states.
    assert len(names(client_of_server, index_prefix)) == 5
    monkeypatch.setattr(engine_module, "PUT_ASIDE_S", 0)
    elasticsearch.apply([], 1001)
    assert len(names(client_of_server, index_prefix)) == 3
    assert found(ask(elasticsearch, "spawanie")) == [1]


def test_what_a_killed_rebuild_left_behind_is_removed_by_the_next(
    elasticsearch: ElasticsearchEngine,
    client_of_server: Elasticsearch,
    index_prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(elasticsearch, page(1, "Spawanie"))

    def rebuild_and_be_killed() -> None:
        with elasticsearch.rebuilding() as fresh:
            put(fresh, page(1, "Spawanie"))
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        # Nothing is tidied up by a process that is killed.
        patched.setattr(engine_module, "remove_generation", lambda *_args: None)
        with pytest.raises(KeyboardInterrupt):
            rebuild_and_be_killed()
    left = names(client_of_server, index_prefix)
    assert len(left) == 5
    # So recent that it may be at work still.
    with elasticsearch.rebuilding():
        assert set(left) <= set(names(client_of_server, index_prefix))
    monkeypatch.setattr(generations, "ABANDONED_S", 0)
    monkeypatch.setattr(engine_module, "PUT_ASIDE_S", 0)
    with elasticsearch.rebuilding() as fresh:
        put(fresh, page(1, "Spawanie"))
        assert not [name for name in left if name in names(client_of_server, index_prefix) and "-pub-" in name]
    assert found(ask(elasticsearch, "spawanie")) == [1]


def test_writing_to_a_generation_that_is_gone_makes_no_index(
    elasticsearch: ElasticsearchEngine, client_of_server: Elasticsearch, index_prefix: str
) -> None:
    put(elasticsearch, page(1, "Spawanie"))
    gone = [name for name in names(client_of_server, index_prefix) if not name.endswith("-state")]
    client_of_server.indices.delete(index=gone)
    with pytest.raises(SearchUnavailable, match="search rebuild"):
        elasticsearch.apply([page(2, "Spawanie", sequence=1000)], 1000)
    with pytest.raises(SearchUnavailable):
        ask(elasticsearch, "spawanie")
    assert names(client_of_server, index_prefix) == [f"{index_prefix}-state"]


def test_copies_are_a_setting(elasticsearch_url: str, client_of_server: Elasticsearch, index_prefix: str) -> None:
    engine = ElasticsearchEngine([elasticsearch_url], prefix=index_prefix, replicas=1)
    put(engine, page(1, "Spawanie"))
    settings = client_of_server.indices.get_settings(index=f"{index_prefix}-*")
    assert {index["settings"]["index"]["number_of_replicas"] for index in settings.values()} == {"1"}
    client_of_server.indices.delete(index=list(settings))
    engine.close()


@pytest.mark.django_db
def test_readers_are_told_when_the_server_is_away(settings: Settings, client: Client) -> None:
    options = {"hosts": [NOBODY], "prefix": "centre"}
    settings.SEARCH = {
        **settings.SEARCH,
        "ENGINE": "search.engines.elasticsearch.ElasticsearchEngine",
        "OPTIONS": options,
    }
    site = client.get("/pl/search/?q=spawanie")
    assert (site.status_code, bool(site["Retry-After"])) == (503, True)
    app = client.get("/api/v2/pages/?search=spawanie")
    assert (app.status_code, app["Content-Type"]) == (503, "application/problem+json")
    assert app["Retry-After"]
    assert client.get("/health/").status_code == 503


def test_deep_part_of_a_list_is_counted_and_empty(elasticsearch: ElasticsearchEngine) -> None:
    put(elasticsearch, page(1, "Spawanie"))
    results = ask(elasticsearch, "spawanie", offset=1_000_000)
    assert (results.total_count, results.page_ids) == (1, ())


def test_change_of_a_label_is_no_second_value(elasticsearch: ElasticsearchEngine) -> None:
    pages = [page(n, "Stal", facets=(FacetValue("level", "basic", {"pl": "Podstawy"}),)) for n in range(1, 4)]
    put(elasticsearch, *pages)
    renamed = replace(pages[0], facets=(FacetValue("level", "basic", {"pl": "Podstawowy"}),), sequence=1000)
    elasticsearch.apply([renamed], 1000)
    (value,) = [value for facet in ask(elasticsearch, "stal").facets if facet.name == "level" for value in facet.values]
    assert (value.key, value.count, value.labels) == ("basic", 3, {"pl": "Podstawy"})
