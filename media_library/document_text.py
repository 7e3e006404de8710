"""Text of documents, page by page, read in a limited child process."""

import json
import re
import signal
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import IO

from media_library import pdf_text_child
from media_library.models import TextError

WALL_SECONDS = 60

# A word broken at the end of a line by a hyphen, U+2010 or a soft hyphen. Only a small letter
# continues a word: "Alytus-\nMarijampolė" keeps its hyphen.
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*\n[ \t]*(?=([^\W\d_]))")
# Polish repeats the hyphen of a compound at the start of the next line.
_REPEATED_HYPHEN = re.compile(r"(?<=\w)[-\u2010][ \t]*\n[ \t]*[-\u2010](?=\w)")
_SPACES = re.compile(r"\s+")
# What is no text, and halves of a character, which a PDF may contain and no database takes.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class DocumentTextError(Exception):
    """A document whose text cannot be read, with the reason to show to the editor."""

    def __init__(self, reason: TextError) -> None:
        super().__init__(str(reason))
        self.reason = reason


def read_pdf_pages(stream: IO[bytes]) -> list[str]:
    """Return the clean text of each page of the PDF in this real file (it has a descriptor).

    Raises `DocumentTextError`; a document without any text is one as well.
    """
    pages = [clean_page_text(text) for text in _run_child(stream)]
    if not any(pages):
        raise DocumentTextError(TextError.NO_TEXT)
    return pages


def _run_child(stream: IO[bytes]) -> list[str]:
    # By path and isolated: the child needs no project, no settings and no environment. Its
    # output goes to a file, so that the kernel's limit on file size holds for it.
    command = [sys.executable, "-I", str(Path(pdf_text_child.__file__))]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryDirectory() as directory:
        try:
            child = subprocess.run(  # noqa: S603  our own interpreter and script
                command,
                stdin=stream,
                stdout=output,
                stderr=subprocess.DEVNULL,
                env={},
                cwd=directory,
                timeout=WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise DocumentTextError(TextError.TOO_SLOW) from error
        output.seek(0)
        written = output.read()
    if child.returncode:
        too_slow = child.returncode == -signal.SIGXCPU
        raise DocumentTextError(TextError.TOO_SLOW if too_slow else TextError.DAMAGED)
    answer = json.loads(written)
    if "error" in answer:
        raise DocumentTextError(TextError(answer["error"]))
    pages: list[str] = answer["pages"]
    return pages


def clean_page_text(text: str) -> str:
    """Return text with whole words, composed letters, and a blank line between paragraphs."""
    text = _NO_TEXT.sub("", unicodedata.normalize("NFC", text))
    text = re.sub(r"\r\n?", "\n", text)
    text = _REPEATED_HYPHEN.sub("-", text)
    text = _BROKEN_WORD.sub(_join, text).replace("\u00ad", "")
    return _SPACES.sub(_collapse, text).strip()


def _join(match: re.Match[str]) -> str:
    return "" if match[1].islower() or match[0].startswith("\u00ad") else "-"


def _collapse(match: re.Match[str]) -> str:
    return "\n\n" if match[0].count("\n") > 1 else " "
