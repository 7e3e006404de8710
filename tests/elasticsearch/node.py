"""One node, started and ended; with its data in a folder it can be started again."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.elasticsearch.installation import installation

HEAP = os.environ.get("ELASTICSEARCH_HEAP", "512m")
LONGEST_START_S = 90
LONGEST_END_S = 30
_HOST = "127.0.0.1"


class Node:
    """A server on this machine alone."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self._folder = folder
        self._port = port or _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{_HOST}:{self._port}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        server = installation()
        self._folder.mkdir(parents=True, exist_ok=True)
        modules = self._folder / "modules"
        modules.unlink(missing_ok=True)
        modules.symlink_to(server.modules)
        log = self._folder / "log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [
                    str(server.java),
                    f"-Xms{HEAP}",
                    f"-Xmx{HEAP}",
                    "-cp",
                    server.class_path,
                    "NodeLauncher",
                    str(self._folder),
                    f"http.port={self._port}",
                    f"http.host={_HOST}",
                    f"transport.host={_HOST}",
                    f"transport.port={_free_port()}",
                    "discovery.type=single-node",
                    # A nearly full disk of a developer must not make indexes read-only.
                    "cluster.routing.allocation.disk.threshold_enabled=false",
                ],
                stdout=output,
                stderr=output,
            )
        self._wait_until_it_answers(log)

    def end(self) -> None:
        """End the server in order."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the server at once, as a failing machine would."""
        self._signal(signal.SIGKILL)

    def wait(self) -> None:
        """Wait until the server ends of itself or somebody interrupts."""
        if self._process:
            self._process.wait()

    def _signal(self, number: int) -> None:
        if self._process is None:
            return
        self._process.send_signal(number)
        try:
            self._process.wait(LONGEST_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _wait_until_it_answers(self, log: Path) -> None:
        deadline = time.monotonic() + LONGEST_START_S
        while time.monotonic() < deadline and self._process and self._process.poll() is None:
            try:
                # Yellow: every primary shard is there.
                with urlopen(f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s") as response:  # noqa: S310
                    if response.status == 200:
                        return
            except (URLError, ConnectionError):
                time.sleep(0.2)
        self.kill()
        message = f"Elasticsearch did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}"
        raise RuntimeError(message)


@contextmanager
def throwaway_node() -> Iterator[Node]:
    """Give a running server whose data is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="elasticsearch-"))
    node = Node(folder)
    try:
        node.start()
        yield node
    finally:
        node.end()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
