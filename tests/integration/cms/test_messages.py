"""The check of the catalogues."""

from pathlib import Path

import polib
import pytest

from cms.management.commands import messages


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with complete catalogues, on a machine without gettext."""
    monkeypatch.setattr("shutil.which", lambda program: None)
    for path in messages.catalogues(tmp_path):
        path.parent.mkdir(parents=True)
        catalogue = polib.POFile()
        catalogue.append(polib.POEntry(msgid="Course", msgstr="Kurs"))
        save(catalogue, path)
    return tmp_path


def save(catalogue: polib.POFile, path: Path) -> None:
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))


def complaints_after_adding(directory: Path, entry: polib.POEntry) -> list[str]:
    path = messages.catalogues(directory)[0]
    catalogue = polib.pofile(str(path))
    catalogue.append(entry)
    save(catalogue, path)
    return list(messages.catalogue_complaints(directory))


def test_complete_catalogues_raise_no_complaint(directory: Path) -> None:
    assert list(messages.catalogue_complaints(directory)) == []


def test_an_untranslated_text_is_named(directory: Path) -> None:
    [complaint] = complaints_after_adding(directory, polib.POEntry(msgid="Video"))
    assert "untranslated: 'Video'" in complaint


def test_an_uncertain_text_is_named(directory: Path) -> None:
    [complaint] = complaints_after_adding(directory, polib.POEntry(msgid="Video", msgstr="Wideo", flags=["fuzzy"]))
    assert "fuzzy: 'Video'" in complaint


def test_a_catalogue_that_is_not_compiled_is_named(directory: Path) -> None:
    path = messages.catalogues(directory)[1]
    path.with_suffix(".mo").unlink()
    [complaint] = messages.catalogue_complaints(directory)
    assert "django.mo: not compiled" in complaint


def test_a_missing_catalogue_is_named(directory: Path) -> None:
    messages.catalogues(directory)[0].unlink()
    [complaint] = messages.catalogue_complaints(directory)
    assert complaint.endswith("missing")
