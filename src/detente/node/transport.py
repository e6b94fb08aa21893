"""Fetching a peer's public files: from a folder, or over HTTP. Bytes only; nothing here believes them."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

import httpx

from detente.kernel.errors import OperatorError, PeerError
from detente.node.settings import Settings

#: The code of an error that says no more than that the peer could not be reached.
UNREACHABLE = "peer-unreachable"
CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
#: A peer that sends slower than this, on the whole, is given up for now.
LEAST_BYTES_PER_SECOND = 2_000
#: By which a node says whose it is. It proves nothing, and does no more than to end a peer's waiting for it.
STATE_HEADER = "Detente-State"
PIECE_BYTES = 1 << 16


class Transport(Protocol):
    """Where a peer's public files come from."""

    def fetch(self, path: str, most_bytes: int) -> bytes | None:
        """The file at ``path`` relative to the peer's public root; None where there is none.

        Raises:
            PeerError: unreachable, larger than ``most_bytes``, or redirected.
        """
        ...

    def fetch_into(self, path: str, file: BinaryIO, length: int) -> bool:
        """Add to ``file``, open for adding, what it lacks of a file of that length; False where there is none.

        Raises:
            PeerError: unreachable, or longer or shorter than it should be.
        """
        ...

    def close(self) -> None:
        """Let go of what is held open."""
        ...


class FolderTransport:
    """A peer's ``public`` folder on this machine, a share or a disk carried over."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def fetch(self, path: str, most_bytes: int) -> bytes | None:
        """Read one file, never outside the folder."""
        where = (self._root / path).resolve()
        if not where.is_relative_to(self._root.resolve()):
            raise PeerError("peer-path", f"{path} lies outside {self._root}.", "Nothing was read.")
        try:
            with where.open("rb") as file:
                data = file.read(most_bytes + 1)
        except FileNotFoundError:
            if not self._root.is_dir():
                raise _unreachable(str(self._root), "the folder is missing") from None
            return None
        except OSError as problem:
            raise _unreachable(str(where), str(problem)) from problem
        return _limited(data, most_bytes, str(where))

    def fetch_into(self, path: str, file: BinaryIO, length: int) -> bool:
        """Copy the rest of one file."""
        where = (self._root / path).resolve()
        if not where.is_relative_to(self._root.resolve()) or not where.is_file():
            return False
        try:
            with where.open("rb") as source:
                source.seek(file.seek(0, 2))
                add_rest(file, iter(lambda: source.read(PIECE_BYTES), b""), length, str(where))
        except OSError as problem:
            raise _unreachable(str(where), str(problem)) from problem
        return True

    def close(self) -> None:
        """Nothing is held open."""


class HttpTransport:
    """A peer's node over HTTP; ``token`` lets us fetch blobs. Redirects and compressed answers are refused."""

    def __init__(
        self,
        address: str,
        token: str,
        own: str = "",
        tls: ssl.SSLContext | None = None,
        passed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = address.rstrip("/")
        self._passed = passed
        headers = {"Accept-Encoding": "identity"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if own:
            headers[STATE_HEADER] = own
        limits = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        self._client = httpx.Client(
            headers=headers, timeout=limits, verify=tls or True, follow_redirects=False
        )

    def fetch(self, path: str, most_bytes: int) -> bytes | None:
        """GET one file."""
        url = f"{self._address}/exchange/{path}"
        with self._answer(url) as answer:
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            if answer.status_code != httpx.codes.OK:
                raise _unreachable(url, f"it answered {answer.status_code}")
            return b"".join(self._parts(answer, most_bytes, url))

    @contextmanager
    def _answer(self, url: str, headers: Mapping[str, str] | None = None) -> Iterator[httpx.Response]:
        try:
            with self._client.stream("GET", url, headers=headers) as answer:
                if answer.is_redirect:
                    raise PeerError(
                        "peer-redirected",
                        f"{url} points to another address.",
                        "Redirects are refused; ask the peer for its address.",
                    )
                yield answer
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as problem:
            raise _unreachable(url, str(problem) or type(problem).__name__) from problem

    def _parts(self, answer: httpx.Response, most_bytes: int, url: str) -> Iterator[bytes]:
        """The body as it comes. It is never unpacked, so a small answer cannot become a large one."""
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise PeerError(
                "peer-encoding",
                f"{url} was answered in a compressed form.",
                "Ask the peer to send it as it is.",
            )
        declared = answer.headers.get("content-length", "")
        if declared.isascii() and declared.isdecimal() and int(declared) > most_bytes:
            raise _too_large(url, most_bytes)
        begun, size = self._passed(), 0
        for part in answer.iter_raw():
            size += len(part)
            if size > most_bytes:
                raise _too_large(url, most_bytes)
            if self._passed() - begun > READ_SECONDS + size / LEAST_BYTES_PER_SECOND:
                raise _unreachable(url, f"only {size:,} bytes came in {READ_SECONDS:.0f} seconds and more")
            yield part

    def fetch_into(self, path: str, file: BinaryIO, length: int) -> bool:
        """GET what is lacking; a server that does not give parts gives it from the beginning."""
        url = f"{self._address}/exchange/{path}"
        have = file.seek(0, 2)
        if have == length:
            return True
        with self._answer(url, {"Range": f"bytes={have}-"} if have else {}) as answer:
            if answer.status_code == httpx.codes.NOT_FOUND:
                return False
            if answer.status_code == httpx.codes.OK:
                file.truncate(0)
                have = 0
            elif answer.status_code != httpx.codes.PARTIAL_CONTENT:
                raise _unreachable(url, f"it answered {answer.status_code}")
            add_rest(file, self._parts(answer, length - have, url), length, url)
        return True

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def add_rest(file: BinaryIO, pieces: Iterable[bytes], length: int, where: str) -> None:
    """Add pieces to a file that is to have this length in the end; what came stays, but for too much.

    Raises:
        PeerError: more came, or it ended before.
    """
    have = file.seek(0, 2)
    for piece in pieces:
        have += len(piece)
        if have > length:
            file.truncate(0)
            raise _too_large(where, length)
        file.write(piece)
    if have < length:
        raise _unreachable(where, f"it ended after {have:,} of {length:,} bytes")


def transport_to(address: str, token: str, settings: Settings, folder: Path) -> Transport:
    """HTTP for an address that begins with http, else a folder.

    Raises:
        OperatorError: the certificates that the settings name cannot be used.
    """
    if address.startswith(("http://", "https://")):
        return HttpTransport(address, token, settings.state, tls_context(settings, folder))
    return FolderTransport(Path(address))


def tls_context(settings: Settings, folder: Path) -> ssl.SSLContext | None:
    """How peers are known by TLS, and we to them, as the settings say; None: as this machine knows any server.

    Raises:
        OperatorError: a file is missing or holds no such key or certificate.
    """
    if not (settings.tls_authorities or settings.tls_certificate):
        return None
    try:
        authorities = str(folder / settings.tls_authorities) if settings.tls_authorities else None
        context = ssl.create_default_context(cafile=authorities)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        if settings.tls_certificate:
            key = str(folder / settings.tls_key) if settings.tls_key else None
            context.load_cert_chain(folder / settings.tls_certificate, key)
    except OSError as problem:  # ssl.SSLError is one
        raise OperatorError(
            "tls",
            f"The certificates that detente.toml names cannot be used: {problem}.",
            "Check tls_certificate, tls_key and tls_authorities.",
        ) from problem
    return context


def _limited(data: bytes, most_bytes: int, where: str) -> bytes:
    if len(data) > most_bytes:
        raise _too_large(where, most_bytes)
    return data


def _too_large(where: str, most_bytes: int) -> PeerError:
    return PeerError(
        "peer-too-large",
        f"{where} is larger than {most_bytes:,} bytes.",
        "Nothing of it was kept; tell the peer.",
    )


def _unreachable(where: str, why: str) -> PeerError:
    return PeerError(UNREACHABLE, f"{where} cannot be read: {why}.", "It is tried again; nothing was lost.")
