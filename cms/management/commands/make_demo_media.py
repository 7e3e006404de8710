"""Makes the demo's films, papers and pictures, which are committed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.demo.library import ASSETS_DIR
from cms.demo.media.films import read_films, write_captions, write_film, write_poster
from cms.demo.media.manifest import write_manifest
from cms.demo.media.papers import read_papers, write_paper
from cms.demo.media.pictures import write_picture
from cms.demo.media.programs import MissingProgramError
from cms.demo.media.screen import MEDIA_DIR, open_browser
from cms.demo.media.speech import SpeechError
from cms.demo.texts import read_toml


class Command(BaseCommand):
    """Makes the files in `cms/demo/assets` from the demo's texts and drawings."""

    help = "Make the demo's films, papers and pictures again. Needs Chromium, Playwright, ffmpeg and espeak-ng."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only",
            choices=list(self._makers),
            action="append",
            help="Make this kind alone; may be given several times.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            for kind in options["only"] or self._makers:
                self._makers[kind](self, _folder(kind))
        except (MissingProgramError, SpeechError) as error:
            raise CommandError(str(error)) from error
        words = read_toml(MEDIA_DIR / "media.toml")
        manifest = ASSETS_DIR / "manifest.toml"
        write_manifest(words["images"], read_films(), read_papers(), words["credit"]["text"], manifest)
        self._tell(manifest)

    def _make_captions(self, folder: Path) -> None:
        for film in read_films():
            for path in write_captions(film, folder):
                self._tell(path)

    def _make_videos(self, folder: Path) -> None:
        with open_browser() as browser:
            for film in read_films():
                self._tell(write_film(film, browser, folder))

    def _make_posters(self, folder: Path) -> None:
        with open_browser() as browser:
            for film in read_films():
                self._tell(write_poster(film, browser, folder))

    def _make_documents(self, folder: Path) -> None:
        with open_browser() as browser:
            for paper in read_papers():
                self._tell(write_paper(paper, browser, folder))

    def _make_images(self, folder: Path) -> None:
        with open_browser() as browser:
            for image in read_toml(MEDIA_DIR / "media.toml")["images"]:
                self._tell(write_picture(image["key"], browser, folder))

    def _tell(self, path: Path) -> None:
        self.stdout.write(f"{path.relative_to(ASSETS_DIR)}: {path.stat().st_size // 1024} KB")

    _makers: dict[str, Callable[["Command", Path], None]] = {
        "captions": _make_captions,
        "images": _make_images,
        "posters": _make_posters,
        "documents": _make_documents,
        "videos": _make_videos,
    }


def _folder(kind: str) -> Path:
    folder = ASSETS_DIR / kind
    folder.mkdir(parents=True, exist_ok=True)
    return folder
