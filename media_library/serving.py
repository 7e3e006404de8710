"""Byte ranges of files: what a client asked for and what it gets (RFC 9110, sections 13 and 14)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

BLOCK_BYTES = 256 * 1024

_RANGE = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})", re.ASCII | re.IGNORECASE)


class RangeNotSatisfiableError(Exception):
    """A client asked for bytes that the file does not have."""


@dataclass(frozen=True)
class ByteRange:
    """Bytes of a file, from the first one on."""

    first: int
    length: int

    def content_range(self, size: int) -> str:
        """Return the value of the Content-Range header for a file of this size."""
        return f"bytes {self.first}-{self.first + self.length - 1}/{size}"


def parse_range(header: str, size: int) -> ByteRange | None:
    """Return the one range asked for, or None where the whole file is to be sent.

    What is not understood, and several ranges at once, are ignored, as the standard allows.
    Raises `RangeNotSatisfiableError` for a range outside the file.
    """
    match = _RANGE.fullmatch(header.strip())
    if not match or match.groups() == ("", ""):
        return None
    first_text, last_text = match.groups()
    if not first_text:
        return _suffix(int(last_text), size)
    first = int(first_text)
    last = min(int(last_text), size - 1) if last_text else size - 1
    if last_text and int(last_text) < first:
        return None
    if first >= size:
        raise RangeNotSatisfiableError
    return ByteRange(first, last - first + 1)


def _suffix(length: int, size: int) -> ByteRange:
    if not length or not size:
        raise RangeNotSatisfiableError
    length = min(length, size)
    return ByteRange(size - length, length)


def range_holds(if_range: str, etag: str) -> bool:
    """Tell whether the client's part of the file is of the present version.

    Only the strong ETag is accepted: a date has whole seconds, in which a file may change twice.
    """
    return not if_range or if_range.strip() == etag


def read_blocks(open_file: Callable[[], IO[bytes]], byte_range: ByteRange) -> Iterator[bytes]:
    """Yield the range in blocks, and close the file at the end or when the client went away."""
    with open_file() as stream:
        stream.seek(byte_range.first)
        remaining = byte_range.length
        while remaining and (block := stream.read(min(BLOCK_BYTES, remaining))):
            remaining -= len(block)
            yield block
