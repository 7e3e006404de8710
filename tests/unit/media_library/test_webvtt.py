"""Reading and writing of captions."""

import pytest

from media_library.webvtt import (
    CaptionError,
    ParsedCue,
    decode_captions,
    late_cues,
    parse_webvtt,
    render_webvtt,
)

FILE = """WEBVTT - from the studio
Kind: captions

STYLE
::cue { color: red }

NOTE a remark
of two lines

intro
00:00.500 --> 00:02.000 align:start
<v Anna Kowalska>Dzień dobry &amp; witamy.
<i>Włączamy</i> łuk.

01:00:03.000 --> 01:00:04.250
Ačiū.
"""


def problems_of(source: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(CaptionError) as raised:
        parse_webvtt(source)
    return [(problem.line, problem.message) for problem in raised.value.problems]


def test_webvtt_is_read_without_its_markup() -> None:
    assert parse_webvtt(FILE) == [
        ParsedCue(500, 2000, "Dzień dobry & witamy.\nWłączamy łuk.", "Anna Kowalska"),
        ParsedCue(3603000, 3604250, "Ačiū."),
    ]


def test_cue_knows_the_line_of_its_timing() -> None:
    assert [cue.line for cue in parse_webvtt(FILE)] == [11, 15]


def test_subrip_is_read_with_commas_numbers_and_windows_line_ends() -> None:
    source = (
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}Jeden\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nDwa\r\n"
    )
    assert parse_webvtt(source) == [ParsedCue(1000, 2000, "Jeden"), ParsedCue(3000, 4000, "Dwa")]


def test_missing_blank_line_loses_neither_cue_and_leaves_no_number_in_the_text() -> None:
    source = "1\n00:00:01,000 --> 00:00:02,000\nJeden\n2\n00:00:03,000 --> 00:00:04,000\nDwa\n"
    assert [cue.text for cue in parse_webvtt(source)] == ["Jeden", "Dwa"]


def test_cues_are_put_in_order_of_time() -> None:
    source = "WEBVTT\n\n00:03.000 --> 00:04.000\nLater\n\n00:01.000 --> 00:02.000\nSooner\n"
    assert [cue.text for cue in parse_webvtt(source)] == ["Sooner", "Later"]


def test_second_speaker_of_a_cue_is_named_in_the_text() -> None:
    source = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Gotowe?</v>\n<v Jonas>Taip.</v>\n"
    assert parse_webvtt(source) == [ParsedCue(1000, 2000, "Gotowe?\nJonas: Taip.", "Anna")]


def test_sign_of_comparison_is_not_taken_for_markup() -> None:
    source = "WEBVTT\n\n00:01.000 --> 00:02.000\n1 < 2 and 3 > 2, &lt;b&gt;\n"
    assert parse_webvtt(source)[0].text == "1 < 2 and 3 > 2, <b>"


@pytest.mark.parametrize(
    ("data", "language_code"), [("Zażółć".encode("cp1250"), "pl"), ("Ąžuolų".encode("cp1257"), "lt")]
)
def test_old_code_page_of_the_language_is_understood(data: bytes, language_code: str) -> None:
    source = b"1\n00:00:01,000 --> 00:00:02,000\n" + data
    expected = data.decode("cp1257" if language_code == "lt" else "cp1250")
    assert parse_webvtt(source, language_code)[0].text == expected


def test_utf_16_and_utf_8_with_a_mark_are_decoded() -> None:
    assert decode_captions("Łódź".encode("utf-16")) == "Łódź"
    assert decode_captions("Łódź".encode("utf-8-sig")) == "Łódź"


def test_every_problem_is_listed_with_its_line() -> None:
    source = """WEBVTT

00:05.000 --> 00:04.000
Backwards

00:06.000 -> 00:07.000
One arrow is too short

0:08 --> 0:09
No milliseconds

00:10.000 --> 00:11.000

00:12.000 --> 00:13.000
Good

and a stray line
"""
    found = problems_of(source)
    assert [line for line, _message in found] == [3, 6, 9, 12, 17]
    assert [message.split(":")[0].rstrip(".") for _line, message in found] == [
        "The cue ends before it starts",
        "This text belongs to no time",
        "This time cannot be read",
        "The cue has no text",
        "This text belongs to no time",
    ]


@pytest.mark.parametrize("source", ["", "WEBVTT\n", b"WEBVTT", "WEBVTT\n\nNOTE nothing here\n"])
def test_file_without_cues_is_refused(source: str | bytes) -> None:
    assert problems_of(source) == [(0, "The file has no cues.")]


def test_problem_reads_as_a_sentence_with_its_line() -> None:
    with pytest.raises(CaptionError, match=r"^Line 3: The cue ends before it starts\.$"):
        parse_webvtt("WEBVTT\n\n00:02.000 --> 00:02.000\nNothing\n")


def test_cues_after_the_end_of_the_recording_are_problems() -> None:
    cues = [ParsedCue(0, 10_900, "In time", line=3), ParsedCue(11_000, 12_000, "Too late", line=6)]
    assert [problem.line for problem in late_cues(cues, 10)] == [6]
    assert late_cues(cues, 0) == []


def test_written_file_reads_back_as_it_was() -> None:
    cues = [
        ParsedCue(0, 1, "a < b && c --> d\nNOTE of <v a speaker>", "Dr. Żukauskas & <sons>"),
        ParsedCue(3_600_000, 360_000_000 - 1, "&amp; – „ąčęł“"),
    ]
    assert parse_webvtt(render_webvtt(cues)) == cues


def test_written_file_is_clean_webvtt() -> None:
    cues = [ParsedCue(61_001, 3_723_004, "a < b\n\nc", "Anna")]
    assert render_webvtt(cues) == "WEBVTT\n\n00:01:01.001 --> 01:02:03.004\n<v Anna>a &lt; b\nc\n"
