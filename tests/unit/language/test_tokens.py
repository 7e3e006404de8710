"""Words and their places."""

import unicodedata

import pytest

from pages.language.folding import fold, nfc
from pages.language.tokens import Token, forms, tokenise, words_beginning


def test_hyphens_and_slashes_split_and_digits_count() -> None:
    assert forms("MIG/MAG, PN-EN ISO 10042") == ["mig", "mag", "pn", "en", "iso", "10042"]


def test_offsets_lead_back_to_the_text() -> None:
    text = "Gaz Osłonowy."
    assert list(tokenise(text)) == [Token("gaz", 0, 3), Token("osłonowy", 4, 12)]
    assert text[4:12] == "Osłonowy"


def test_soft_hyphen_does_not_cut_a_word() -> None:
    assert forms("spa\u00adwanie") == ["spawanie"]
    assert list(tokenise("spa\u00adwanie")) == [Token("spawanie", 0, 9)]


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad\u200b"])
def test_sign_that_nobody_sees_does_not_cut_a_word(sign: str) -> None:
    assert forms(f"{sign}spa{sign}wanie{sign} {sign}TIG") == ["spawanie", "tig"]


def test_mark_on_a_letter_does_not_cut_a_word() -> None:
    stressed = nfc("var\u0303das, m\u0303")
    assert forms(stressed) == ["var\u0303das", "m\u0303"]
    assert [fold(form) for form in forms(stressed)] == ["vardas", "m"]
    assert list(tokenise("(var\u0303das)")) == [Token("var\u0303das", 1, 8)]


@pytest.mark.parametrize("text", ["İSTANBUL ĮRANKIS", "var\u0303das_m\u0303, TIG", "1\ufe0f\u20e3 👩\u200d🔧 x\u200d"])
def test_words_are_the_same_with_their_places_and_without(text: str) -> None:
    words = forms(text)
    assert words
    assert [token.form for token in tokenise(text)] == words


def test_word_is_found_whole_by_how_it_begins() -> None:
    text = "var\u0303das, var, das, nevar, vardas_vario"
    assert list(words_beginning("var", text)) == [
        Token("var\u0303das", 0, 7),
        Token("var", 9, 12),
        Token("vardas", 26, 32),
        Token("vario", 33, 38),
    ]
    assert list(words_beginning("das", text)) == [Token("das", 14, 17)]


def test_decomposed_letters_are_composed_first() -> None:
    decomposed = unicodedata.normalize("NFD", "łódź ąžuolas")
    assert forms(nfc(decomposed)) == ["łódź", "ąžuolas"]


def test_folding_takes_marks_and_strokes() -> None:
    assert fold("Zażółć gęślą jaźń") == "Zazolc gesla jazn"
    assert fold("ąčęėįšųūž") == "aceeisuuz"
