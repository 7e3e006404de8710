"""Polish line ends and times of a film."""

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from pages.templatetags.text_filters import clock, film_length, host_of, iso_duration, nbsp_pl


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("pomiar i karta", "pomiar i\u00a0karta"),
        ("W Polsce i z Litwą", "W\u00a0Polsce i\u00a0z\u00a0Litwą"),
        ("(z napisami)", "(z\u00a0napisami)"),
        ("spawanie MIG i TIG", "spawanie MIG i\u00a0TIG"),
        ("Ania ma kota", "Ania ma kota"),
    ],
)
def test_a_one_letter_word_is_bound_to_the_next_in_polish(text: str, bound: str) -> None:
    with translation.override("pl"):
        assert nbsp_pl(text) == bound


def test_other_languages_keep_their_spaces() -> None:
    with translation.override("lt"):
        assert nbsp_pl("vonelė i krašto") == "vonelė i krašto"


def test_markup_stays_safe_and_whole() -> None:
    with translation.override("pl"):
        assert nbsp_pl(SafeString('<a href="/a">i</a> w domu')) == '<a href="/a">i</a> w\u00a0domu'


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (73.2, "1:13"), (3723, "1:02:03"), (None, "0:00")])
def test_a_moment_reads_as_on_a_player(seconds: float | None, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(("seconds", "shown"), [(252, "4 min 12 s"), (60, "1 min"), (20, "20 s"), (0, "0 s")])
def test_a_length_names_its_units(seconds: float, shown: str) -> None:
    with translation.override("en"):
        assert film_length(seconds).replace("\u00a0", " ") == shown


def test_a_length_is_also_given_to_machines() -> None:
    assert iso_duration(252.4) == "PT252S"


def test_a_link_is_named_by_its_host() -> None:
    assert host_of("https://www.example.org/o-nas/") == "example.org"
