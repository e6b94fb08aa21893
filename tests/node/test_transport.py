"""A peer over HTTP that lies in each way HTTP allows; and peers that know each other by certificates."""

from __future__ import annotations

import gzip
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from itertools import count
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from detente.kernel.errors import OperatorError, PeerError
from detente.kernel.identifiers import StateCode
from detente.node.settings import Settings
from detente.node.transport import STATE_HEADER, FolderTransport, HttpTransport, tls_context, transport_to

SETTINGS = Settings(state=StateCode("KZ"), origin="kz.example/log")
LIMIT = 1000


class Lying(BaseHTTPRequestHandler):
    """Answers each path with the lie of that name."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str | None, str | None]]

    def do_GET(self) -> None:
        name = self.path.removeprefix("/exchange/")
        headers = self.headers
        type(self).asked.append((name, headers.get(STATE_HEADER), headers.get("Authorization")))
        getattr(self, f"_{name}", self._absent)()

    def _honest(self) -> None:
        self._send(200, b"x" * LIMIT)

    def _absent(self) -> None:
        self._send(404, b"")

    def _one_byte_more(self) -> None:
        self._send(200, b"x" * (LIMIT + 1))

    def _redirect(self) -> None:
        self._send(302, b"", Location="/exchange/honest")

    def _broken(self) -> None:
        self._send(500, b"sorry")

    def _bomb(self) -> None:
        self._send(200, gzip.compress(bytes(10_000_000)), **{"Content-Encoding": "gzip"})

    def _cut_off(self) -> None:
        self._head(200, {"Content-Length": "500"})
        self.wfile.write(b"x" * 100)
        self.close_connection = True

    def _endless(self) -> None:
        self._head(200, {"Transfer-Encoding": "chunked"})
        try:
            while True:
                self.wfile.write(b"64\r\n" + b"x" * 100 + b"\r\n")
        except OSError:
            self.close_connection = True

    def _slow(self) -> None:
        self._send(200, b"x" * 10)

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self._head(status, {"Content-Length": str(len(body)), **headers})
        self.wfile.write(body)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        pass


@pytest.fixture
def asked() -> list[tuple[str, str | None, str | None]]:
    return []


@pytest.fixture
def serve(asked: list[tuple[str, str | None, str | None]]) -> Iterator[Callable[..., str]]:
    started: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def start(context: ssl.SSLContext | None = None) -> str:
        handler = type("Handler", (Lying,), {"asked": asked})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        started.append((server, thread))
        return f"{'https' if context else 'http'}://127.0.0.1:{server.server_address[1]}"

    yield start
    for server, thread in started:
        server.shutdown()
        server.server_close()
        thread.join()


def refusal(transport: HttpTransport, name: str, why: str = "") -> str:
    with pytest.raises(PeerError) as caught:
        transport.fetch(name, LIMIT)
    assert why in str(caught.value)
    return caught.value.code


@pytest.fixture
def transport(serve: Callable[..., str]) -> Iterator[HttpTransport]:
    made = HttpTransport(serve() + "/", "token", "KZ")
    yield made
    made.close()


def test_what_is_there_is_fetched_and_what_is_not_is_none(
    transport: HttpTransport, asked: list[tuple[str, str | None, str | None]]
) -> None:
    assert transport.fetch("honest", LIMIT) == b"x" * LIMIT
    assert transport.fetch("nothing", LIMIT) is None
    assert asked == [("honest", "KZ", "Bearer token"), ("nothing", "KZ", "Bearer token")]


def test_lie_a_body_that_is_one_byte_too_long(transport: HttpTransport) -> None:
    assert refusal(transport, "one_byte_more") == "peer-too-large"


def test_lie_a_body_without_end(transport: HttpTransport) -> None:
    assert refusal(transport, "endless") == "peer-too-large"


def test_lie_a_small_body_that_unpacks_to_a_large_one(transport: HttpTransport) -> None:
    assert refusal(transport, "bomb") == "peer-encoding"


def test_lie_a_redirect_is_not_followed(
    transport: HttpTransport, asked: list[tuple[str, str | None, str | None]]
) -> None:
    assert refusal(transport, "redirect") == "peer-redirected"
    assert [name for name, _, _ in asked] == ["redirect"]


def test_lie_a_body_that_is_cut_off(transport: HttpTransport) -> None:
    assert refusal(transport, "cut_off") == "peer-unreachable"


def test_a_peer_that_fails_is_not_reached(transport: HttpTransport) -> None:
    assert refusal(transport, "broken") == "peer-unreachable"


def test_lie_a_body_that_comes_too_slowly(serve: Callable[..., str]) -> None:
    clock = count(0, 60)  # a minute passes with each look at it
    slow = HttpTransport(serve(), "", passed=lambda: float(next(clock)))
    assert refusal(slow, "slow", "only 10 bytes came") == "peer-unreachable"
    slow.close()


def test_an_address_where_nobody_listens_is_not_reached() -> None:
    nobody = HttpTransport("http://127.0.0.1:1", "")
    assert refusal(nobody, "checkpoint") == "peer-unreachable"
    nobody.close()


def test_the_address_says_how_a_peer_is_reached(tmp_path: Path) -> None:
    assert isinstance(transport_to(str(tmp_path), "", SETTINGS, tmp_path), FolderTransport)
    over = transport_to("http://kz.example", "", SETTINGS, tmp_path)
    assert isinstance(over, HttpTransport)
    over.close()


# Certificates: each side knows the other by the authority that both trust.


def _certificate(folder: Path, name: str, issuer: str | None = None) -> None:
    """A key and a certificate in files of that name; signed by ``issuer``, or by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begins = datetime.now(UTC) - timedelta(days=1)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    signing, by = key, subject
    if issuer is not None:
        address = x509.IPAddress(ip_address("127.0.0.1"))
        builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
        authority = x509.load_pem_x509_certificate((folder / f"{issuer}.pem").read_bytes())
        loaded = load_pem_private_key((folder / f"{issuer}.key").read_bytes(), None)
        assert isinstance(loaded, ec.EllipticCurvePrivateKey)
        signing, by = loaded, authority.subject
    made = builder.issuer_name(by).sign(signing, SHA256())
    (folder / f"{name}.pem").write_bytes(made.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / f"{name}.key").write_bytes(secret)


def _mutual(folder: Path, name: str, authority: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(folder / f"{authority}.pem"))
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def test_peers_know_each_other_by_certificates(tmp_path: Path, serve: Callable[..., str]) -> None:
    _certificate(tmp_path, "authority")
    _certificate(tmp_path, "other")
    for name in ("server", "client"):
        _certificate(tmp_path, name, "authority")
    _certificate(tmp_path, "stranger", "other")
    address = serve(_mutual(tmp_path, "server", "authority"))

    def ask(**changes: str) -> bytes | None:
        settings = Settings(state=StateCode("KZ"), origin="kz.example/log", **changes)
        transport = transport_to(address, "", settings, tmp_path)
        try:
            return transport.fetch("honest", LIMIT)
        finally:
            transport.close()

    known = {"tls_authorities": "authority.pem"}
    mine = {"tls_certificate": "client.pem", "tls_key": "client.key"}
    strange = {"tls_certificate": "stranger.pem", "tls_key": "stranger.key"}
    assert ask(**known, **mine) == b"x" * LIMIT
    for wrong in (known, known | strange, {"tls_authorities": "other.pem"} | mine, {}):
        with pytest.raises(PeerError) as caught:
            ask(**wrong)
        assert caught.value.code == "peer-unreachable"


def test_certificates_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    for changes in ({"tls_authorities": "absent.pem"}, {"tls_certificate": "empty.pem"}):
        settings = Settings(state=StateCode("KZ"), origin="kz.example/log", **changes)
        with pytest.raises(OperatorError) as caught:
            tls_context(settings, tmp_path)
        assert caught.value.code == "tls"
    assert tls_context(SETTINGS, tmp_path) is None
