"""Texts of Wagtail that our catalogues have."""

from pathlib import Path

import django
import polib
import pytest
import wagtail
import wagtail_localize
import wagtailmedia
from django.utils import translation
from django.utils.translation.trans_real import DjangoTranslation

from cms.management.commands.messages import LANGUAGES, locale_dir
from cms.wording import WORDED_ANEW


def texts_of_libraries(domain: str) -> set[str]:
    """Return all texts that Wagtail, what is built on it, and Django have for translation."""
    libraries = [Path(module.__file__ or "").parent for module in (wagtail, wagtail_localize, wagtailmedia, django)]
    places = [place for library in libraries for place in library.glob(f"**/locale/en/LC_MESSAGES/{domain}.po")]
    return {entry.msgid for place in places for entry in polib.pofile(str(place))}


def test_they_are_still_texts_of_the_libraries() -> None:
    assert set(WORDED_ANEW) - texts_of_libraries("django") == set()


@pytest.mark.parametrize("language_code", LANGUAGES)
def test_texts_of_scripts_are_still_those_of_the_libraries(language_code: str) -> None:
    path = locale_dir() / language_code / "LC_MESSAGES" / "djangojs.po"
    assert {entry.msgid for entry in polib.pofile(str(path))} - texts_of_libraries("djangojs") == set()


def test_scripts_speak_lithuanian_to_an_editor_in_lithuanian() -> None:
    translation_of_scripts = DjangoTranslation("lt", domain="djangojs", localedirs=[])
    assert translation_of_scripts.gettext("Collapse all") == "Suskleisti visus"
    assert translation_of_scripts.gettext("Publish in ").endswith(" ")


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
