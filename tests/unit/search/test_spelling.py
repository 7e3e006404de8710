"""What a misspelt word may mean."""

import pytest

from pages.language.folding import fold
from search.spelling import indexed_keys, is_correctable, may_be_meant, meant, respelled, typed_keys

POLISH = {"spawanie": 40, "spawania": 31, "stal": 50, "skale": 2, "złącze": 9, "łączenie": 5, "gazy": 8, "bazy": 8}
LITHUANIAN = {"suvirinimas": 40, "suvirinimo": 20, "plienas": 12, "dujos": 9, "apsauginės": 6, "įranga": 5}


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("spwanie", "spawanie"),  # two letters changed places
        ("spawnaie", "spawanie"),
        ("spawamie", "spawanie"),
        ("sppawanie", "spawanie"),
        ("spwamie", "spawanie"),  # two errors
        ("zlacxe", "złącze"),  # without marks
        ("złąxze", "złącze"),
        ("lączenei", "łączenie"),
        ("stla", "stal"),
    ],
)
def test_polish_word_with_an_error_means_the_word_near_it(typed: str, best: str) -> None:
    assert meant(typed, POLISH)[0] == best


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("suvirnimas", "suvirinimas"),
        ("suvrinimo", "suvirinimo"),
        ("apsaugines", "apsauginės"),
        ("apsuagines", "apsauginės"),
        ("plenas", "plienas"),
        ("irnga", "įranga"),
        ("dujso", "dujos"),
    ],
)
def test_lithuanian_word_with_an_error_means_the_word_near_it(typed: str, best: str) -> None:
    assert meant(typed, LITHUANIAN)[0] == best


def test_short_word_is_within_one_edit_and_a_long_one_within_two() -> None:
    assert meant("stlla", POLISH) == []
    assert meant("spwxnie", POLISH) == ["spawanie"]
    assert meant("spwxnix", POLISH) == []


def test_more_common_word_and_equal_first_letter_come_first() -> None:
    assert meant("kursx", {"kurs": 2, "kursy": 90}) == ["kursy", "kurs"]
    assert meant("gszy", {"gazy": 8, "bszy": 8}) == ["gazy", "bszy"]


def test_spelling_of_most_pages_is_chosen() -> None:
    assert meant("zlaxze", {"złącze": 9, "zlącze": 1, "zlacze": 4}) == ["złącze"]


@pytest.mark.parametrize("word", ["tig", "6013", "en1090", "co2"])
def test_numbers_and_short_words_are_meant_as_they_are(word: str) -> None:
    assert not is_correctable(word)


def test_words_within_the_edits_share_a_key() -> None:
    pairs = [
        ("stla", "stal"),
        ("stl", "stal"),
        ("spwanie", "spawanie"),
        ("niespodzinkaa", "niespodzianka"),
        ("aspawanie", "spawanie"),
    ]
    for typed, word in pairs:
        assert typed_keys(fold(typed)) & indexed_keys(fold(word)), (typed, word)


def test_numbers_and_the_shortest_words_are_never_meant() -> None:
    assert [word for word in ("na", "tig", "6013", "stal") if may_be_meant(word)] == ["tig", "stal"]


def test_only_the_misspelt_words_are_replaced() -> None:
    text = 'Spwanie „MIG-MAG” -stal title:"kurs"  spwanie!'
    assert respelled(text, {"spwanie": "spawanie"}) == 'spawanie „MIG-MAG” -stal title:"kurs"  spawanie!'
