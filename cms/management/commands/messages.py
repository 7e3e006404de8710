"""`manage.py messages`."""

import shutil
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings

LANGUAGES = ("pl", "lt")  # the sources are in English
SOURCES = ("cms", "api", "search", "pages", "media_library", "templates")


class Command(BaseCommand):
    """Keeps the catalogues complete and compiled."""

    help = "Collect texts into the catalogues and compile them, or check that this has been done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if anything is to be done")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        if check:
            complaints = list(catalogue_complaints(locale_dir()))
            if complaints:
                raise CommandError("\n".join(["The translations are not complete; run make messages.", *complaints]))
            return
        if shutil.which("xgettext") is None:
            message = "Collecting texts needs gettext: apt-get install gettext"
            raise CommandError(message)
        for language in LANGUAGES:
            (locale_dir() / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        collect(locale_dir())
        for catalogue in (*catalogues(locale_dir()), *script_catalogues(locale_dir())):
            polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
        for complaint in catalogue_complaints(locale_dir()):
            self.stdout.write(complaint)


def locale_dir() -> Path:
    """Return where our catalogues lie."""
    return Path(settings.LOCALE_PATHS[0])


def catalogues(directory: Path) -> list[Path]:
    """Return the catalogue of each language."""
    return [directory / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES]


def script_catalogues(directory: Path) -> list[Path]:
    """Return the catalogues of what Wagtail's scripts say, which are kept by hand: no source of ours has their texts."""
    return [path.with_stem("djangojs") for path in catalogues(directory) if path.with_stem("djangojs").is_file()]


def collect(directory: Path) -> None:
    """Bring the catalogues in a folder up to the sources."""
    with tempfile.TemporaryDirectory() as workplace:
        # The sources are reached by links, so that no other folder of the checkout is searched.
        for source in SOURCES:
            (Path(workplace) / source).symlink_to(settings.PROJECT_DIR / source, target_is_directory=True)
        with override_settings(LOCALE_PATHS=[str(directory)]), chdir(workplace):
            call_command(
                "makemessages",
                locale=list(LANGUAGES),
                extensions=["py", "html", "txt"],
                symlinks=True,
                no_obsolete=True,
                no_wrap=True,
                add_location="file",
                # Django would find the catalogues in the sources, and write to them instead.
                ignore_patterns=["*/migrations/*", "cms/locale"],
                verbosity=0,
            )


def catalogue_complaints(directory: Path) -> Iterator[str]:
    """Yield what is untranslated, uncertain, not compiled, or not collected from the sources."""
    wanted = collected_texts(directory) if shutil.which("xgettext") else None
    for path in catalogues(directory):
        if not path.is_file():
            yield f"{path}: missing"
            continue
        yield from _faults(path)
        if wanted is not None:
            present = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}
            yield from (f"{path}: not collected: {text!r}" for _context, text in sorted(wanted - present, key=str))
            yield from (f"{path}: no longer used: {text!r}" for _context, text in sorted(present - wanted, key=str))
    for path in script_catalogues(directory):
        yield from _faults(path)


def _faults(path: Path) -> Iterator[str]:
    catalogue = polib.pofile(str(path))
    yield from (f"{path}: untranslated: {entry.msgid!r}" for entry in catalogue.untranslated_entries())
    yield from (f"{path}: fuzzy: {entry.msgid!r}" for entry in catalogue.fuzzy_entries())
    compiled = path.with_suffix(".mo")
    if not compiled.is_file() or compiled.read_bytes() != catalogue.to_binary():
        yield f"{compiled}: not compiled from the present catalogue"


def collected_texts(directory: Path) -> set[tuple[str | None, str]]:
    """Return context and text of all that the sources would have translated."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "locale"
        if directory.is_dir():
            shutil.copytree(directory, copy)
        for language in LANGUAGES:
            (copy / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        collect(copy)
        return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(catalogues(copy)[0])) if not entry.obsolete}
