"""The specification of a search engine: what a query may say about title, kind of page and language."""

from search.engines.base import SearchEngine
from search.query import Filter
from tests.contract.search_index import ask, counts, found, page, put


def test_title_word_stands_in_the_title_in_any_form(engine: SearchEngine) -> None:
    put(engine, page(1, "Kurs spawania", "Stal."), page(2, "Kurs", "Spawanie stali."))
    assert found(ask(engine, "title:spawanie")) == [1]
    assert found(ask(engine, "tytuł:spawaniu stal")) == [1]
    assert ask(engine, "title:stal").total_count == 0


def test_title_phrase_stands_in_the_title_as_it_is(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "Spawanie łukowe stali", "A."),
        page(2, "Łukowe i spawanie", "Spawanie łukowe."),
    )
    assert found(ask(engine, 'title:"spawania lukowego"')) == [1]


def test_every_title_word_is_required_and_the_others_rank(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "Spawanie stali", "Hala."),
        page(2, "Spawanie i stal", "Argon chroni jeziorko."),
        page(3, "Spawanie", "Argon i stal."),
    )
    assert found(ask(engine, "title:spawanie title:stal argon")) == [2, 1]


def test_minus_title_leaves_out_pages_by_their_title_only(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie stali", "Argon."), page(2, "Hala", "Argon i spawanie stali."))
    assert found(ask(engine, "argon -title:spawanie")) == [2]
    assert found(ask(engine, 'argon -title:"spawanie stali"')) == [2]


def test_found_title_word_is_marked_and_the_beginning_shown(engine: SearchEngine) -> None:
    put(engine, page(1, "Kurs spawania", "Początek strony.", "Dalszy ciąg."))
    (hit,) = ask(engine, "title:spawanie").hits
    assert hit.title_html == "Kurs <mark>spawania</mark>"
    assert [passage.anchor for passage in hit.passages] == ["#s0"]


def test_kind_of_page_narrows_hits_counts_and_facets(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "Stal", type="pages.CoursePage"),
        page(2, "Stal", type="pages.CompanyPage"),
        page(3, "Stal", type="pages.ArticlePage"),
    )
    assert found(ask(engine, "stal rodzaj:szkolenie")) == [1]
    assert set(found(ask(engine, "stal type:course type:company"))) == {1, 2}
    results = ask(engine, "stal -type:article")
    assert counts(results, "type") == {"pages.CoursePage": 1, "pages.CompanyPage": 1}
    assert results.total_count == 2


def test_kind_of_page_in_the_query_and_a_filter_must_both_hold(engine: SearchEngine) -> None:
    put(engine, page(1, "Stal", type="pages.CoursePage"), page(2, "Stal", type="pages.CompanyPage"))
    company = (Filter("type", ("pages.CompanyPage",)),)
    assert found(ask(engine, "stal type:company", filters=company)) == [2]
    assert ask(engine, "stal type:course", filters=company).total_count == 0


def test_kind_of_page_that_the_index_does_not_have_finds_nothing(engine: SearchEngine) -> None:
    put(engine, page(1, "Stal"))
    assert ask(engine, "stal type:company").total_count == 0
    assert ask(engine, "stal -type:company").total_count == 1


def test_language_in_the_query_is_the_one_searched(engine: SearchEngine) -> None:
    put(engine, page(1, "TIG", "TIG."), page(2, "TIG", "TIG.", language="lt"), page(3, "TIG", language="en"))
    results = ask(engine, "tig lang:lt")
    assert (found(results), results.language_code, results.other_languages) == ([2], "lt", ())
    results = ask(engine, "tig kalba:lietuvių język:angielski")
    assert found(results) == [2]
    assert [block.language_code for block in results.other_languages] == ["en"]


def test_language_left_out_is_not_searched(engine: SearchEngine) -> None:
    put(engine, page(1, "TIG", "TIG."), page(2, "TIG", "TIG.", language="lt"), page(3, "TIG", language="en"))
    results = ask(engine, "tig -lang:en")
    assert found(results) == [1]
    assert [block.language_code for block in results.other_languages] == ["lt"]
    results = ask(engine, "tig -lang:pl")
    assert found(results) == []
    assert {block.language_code for block in results.other_languages} == {"en", "lt"}


def test_listing_of_one_language_is_empty_when_the_query_names_another(engine: SearchEngine) -> None:
    put(engine, page(1, "TIG", "TIG."), page(2, "TIG", "TIG.", language="lt"))
    assert ask(engine, "tig lang:lt", only_pages=True).page_ids == ()
    assert ask(engine, "tig lang:lt", only_pages=True, language_code="lt").page_ids == (2,)
