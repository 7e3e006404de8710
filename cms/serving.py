"""Runs the web server and the worker as two children that live and end together."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.1
GRACE_SECONDS = 25.0


@dataclass(frozen=True)
class Service:
    """One child: what it is called and how it is started."""

    name: str
    command: Sequence[str]


def web_service(host: str, port: int, workers: int, threads: int) -> Service:
    """Return the web server: granian with our WSGI application."""
    options = {"--host": host, "--port": port, "--workers": workers, "--blocking-threads": threads}
    flags = [str(word) for option in options.items() for word in option]
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error"]
    return Service("web server", [*granian, *flags, "cms.wsgi:application"])


def worker_service(manage_py: str) -> Service:
    """Return the worker."""
    return Service("worker", [sys.executable, manage_py, "worker"])


def port_is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def port_answers(host: str, port: int) -> bool:
    """Tell whether a server listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1" if host == "0.0.0.0" else host, port)) == 0  # noqa: S104 - compared


def run_together(services: Sequence[Service], is_up: Callable[[], bool], on_up: Callable[[], None]) -> str:
    """Run all services until one ends or we are told to stop; return the name of the one that ended by itself.

    Children get sessions of their own, so that one ctrl-c reaches this process only, and each child once.
    """
    environment: Mapping[str, str] = os.environ
    with _stop_requests() as stop_requested:
        children = {
            service.name: subprocess.Popen(list(service.command), env=dict(environment), start_new_session=True)  # noqa: S603 - our own commands
            for service in services
        }
        try:
            announced, ended = False, ""
            while not stop_requested() and not ended:
                if not announced and is_up():
                    announced = True
                    on_up()
                time.sleep(POLL_SECONDS)
                ended = next((name for name, child in children.items() if child.poll() is not None), "")
            if ended:
                logger.error("The %s ended by itself: %s", ended, _how_it_ended(children[ended].returncode))
        finally:
            _end(list(children.values()))
    return ended


def _how_it_ended(returncode: int) -> str:
    """Return the exit status, or the signal that killed a process which had no chance to say so itself."""
    return f"exit status {returncode}" if returncode >= 0 else f"killed by {signal.Signals(-returncode).name}"


@contextmanager
def _stop_requests() -> Iterator[Callable[[], bool]]:
    requests: list[int] = []

    def remember(number: int, _frame: FrameType | None) -> None:
        requests.append(number)

    # A closed terminal hangs up: without an answer the children would live on and hold the port.
    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as under nohup
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, remember) for number in numbers}
    try:
        yield lambda: bool(requests)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
