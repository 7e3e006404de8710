"""Byte ranges."""

import io

import pytest

from media_library.serving import (
    BLOCK_BYTES,
    ByteRange,
    RangeNotSatisfiableError,
    parse_range,
    range_holds,
    read_blocks,
)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", ByteRange(0, 1)),
        ("bytes=2-5", ByteRange(2, 4)),
        ("bytes=7-", ByteRange(7, 3)),
        ("bytes=7-99", ByteRange(7, 3)),
        ("bytes=-4", ByteRange(6, 4)),
        ("bytes=-99", ByteRange(0, 10)),
        ("Bytes = 0-1", None),
        ("", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,4-5", None),
        ("bytes=a-b", None),
        ("bytes=1-" + "9" * 5000, None),
        ("lines=0-1", None),
    ],
)
def test_range_of_a_file_of_ten_bytes(header: str, expected: ByteRange | None) -> None:
    assert parse_range(header, 10) == expected


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=10-", 10), ("bytes=10-12", 10), ("bytes=-0", 10), ("bytes=-1", 0)]
)
def test_range_outside_the_file_is_refused(header: str, size: int) -> None:
    with pytest.raises(RangeNotSatisfiableError):
        parse_range(header, size)


def test_content_range_names_first_last_and_size() -> None:
    assert ByteRange(2, 4).content_range(10) == "bytes 2-5/10"


def test_range_holds_only_for_the_very_same_file() -> None:
    assert range_holds("", '"a"')
    assert range_holds('"a"', '"a"')
    assert not range_holds('"b"', '"a"')
    assert not range_holds('W/"a"', '"a"')
    assert not range_holds("Wed, 21 Oct 2015 07:28:00 GMT", '"a"')


def test_file_is_read_in_blocks_and_closed() -> None:
    stream = io.BytesIO(b"x" * (2 * BLOCK_BYTES + 10))
    sizes = [len(block) for block in read_blocks(lambda: stream, ByteRange(5, 2 * BLOCK_BYTES + 1))]
    assert sizes == [BLOCK_BYTES, BLOCK_BYTES, 1]
    assert stream.closed


def test_file_is_closed_when_the_client_goes_away() -> None:
    stream = io.BytesIO(b"0123456789")
    blocks = read_blocks(lambda: stream, ByteRange(0, 10))
    next(blocks)
    blocks.close()  # type: ignore[attr-defined]  # a generator, as Django knows
    assert stream.closed
