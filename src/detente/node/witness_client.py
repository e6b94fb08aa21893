"""Submitting a checkpoint to a witness and reading what it has cosigned; nothing here believes what it answers.

Source: C2SP tlog-witness (5ba5ee83).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import httpx

from detente.kernel.errors import PeerError, ProofError
from detente.ledger.encoding import parse_decimal
from detente.ledger.notes import MAX_NOTE_BYTES
from detente.ledger.witness import ADD_CHECKPOINT, format_request, origin_hash
from detente.node.transport import UNREACHABLE

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 10.0
#: A witness may cosign between two of our questions; it does not do so for ever.
_MOST_TRIES = 3
_OK, _CONFLICT, _NOT_FOUND = 200, 409, 404


@dataclass(frozen=True, slots=True)
class Answer:
    """A witness's answer as it came."""

    status: int
    body: bytes


class WitnessTransport(Protocol):
    """The way to a witness."""

    def submit(self, body: bytes) -> Answer:
        """POST a request of ``add-checkpoint``.

        Raises:
            PeerError: it cannot be reached, or answers without end.
        """
        ...

    def newest(self, origin: str) -> bytes | None:
        """The newest checkpoint of a log that it has cosigned; None: it shows none.

        Raises:
            PeerError: it cannot be reached, or answers without end.
        """
        ...


@dataclass(frozen=True, slots=True)
class HttpWitness:
    """A witness below an address. Redirects are refused, and answers that are too long."""

    address: str

    def submit(self, body: bytes) -> Answer:
        """POST a request of ``add-checkpoint``."""
        return self._ask("POST", ADD_CHECKPOINT, body)

    def newest(self, origin: str) -> bytes | None:
        """The newest checkpoint of a log that it has cosigned; None: it shows none."""
        path = f"{origin_hash(origin)}/checkpoint"
        answer = self._ask("GET", path, b"")
        if answer.status == _NOT_FOUND:
            return None
        if answer.status != _OK:
            raise _unreachable(f"{self._base}/{path}", f"it answered {answer.status}")
        return answer.body

    @property
    def _base(self) -> str:
        return self.address.rstrip("/")

    def _ask(self, method: str, path: str, body: bytes) -> Answer:
        url = f"{self._base}/{path}"
        limits = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
        headers = {"Accept-Encoding": "identity"}
        try:
            with httpx.stream(method, url, content=body, headers=headers, timeout=limits) as answer:
                return Answer(answer.status_code, _read(answer, url))
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            raise _unreachable(url, str(problem) or type(problem).__name__) from problem


def submit(
    to: WitnessTransport, note: bytes, size: int, known_size: int, consistency: Callable[[int], list[bytes]]
) -> bytes:
    """The lines with which a witness answers to a checkpoint of ``size`` entries; they are not verified yet.

    ``known_size`` is what it is believed to have cosigned last; where it says otherwise, it is asked again from there.

    Raises:
        LargerElsewhere: it has cosigned a larger checkpoint of this log.
        WitnessRefused: it refuses, with its reason.
        PeerError: it cannot be reached.
    """
    old = min(known_size, size)
    for _ in range(_MOST_TRIES):
        answer = to.submit(format_request(old, consistency(old), note))
        if answer.status == _OK:
            return answer.body
        if answer.status != _CONFLICT:
            break
        held = _size(answer)
        if held > size:
            raise LargerElsewhere(held)
        if held == old:
            break  # the first version of the standard said 409 where the roots differ
        old = held
    raise WitnessRefused(answer)


class LargerElsewhere(Exception):  # noqa: N818 - an outcome
    """A witness has cosigned more entries of a log than its owner has."""

    def __init__(self, size: int) -> None:
        super().__init__(str(size))
        self.size = size


class WitnessRefused(Exception):  # noqa: N818 - an outcome
    """A witness does not cosign; ``status`` says of what kind the reason is."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.body[:200].decode("utf-8", "replace").strip())
        self.status = answer.status


def _size(answer: Answer) -> int:
    try:
        return parse_decimal(answer.body.decode("ascii").removesuffix("\n"), "tree size")
    except (ProofError, UnicodeDecodeError):
        raise WitnessRefused(answer) from None


def _read(answer: httpx.Response, url: str) -> bytes:
    parts, size = list[bytes](), 0
    for part in answer.iter_raw():
        size += len(part)
        if size > MAX_NOTE_BYTES:
            raise PeerError(
                "peer-too-large",
                f"{url} answers with more than {MAX_NOTE_BYTES:,} bytes.",
                "Nothing was kept.",
            )
        parts.append(part)
    return b"".join(parts)


def _unreachable(where: str, why: str) -> PeerError:
    return PeerError(UNREACHABLE, f"{where} cannot be read: {why}.", "It is tried again; nothing was lost.")
