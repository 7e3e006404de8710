"""The specification of a search engine: words that are plainly of another language than the one asked in."""

import pytest

from search.engines.base import SearchEngine
from search.query import Reader
from search.results import SearchResults
from tests.contract.search_index import MEMBER, OUTSIDER, ask as ask_without_terms, found, page, put, restricted
from tests.contract.test_search_engines_terms import TERMS, added, elsewhere


def ask(engine: SearchEngine, text: str, reader: Reader = OUTSIDER, **fields: object) -> SearchResults:
    return ask_without_terms(engine, text, reader, TERMS, **{"language_code": "lt", **fields})


@pytest.fixture
def both(engine: SearchEngine) -> SearchEngine:
    put(
        engine,
        page(1, "Kurs", "Spawanie łukowe stali, urządzenia Fronius."),
        page(2, "Kursas", "Suvirinimas lanku.", language="lt"),
        page(3, "Dujos", "Apsauginės dujos ir TIG.", language="lt"),
    )
    return engine


def test_words_of_another_language_are_translated_from_it(both: SearchEngine) -> None:
    for text in ("spawanie", "spawanie łukowe", "SPAWANIA lukowego TIG", "spawanie blach"):
        results = ask(both, text)
        assert results.words_language_code == "pl", text
        assert 2 in found(results), text
        assert ("spawania" if "SPAWANIA" in text else "spawanie", "suvirinimas", "lt") in added(results), text
        assert elsewhere(results) == {"pl": [1]}, text


def test_words_of_the_language_asked_in_stay_its_own(both: SearchEngine) -> None:
    for text in ("suvirinimas", "lanku", "suvirinimas Fronius", "TIG", "plienas ir dujos", "2024", "xyzzy"):
        assert ask(both, text).words_language_code == "lt", text
    assert ask(both, "spawanie TIG", language_code="pl").words_language_code == "pl"


def test_words_of_both_languages_leave_it_as_asked(both: SearchEngine) -> None:
    assert ask(both, "spawanie suvirinimas").words_language_code == "lt"
    assert ask(both, "spawanie dujos").words_language_code == "lt"


def test_name_that_only_pages_of_another_language_have_tells_nothing(both: SearchEngine) -> None:
    assert ask(both, "Fronius").words_language_code == "lt"


def test_letter_that_the_language_does_not_know_tells_a_word_from_a_quoted_one(both: SearchEngine) -> None:
    put(both, page(4, "Lenkijoje", "Ženklas „spawanie łukowe“.", language="lt", sequence=1000))
    assert ask(both, "spawanie").words_language_code == "lt"
    assert ask(both, "łukowe").words_language_code == "pl"


def test_language_that_is_said_is_never_changed(both: SearchEngine) -> None:
    results = ask(both, "spawanie", words_language_code="lt")
    assert (results.words_language_code, results.total_count, results.expansions) == ("lt", 0, ())
    assert ask(both, "suvirinimas", words_language_code="pl").words_language_code == "pl"


def test_pages_of_the_language_named_in_the_text_are_searched_by_words_of_another(both: SearchEngine) -> None:
    assert found(ask(both, "lang:lt spawanie", language_code="pl")) == [2]
    assert ask(both, "lang:lt suvirinimas", language_code="pl").words_language_code == "lt"


def test_misspelt_word_is_repaired_in_the_language_of_the_others(both: SearchEngine) -> None:
    results = ask(both, "spawamie łukowe")
    assert [(fix.word, fix.replacement) for fix in results.corrections] == [("spawamie", "spawanie")]
    assert 2 in found(results)


def test_pages_in_a_listing_are_found_by_their_own_language(both: SearchEngine) -> None:
    assert ask(both, "spawanie", only_pages=True).page_ids == ()


def test_word_that_only_restricted_pages_have_tells_nothing_to_an_outsider(both: SearchEngine) -> None:
    # Without marks no dictionary has it: it is known from the page alone.
    put(both, restricted(page(1000, "Tajne", "Pęknięcia.")))
    assert ask(both, "pekniecia").words_language_code == "lt"
    assert ask(both, "pekniecia", MEMBER).words_language_code == "pl"
