"""The memory of a web process that searches: of one that has never held the pages that it finds.

Reads addresses from standard input, a line each, asks the application for them, and prints what is resident then.
Started by `tests.benchmarks.search`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.search_settings")


@dataclass(frozen=True)
class Memory:
    """Resident memory in MB: `resident` with all that is mapped (Rss), `own` with its share of what others map too (Pss)."""

    resident: float
    own: float
    #: Of the first: the dictionaries, and the file of the embedded index.
    dictionaries: float
    index: float


def resident_memory() -> Memory:
    """Return the memory of this process."""
    whole = _sizes(Path("/proc/self/smaps_rollup").read_text().splitlines())
    mapped = Path("/proc/self/smaps").read_text().splitlines()
    return Memory(
        whole["Rss"],
        whole["Pss"],
        _of_files(mapped, ".dic"),
        _of_files(mapped, ".sqlite3") - _of_files(mapped, "db.sqlite3"),
    )


def _sizes(lines: Iterable[str]) -> dict[str, float]:
    return {name: int(size) * 1024 / 1e6 for name, size, unit in map(_split, lines) if unit == "kB"}


def _of_files(lines: Iterable[str], suffix: str) -> float:
    """Add up what is resident of mapped files with names that end so."""
    total, is_wanted = 0.0, False
    for line in lines:
        if "-" in line.partition(" ")[0]:
            is_wanted = line.endswith(suffix)
        elif is_wanted and line.startswith("Rss:"):
            total += int(line.split()[1]) * 1024 / 1e6
    return total


def _split(line: str) -> tuple[str, str, str]:
    name, _colon, value = line.partition(":")
    size, _space, unit = value.strip().partition(" ")
    return name, size, unit


def ask(address: str) -> None:
    """Ask the application for an address; fail if it does not answer well."""
    from cms.wsgi import application  # noqa: PLC0415 - the settings are named first

    parts = urlsplit(address)
    # A robot's searches are not counted.
    environ: dict[str, object] = {
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "HTTP_HOST": "localhost",
        "HTTP_USER_AGENT": "benchmark-bot",
    }
    setup_testing_defaults(environ)
    response = application(environ, _start)
    b"".join(response)
    response.close()
    if response.status_code != HTTPStatus.OK:
        message = f"{response.status_code} for {address}"
        raise RuntimeError(message)


def _start(*_status_and_headers: object) -> Callable[[bytes], object]:
    return _write


def _write(_body: bytes) -> None:
    """Take what an application writes past its response: ours does not."""


def main() -> None:
    """Answer what is asked, and tell what it took."""
    for address in sys.stdin:
        ask(address.strip())
    sys.stdout.write(json.dumps(asdict(resident_memory())))


if __name__ == "__main__":
    main()
