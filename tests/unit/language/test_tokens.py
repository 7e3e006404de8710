"""Words and their places."""

import unicodedata

from pages.language.folding import fold, nfc
from pages.language.tokens import Token, forms, tokenise


def test_hyphens_and_slashes_split_and_digits_count() -> None:
    assert forms("MIG/MAG, PN-EN ISO 10042") == ["mig", "mag", "pn", "en", "iso", "10042"]


def test_offsets_lead_back_to_the_text() -> None:
    text = "Gaz Osłonowy."
    assert list(tokenise(text)) == [Token("gaz", 0, 3), Token("osłonowy", 4, 12)]
    assert text[4:12] == "Osłonowy"


def test_soft_hyphen_does_not_cut_a_word() -> None:
    assert forms("spa\u00adwanie") == ["spawanie"]
    assert list(tokenise("spa\u00adwanie")) == [Token("spawanie", 0, 9)]


def test_decomposed_letters_are_composed_first() -> None:
    decomposed = unicodedata.normalize("NFD", "łódź ąžuolas")
    assert forms(nfc(decomposed)) == ["łódź", "ąžuolas"]


def test_folding_takes_marks_and_strokes() -> None:
    assert fold("Zażółć gęślą jaźń") == "Zazolc gesla jazn"
    assert fold("ąčęėįšųūž") == "aceeisuuz"
