"""Terms of the termbase in the words of a query."""

from uuid import UUID

from pages.terms.termbase import Termbase, TermEntry
from search.query_parser import parse_query
from search.query_terms import analyse_query
from search.terminology import Terminology, terminology_of

SLAG, DROSS, LASER, LASER_CUTTING, FLUID, COPPER, CLEARANCE, WELD = (UUID(int=n) for n in range(1, 9))
TERMBASE = Termbase({
    "en": (TermEntry(SLAG, "slag"), TermEntry(DROSS, "dross", ("slag", "burr"))),
    "pl": (
        TermEntry(LASER, "laser"),
        TermEntry(LASER_CUTTING, "cięcie laserowe", ("cięcie laserem",), ("palenie laserem",)),
        TermEntry(FLUID, "ciecz chłodząco-smarująca"),
        TermEntry(COPPER, "miedź"),
    ),
    "lt": (TermEntry(COPPER, "varis"), TermEntry(CLEARANCE, "tarpelis"), TermEntry(WELD, "siūlė")),
})  # fmt: skip


def found(text: str, language_code: str, **spellings: list[str]) -> list[tuple[int, int, tuple[UUID, ...]]]:
    words = analyse_query(parse_query(text), language_code, lambda folded: spellings).words
    terms = Terminology(TERMBASE).found_in(words, language_code)
    return [(term.start, term.end, term.concepts) for term in terms]


def test_every_form_of_a_term_is_found() -> None:
    for text in ("cięcie laserowe", "cięciem laserowym", "ciecie laserowe", "cięciu laserem", "palenia laserem"):
        assert found(text, "pl")[0] == (0, 2, (LASER_CUTTING,)), text


def test_longest_term_at_a_place_is_taken_and_the_rest_looked_at() -> None:
    assert found("nowe cięcie laserowe i lasery", "pl") == [(1, 3, (LASER_CUTTING,)), (4, 5, (LASER,))]
    assert found("cięcie", "pl") == []


def test_terms_within_a_term_are_found_after_it() -> None:
    both = Termbase({"pl": (TermEntry(WELD, "spawanie"), TermEntry(LASER, "spawanie laserem"))})
    words = analyse_query(parse_query("spawanie laserem"), "pl", lambda folded: {}).words
    found = Terminology(both).found_in(words, "pl")
    assert [(term.start, term.end, term.concepts) for term in found] == [(0, 2, (LASER,)), (0, 1, (WELD,))]


def test_hyphen_parts_a_term_as_it_parts_the_query() -> None:
    assert found("ciecz chłodząco smarująca", "pl") == [(0, 3, (FLUID,))]


def test_word_of_another_family_is_no_term() -> None:
    for text in ("variantas", "tarp", "siūlyti"):
        assert found(text, "lt") == [], text
    assert found("między", "pl") == []
    assert found("miedzi", "pl") == [(0, 1, (COPPER,))]


def test_word_without_marks_stands_for_what_the_pages_have() -> None:
    assert found("siules", "lt") == [(0, 1, (WELD,))]
    assert found("miedzy", "pl", miedzy=["między"]) == []
    assert found("miedzia", "pl", miedzia=["miedzią"]) == [(0, 1, (COPPER,))]


def test_name_of_a_term_comes_before_another_terms_form() -> None:
    assert found("slag", "en") == [(0, 1, (SLAG,))]
    assert found("burrs", "en") == [(0, 1, (DROSS,))]


def test_wordings_not_to_be_used_are_no_alternatives() -> None:
    wordings = Terminology(TERMBASE).wordings([LASER_CUTTING], "pl")
    assert [wording.text for wording in wordings] == ["cięcie laserowe", "cięcie laserem"]


def test_language_without_terms_has_none() -> None:
    assert found("slag", "xx") == []


def test_terms_are_analysed_once_for_a_termbase() -> None:
    assert terminology_of(TERMBASE) is terminology_of(TERMBASE)
    assert terminology_of(Termbase(TERMBASE.entries)) is not terminology_of(TERMBASE)
