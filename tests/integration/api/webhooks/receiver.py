"""A real HTTP server that stands for an app that is told of changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any

from standardwebhooks import Webhook


@dataclass(frozen=True)
class Received:
    """A request as it came in."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def message_id(self) -> str:
        return self.headers["webhook-id"]

    def verified(self, secret: str) -> dict[str, Any]:
        """Return the message, checked by the official library; an error if the signature is wrong."""
        message: dict[str, Any] = Webhook(secret).verify(self.body, dict(self.headers))
        return message


@dataclass(frozen=True)
class Reply:
    """What the receiver answers; trickling sends one byte at a time and never comes to an end."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    trickles: bool = False


@dataclass
class Receiver:
    """Remembers what came in, and answers what it was told to, in the end always with a success."""

    received: list[Received] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    port: int = 0
    #: Cleared to let requests wait.
    may_answer: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks?app=1"


class ReceiverServer(ThreadingHTTPServer):
    """Serves one receiver."""

    def __init__(self, receiver: Receiver) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.receiver = receiver

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about a sender that refuses the certificate."""


class Handler(BaseHTTPRequestHandler):
    """Notes a message and answers it."""

    server: ReceiverServer

    def do_POST(self) -> None:
        receiver = self.server.receiver
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        receiver.received.append(Received(self.path, headers, body))
        receiver.may_answer.wait(20)
        self.reply(receiver.replies.pop(0) if receiver.replies else Reply())

    def reply(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not reply.trickles:
            self.end_headers()
        try:
            self.wfile.write(reply.body)
            while reply.trickles and not self.server.receiver.ended.wait(0.05):
                self.wfile.write(b"x")
        except OSError:  # the sender has had enough
            return

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


@contextmanager
def running_receiver(tls: SSLContext | None = None) -> Iterator[Receiver]:
    """Run a receiver in threads of its own."""
    receiver = Receiver()
    receiver.may_answer.set()
    server = ReceiverServer(receiver)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.may_answer.set()
        receiver.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
