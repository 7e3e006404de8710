"""A server on the first core, a client on the second, and what processor time they take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

SERVER_CORE: Final = "0"
CLIENT_CORE: Final = "1"
CONNECTIONS: Final = 16
TICKS: Final = os.sysconf("SC_CLK_TCK")
SCRIPT: Final = Path(__file__).with_name("requests.lua")


@dataclass(frozen=True)
class Load:
    """What a server did under load."""

    per_second: float
    p50_ms: float
    p99_ms: float
    errors: int
    #: Processor time of server and database for one request.
    microseconds: float


@dataclass(frozen=True)
class Server:
    """A running server: its address, its processes, how long it took to answer first."""

    address: str
    pid: int
    start_seconds: float
    database_pid: int | None

    def processor_seconds(self) -> float:
        """Return the processor time that server and database have taken so far."""
        roots = [self.pid, *([self.database_pid] if self.database_pid else [])]
        return sum(_processor_seconds(pid) for root in roots for pid in _tree(root))

    def megabytes(self) -> float:
        """Return the memory of the server's processes."""
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in _tree(self.pid)]
        return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def serving(port: int, first_path: str, environment: Mapping[str, str], database_pid: int | None) -> Iterator[Server]:
    """Serve on the first core with one worker and one thread, until the block ends."""
    flags = ["--interface", "wsgi", "--no-ws", "--log-level", "error", "--workers", "1", "--blocking-threads", "1"]
    command = ["taskset", "-c", SERVER_CORE, sys.executable, "-m", "granian", *flags, "--port", str(port)]
    begun = time.monotonic()
    process = subprocess.Popen([*command, "cms.wsgi:application"], env={**os.environ, **environment})  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    try:
        while not _answers(address + first_path):
            if process.poll() is not None:
                message = "the server ended by itself"
                raise SystemExit(message)
            time.sleep(0.01)
        yield Server(address, process.pid, time.monotonic() - begun, database_pid)
    finally:
        process.terminate()
        process.wait()


def put_under_load(server: Server, lines: Sequence[str], seconds: int, connections: int = CONNECTIONS) -> Load:
    """Ask for paths in turn for some seconds, from the second core."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as paths:
        paths.write("\n".join(lines) + "\n")
        paths.flush()
        options = ["-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT)]
        command = ["taskset", "-c", CLIENT_CORE, "wrk", *options, server.address, "--", paths.name]
        before = server.processor_seconds()
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
        taken = server.processor_seconds() - before
    counted = json.loads(output.strip().splitlines()[-1])
    return Load(
        per_second=counted["requests"] / counted["seconds"],
        p50_ms=counted["p50"],
        p99_ms=counted["p99"],
        errors=counted["errors"],
        microseconds=taken * 1e6 / max(counted["requests"], 1),
    )


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=30) as response:  # noqa: S310 - our own server
            return bool(response.status < 400)
    except (URLError, ConnectionError):
        return False


def _tree(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def _processor_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS
