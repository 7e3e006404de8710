"""Texts of Wagtail that our catalogues have."""

from pathlib import Path

import polib
import pytest
import wagtail
from django.utils import translation

from cms.wording import WORDED_ANEW


def texts_of_wagtail() -> set[str]:
    """Return all texts that Wagtail has for translation."""
    places = Path(wagtail.__file__).parent.glob("**/locale/en/LC_MESSAGES/django.po")
    return {entry.msgid for place in places for entry in polib.pofile(str(place))}


def test_they_are_still_texts_of_wagtail() -> None:
    assert set(WORDED_ANEW) - texts_of_wagtail() == set()


@pytest.mark.parametrize(("language_code", "words"), [("pl", "Dodaj: Strona"), ("lt", "Pridėti: Strona")])
def test_ours_come_before_those_of_wagtail(language_code: str, words: str) -> None:
    with translation.override(language_code):
        assert translation.gettext("Add %(label)s") % {"label": "Strona"} == words


def test_an_editor_in_lithuanian_reads_no_polish() -> None:
    with translation.override("lt"):
        assert translation.gettext("Search…") == "Ieškoti…"
        assert translation.ngettext("There is %(counter)s match", "There are %(counter)s matches", 22) == (
            "%(counter)s atitikmenys"
        )
