"""What stands before a managed cluster: TLS, a key without which nothing is answered, a limit to what is sent."""

import ssl
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
_HOP_BY_HOP = {"connection", "transfer-encoding", "content-length"}


class _Proxy(ThreadingHTTPServer):
    """Passes requests with the key on."""

    def __init__(self, target: str, authorization: str, most_bytes: int) -> None:
        self.target = target
        self.authorization = authorization
        self.most_bytes = most_bytes
        super().__init__((HOST, 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Proxy

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        self.close_connection = True
        if not self.raw_requestline or not self.parse_request():
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers.get("Authorization") != self.server.authorization:
            self._answer(401, [], b"")
        elif len(body) > self.server.most_bytes:
            self._answer(413, [], b"")
        else:
            self._forward(body)
        self.close_connection = True

    def _forward(self, body: bytes) -> None:
        with closing(HTTPConnection(self.server.target)) as connection:
            connection.request(self.command, self.path, body, dict(_end_to_end(self.headers.items())))
            response = connection.getresponse()
            self._answer(response.status, response.getheaders(), response.read())

    def _answer(self, status: int, headers: Iterable[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in (*_end_to_end(headers), ("Content-Length", str(len(body))), ("Connection", "close")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def tls_proxy(target: str, api_key: str, folder: Path, most_bytes: int = 100_000_000) -> Iterator[tuple[str, Path]]:
    """Give the address of a proxy that asks for the key, and the file of the authority that signed for it."""
    certificate, key = _self_signed(folder)
    server = _Proxy(urlsplit(target).netloc, f"ApiKey {api_key}", most_bytes)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"https://{HOST}:{server.server_port}", certificate
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _end_to_end(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in _HOP_BY_HOP]


def _self_signed(folder: Path) -> tuple[Path, Path]:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Elasticsearch of a test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate_file, key_file = folder / "ca.pem", folder / "key.pem"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate_file, key_file
