"""The whole installation with its demo content, as `make run` starts it, on a port and in a folder of its own."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

LONGEST_START_SECONDS = 300
INHERITED = ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "PYTHONPATH")


@contextmanager
def serving_demo_site() -> Iterator[str]:
    """Prepare and serve the demo, yield its address, and fail at the end if its log tells of an error."""
    with tempfile.TemporaryDirectory(prefix="demo-site-") as folder:
        port = free_port()
        inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
        environment = {**inherited, "DATA_DIR": folder, "PORT": str(port)}
        log_file = Path(folder) / "server.log"
        command = [sys.executable, "manage.py", "serve", "--prepare"]
        with log_file.open("wb") as log:
            server = subprocess.Popen(  # noqa: S603 - our own command
                command, cwd=settings.PROJECT_DIR, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
            try:
                wait_until_healthy(f"http://localhost:{port}", server, log_file)
                yield f"http://localhost:{port}"
            finally:
                server.terminate()
                server.wait(60)
        log_text = log_file.read_text(encoding="utf-8")
        # Until all is up, the health address says so, and Django logs that.
        complaints = log_text.replace("ERROR django.request: Service Unavailable: /health/", "")
        if " ERROR " in complaints or "Traceback" in complaints:
            message = f"The server complained:\n{log_text}"
            raise AssertionError(message)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_healthy(address: str, server: subprocess.Popen[bytes], log_file: Path) -> None:
    """Return when web server, worker and search are up and search has taken in what was published."""
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health/", timeout=5):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    message = f"The demo site did not start:\n{log_file.read_text(encoding='utf-8')}"
    raise AssertionError(message)
