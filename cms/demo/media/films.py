"""Films of drawings with Polish speech, their posters and their captions."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cms.demo.media.programs import find_program
from cms.demo.media.screen import HEIGHT, WIDTH, Screen, open_screen, read_drawing
from cms.demo.media.speech import write_speech
from cms.demo.texts import CONTENT_DIR, LANGUAGES, SOURCE_LANGUAGE, read_toml
from media_library.webvtt import ParsedCue, render_webvtt

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FRAMES_PER_SECOND = 12
#: The moment of a film that shows it best, in seconds.
POSTER_TIMES = {"tig-start": 19.2, "cnc-zero": 7.2, "laser-nest": 18.6}
RULER_LEFT, RULER_WIDTH, RULER_BOTTOM = 20, 600, 352


@dataclass(frozen=True)
class Film:
    """A film of the demo: its cues by language and the seconds at which its drawings begin."""

    key: str
    duration: int
    cues: Mapping[str, Sequence[ParsedCue]]
    starts: Sequence[float]

    def place(self, seconds: float) -> tuple[int, float]:
        """Return the number of the drawing at a time, and the seconds since it began."""
        number = max(index for index, start in enumerate(self.starts) if start <= seconds)
        return number, seconds - self.starts[number]


def read_films() -> list[Film]:
    """Return the films whose texts are in the demo content."""
    paths = sorted((CONTENT_DIR / "videos").glob(f"*.{SOURCE_LANGUAGE}.toml"))
    return [_read_film(path.name.removesuffix(f".{SOURCE_LANGUAGE}.toml")) for path in paths]


def _read_film(key: str) -> Film:
    texts = {code: read_toml(CONTENT_DIR / f"videos/{key}.{code}.toml") for code in LANGUAGES}
    facts = texts[SOURCE_LANGUAGE]
    cues = {
        code: [
            ParsedCue(round(source["start"] * 1000), round(source["end"] * 1000), cue["text"])
            for source, cue in zip(facts["cues"], text["cues"], strict=True)
        ]
        for code, text in texts.items()
    }
    return Film(key, facts["duration"], cues, [slide["start"] for slide in facts["slides"]])


def write_captions(film: Film, folder: Path) -> list[Path]:
    """Write the captions of a film in each language."""
    paths = []
    for code, cues in film.cues.items():
        path = folder / f"{film.key}.{code}.vtt"
        path.write_text(render_webvtt(cues), encoding="utf-8")
        paths.append(path)
    return paths


def write_poster(film: Film, browser: Browser, folder: Path) -> Path:
    """Write a picture of the film, twice its size."""
    path = folder / f"{film.key}.jpg"
    with open_screen(browser, [*_drawings(film), _overlay(film)], "film", scale=2) as screen:
        _show(screen, film, POSTER_TIMES[film.key])
        path.write_bytes(screen.jpeg())
    return path


def write_film(film: Film, browser: Browser, folder: Path) -> Path:
    """Write the film with its speech."""
    path = folder / f"{film.key}.mp4"
    with TemporaryDirectory() as temporary:
        speech = Path(temporary) / "speech.wav"
        write_speech(film.cues[SOURCE_LANGUAGE], film.duration, speech)
        with open_screen(browser, [*_drawings(film), _overlay(film)], "film") as screen:
            _encode(film, screen, speech, path)
    return path


def _encode(film: Film, screen: Screen, speech: Path, path: Path) -> None:
    command = (
        f"{find_program('ffmpeg')} -v error -y -f image2pipe -framerate {FRAMES_PER_SECOND} -c:v png -i - -i {speech} "
        "-map 0:v -map 1:a -c:v libx264 -preset veryslow -tune animation -crf 23 -pix_fmt yuv420p -g 48 -threads 1 "
        "-c:a aac -ac 1 -ar 44100 -b:a 64k -metadata:s:a language=pol -map_metadata -1 "
        f"-fflags +bitexact -flags +bitexact -t {film.duration} -movflags +faststart"
    )
    with subprocess.Popen([*command.split(), str(path)], stdin=subprocess.PIPE) as process:  # noqa: S603 - our own words
        if process.stdin is None:
            raise RuntimeError("ffmpeg has no input")
        for frame in range(film.duration * FRAMES_PER_SECOND):
            _show(screen, film, frame / FRAMES_PER_SECOND)
            process.stdin.write(screen.png())
        process.stdin.close()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _show(screen: Screen, film: Film, seconds: float) -> None:
    screen.show(*film.place(seconds), RULER_LEFT + RULER_WIDTH * seconds / film.duration)


def _drawings(film: Film) -> list[str]:
    return [read_drawing(f"{film.key}-{number}") for number in range(1, len(film.starts) + 1)]


def _overlay(film: Film) -> str:
    """Return what all drawings of a film share: a balloon with their number and a rule of seconds."""
    step = RULER_WIDTH / film.duration
    ticks = "".join(
        f"M{RULER_LEFT + step * second:.1f} {RULER_BOTTOM}v-{4 if second % 5 else 9}"
        for second in range(film.duration + 1)
    )
    starts = "".join(f"M{RULER_LEFT + step * start:.1f} {RULER_BOTTOM}v-13" for start in film.starts)
    return (
        f'<svg class="over" viewBox="0 0 {WIDTH} {HEIGHT}">'
        '<g class="balloons"><g transform="translate(36 34)"><circle r="16"/><text id="number" y="7"/></g></g>'
        f'<path class="n" d="{ticks}M{RULER_LEFT} {RULER_BOTTOM}h{RULER_WIDTH}"/><path class="hot-k" d="{starts}"/>'
        f'<g id="pointer"><path class="straw" d="M0 {RULER_BOTTOM - 4}l-6-11h12z"/></g></svg>'
    )
