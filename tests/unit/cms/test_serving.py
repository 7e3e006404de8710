"""Two processes that live and end together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from cms.serving import Service, port_answers, port_is_free, run_together, web_service

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def nothing() -> None:
    """Do nothing when all is up."""


def test_when_one_ends_the_other_is_ended(caplog: pytest.LogCaptureFixture) -> None:
    started = time.monotonic()
    quick = Service("quick", [sys.executable, "-c", "raise SystemExit(3)"])
    ended = run_together([Service("slow", SLEEP), quick], lambda: False, nothing)
    assert ended == "quick"
    assert "exit status 3" in caplog.text
    assert time.monotonic() - started < 20


def test_a_killed_child_is_told_from_one_that_ended(caplog: pytest.LogCaptureFixture) -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    run_together([Service("quick", [sys.executable, "-c", code])], lambda: False, nothing)
    assert "SIGKILL" in caplog.text


@pytest.fixture
def hang_up_counts() -> Iterator[None]:
    """Let a hang-up count as on a terminal, also where the tests themselves run under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_ends_all_in_good_order(number: signal.Signals, hang_up_counts: None) -> None:
    announced: list[bool] = []
    timer = threading.Timer(0.5, os.kill, (os.getpid(), number))
    timer.start()
    ended = run_together([Service("a", SLEEP), Service("b", SLEEP)], lambda: True, lambda: announced.append(True))
    assert ended == ""
    assert announced == [True]


def test_signal_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    run_together([Service("quick", [sys.executable, "-c", ""])], lambda: False, nothing)
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_taken_port_is_noticed() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not port_is_free("127.0.0.1", port)
        assert port_answers("127.0.0.1", port)
    assert port_is_free("127.0.0.1", port)
    assert not port_answers("127.0.0.1", port)


def test_web_server_can_be_started() -> None:
    command = web_service("127.0.0.1", 8000, 2, 4).command
    asked_for_help = [*command[: command.index("--interface")], "--help"]
    assert subprocess.run(asked_for_help, check=False, capture_output=True).returncode == 0  # noqa: S603 - our own
    assert command[-1] == "cms.wsgi:application"
