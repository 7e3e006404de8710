"""The specification of a search engine: titles suggested to who types."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.documents import RemovedPage, translation_number
from search.engines.base import SearchEngine
from search.query import Reader
from search.suggestions import SuggestedPage, typed_words
from tests.contract.search_index import MEMBER, OUTSIDER, PUBLIC, STAFF, page, put, restricted


def suggested(
    engine: SearchEngine,
    text: str,
    reader: Reader = OUTSIDER,
    *,
    language: str = "pl",
    limit: int = 8,
    without: Collection[int] = (),
) -> list[int]:
    typed = typed_words(text, language)
    assert typed is not None
    with engine.reading(reader) as indexes:
        return [found.page_id for found in indexes[language].suggest(typed, limit, without)]


def test_title_is_suggested_with_what_leads_to_it(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie TIG", "Kurs."))
    typed = typed_words("spa", "pl")
    assert typed is not None
    with engine.reading(OUTSIDER) as indexes:
        assert list(indexes["pl"].suggest(typed, 8)) == [
            SuggestedPage(page_id=1, title="Spawanie TIG", url="/pl/1/", type="pages.ArticlePage")
        ]


def test_every_word_must_be_in_the_title_and_the_last_may_be_a_beginning(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie metodą TIG"), page(2, "Spawanie stali"), page(3, "Cięcie stali"))
    assert suggested(engine, "spawanie st") == [2]
    assert suggested(engine, "tig spaw") == [1]
    assert set(suggested(engine, "sta")) == {2, 3}
    assert suggested(engine, "spaw stali") == []  # only the last word is a beginning
    assert suggested(engine, "spawanie drewna") == []


def test_text_of_a_page_is_not_suggested(engine: SearchEngine) -> None:
    put(engine, page(1, "Kurs", "Spawanie."))
    assert suggested(engine, "spaw") == []


@pytest.mark.parametrize("typed", ["łuk", "luk", "ŁUK", "oslony łuku", "osłony luk"])
def test_diacritics_may_be_left_out_of_any_word(engine: SearchEngine, typed: str) -> None:
    put(engine, page(1, "Osłony łuku"), page(2, "Kurs"))
    assert suggested(engine, typed) == [1]


def test_words_of_a_title_are_known_in_other_forms(engine: SearchEngine) -> None:
    put(engine, page(1, "Kurs spawania łukowego"), page(2, "Spawaniem"), page(3, "Frezowanie"))
    assert suggested(engine, "spawaniem") == [2, 1]
    assert suggested(engine, "kursy spaw") == [1]
    assert suggested(engine, "spawanie łuk") == [1]


def test_title_that_begins_with_what_was_typed_comes_first(engine: SearchEngine) -> None:
    newest = datetime(2026, 1, 1, tzinfo=UTC)
    put(
        engine,
        page(1, "Gazy osłonowe"),
        page(2, "Butle na gazy", published_at=newest),
        page(3, "Gaz w stali gazowanej", published_at=newest),
    )
    assert suggested(engine, "gaz") == [3, 1, 2]
    assert suggested(engine, "g") == [3, 1, 2]


def test_several_words_that_a_title_begins_with_come_before_those_in_it_and_these_before_other_forms(
    engine: SearchEngine,
) -> None:
    documents = [page(1, "Cięcie stali nierdzewnej"), page(2, "O cięciu stali"), page(3, "Stali cięcie")]
    newest = datetime(2026, 1, 1, tzinfo=UTC)
    put(engine, documents[0], replace(documents[1], published_at=newest), documents[2])
    assert suggested(engine, "ciecie sta") == suggested(engine, "cięcie stal", limit=3) == [1, 3, 2]
    assert suggested(engine, "ciecie sta", limit=2) == [1, 3]


def test_among_alike_the_last_published_comes_first(engine: SearchEngine) -> None:
    put(engine, *(page(n, f"Stal {n}", published_at=datetime(2025, 1, n % 5 + 1, tzinfo=UTC)) for n in range(1, 11)))
    assert suggested(engine, "s")[:4] == [9, 4, 8, 3]
    assert suggested(engine, "stal", limit=3) == [9, 4, 8]


def test_no_more_are_suggested_than_wanted_and_none_twice(engine: SearchEngine) -> None:
    put(engine, *(page(n, f"Stal stali {n}") for n in range(1, 31)), page(31, "Mocna stal"))
    for limit in (1, 8, 30):
        found = suggested(engine, "stal", limit=limit)
        assert len(found) == len(set(found)) == limit
    assert len(suggested(engine, "stal", limit=50)) == 31


def test_version_of_a_page_shown_already_is_left_out(engine: SearchEngine) -> None:
    put(engine, page(1, "TIG", translation_key="a"), page(2, "TIG 2", translation_key="b"), page(3, "TIG 3"))
    assert set(suggested(engine, "tig", without={translation_number("a")})) == {2, 3}


def test_changed_title_is_suggested_and_the_one_before_is_not(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie", published_at=datetime(2025, 1, 1, tzinfo=UTC)), page(2, "Wiercenie"))
    engine.apply([page(1, "Frezowanie", sequence=1000)], 1000)
    assert suggested(engine, "spaw") == []
    assert suggested(engine, "frez") == [1]
    engine.apply([RemovedPage(1, 1001, PUBLIC)], 1001)
    assert suggested(engine, "frez") == []
    assert suggested(engine, "wier") == [2]


def test_restricted_title_is_suggested_to_its_audience_only(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"), restricted(page(2, "Spawanie w grupie")), restricted(page(3, "Spawanie"), STAFF))
    assert suggested(engine, "spaw") == [1]
    assert set(suggested(engine, "spaw", MEMBER)) == {1, 2}


def test_titles_of_others_take_no_place_of_ones_own(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"), *(restricted(page(n, "Spawanie tajne"), STAFF) for n in range(10, 30)))
    for reader in (OUTSIDER, MEMBER):
        assert suggested(engine, "spaw", reader, limit=1) == [1]
        assert suggested(engine, "spawanie taj", reader) == []


def test_language_that_becomes_restricted_in_part_suggests_what_was_public_before(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"))
    engine.apply([restricted(page(2, "Spawanie tajne", sequence=1000))], 1000)
    assert set(suggested(engine, "spaw", MEMBER)) == {1, 2}
    assert suggested(engine, "spaw") == [1]


def test_page_lost_since_the_cursor_is_not_suggested(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"), page(2, "Spawanie TIG"), restricted(page(3, "Spawanie MIG")))
    for reader, kept in ((OUTSIDER, {2}), (MEMBER, {2, 3})):
        lost = replace(reader, lost_after=lambda _cursor: frozenset({1}))
        assert set(suggested(engine, "spaw", lost)) == kept


def test_rebuilt_index_suggests_the_same(engine: SearchEngine) -> None:
    documents = [page(n, f"Stal {n}", published_at=datetime(2025, 1, n, tzinfo=UTC)) for n in range(1, 11)]
    put(engine, *documents)
    before = suggested(engine, "st")
    with engine.rebuilding() as fresh:
        put(fresh, *reversed(documents))
    assert suggested(engine, "st") == before


@pytest.mark.parametrize(
    "text", ["stal OR", "sta*", 'stal"', "words:stal", "a'--", "^stal", "NEAR(stal", "stal.*", "{sta"]
)
def test_signs_of_an_engines_own_language_do_no_harm(engine: SearchEngine, text: str) -> None:
    put(engine, page(1, "Stal"))
    assert suggested(engine, text) in ([], [1])


def test_title_without_words_is_never_suggested(engine: SearchEngine) -> None:
    put(engine, page(1, "—"), page(2, "S" * 200))
    assert suggested(engine, "s" * 199) == [2]
