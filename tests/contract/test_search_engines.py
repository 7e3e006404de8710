"""The specification of a search engine, passed by every engine: what is found, and how it is shown."""

from datetime import UTC, datetime

import pytest

from search.documents import FacetValue
from search.engines.base import SearchEngine
from search.query import LONGEST_TEXT, Filter
from tests.contract.search_index import ask, counts, found, page, put


def test_inflected_form_finds_the_word_and_is_marked(engine: SearchEngine) -> None:
    put(engine, page(1, "Kurs", "Podstawy spawania łukowego w osłonie gazów."))
    (hit,) = ask(engine, "spawanie łukowe").hits
    assert hit.page_id == 1
    assert hit.passages[0].html == "Podstawy <mark>spawania łukowego</mark> w osłonie gazów."
    assert hit.passages[0].url == "/pl/1/#s0"


def test_word_in_the_title_ranks_above_word_in_the_text(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "Bezpieczeństwo pracy", "O spawaniu mówi dział trzeci, o szlifowaniu czwarty."),
        page(2, "Spawanie", "Kurs trwa trzy dni i kończy się egzaminem praktycznym."),
    )
    assert found(ask(engine, "spawanie")) == [2, 1]


def test_page_with_more_of_the_words_ranks_first(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "Metale", "Elektroda topliwa.", "Uchwyt elektrody."),
        page(2, "Metale", "Elektroda wolframowa do aluminium."),
    )
    assert found(ask(engine, "elektroda aluminium")) == [2, 1]


def test_long_document_does_not_win_by_its_length(engine: SearchEngine) -> None:
    chapters = [f"Rozdział {n} mówi o halach, magazynach i spawaniu w zakładzie numer {n}." for n in range(60)]
    put(
        engine,
        page(1, "Strategia rozwoju", *chapters),
        page(2, "Technika", "Spawanie stali nierdzewnej metodą TIG krok po kroku."),
    )
    assert found(ask(engine, "spawanie stali nierdzewnej"))[0] == 2


def test_place_in_a_long_document_is_shown_and_linked(engine: SearchEngine) -> None:
    pages = [f"Strona o halach numer {n}." for n in range(40)]
    pages[17] = "Niedobór kadr w spawaniu stopów lekkich."
    put(engine, page(1, "Strategia rozwoju", *pages))
    (hit,) = ask(engine, "stopy lekkie").hits
    assert [passage.anchor for passage in hit.passages] == ["#s17"]


def test_query_without_diacritics_finds_words_with_them(engine: SearchEngine) -> None:
    put(engine, page(1, "Targi", "Łódź zaprasza na targi."), page(2, "Gaz", "Gaz osłonowy chroni jeziorko."))
    assert found(ask(engine, "lodz")) == [1]
    assert found(ask(engine, "oslonowy")) == [2]


def test_phrase_must_stand_as_it_is(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "A", "Gaz osłonowy chroni jeziorko."),
        page(2, "B", "Gaz i drut osłonowy."),
        page(3, "C", "Butla na gaz.", "Osłonowy fartuch."),
    )
    assert found(ask(engine, '"gazu osłonowego"')) == [1]
    assert set(found(ask(engine, "gaz osłonowy"))) == {1, 2, 3}


def test_phrase_without_diacritics_is_found(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Pęknięcia złącza spawanego."), page(2, "B", "Złącza spawanego pęknięcia."))
    assert found(ask(engine, '"pekniecia zlacza"')) == [1]


def test_words_beside_a_phrase_rank_but_are_not_required(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "A", "Gaz osłonowy chroni jeziorko."),
        page(2, "B", "Gaz osłonowy: argon. Argon jest ciężki."),
        page(3, "C", "Argon."),
    )
    assert found(ask(engine, '"gaz osłonowy" argon')) == [2, 1]


def test_minus_word_leaves_pages_out_in_every_form(engine: SearchEngine) -> None:
    put(engine, page(1, "A", "Spawanie aluminium."), page(2, "B", "Spawanie stali."))
    assert found(ask(engine, "spawanie -stal")) == [1]


def test_as_many_words_are_left_out_as_a_search_text_has(engine: SearchEngine) -> None:
    put(engine, page(1, "Gięcie blachy", "Gięcie stali."), page(2, "Gięcie", "Gięcie na zimno."))
    every = " ".join(f"-{first}{second}" for first in "bcdfghjklmnp" for second in "123456789")
    text = f"gięcie -stal {every}"[:LONGEST_TEXT]
    assert text.count("-") > 90
    assert found(ask(engine, text)) == [2]


def test_list_of_pages_has_the_same_order_and_no_places(engine: SearchEngine) -> None:
    put(engine, *(page(n, "Stal", "Stal. " * n) for n in range(1, 6)), page(50, "Stal", language="lt"))
    full, only_pages = ask(engine, "stal"), ask(engine, "stal", only_pages=True)
    assert only_pages.page_ids == full.page_ids == tuple(hit.page_id for hit in full.hits)
    # Languages are counted by asking the others, which a list of one does without.
    counted = tuple(facet for facet in full.facets if facet.name != "language")
    assert (only_pages.total_count, only_pages.facets) == (full.total_count, counted)
    assert only_pages.other_languages == ()
    assert only_pages.hits == ()


def test_languages_have_indexes_of_their_own(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "Spawanie TIG", "Spawanie metodą TIG.", translation_key="a"),
        page(2, "TIG suvirinimas", "Suvirinimas TIG būdu.", language="lt", translation_key="b"),
        page(3, "TIG suvirinimo kursas", "TIG kursas.", language="lt", translation_key="a"),
    )
    results = ask(engine, "spawanie tig")
    assert found(results) == [1]
    (other,) = results.other_languages
    assert (other.language_code, other.total_count, [hit.page_id for hit in other.hits]) == ("lt", 1, [2])
    assert other.hits[0].title_html == "<mark>TIG</mark> suvirinimas"


def test_versions_of_pages_found_are_left_out_however_many_they_are(engine: SearchEngine) -> None:
    versions = range(1, 31)
    alone = range(101, 106)
    put(
        engine,
        *(page(n, "TIG", "TIG.", translation_key=f"version-{n}") for n in versions),
        *(page(n + 50, "TIG", "TIG.", language="lt", translation_key=f"version-{n}") for n in versions),
        *(
            page(n, "Kita", f"Apie TIG ir dar {'kita ' * n}.", language="lt", translation_key=f"alone-{n}")
            for n in alone
        ),
    )
    (other,) = ask(engine, "tig", limit=2).other_languages
    assert other.total_count == len(alone)
    assert [hit.page_id for hit in other.hits] == [101, 102, 103]


def test_words_of_another_language_find_its_pages(engine: SearchEngine) -> None:
    put(engine, page(2, "Kursas", "Suvirinimas dujomis.", language="lt"))
    results = ask(engine, "suvirinimas")
    assert results.total_count == 0
    assert [hit.page_id for hit in results.other_languages[0].hits] == [2]


def test_facets_are_counted_exactly_over_all_hits(engine: SearchEngine) -> None:
    documents = [
        page(n, f"Spawanie {n}", "Spawanie stali.", facets=(FacetValue("level", "basic" if n % 3 else "advanced"),))
        for n in range(1, 31)
    ]
    put(engine, *documents)
    results = ask(engine, "spawanie")
    assert (results.total_count, len(results.hits)) == (30, 10)
    assert counts(results, "level") == {"basic": 20, "advanced": 10}
    assert counts(results, "type") == {"pages.ArticlePage": 30}


def test_filter_narrows_hits_and_leaves_its_own_facet_open(engine: SearchEngine) -> None:
    welding, cnc = FacetValue("specialisation", "welding"), FacetValue("specialisation", "cnc")
    basic = FacetValue("level", "basic")
    put(
        engine,
        page(1, "Kurs A", "Stal.", facets=(welding, basic)),
        page(2, "Kurs B", "Stal.", facets=(cnc, basic)),
        page(3, "Kurs C", "Stal.", facets=(cnc, welding)),
    )
    results = ask(engine, "stal", filters=(Filter("specialisation", ("welding",)),))
    assert set(found(results)) == {1, 3}
    assert counts(results, "specialisation") == {"welding": 2, "cnc": 2}
    assert counts(results, "level") == {"basic": 1}
    both = ask(engine, "stal", filters=(Filter("specialisation", ("welding",)), Filter("level", ("basic",))))
    assert found(both) == [1]


def test_filter_by_an_unknown_value_finds_nothing(engine: SearchEngine) -> None:
    put(engine, page(1, "Stal"))
    assert ask(engine, "stal", filters=(Filter("level", ("unheard-of",)),)).total_count == 0


def test_newest_first_when_asked(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "Stal stal", "Stal.", published_at=datetime(2024, 1, 1, tzinfo=UTC)),
        page(2, "Inne", "Stal.", published_at=datetime(2025, 1, 1, tzinfo=UTC)),
    )
    assert found(ask(engine, "stal", order="-date")) == [2, 1]


def test_offset_and_limit_page_through_all_hits(engine: SearchEngine) -> None:
    put(engine, *(page(n, "Stal", "Stal.") for n in range(1, 26)))
    pages = [found(ask(engine, "stal", offset=offset)) for offset in (0, 10, 20)]
    assert [len(numbers) for numbers in pages] == [10, 10, 5]
    assert sorted(number for numbers in pages for number in numbers) == list(range(1, 26))


def test_text_is_shown_escaped(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie <b>", "<script>alert(1)</script> spawanie & stal"))
    (hit,) = ask(engine, "spawanie").hits
    assert hit.title_html == "<mark>Spawanie</mark> &lt;b&gt;"
    assert hit.passages[0].html == "&lt;script&gt;alert(1)&lt;/script&gt; <mark>spawanie</mark> &amp; stal"


def test_signs_of_an_engines_own_language_do_no_harm(engine: SearchEngine) -> None:
    put(engine, page(1, "Spawanie"))
    for text in ("spawanie OR", "spawanie*", "NEAR(spawanie", "title_l:spawanie", "{spawanie}", "spawanie'--", "a\0b"):
        assert ask(engine, text).total_count in {0, 1}


@pytest.mark.parametrize(
    ("written", "asked"),
    [("var\u0303das", "vardas"), ("spa\u200bwanie", "spawania"), ("İstanbul", "istanbul"), ("ISTANBUL", "İstanbul")],
)
def test_mark_or_sign_inside_a_word_does_not_hide_it(engine: SearchEngine, written: str, asked: str) -> None:
    put(engine, page(1, "Kurs", f"O tym mówi {written}."))
    (hit,) = ask(engine, asked).hits
    assert hit.passages[0].html == f"O tym mówi <mark>{written}</mark>."


@pytest.mark.parametrize("word", ["x" * 40_000, "日" * 12_000, "3fa9" * 10_000])
def test_page_with_a_word_of_any_length_is_found_by_the_others(engine: SearchEngine, word: str) -> None:
    put(engine, page(1, "Suwnica", f"Dźwignica {word} stoi."))
    assert found(ask(engine, "dźwignice")) == [1]
    engine.apply([page(1, "Suwnica", sequence=1_000)], 1_000)
    assert found(ask(engine, "dźwignice")) == []


def test_year_of_publication_is_a_facet(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "Stal", "Stal.", published_at=datetime(2024, 12, 31, 23, 30, tzinfo=UTC)),
        page(2, "Stal", "Stal.", published_at=datetime(2024, 6, 1, tzinfo=UTC)),
        page(3, "Stal", "Stal."),
    )
    # The clocks of the site, not those of Greenwich.
    assert counts(ask(engine, "stal"), "date") == {"2025": 1, "2024": 1}
    assert found(ask(engine, "stal", filters=(Filter("date", ("2025",)),))) == [1]


def test_languages_are_counted_as_they_would_be_found_by_choosing_them(engine: SearchEngine) -> None:
    course, news = FacetValue("kind", "course"), FacetValue("kind", "news")
    put(
        engine,
        page(1, "TIG", "TIG.", translation_key="a", facets=(course,)),
        page(2, "TIG", "TIG.", facets=(news,)),
        page(3, "TIG kursas", language="lt", translation_key="a", facets=(course,)),
        page(4, "TIG naujiena", language="lt", facets=(news,)),
        page(5, "TIG patarimas", language="lt", facets=(news,)),
        page(6, "TIG welding", language="en", facets=(course,)),
    )
    everything = {"pl": 2, "lt": 3, "en": 1}
    results = ask(engine, "tig")
    assert counts(results, "language") == everything
    # A version of a page found is left out beside it.
    assert [(block.language_code, block.total_count) for block in results.other_languages] == [("en", 1), ("lt", 2)]
    for code, count in everything.items():
        chosen = ask(engine, "tig", filters=(Filter("language", (code,)),))
        assert (chosen.language_code, chosen.total_count, chosen.other_languages) == (code, count, ())
        assert counts(chosen, "language") == everything
    news_only = ask(engine, "tig", filters=(Filter("kind", ("news",)), Filter("language", ("pl", "lt"))))
    assert counts(news_only, "language") == {"pl": 1, "lt": 2}
    assert [block.language_code for block in news_only.other_languages] == ["lt"]
    assert counts(ask(engine, "tig", offset=1), "language") == everything


def test_words_keep_their_language_when_another_is_chosen(engine: SearchEngine) -> None:
    put(engine, page(1, "Kursy TIG"), page(2, "Kursami", language="lt"))
    results = ask(engine, "kursami", filters=(Filter("language", ("lt",)),))
    assert (results.total_count, counts(results, "language")) == (1, {"pl": 1, "lt": 1})


def test_pages_of_one_site_are_found_by_its_address(engine: SearchEngine) -> None:
    put(
        engine,
        page(1, "Stal", "Stal.", url="https://a.example/pl/1/"),
        page(2, "Stal", "Stal.", url="https://a.example:8080/pl/2/"),
    )
    assert found(ask(engine, "stal", filters=(Filter("site", ("https://a.example",)),))) == [1]
