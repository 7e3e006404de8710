"""The query language."""

import pytest
from django.utils.translation import override

from search.query import LONGEST_TEXT
from search.query_parser import MOST_WORDS, Choice, parse_query


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
    query = parse_query(text)
    assert (query.words, query.phrases, query.excluded, query.problems) == (words, phrases, excluded, ())


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


@pytest.mark.parametrize(
    ("text", "words", "titles", "excluded_titles"),
    [
        ("title:spawanie stal", ("stal",), (("spawanie",),), ()),
        ("tytuł:Spawanie", (), (("spawanie",),), ()),
        ("TYTUL:spawanie", (), (("spawanie",),), ()),
        ("pavadinimas:suvirinimas", (), (("suvirinimas",),), ()),
        ('title:"spawanie TIG"', (), (("spawanie", "tig"),), ()),
        ("title:„spawanie TIG” title:stal", (), (("spawanie", "tig"), ("stal",)), ()),
        ("title:MIG-MAG", (), (("mig", "mag"),), ()),
        ("stal -title:spawanie", ("stal",), (), (("spawanie",),)),
        ('stal -tytuł:"spawanie TIG"', ("stal",), (), (("spawanie", "tig"),)),
    ],
)
def test_words_of_the_title(
    text: str, words: tuple[str, ...], titles: tuple[tuple[str, ...], ...], excluded_titles: tuple[tuple[str, ...], ...]
) -> None:
    query = parse_query(text)
    assert (query.words, query.titles, query.excluded_titles) == (words, titles, excluded_titles)
    assert query.searchable
    assert query.problems == ()


@pytest.mark.parametrize(
    ("text", "any_of", "none_of"),
    [
        ("stal type:pages.CoursePage", ("pages.CoursePage",), ()),
        ("stal type:coursepage", ("pages.CoursePage",), ()),
        ("stal rodzaj:szkolenie", ("pages.CoursePage",), ()),
        ("stal typ:szkolenia", ("pages.CoursePage",), ()),
        ("stal rūšis:mokymai", ("pages.CoursePage",), ()),
        ("stal tipas:imone", ("pages.CompanyPage",), ()),
        ('stal type:"dokument strategiczny"', ("pages.StrategyDocumentPage",), ()),
        ("stal type:strateg", ("pages.StrategyDocumentPage", "pages.StrategyIndexPage"), ()),
        ("stal type:course type:company", ("pages.CoursePage", "pages.CompanyPage"), ()),
        ("stal -type:course", (), ("pages.CoursePage",)),
    ],
)
def test_kind_of_page_by_its_name_in_any_language(text: str, any_of: tuple[str, ...], none_of: tuple[str, ...]) -> None:
    query = parse_query(text)
    assert (query.words, query.types, query.problems) == (("stal",), Choice(any_of, none_of), ())


@pytest.mark.parametrize(
    ("text", "any_of", "none_of"),
    [
        ("stal lang:lt", ("lt",), ()),
        ("stal język:litewski", ("lt",), ()),
        ("stal jezyk:lit", ("lt",), ()),
        ("stal kalba:lenkų", ("pl",), ()),
        ("stal lang:English", ("en",), ()),
        ("stal lang:lietuvių lang:polski", ("lt", "pl"), ()),
        ("stal -lang:en", (), ("en",)),
    ],
)
def test_language_by_code_or_name(text: str, any_of: tuple[str, ...], none_of: tuple[str, ...]) -> None:
    query = parse_query(text)
    assert (query.words, query.languages, query.problems) == (("stal",), Choice(any_of, none_of), ())


def test_name_before_a_colon_that_is_no_field_is_a_word() -> None:
    assert parse_query("http://example.org/a 10:30").words == ("http", "example", "org", "a", "10", "30")
    assert parse_query('uwaga:"gaz osłonowy"').phrases == (("gaz", "osłonowy"),)
    assert parse_query("stal -norma:iso").excluded == (("norma", "iso"),)
    assert parse_query("http://example.org").problems == ()


@pytest.mark.parametrize(
    ("text", "position", "part"),
    [
        ("stal type:xyz", 5, "No kind of page is called “xyz”."),
        ("stal -lang:klingon", 5, "“klingon”; write one of pl, lt, en."),
        ("stal tytuł: TIG", 5, "Nothing stands behind “tytuł:”"),
        ('stal title:""', 5, "Nothing stands behind “title:”"),
        ('stal title:"spawanie TIG', 11, "A quotation mark is not closed"),
        ("type:course", 0, "Add a word to look for"),
    ],
)
def test_mistake_in_a_field_is_told_with_its_place(text: str, position: int, part: str) -> None:
    with override("en"):
        (problem,) = parse_query(text).problems
    assert problem.position == position
    assert part in problem.message


def test_value_that_nobody_knows_narrows_nothing() -> None:
    query = parse_query("stal type:xyz lang:")
    assert (query.words, query.types, query.languages) == (("stal",), Choice(), Choice())
    assert [problem.position for problem in query.problems] == [5, 14]


@pytest.mark.parametrize(
    ("text", "taken_apart"),
    [
        ('stal "gaz osłonowy', True),
        ('stal title:"gaz osłonowy', True),
        ('stal "gaz', False),
        ('stal "', False),
        ('stal -"gaz osłonowy', False),
        ('stal -title:"gaz osłonowy', False),
        ('stal type:"pages.CoursePage', False),
    ],
)
def test_what_became_of_an_open_quote_is_told_as_it_was(text: str, taken_apart: bool) -> None:
    with override("en"):
        (problem,) = parse_query(text).problems
    told = "its words were searched for one by one." if taken_apart else "it was taken to end with the text."
    assert problem.message == f"A quotation mark is not closed; {told}"


def test_what_an_open_quote_leaves_out_is_left_out_as_it_stands() -> None:
    query = parse_query('stal -"gaz osłonowy')
    assert (query.words, query.excluded) == (("stal",), (("gaz", "osłonowy"),))
    assert parse_query('stal -title:"gaz osłonowy').excluded_titles == (("gaz", "osłonowy"),)


def test_open_quote_in_a_title_looks_for_its_words_one_by_one() -> None:
    assert parse_query('title:"spawanie TIG').titles == (("spawanie",), ("tig",))
