"""Polish speech at the times of its cues."""

import wave
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from cms.demo.media.programs import find_program, run
from media_library.webvtt import ParsedCue

#: Words a minute: calm first, faster where a sentence would run into the next cue.
SPEEDS = range(150, 231, 10)
PAUSE = 0.15  # seconds of silence before each sentence
RATE = 22050  # samples a second, as espeak-ng gives them
SAMPLE_WIDTH = 2  # bytes


class SpeechError(Exception):
    """A sentence does not fit into the time of its cue."""


def write_speech(cues: Sequence[ParsedCue], duration: int, path: Path) -> None:
    """Write a WAV file of this length in seconds, with each cue spoken from its start on."""
    sound = bytearray(duration * RATE * SAMPLE_WIDTH)
    for cue in cues:
        start = round((cue.start_ms / 1000 + PAUSE) * RATE) * SAMPLE_WIDTH
        words = _speak(cue)
        sound[start : start + len(words)] = words
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_WIDTH)
        file.setframerate(RATE)
        file.writeframes(bytes(sound))


def _speak(cue: ParsedCue) -> bytes:
    room = ((cue.end_ms - cue.start_ms) / 1000 - PAUSE) * RATE * SAMPLE_WIDTH
    for speed in SPEEDS:
        words = _samples(run(find_program("espeak-ng"), "-v", "pl", "-s", str(speed), "--stdout", cue.text))
        if len(words) <= room:
            return words
    message = f"“{cue.text}” is too long for its cue."
    raise SpeechError(message)


def _samples(data: bytes) -> bytes:
    # The header of a stream tells no true length; what is there is read.
    with wave.open(BytesIO(data)) as file:
        return file.readframes(file.getnframes())
