"""Marking of found words."""

from search.found_words import AnalysedForms
from search.highlighting import Excerpt, Highlighter, forms_to_mark
from search.query_parser import parse_query
from search.query_terms import analyse_query


def highlighter(query: str, language_code: str = "pl") -> Highlighter:
    analysed = analyse_query(parse_query(query), language_code, lambda folded: {"oslonowy": ("osłonowy",)})
    return Highlighter(AnalysedForms(forms_to_mark(analysed), language_code))


def excerpt(query: str, text: str, language_code: str = "pl") -> Excerpt:
    return highlighter(query, language_code).excerpt(text)


def test_inflected_forms_are_marked() -> None:
    assert excerpt("elektroda", "Uchwyt elektrod.").html == "Uchwyt <mark>elektrod</mark>."
    assert excerpt("suvirinimas", "Kursas apie suvirinimą.", "lt").html == "Kursas apie <mark>suvirinimą</mark>."


def test_neighbours_share_one_mark() -> None:
    assert excerpt("gaz osłonowy", "Bez gazu osłonowego, gaz").html == (
        "Bez <mark>gazu osłonowego</mark>, <mark>gaz</mark>"
    )


def test_word_typed_without_diacritics_is_marked_with_them() -> None:
    assert excerpt("oslonowy", "Gaz osłonowy").html == "Gaz <mark>osłonowy</mark>"


def test_words_of_a_phrase_are_marked() -> None:
    assert excerpt('"gaz osłonowy"', "Gaz osłonowy").html == "<mark>Gaz osłonowy</mark>"


def test_excerpt_is_where_most_different_words_stand() -> None:
    filler = "Tu nie ma nic ciekawego i nikt o tym nie mówi. " * 10
    text = f"Spawanie, spawanie, spawanie. {filler}Wtedy spawanie stali się udaje. {filler}"
    found = excerpt("spawanie stal", text)
    assert "<mark>spawanie stali</mark>" in found.html
    assert found.html.startswith("…")
    assert found.html.endswith("…")
    assert found.distinct_words == 2


def test_short_text_is_shown_whole() -> None:
    assert excerpt("nic", "Krótki tekst, kropka.").html == "Krótki tekst, kropka."


def test_text_without_words_is_no_error() -> None:
    assert excerpt("gaz", "").html == ""
    assert excerpt("gaz", " – ").html == " – "


def test_markup_in_the_text_is_escaped() -> None:
    assert excerpt("gaz", "<gaz> & 'tlen'").html == "&lt;<mark>gaz</mark>&gt; &amp; &#x27;tlen&#x27;"


def test_words_of_one_letter_are_not_marked_beside_others() -> None:
    found = excerpt("spawanie w osłonie", "Spawanie w hali, w osłonie argonu.")
    assert found.html == "<mark>Spawanie</mark> w hali, w <mark>osłonie</mark> argonu."
    assert found.distinct_words == 2
    assert excerpt("w", "Stoi w hali.").html == "Stoi <mark>w</mark> hali."


def test_words_with_an_underscore_or_a_soft_hyphen_between_are_marked() -> None:
    assert excerpt("gaz", "plik_gazu_3 gazu").html == "plik_<mark>gazu</mark>_3 <mark>gazu</mark>"
    assert excerpt("elektroda", "elek\u00adtrody gazu").html == "<mark>elek\u00adtrody</mark> gazu"
