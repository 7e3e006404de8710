"""The query language."""

import pytest

from search.query_parser import LONGEST_TEXT, MOST_WORDS, ParsedQuery, parse_query


@pytest.mark.parametrize(
    ("text", "words", "phrases", "excluded"),
    [
        ("Spawanie TIG", ("spawanie", "tig"), (), ()),
        ("spawanie spawanie", ("spawanie",), (), ()),
        ('"gaz osłonowy" argon', ("argon",), (("gaz", "osłonowy"),), ()),
        ("„gaz osłonowy” argon", ("argon",), (("gaz", "osłonowy"),), ()),
        ("„apsauginės dujos“", (), (("apsauginės", "dujos"),), ()),
        ("spawanie -stal", ("spawanie",), (), (("stal",),)),
        ('spawanie -"gaz osłonowy"', ("spawanie",), (), (("gaz", "osłonowy"),)),
        ("MIG-MAG", ("mig", "mag"), (), ()),
        ("Suwałki - Alytus", ("suwałki", "alytus"), (), ()),
        ('"gaz"', ("gaz",), (), ()),
        ("", (), (), ()),
        ('?! "" -', (), (), ()),
    ],
)
def test_words_phrases_and_words_to_leave_out(
    text: str, words: tuple[str, ...], phrases: tuple[tuple[str, ...], ...], excluded: tuple[tuple[str, ...], ...]
) -> None:
    assert parse_query(text) == ParsedQuery(words, phrases, excluded)


def test_open_quote_is_told_with_its_place_and_its_words_are_searched() -> None:
    query = parse_query('argon "gaz osłonowy')
    assert query.words == ("argon", "gaz", "osłonowy")
    assert [problem.position for problem in query.problems] == [6]


def test_only_words_to_leave_out_are_no_search() -> None:
    query = parse_query("-stal")
    assert not query.searchable
    assert len(query.problems) == 1


def test_pasted_document_is_cut_and_told() -> None:
    query = parse_query(" ".join(f"w{n}" for n in range(500)))
    assert len(query.words) == MOST_WORDS
    assert [problem.position for problem in query.problems] == [LONGEST_TEXT]
