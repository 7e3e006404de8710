"""Nothing is sent into a private network, whatever name leads there and whenever."""

import datetime as dt
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pytest_django import Settings

from api.checks import check_webhook_addresses
from api.webhooks import transport
from api.webhooks.addresses import Target
from api.webhooks.models import Problem
from tests.integration.api.webhooks.endpoints import make_delivery, make_endpoint, send_now
from tests.integration.api.webhooks.receiver import Receiver, running_receiver

pytestmark = pytest.mark.django_db

PUBLIC, OTHER = "93.184.216.34", "2606:4700::1111"


class Resolver:
    """Answers each look-up with the next of its answers, and the last for ever."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def getaddrinfo(self, host: str, port: int, *_args: Any, **_options: Any) -> list[tuple[Any, ...]]:
        self.asked.append(host)
        addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in addresses
        ]


def resolve(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> Resolver:
    resolver = Resolver(*answers)
    monkeypatch.setattr(socket, "getaddrinfo", resolver.getaddrinfo)
    return resolver


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were connected to; the connections are refused."""
    tried: list[str] = []

    def connect(opened: socket.socket, target: tuple[Any, ...]) -> None:
        tried.append(target[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


def problem_at(url: str) -> str:
    return send_now(make_delivery(make_endpoint(url))).problem


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "0"]
)
def test_private_hosts_get_nothing_however_they_are_written(host: str, connections: list[str]) -> None:
    assert problem_at(f"http://{host}/latest/meta-data/") == Problem.ADDRESS
    assert connections == []


def test_the_receiver_on_this_machine_gets_nothing(receiver: Receiver, settings: Settings) -> None:
    settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = False
    assert problem_at(receiver.url) == Problem.ADDRESS
    assert receiver.received == []


@pytest.mark.parametrize("private", ["10.0.0.7", "::1", "fe80::1", "64:ff9b::7f00:1"])
def test_one_private_address_among_public_ones_is_enough(
    private: str, monkeypatch: pytest.MonkeyPatch, connections: list[str]
) -> None:
    resolve(monkeypatch, [PUBLIC, private, OTHER])
    assert problem_at("https://hooks.example.org/") == Problem.ADDRESS
    assert connections == []


def test_an_answer_of_the_dns_that_changes_leads_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, connections: list[str]
) -> None:
    resolver = resolve(monkeypatch, [PUBLIC, OTHER], ["127.0.0.1"])
    endpoint = make_endpoint("https://hooks.example.org/")
    delivery = send_now(make_delivery(endpoint))
    assert (delivery.problem, connections) == (Problem.CONNECTION, [PUBLIC, OTHER])
    assert resolver.asked == ["hooks.example.org"]
    # The next attempt asks anew, and is refused.
    assert send_now(delivery).problem == Problem.ADDRESS
    assert connections == [PUBLIC, OTHER]


def test_a_name_that_is_not_known_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert problem_at("https://hooks.example.org/") == Problem.NAME
    assert problem_at(f"https://{'ą' * 70}.example.org/") == Problem.NAME


def test_a_proxy_in_the_environment_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, receiver: Receiver, connections: list[str]
) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, receiver.url)
    resolve(monkeypatch, [PUBLIC])
    assert problem_at("http://hooks.example.org/") == Problem.CONNECTION
    assert connections == [PUBLIC]


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A file with a key and its own certificate for hooks.example.org."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hooks.example.org")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example.org")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "receiver.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + signed.public_bytes(pem))
    return path


@pytest.fixture
def secure_receiver(certificate: Path, settings: Settings) -> Iterator[Receiver]:
    """A receiver with that certificate."""
    settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with running_receiver(context) as running:
        yield running


def test_the_certificate_is_checked_against_the_name(
    secure_receiver: Receiver, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, ["127.0.0.1"])
    url = f"https://hooks.example.org:{secure_receiver.port}/"
    assert problem_at(url) == Problem.TLS  # nobody vouches for it
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert problem_at(url.replace("hooks", "other")) == Problem.TLS
    assert secure_receiver.received == []
    assert problem_at(url) == ""
    [request] = secure_receiver.received
    assert request.headers["host"] == f"hooks.example.org:{secure_receiver.port}"


def test_a_second_address_is_tried_where_the_first_does_not_answer(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_socket = transport.open_socket

    def open_but_one(target: Target, timeout: float) -> socket.socket:
        if target.sockaddr[0] == "127.0.0.2":
            raise ConnectionRefusedError
        return open_socket(target, timeout)

    monkeypatch.setattr(transport, "open_socket", open_but_one)
    resolve(monkeypatch, ["127.0.0.2", "127.0.0.1"])
    assert problem_at(receiver.url) == ""


def test_production_is_warned_of_the_setting(settings: Settings) -> None:
    assert check_webhook_addresses() == []
    settings.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = True
    assert [message.id for message in check_webhook_addresses()] == ["api.W001"]
