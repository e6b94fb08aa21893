"""Fetching a peer's public files: from a folder, or over HTTP. Bytes only; nothing here believes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx

from detente.kernel.errors import PeerError

#: The code of an error that says no more than that the peer could not be reached.
UNREACHABLE = "peer-unreachable"
CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0


class Transport(Protocol):
    """Where a peer's public files come from."""

    def fetch(self, path: str, most_bytes: int) -> bytes | None:
        """The file at ``path`` relative to the peer's public root; None where there is none.

        Raises:
            PeerError: unreachable, larger than ``most_bytes``, or redirected.
        """
        ...


@dataclass(frozen=True, slots=True)
class FolderTransport:
    """A peer's ``public`` folder on this machine, a share or a disk carried over."""

    root: Path

    def fetch(self, path: str, most_bytes: int) -> bytes | None:
        """Read one file, never outside the folder."""
        where = (self.root / path).resolve()
        if not where.is_relative_to(self.root.resolve()):
            raise PeerError("peer-path", f"{path} lies outside {self.root}.", "Nothing was read.")
        try:
            with where.open("rb") as file:
                data = file.read(most_bytes + 1)
        except FileNotFoundError:
            if not self.root.is_dir():
                raise _unreachable(str(self.root), "the folder is missing") from None
            return None
        except OSError as problem:
            raise _unreachable(str(where), str(problem)) from problem
        return _limited(data, most_bytes, str(where))


@dataclass(frozen=True, slots=True)
class HttpTransport:
    """A peer's node over HTTP; ``token`` lets us fetch blobs. Redirects are refused."""

    address: str
    token: str

    def fetch(self, path: str, most_bytes: int) -> bytes | None:
        """GET one file, at most so many bytes before and after decompression."""
        url = f"{self.address.rstrip('/')}/exchange/{path}"
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Encoding": "identity"}
        limits = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        try:
            with httpx.stream("GET", url, headers=headers, timeout=limits) as answer:
                if answer.status_code == httpx.codes.NOT_FOUND:
                    return None
                if answer.status_code != httpx.codes.OK:
                    raise _unreachable(url, f"it answered {answer.status_code}")
                return _read(answer, most_bytes, url)
        except httpx.HTTPError as problem:
            raise _unreachable(url, str(problem) or type(problem).__name__) from problem


def transport_to(address: str, token: str) -> Transport:
    """HTTP for an address that begins with http, else a folder."""
    if address.startswith(("http://", "https://")):
        return HttpTransport(address, token)
    return FolderTransport(Path(address))


def _read(answer: httpx.Response, most_bytes: int, where: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_bytes():
        size += len(part)
        parts.append(part)
        _limited(b"" if size <= most_bytes else b"".join(parts), most_bytes, where)
    return b"".join(parts)


def _limited(data: bytes, most_bytes: int, where: str) -> bytes:
    if len(data) > most_bytes:
        raise PeerError(
            "peer-too-large",
            f"{where} is larger than {most_bytes:,} bytes.",
            "Nothing of it was kept; tell the peer.",
        )
    return data


def _unreachable(where: str, why: str) -> PeerError:
    return PeerError(UNREACHABLE, f"{where} cannot be read: {why}.", "It is tried again; nothing was lost.")
