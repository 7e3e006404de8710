"""The specification of a search engine: misspelt words, repaired from words that the reader may read."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pages.language.folding import fold
from search.documents import RemovedPage
from search.engines.base import SearchEngine
from search.query import Reader
from search.results import Correction
from tests.contract.search_index import (
    MEMBER,
    OUTSIDER,
    PUBLIC,
    STAFF,
    ask,
    found,
    page,
    put,
    restricted,
)


def similar(engine: SearchEngine, *words: str, reader: Reader = OUTSIDER) -> dict[str, int]:
    with engine.reading(reader) as indexes:
        return dict(indexes["pl"].similar([fold(word) for word in words]))


def test_misspelt_word_finds_what_was_meant_and_says_so(engine: SearchEngine) -> None:
    put(engine, page(1, "Kurs", "Podstawy spawania łukowego."))
    results = ask(engine, "spawnaia")
    assert results.hits[0].passages[0].html == "Podstawy <mark>spawania</mark> łukowego."
    assert (results.corrected, results.suggestion) == ("spawania", "")
    assert results.corrections == (Correction("spawnaia", "spawania"),)


@pytest.mark.parametrize(
    ("language", "text", "typed", "meant"),
    [
        ("pl", "Złącza spawane i pęknięcia.", "pekniceia", "pęknięcia"),
        ("pl", "Ściernica diamentowa.", "sciernca", "ściernica"),
        ("pl", "Źródło prądu.", "Żrodlło", "źródło"),
        ("lt", "Suvirinimas apsauginėse dujose.", "suvirnimas", "suvirinimas"),
        ("lt", "Įrangos priežiūra.", "priezuira", "priežiūra"),
        ("lt", "Šlifavimo staklės.", "šlfavimo", "šlifavimo"),
    ],
)
def test_errors_in_words_with_and_without_marks(
    engine: SearchEngine, language: str, text: str, typed: str, meant: str
) -> None:
    put(engine, page(1, "A", text, language=language))
    results = ask(engine, typed, language_code=language)
    assert (found(results), results.corrected) == ([1], meant)


def test_query_that_finds_pages_as_typed_gets_a_suggestion(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Spawanie."), page(2, "B", "Aluminium."))
    results = ask(engine, "Aluminium -gaz spwanie")
    assert set(found(results)) == {1, 2}
    assert (results.corrected, results.suggestion) == ("", "Aluminium -gaz spawanie")


def test_phrase_is_answered_as_typed_and_a_word_beside_it_suggested(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Gaz osłonowy i spawanie."), page(2, "B", "Spawanie."))
    results = ask(engine, '"gaz osłonowy" spwanie')
    assert found(results) == [1]
    assert results.suggestion == '"gaz osłonowy" spawanie'


def test_only_the_word_that_is_told_is_searched_for(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Stal."), page(2, "B", "Stal i staw."), page(3, "C", "Stan."))
    results = ask(engine, "stax")
    assert (results.corrected, set(found(results))) == ("stal", {1, 2})


@pytest.mark.parametrize("text", ['"spwanie"', "stla7", "6o13", "tgi", "xyzzyxyzzy", "-spwanie stal"])
def test_quoted_words_numbers_and_short_words_are_not_repaired(engine: SearchEngine, text: str) -> None:
    put(engine, page(1, "A", "Spawanie TIG drutem 6013."), page(2, "B", "Stal."))
    results = ask(engine, text)
    assert (results.corrections, results.corrected, results.suggestion) == ((), "", "")


def test_form_that_no_page_has_of_a_word_that_pages_have_is_no_error(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Spawanie."), page(2, "B", "Spadania."))
    results = ask(engine, "spawaniami")
    assert (found(results), results.corrections) == ([1], ())


def test_word_of_another_language_of_the_site_is_no_error(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Firma Weldy."))
    assert ask(engine, "welds").corrected == "weldy"
    engine.apply([page(2, "B", "Welds.", language="en", sequence=1000)], 1000)
    results = ask(engine, "welds", words_language_code="pl")
    assert (results.total_count, results.corrections) == (0, ())
    assert ask(engine, "welds").corrections == ()
    assert [block.language_code for block in results.other_languages] == ["en"]


def test_word_of_the_dictionary_is_no_error(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Zużycie drutu, kupiec."), page(2, "B", "Įranga.", language="lt"))
    assert ask(engine, "zażycie").corrections == ask(engine, "kupić").corrections == ()
    assert ask(engine, "zuzycei").corrected == "zużycie"
    assert ask(engine, "ranga", language_code="lt").corrections == ()


def test_nothing_near_leaves_the_answer_empty(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Spawanie."))
    results = ask(engine, "xylophone")
    assert (results.total_count, results.corrections, results.corrected) == (0, (), "")


def test_corrected_query_pages_on(engine: SearchEngine) -> None:
    put(engine, *(page(n, "Spawanie", "Spawanie.") for n in range(1, 26)))
    assert len(found(ask(engine, "spwanie", offset=20))) == 5
    assert ask(engine, "spwanie", only_pages=True).total_count == 25


def test_restricted_words_are_meant_by_their_audience_only(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "A", "Spawanie."),
        restricted(page(2, "B", "Rekrutacja.")),
        restricted(page(3, "C", "Zwolnienia."), STAFF),
    )
    for reader, text, corrected in (
        (OUTSIDER, "rekrutcja", ""),
        (OUTSIDER, "zwolnienai", ""),
        (MEMBER, "rekrutcja", "rekrutacja"),
        (MEMBER, "zwolnienai", ""),
    ):
        assert ask(engine, text, reader).corrected == corrected
    assert "zwolnienia" not in similar(engine, "zwolnienai", reader=MEMBER)


def test_words_of_other_audiences_neither_hide_an_error_nor_weigh(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "A", "Kursy."),
        restricted(page(2, "B", "Kursw."), STAFF),
        *(restricted(page(n, "C", "Kursz."), STAFF) for n in range(10, 20)),
    )
    assert ask(engine, "kursw").corrected == ask(engine, "kursw", MEMBER).corrected == "kursy"
    assert similar(engine, "kursw", reader=MEMBER) == {"kursy": 1}


def test_word_of_a_page_lost_since_the_cursor_is_not_meant(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Rekrutacja."), page(2, "B", "Spawanie."))
    lost = replace(OUTSIDER, lost_after=lambda _cursor: frozenset({1}))
    assert ask(engine, "rekrutcja").corrected == "rekrutacja"
    results = ask(engine, "rekrutcja", lost)
    assert (results.corrections, results.corrected) == ((), "")


def test_words_are_counted_over_their_pages_and_forgotten_with_them(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Spawanie."), page(2, "B", "Spawanie i spawanie."))
    assert similar(engine, "spwanie") == {"spawanie": 2}
    engine.apply([page(1, "A", "Frezowanie.", sequence=1000)], 1000)
    assert similar(engine, "spwanie") == {"spawanie": 1}
    engine.apply([RemovedPage(2, 1001, PUBLIC)], 1001)
    assert similar(engine, "spwanie") == {}
    assert ask(engine, "spwanie").corrections == ()
    engine.apply([page(2, "B", "Spawanie.", sequence=1002)], 1002)
    assert similar(engine, "spwanie") == {"spawanie": 1}


def test_words_of_a_language_that_becomes_restricted_in_part_are_meant_by_all_its_readers(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Spawanie."))
    engine.apply([restricted(page(2, "B", "Spawania.", sequence=1000))], 1000)
    assert similar(engine, "spwanie") == {"spawanie": 1}
    assert similar(engine, "spwanie", reader=MEMBER) == {"spawanie": 1, "spawania": 1}


@pytest.mark.parametrize("typed", [("spwanie",), ("stla", "gzay"), ("s" * 300,), ("ąęśćżź",)])
def test_every_word_within_the_edits_is_near(engine: SearchEngine, typed: Sequence[str]) -> None:
    put(engine, page(1, "A", "Spawanie, spawania, stal, stała, gazy, bazy, spanie."))
    near = similar(engine, *typed)
    expected = {("spwanie",): {"spawanie", "spawania", "spanie"}, ("stla", "gzay"): {"stal", "stała", "gazy"}}
    assert expected.get(tuple(typed), set()) <= near.keys()
