"""The specification of a search engine: words that a memory translates or that sound alike in another language."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from pages.language.morphology import analyse_form
from search.answering import answer
from search.documents import PageDocument
from search.engines.base import SearchEngine
from search.memory import MEMORY, Taught, Translation
from search.query import Reader, SearchQuery
from search.query_parser import parse_query
from search.results import Expansion, SearchResults
from tests.contract.search_index import MEMBER, OUTSIDER, STAFF, page, put, restricted

# What the memory knows: how a Polish word is called in Lithuanian, and how sure that is.
KNOWN = {"frezarka": [("frezavimo", 0.9), ("staklės", 0.2)], "osłona": [("gaubtas", 0.9)]}


def memory(lemmas: Collection[str], language_code: str) -> Taught:
    assert language_code == "pl"
    known = {analyse_form(word, "pl").lemma: names for word, names in KNOWN.items()}
    return {
        ("lt", lemma): [Translation(analyse_form(name, "lt"), name, score, MEMORY) for name, score in known[lemma]]
        for lemma in lemmas
        if lemma in known
    }


def ask(engine: SearchEngine, text: str, reader: Reader = OUTSIDER) -> SearchResults:
    query = SearchQuery(text, "lt", words_language_code="pl")
    with engine.reading(reader) as indexes:
        return answer(indexes, query, parse_query(text), memory=memory)


def alike(engine: SearchEngine, *beginnings: str, reader: Reader = OUTSIDER) -> dict[str, dict[str, int]]:
    with engine.reading(reader) as indexes:
        return {key: dict(found) for key, found in indexes["lt"].alike(beginnings).items()}


def found(results: SearchResults) -> list[int]:
    return [hit.page_id for hit in results.hits]


def lithuanian(number: int, title: str, *texts: str) -> PageDocument:
    return page(number, title, *texts, language="lt")


def test_word_is_found_by_what_the_memory_calls_it(engine: SearchEngine) -> None:
    put(engine, lithuanian(1, "A", "Frezavimas."), lithuanian(2, "B", "Tekinimas."))
    results = ask(engine, "frezarki")
    assert found(results) == [1]
    assert results.expansions == (
        Expansion("frezarki", "frezavimo", "lt", "memory"),
        Expansion("frezarki", "staklės", "lt", "memory"),
    )


def test_sure_translation_counts_more_than_an_unsure_one(engine: SearchEngine) -> None:
    others = [lithuanian(n, "Kita", "Apie visai kita.") for n in range(3, 9)]
    put(engine, lithuanian(1, "A", "Staklės."), lithuanian(2, "B", "Frezavimo."), *others)
    assert found(ask(engine, "frezarka")) == [2, 1]


@pytest.mark.parametrize(
    ("polish", "written"),
    [
        ("technologia", "technologijos"),
        ("dyrektorzy", "direktorius"),
        ("wandalizm", "vandalizmas"),
        ("szablon", "šablonai"),
        ("kontrolerem", "kontroleriai"),
        ("filmowy", "filmas"),
        ("sensacyjny", "sensacija"),
    ],
)
def test_word_that_sounds_alike_is_found(engine: SearchEngine, polish: str, written: str) -> None:
    put(engine, lithuanian(1, "A", f"Tai {written}."), lithuanian(2, "B", "Tai kita."))
    results = ask(engine, polish)
    assert found(results) == [1]
    assert results.expansions == (Expansion(polish, written, "lt", "cognate"),)


def test_word_that_the_memory_knows_is_not_guessed(engine: SearchEngine) -> None:
    put(engine, lithuanian(1, "A", "Oslonas."), lithuanian(2, "B", "Gaubtas."))
    assert found(ask(engine, "osłona")) == [2]


def test_words_that_only_begin_alike_are_not_taken_for_one(engine: SearchEngine) -> None:
    put(engine, lithuanian(1, "A", "Programuotojas."), lithuanian(2, "B", "Prospektas."))
    assert ask(engine, "profil").total_count == 0


def test_number_means_the_same_in_all_languages(engine: SearchEngine) -> None:
    put(engine, lithuanian(1, "A", "Suvirino 6 mm lakštą."), lithuanian(2, "B", "Suvirino 8 mm lakštą."))
    assert found(ask(engine, "blacha 6")) == [1]


def test_quotation_in_a_sentence_is_translated_by_its_words(engine: SearchEngine) -> None:
    put(engine, lithuanian(1, "A", "Frezavimo gaubtas."), lithuanian(2, "B", "Tekinimas."))
    assert found(ask(engine, '"frezarka ma dziś nową osłonę"')) == [1]
    assert found(ask(engine, 'Majster powiedział uczniom na hali: "frezarka bez osłony"')) == [1]
    assert found(ask(engine, '"frezarka bez osłony"')) == []


def test_words_are_counted_by_how_they_begin(engine: SearchEngine) -> None:
    put(engine, lithuanian(1, "A", "Švedija, Švedijos."), lithuanian(2, "B", "Švedija, kampas."))
    assert alike(engine, "sve", "kam", "xyz") == {"sve": {"švedija": 2, "švedijos": 1}, "kam": {"kampas": 1}}


def test_words_that_sound_alike_are_the_readers_own(engine: SearchEngine) -> None:
    put(
        engine,
        lithuanian(1, "A", "Kontroleris."),
        restricted(lithuanian(2, "B", "Kontrolieriai.")),
        restricted(lithuanian(3, "C", "Kontroliuoja."), STAFF),
    )
    assert alike(engine, "kon") == {"kon": {"kontroleris": 1}}
    assert alike(engine, "kon", reader=MEMBER) == {"kon": {"kontroleris": 1, "kontrolieriai": 1}}
    assert {added.added for added in ask(engine, "kontroler").expansions} == {"kontroleris"}


def test_words_of_a_page_just_lost_do_not_sound_alike(engine: SearchEngine) -> None:
    put(engine, lithuanian(1, "A", "Kontroleris."), lithuanian(2, "B", "Kontroleris, kontrolieriai."))
    lost = replace(OUTSIDER, lost_after=lambda _cursor: frozenset({2}))
    assert alike(engine, "kon", reader=lost) == {"kon": {"kontroleris": 1}}
