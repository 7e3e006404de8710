"""The specification of a search engine: what the termbase adds to a query is found, and explained."""

from uuid import UUID

import pytest

from pages.terms.termbase import Termbase, TermEntry
from search.engines.base import SearchEngine
from search.results import Expansion, SearchResults
from search.terminology import Terminology
from tests.contract.search_index import OUTSIDER, ask as ask_without_terms, found, page, put

WELDING, GAS, SQUARE, ANGLE = (UUID(int=n) for n in range(1, 5))
TERMS = Terminology(
    Termbase({
        "pl": (
            TermEntry(WELDING, "spawanie", ("spawać",), ("zespawka",)),
            TermEntry(GAS, "gaz osłonowy", ("mieszanka spawalnicza",), ("gaz ochronny",)),
            TermEntry(SQUARE, "kątownik"),
            TermEntry(ANGLE, "kątownik stalowy"),
        ),
        "lt": (
            TermEntry(WELDING, "suvirinimas", ("suvirinti", "suvirinu"), ("virinimas",)),
            TermEntry(GAS, "apsauginės dujos"),
            TermEntry(SQUARE, "kampainis"),
            TermEntry(ANGLE, "profiliuotis"),
        ),
    })
)  # fmt: skip


def ask(engine: SearchEngine, text: str, language_code: str = "pl", **fields: object) -> SearchResults:
    return ask_without_terms(engine, text, OUTSIDER, TERMS, language_code=language_code, **fields)


def elsewhere(results: SearchResults) -> dict[str, list[int]]:
    return {block.language_code: [hit.page_id for hit in block.hits] for block in results.other_languages}


def added(results: SearchResults) -> list[tuple[str, str, str]]:
    return [(expansion.typed, expansion.added, expansion.language_code) for expansion in results.expansions]


@pytest.fixture
def lithuanian(engine: SearchEngine) -> SearchEngine:
    put(
        engine,
        page(1, "Kursas", "Suvirinimas MIG būdu.", language="lt"),
        page(2, "Praktika", "Suvirinu kas dieną.", language="lt"),
        page(3, "Dujos", "Pasirinkite apsaugines dujas.", language="lt"),
        page(4, "Dujų sauga", "Apsauginiai akiniai ir dujos.", language="lt"),
        page(5, "Įrankiai", "Kampainis ir slankmatis.", language="lt"),
        page(6, "Sandėlis", "Profiliuotis ir vamzdis.", language="lt"),
    )
    return engine


def test_form_that_no_stemmer_joins_is_found_as_its_term(lithuanian: SearchEngine) -> None:
    for text in ("suvirinti", "suvirinu", "suvirinimas", "virinimas"):
        assert set(found(ask(lithuanian, text, "lt"))) == {1, 2}, text
    (hit,) = [hit for hit in ask(lithuanian, "suvirinti", "lt").hits if hit.page_id == 2]
    assert hit.passages[0].html == "<mark>Suvirinu</mark> kas dieną."


def test_variant_not_to_be_used_finds_the_term_and_is_not_looked_for(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "A", "Gazy osłonowe chronią jeziorko."),
        page(2, "B", "Mieszanka spawalnicza."),
        page(3, "C", "Gaz ochronny, czyli zła nazwa."),
    )
    assert set(found(ask(engine, "gaz ochronny"))) == {1, 2, 3}
    assert set(found(ask(engine, "mieszanka spawalnicza"))) == {1, 2}
    assert added(ask(engine, "gaz ochronny")) == [("gaz ochronny", "gaz osłonowy", "pl")]
    assert added(ask(engine, "gaz osłonowy")) == [("gaz osłonowy", "mieszanka spawalnicza", "pl")]


def test_term_of_several_words_is_added_as_a_phrase(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Gaz osłonowy."), page(2, "B", "Gaz ziemny i fartuch osłonowy."))
    assert found(ask(engine, "mieszanka spawalnicza")) == [1]


def test_phrase_in_quotes_stays_as_it_is(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Gaz osłonowy."), page(2, "B", "Mieszanka spawalnicza."))
    results = ask(engine, '"gaz osłonowy"')
    assert found(results) == [1]
    assert added(results) == []


def test_pages_in_another_language_are_found_by_its_name_of_the_term(lithuanian: SearchEngine) -> None:
    results = ask(lithuanian, "spawania")
    assert {number for numbers in elsewhere(results).values() for number in numbers} == {1, 2}
    assert results.expansions == (Expansion("spawania", "suvirinimas", "lt", "termbase"),)
    titles = {hit.page_id: hit.passages[0].html for hit in results.other_languages[0].hits}
    assert titles == {1: "<mark>Suvirinimas</mark> MIG būdu.", 2: "<mark>Suvirinu</mark> kas dieną."}


def test_words_without_diacritics_are_known_as_terms(lithuanian: SearchEngine) -> None:
    assert elsewhere(ask(lithuanian, "gaz oslonowy")) == {"lt": [3]}
    assert elsewhere(ask(lithuanian, "katownik")) == {"lt": [5]}


def test_term_of_several_words_is_found_as_a_whole_and_by_the_terms_within(lithuanian: SearchEngine) -> None:
    assert elsewhere(ask(lithuanian, "gaz osłonowy")) == {"lt": [3]}
    assert elsewhere(ask(lithuanian, "kątownik")) == {"lt": [5]}
    results = ask(lithuanian, "stary kątownik stalowy")
    assert set(elsewhere(results)["lt"]) == {5, 6}
    assert added(results) == [("kątownik stalowy", "profiliuotis", "lt"), ("kątownik", "kampainis", "lt")]


def test_word_that_both_languages_have_is_looked_for_beside_the_term(lithuanian: SearchEngine) -> None:
    results = ask(lithuanian, "spawanie MIG")
    assert elsewhere(results)["lt"][0] == 1


def test_phrase_that_is_a_term_is_looked_for_by_its_name(lithuanian: SearchEngine) -> None:
    assert elsewhere(ask(lithuanian, '"gazu osłonowego"')) == {"lt": [3]}
    assert elsewhere(ask(lithuanian, '"gazu osłonowego" spawanie')) == {"lt": [3]}
    assert elsewhere(ask(lithuanian, '"gazu zwykłego" spawanie')) == {}


def test_term_left_out_is_left_out_in_other_languages(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "A", "Apsauginės dujos ir suvirinimas.", language="lt"),
        page(2, "B", "Apsauginės dujos.", language="lt"),
    )
    assert set(elsewhere(ask(engine, "gaz osłonowy"))["lt"]) == {1, 2}
    assert elsewhere(ask(engine, "gaz osłonowy -spawanie")) == {"lt": [2]}


def test_word_of_the_termbase_is_no_misspelling(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Spawanie."), page(2, "B", "Zaspawka."))
    results = ask(engine, "zespawka")
    assert found(results) == [1]
    assert results.corrections == ()
    assert [fix.replacement for fix in ask_without_terms(engine, "zespawka").corrections] == ["zaspawka"]


def test_misspelt_term_is_looked_for_in_other_languages_as_it_is_repaired(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"), page(2, "Suvirinimas", language="lt"))
    results = ask(engine, "spawaine")
    assert found(results) == [1]
    assert elsewhere(results) == {"lt": [2]}
    assert added(results) == [("spawanie", "suvirinimas", "lt")]
    assert found(ask(engine, "spawaine", "lt", words_language_code="pl")) == [2]


def test_misspelt_form_of_a_term_is_found_as_its_term_too(lithuanian: SearchEngine) -> None:
    results = ask(lithuanian, "suvrinu", "lt")
    assert (results.corrected, set(found(results))) == ("suvirinu", {1, 2})


def test_phrase_of_the_title_that_another_language_has_not_leaves_nothing_there(lithuanian: SearchEngine) -> None:
    assert elsewhere(ask(lithuanian, "spawanie title:obrabiarka")) == {}


def test_language_without_hits_explains_nothing(engine: SearchEngine) -> None:
    put(engine, page(1, "Staklės", "Staklės ir frezos.", language="lt"))
    assert added(ask(engine, "spawanie")) == []


def test_words_of_one_language_search_the_pages_of_another(lithuanian: SearchEngine) -> None:
    results = ask(lithuanian, "spawanie", "lt", words_language_code="pl")
    assert set(found(results)) == {1, 2}
    assert added(results) == [("spawanie", "suvirinimas", "lt")]
    assert ask(lithuanian, "tokarka", "lt", words_language_code="pl").total_count == 0


def test_word_as_typed_counts_more_than_what_else_it_is_called(engine: SearchEngine) -> None:
    others = [page(number, "Inne", "Obrabiarka stoi w hali.") for number in range(100, 135)]
    put(engine, page(1, "A", "Spawać."), *(page(number, "B", "Spawanie.") for number in range(2, 7)), *others)
    # The rare word would outdo the common one.
    assert found(ask(engine, "spawanie")) == [2, 3, 4, 5, 6, 1]
