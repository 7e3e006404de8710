"""One request to a receiver: to checked addresses only, without redirects, within a fixed time."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.utils.encoding import iri_to_uri

from api.webhooks.addresses import Target, targets
from api.webhooks.errors import DeliveryError
from api.webhooks.models import Problem

SECONDS: Final = 15.0
MOST_BYTES: Final = 64 * 1024


@dataclass(frozen=True)
class Answer:
    """What a receiver answered."""

    status: int
    #: The beginning of the body, as far as it came in time.
    text: str
    #: The header ``Retry-After`` as it came, or nothing.
    retry_after: str

    @property
    def is_success(self) -> bool:
        """Whether the receiver has the message."""
        return 200 <= self.status < 300  # noqa: PLR2004  what the specification calls 2xx

    @property
    def is_redirect(self) -> bool:
        """Whether the receiver pointed elsewhere. Nobody has checked that place, so it is not visited."""
        return 300 <= self.status < 400  # noqa: PLR2004


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send a message and return the answer, whatever its status; raises `DeliveryError` where none came."""
    deadline = time.monotonic() + SECONDS
    parts = _split(url)
    connection = _Connection(parts, deadline)
    try:
        connection.connect()
        with _ended_at(deadline, connection.sock):
            connection.request("POST", _path(parts), body, {**headers, "Host": _netloc(parts)})
            response = connection.getresponse()
            return Answer(response.status, _text(response), response.headers.get("Retry-After", ""))
    except (OSError, http.client.HTTPException) as error:
        raise DeliveryError(_problem_of(error, deadline)) from error
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """A connection to one of the checked addresses of a host, under the name of that host."""

    def __init__(self, parts: SplitResult, deadline: float) -> None:
        self.is_secure = parts.scheme == "https"
        self.deadline = deadline
        super().__init__(_ascii_host(parts), parts.port or (443 if self.is_secure else 80))

    def connect(self) -> None:
        found = targets(self.host, self.port)
        for number, target in enumerate(found, start=1):
            left = len(found) - number
            try:
                self.sock = open_socket(target, max(1.0, (self.deadline - time.monotonic()) / (left + 1)))
                break
            except OSError:
                if not left:
                    raise
        self.sock.settimeout(max(1.0, self.deadline - time.monotonic()))
        if self.is_secure:
            # The certificate is checked against the name, though the connection went to an address.
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def open_socket(target: Target, timeout: float) -> socket.socket:
    """Connect to an address itself: no name is looked up a second time."""
    opened = socket.socket(target.family, socket.SOCK_STREAM)
    opened.settimeout(timeout)
    try:
        opened.connect(target.sockaddr)
    except OSError:
        opened.close()
        raise
    return opened


@contextmanager
def _ended_at(deadline: float, opened: socket.socket) -> Iterator[None]:
    """Cut the connection at the deadline: a socket's own timeout begins anew with each byte that trickles in."""
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, (opened,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(opened: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        # Of the base class: the method of a TLS socket would tear the state down under the thread that reads.
        socket.socket.shutdown(opened, socket.SHUT_RDWR)


def _text(response: http.client.HTTPResponse) -> str:
    try:
        data = response.read(MOST_BYTES)
    except (OSError, http.client.HTTPException):
        # The status has come, and that is what counts.
        data = b""
    return data.decode(errors="replace").replace("\0", "")  # PostgreSQL stores no NUL


def _problem_of(error: Exception, deadline: float) -> Problem:
    if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
        return Problem.TIMEOUT
    return Problem.TLS if isinstance(error, ssl.SSLError) else Problem.CONNECTION


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ascii_host(parts)
    except ValueError as error:
        raise DeliveryError(Problem.NAME) from error
    return parts


def _ascii_host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    return host if host.isascii() else host.encode("idna").decode()


def _netloc(parts: SplitResult) -> str:
    host = _ascii_host(parts)
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{parts.port}" if parts.port else name


def _path(parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return iri_to_uri((parts.path or "/") + query)
