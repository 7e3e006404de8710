"""Text of PDF pages: the child process and the cleaning of what it reads."""

import io
import tempfile
import zlib
from pathlib import Path

import pypdf
import pytest

from media_library import document_text, pdf_text_child
from media_library.document_text import DocumentTextError, clean_page_text, read_pdf_pages
from media_library.models import TextError
from tests.factories.media import pdf_bytes


def pages_of(content: bytes) -> list[str]:
    with tempfile.TemporaryFile() as stream:
        stream.write(content)
        stream.seek(0)
        return read_pdf_pages(stream)


def reason_of(content: bytes) -> TextError:
    with pytest.raises(DocumentTextError) as raised:
        pages_of(content)
    return raised.value.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spa-\nwanie", "spawanie"),
        ("suvirini\u2010\n  mas", "suvirinimas"),
        ("suviri\u00ad\nnimas", "suvirinimas"),
        ("miękki\u00ad dywiz", "miękki dywiz"),
        ("Alytus-\nMarijampolė", "Alytus-Marijampolė"),
        ("polsko-\n-litewski", "polsko-litewski"),
        ("MIG/MAG -\nspoiwo", "MIG/MAG - spoiwo"),
        ("lata 2024-\n2026", "lata 2024- 2026"),
        ("z\u0307o\u0301\u0142ty", "żółty"),
        ("a  \t b\nc\n\n\nd", "a b c\n\nd"),
        ("a\x00b", "ab"),
        ("a\ud83d\udc00b \U0001f527", "ab \U0001f527"),
    ],
)
def test_printed_text_becomes_text_that_can_be_searched(text: str, expected: str) -> None:
    assert clean_page_text(text) == expected


def test_text_is_read_page_by_page_with_all_letters() -> None:
    pages = pages_of(pdf_bytes([["Zażółć gęślą jaźń,", "spa-", "wanie"], [], ["Ąžuolų šešėlis"]]))
    assert pages == ["Zażółć gęślą jaźń, spawanie", "", "Ąžuolų šešėlis"]


def test_half_a_character_is_left_out_since_no_database_takes_it() -> None:
    assert pages_of(pdf_bytes([["Spaw\ud800anie"]])) == ["Spawanie"]


def test_file_that_is_no_pdf_is_damaged() -> None:
    assert reason_of(b"not a PDF at all") == TextError.DAMAGED


def test_pages_without_text_are_a_scan() -> None:
    assert reason_of(pdf_bytes([[], []])) == TextError.NO_TEXT


def test_file_with_a_password_is_encrypted() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes([["Secret"]])))
    writer.encrypt("password", algorithm="RC4-128")
    output = io.BytesIO()
    writer.write(output)
    assert reason_of(output.getvalue()) == TextError.ENCRYPTED


def test_decompression_bomb_is_too_large() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes([["Small"]])))
    bomb = pypdf.generic.EncodedStreamObject()
    bomb[pypdf.generic.NameObject("/Filter")] = pypdf.generic.NameObject("/FlateDecode")
    bomb._data = zlib.compress(b" " * 300_000_000)
    writer.pages[0][pypdf.generic.NameObject("/Contents")] = writer._add_object(bomb)
    output = io.BytesIO()
    writer.write(output)
    assert reason_of(output.getvalue()) == TextError.TOO_LARGE


def child_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    script = tmp_path / "child.py"
    script.write_text(body)
    monkeypatch.setattr(pdf_text_child, "__file__", str(script))


def test_reading_ends_with_the_patience(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child_that(tmp_path, monkeypatch, "import time; time.sleep(30)")
    monkeypatch.setattr(document_text, "WALL_SECONDS", 0.2)
    assert reason_of(b"") == TextError.TOO_SLOW


def test_child_without_processor_time_left_is_too_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child_that(tmp_path, monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)")
    assert reason_of(b"") == TextError.TOO_SLOW


def test_crash_of_the_child_is_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child_that(tmp_path, monkeypatch, "import os; os.abort()")
    assert reason_of(b"") == TextError.DAMAGED
