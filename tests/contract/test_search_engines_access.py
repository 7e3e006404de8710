"""The specification of a search engine: readers learn nothing of what they may not read."""

from dataclasses import replace
from pathlib import Path

from search.documents import FacetValue, RemovedPage
from search.engines.base import SearchEngine
from tests.contract.conftest import Settle
from tests.contract.search_index import (
    MEMBER,
    OUTSIDER,
    PUBLIC,
    STAFF,
    ask,
    counts,
    found,
    page,
    put,
    restricted,
)


def test_restricted_page_is_found_only_by_its_audience(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "Spawanie", "Spawanie."),
        restricted(page(2, "Spawanie", "Spawanie.")),
        restricted(page(3, "Spawanie", "Spawanie."), STAFF),
    )
    assert found(ask(engine, "spawanie")) == [1]
    assert set(found(ask(engine, "spawanie", MEMBER))) == {1, 2}
    assert counts(ask(engine, "spawanie", MEMBER), "type") == {"pages.ArticlePage": 2}


def test_outsiders_answers_do_not_depend_on_restricted_matter(engine: SearchEngine, tmp_path: Path) -> None:
    public = [page(n, f"Spawanie {n}", "Stal i gaz osłonowy. " * n) for n in range(1, 12)]
    secret = [
        restricted(page(100 + n, "Stal spawanie oslonowy", "Gaz. " * n, facets=(FacetValue("level", "basic"),)))
        for n in range(20)
    ]
    put(engine, *public)
    queries = ("spawanie", "stal gaz", "oslonowy", '"gaz osłonowy"', "spawanie -stal", "spwanie stla", "oslonwoy")
    before = [ask(engine, text) for text in queries]
    engine.apply([replace(document, sequence=2000 + n) for n, document in enumerate(secret)], 2100)
    assert [ask(engine, text) for text in queries] == before
    assert ask(engine, "spawanie", MEMBER).total_count == 31


def test_member_of_one_group_learns_no_spelling_of_another(engine: SearchEngine) -> None:
    put(engine, restricted(page(1, "Tajne", "Źródło."), STAFF), restricted(page(2, "Jawne", "Zrodlo.")))
    assert found(ask(engine, "zrodlo", MEMBER)) == [2]


def test_page_lost_since_the_cursor_is_left_out_of_hits_counts_and_facets(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"), page(2, "Spawanie"))
    asked: list[int] = []

    def lost_after(cursor: int) -> frozenset[int]:
        asked.append(cursor)
        return frozenset({2})

    results = ask(engine, "spawanie", replace(OUTSIDER, lost_after=lost_after))
    assert (found(results), results.total_count, counts(results, "type")) == ([1], 1, {"pages.ArticlePage": 1})
    assert asked == [engine.cursor()]


def test_more_pages_lost_than_one_clause_of_a_query_takes_are_left_out(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"), page(2, "Spawanie"), page(70_000, "Spawanie"))
    losing = replace(OUTSIDER, lost_after=lambda _cursor: frozenset(range(2, 70_001)))
    assert found(ask(engine, "spawanie", losing)) == [1]


def test_words_of_a_lost_page_are_known_no_more(engine: SearchEngine, settle: Settle) -> None:
    put(engine, page(1, "Sprzęt", "Gaśnice i hydranty."), page(2, "Ochrona", "Gaśnica proszkowa."))
    losing = replace(OUTSIDER, lost_after=lambda _cursor: frozenset({1}))
    texts = ("gasnice", "gaśnce", "hydranty gasnica", "hydrnty")
    while_lost = [ask(engine, text, losing) for text in texts]
    engine.apply([RemovedPage(1, 1000, PUBLIC)], 1000)
    settle()
    for text, before in zip(texts, while_lost, strict=True):
        after = ask(engine, text)
        assert (found(before), before.facets, before.corrections, before.corrected) == (
            found(after),
            after.facets,
            after.corrections,
            after.corrected,
        ), text
