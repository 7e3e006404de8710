"""WebVTT and SubRip captions: a strict reader that names lines, and a clean writer.

Caption libraries drop a cue that they cannot read without a word. Here every line of a file
is either understood or named in the error, so that an editor never publishes half a text.
Grammar: https://www.w3.org/TR/webvtt1/#file-structure
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

# Windows code pages of old subtitle programs, for files that are not UTF-8.
CODE_PAGES = {"lt": "cp1257"}
DEFAULT_CODE_PAGE = "cp1250"
MAX_SPEAKER_LENGTH = 255

_TIME = r"(?:(\d{1,2}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
# Markup of WebVTT and SubRip, times inside a cue, and positions as `{\an8}`.
_TAG = re.compile(r"</?[A-Za-z][^>]*>|<\d[\d:.]*>|\{\\[^}]*\}")
_BLOCK_NOT_SHOWN = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)")


class CueLike(Protocol):
    """What a cue must have to be written."""

    @property
    def start_ms(self) -> int: ...
    @property
    def end_ms(self) -> int: ...
    @property
    def speaker(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class ParsedCue:
    """A cue read from a file; `line` is where its timing stands, counted from 1."""

    start_ms: int
    end_ms: int
    text: str
    speaker: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class CaptionProblem:
    """One thing wrong with a caption file; line 0 is the file as a whole."""

    line: int
    message: str

    def __str__(self) -> str:
        if not self.line:
            return self.message
        return _("Line %(line)d: %(message)s") % {"line": self.line, "message": self.message}


class CaptionError(Exception):
    """A caption file with problems, every one of them listed in the order of their lines."""

    def __init__(self, problems: Sequence[CaptionProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def decode_captions(data: bytes, language_code: str = "") -> str:
    """Return the text of a file in UTF-8, UTF-16 with its mark, or the language's code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        code_page = CODE_PAGES.get(language_code[:2], DEFAULT_CODE_PAGE)
        return data.decode(code_page, errors="replace")


def parse_webvtt(source: str | bytes, language_code: str = "") -> list[ParsedCue]:
    """Return the cues of a WebVTT or SubRip file in order of time.

    Raises `CaptionError` when anything in the file would be lost or could not be shown.
    """
    text = decode_captions(source, language_code) if isinstance(source, bytes) else source
    # U+0000 as in the WebVTT standard; PostgreSQL could not store it either.
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\0", "\ufffd"))
    reader = _Reader()
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        reader.read(number, line)
    reader.end_block()
    if not reader.cues and not reader.problems:
        reader.problems.append(CaptionProblem(0, _("The file has no cues.")))
    if reader.problems:
        raise CaptionError(sorted(reader.problems, key=lambda problem: problem.line))
    return sorted(reader.cues, key=lambda cue: (cue.start_ms, cue.end_ms))


def render_webvtt(cues: Iterable[CueLike]) -> str:
    """Return a WebVTT file of these cues, with nothing in it but times, speakers and text."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        lines = [line for line in cue.text.splitlines() if line.strip()]
        text = html.escape("\n".join(lines), quote=False)
        voice = f"<v {html.escape(cue.speaker, quote=False)}>" if cue.speaker else ""
        timing = f"{_format_time(cue.start_ms)} --> {_format_time(cue.end_ms)}"
        blocks.append(f"{timing}\n{voice}{text}\n")
    return "\n".join(blocks)


def late_cues(cues: Iterable[ParsedCue], duration: float) -> list[CaptionProblem]:
    """Return a problem for each cue that ends a second or more after the recording does.

    The duration is in seconds; 0 is a recording whose duration nobody has told yet.
    """
    if not duration:
        return []
    message = _("The cue ends after the recording does.")
    return [CaptionProblem(cue.line, message) for cue in cues if cue.end_ms >= (duration + 1) * 1000]


class _Reader:
    """Goes through a file line by line and gathers cues and problems."""

    def __init__(self) -> None:
        self.cues: list[ParsedCue] = []
        self.problems: list[CaptionProblem] = []
        self._before: list[tuple[int, str]] = []  # lines of the block, before a timing
        self._timing: tuple[int, str] | None = None
        self._text: list[tuple[int, str]] = []

    def read(self, number: int, line: str) -> None:
        """Take in one line."""
        if "-->" in line:
            # A timing right after text begins a new cue, where a blank line was forgotten.
            before = self._split_identifier()
            self.end_block()
            self._before = before
            self._timing = (number, line)
        elif not line.strip():
            self.end_block()
        elif self._timing:
            self._text.append((number, line.strip()))
        else:
            self._before.append((number, line.strip()))

    def _split_identifier(self) -> list[tuple[int, str]]:
        """Take back a last line of digits: the next cue's number, not this cue's words."""
        if not self._timing:
            before, self._before = self._before, []
            return before
        if len(self._text) > 1 and self._text[-1][1].isdecimal():
            return [self._text.pop()]
        return []

    def end_block(self) -> None:
        """Make a cue of the lines since the last blank one, or note why it cannot be."""
        # One line before a timing is the cue's identifier; any other text would be lost.
        lost = self._before[:-1] if self._timing else self._before
        if lost and not _BLOCK_NOT_SHOWN.match(self._before[0][1]):
            number, line = lost[0]
            message = _("This text belongs to no time: “%(text)s”.") % {"text": line[:60]}
            self.problems.append(CaptionProblem(number, message))
        if self._timing:
            self._end_cue(*self._timing)
        self._before, self._timing, self._text = [], None, []

    def _end_cue(self, number: int, line: str) -> None:
        match = _TIMING.fullmatch(line)
        if not match:
            message = _("This time cannot be read: “%(text)s”.") % {"text": line.strip()[:60]}
            self.problems.append(CaptionProblem(number, message))
            return
        start_ms, end_ms = _milliseconds(*match.groups()[:4]), _milliseconds(*match.groups()[4:])
        speaker, text = _plain_text("\n".join(line for _number, line in self._text))
        if end_ms <= start_ms:
            self.problems.append(CaptionProblem(number, _("The cue ends before it starts.")))
        elif not text:
            self.problems.append(CaptionProblem(number, _("The cue has no text.")))
        else:
            self.cues.append(ParsedCue(start_ms, end_ms, text, speaker, number))


def _milliseconds(hours: str | None, minutes: str, seconds: str, milliseconds: str) -> int:
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int(milliseconds)


def _format_time(milliseconds: int) -> str:
    seconds, milliseconds = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds:03}"


def _plain_text(marked: str) -> tuple[str, str]:
    """Return speaker and text without markup; a second speaker is named within the text."""
    speaker = ""
    first = _VOICE.match(marked)
    if first:
        speaker = html.unescape(first[1]).strip()[:MAX_SPEAKER_LENGTH]
        marked = marked[first.end() :]
    marked = _VOICE.sub(lambda voice: f"{voice[1].strip()}: ", marked)
    text = html.unescape(_TAG.sub("", marked))
    return speaker, "\n".join(line.strip() for line in text.splitlines() if line.strip())
