"""What the template of the results page sees."""

import pytest
from django.utils.safestring import SafeString

from search.explanation import shown_expansions
from search.presentation import LAST_PAGE, PAGE_SIZE, ResultsPage
from search.query import Filter, SearchQuery
from search.results import Expansion, FacetCount, FacetCounts, SearchHit, SearchResults


def results_page(query: SearchQuery, root_url: str = "https://example.org", **fields: object) -> ResultsPage:
    return ResultsPage(query, SearchResults(**fields), root_url)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/pl/1/", "/pl/1/"),
        ("https://example.org.evil/pl/1/", "https://example.org.evil/pl/1/"),
        ("/documents/1/a.pdf", "/documents/1/a.pdf"),
    ],
)
def test_address_within_the_site_has_no_host(url: str, shown: str) -> None:
    hit = SearchHit(1, "A", SafeString("A"), url, "pages.X", "pl", {}, ())
    assert results_page(SearchQuery("a", "pl"), hits=(hit,)).hits[0].url == shown


def test_facet_without_a_legend_is_not_shown() -> None:
    facets = (
        FacetCounts("internal", (FacetCount("x", {}, 1),)),
        FacetCounts("level", (FacetCount("basic", {"en": "basic"}, 1),)),
    )
    page = results_page(SearchQuery("a", "pl"), facets=facets)
    assert [(group.name, group.options[0].label) for group in page.filters] == [("level", "Basic")]


def test_chosen_value_that_nothing_has_stays_to_be_taken_back() -> None:
    page = results_page(SearchQuery("a b", "pl", (Filter("level", ("basic",)),), order="-date"))
    assert [(chip.label, chip.remove_url) for chip in page.chips] == [("Poziom: Basic", "?q=a+b&order=-date")]


def test_pages_end_at_the_last_that_is_offered() -> None:
    many = LAST_PAGE * PAGE_SIZE + 1
    last = results_page(SearchQuery("a", "pl", offset=(LAST_PAGE - 1) * PAGE_SIZE), total_count=many)
    assert (last.page_count, last.next_url, last.is_cut_off) == (LAST_PAGE, "", True)
    first = results_page(SearchQuery("a", "pl"), total_count=many)
    assert (first.previous_url, first.next_url, first.is_cut_off) == ("", "?q=a&page=2", False)


def test_filter_that_leaves_nothing_out_is_not_shown() -> None:
    facets = (
        FacetCounts("date", (FacetCount("2026", {}, 5),)),
        FacetCounts("country", (FacetCount("pl", {}, 4),)),
    )
    page = results_page(SearchQuery("a", "pl"), total_count=5, facets=facets)
    assert [group.name for group in page.filters] == ["country"]


def test_years_are_newest_first_and_languages_in_the_order_of_the_site() -> None:
    facets = (
        FacetCounts("date", (FacetCount("2024", {}, 3), FacetCount("2026", {}, 1))),
        FacetCounts("language", (FacetCount("en", {}, 9), FacetCount("lt", {}, 5), FacetCount("pl", {}, 4))),
    )
    groups = {group.name: group for group in results_page(SearchQuery("a", "pl"), facets=facets).filters}
    assert [option.value for option in groups["date"].options] == ["2026", "2024"]
    assert [option.label for option in groups["language"].options] == ["Polski", "Litewski", "Angielski"]


def test_words_added_in_one_language_are_explained_by_where_they_are_known_from() -> None:
    expansions = (
        Expansion("spawanie", "welding", "en", "termbase"),
        Expansion("spawanie", "weld", "en", "memory"),
        Expansion("spawanie", "welded", "en", "memory"),
        Expansion("spawanie", "suvirinimas", "lt", "termbase"),
    )
    shown = shown_expansions(expansions, "en")
    assert [(line.added, line.source_label) for line in shown] == [
        ("welding", "z bazy terminów"),
        ("weld, welded", "z tłumaczeń"),
    ]
