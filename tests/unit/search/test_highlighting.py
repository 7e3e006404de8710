"""Marking of found words."""

import pytest

from pages.language.tokens import tokenise
from search.found_words import AnalysedForms, FoundWord, KnownForms
from search.highlighting import WINDOW, Excerpt, Highlighter, forms_to_mark
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


FORMS = ["gaz", "gazu", "gaząć", "ar", "i̇zmir", "spawanie", *(f"słowo{number}" for number in range(40))]


@pytest.mark.parametrize("form_count", [6, len(FORMS)])
@pytest.mark.parametrize(
    "text",
    [
        "Gaz, gazu; GAZU_gaz gaz-gazu (gaząć).",
        "gazgaz gazik zagaz gaz1 1gaz gaz",
        "ararar arar ar",
        "gaz\u00adu spa\u00adwanie spawanie",
        "İzmir gaz İZMİR gaz",
        "ΣΑΣ gaz ΣΑΣgaz",
        "Słowo39 słowo3 słowo",
        "",
    ],
)
def test_known_forms_are_found_where_words_are(text: str, form_count: int) -> None:
    numbers = {form: number for number, form in enumerate(FORMS[:form_count])}
    every = [FoundWord(start, end, numbers[form]) for form, start, end in tokenise(text) if form in numbers]
    assert KnownForms(numbers).found_in(text) == every


def marked(text: str, *forms: str) -> str:
    return Highlighter(KnownForms({form: number for number, form in enumerate(forms)})).excerpt(text).html


def test_a_part_of_a_long_text_is_cut_between_words() -> None:
    filler = "raz dwa, trzy; cztery. " * 30
    html = marked(f"{filler}Spawanie stali. {filler}", "spawanie", "stali")
    assert "<mark>Spawanie stali</mark>" in html
    first, *_, last = html.strip("…").split(" ")
    assert {first.strip(",;."), last} <= {"raz", "dwa", "trzy", "cztery"}
    assert len(html) <= WINDOW + len("<mark></mark>……")


def test_every_found_word_that_is_shown_is_marked() -> None:
    # The most words are found together from the second on, and the first and the last are shown around them.
    filler = "raz dwa trzy cztery pięć " * 20
    before = f"{filler}gaz {'o' * 40} gaz {'o' * 150} {'o' * 30} tlen {filler}"
    assert marked(before, "gaz", "tlen").count("<mark>") == 3
    after = f"Gaz {'o' * 100} {'o' * 100} i dalej gaz {filler}"
    assert "<mark>gaz</mark>" in marked(f"{'o' * 10} {after}", "gaz")


def test_the_beginning_of_a_long_text_without_found_words_is_shown() -> None:
    html = marked("Raz, dwa i trzy. " * 30, "gaz")
    assert html.startswith("Raz, dwa")
    assert html.endswith(("Raz…", "dwa…", "i…", "trzy…"))


def test_a_word_longer_than_what_is_shown_is_marked_whole() -> None:
    word = "x" * (WINDOW + 50)
    assert marked(f"Przed {word} za nim {'ciąg dalszy ' * 30}", word) == f"Przed <mark>{word}</mark>…"
    assert marked("y" * 500, "gaz") == f"{'y' * WINDOW}…"
    assert marked(f"{word} {word}", word) == f"<mark>{word}</mark>…"
