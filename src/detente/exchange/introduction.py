"""A state's introduction of its node to another: one file each way, and two nodes can follow one another.

It holds no secret but the token that lets the other fetch what is addressed to it. It is believed only once its
fingerprint was compared by another way. Source: docs/spec/ledger.md §15.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from detente.exchange.sentences import refuse
from detente.kernel.errors import InputError
from detente.ledger.directory import StateKeys, format_directory, parse_directory
from detente.ledger.suites import SUITES, Suite

HEADER = "detente.introduction/v1"
#: Longest file that is read, in bytes.
MAX_INTRODUCTION_BYTES = 65_536
_GROUPS, _GROUP = 8, 4


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a node says of itself: its keys, where its public files are, the token for blobs (empty: none)."""

    keys: StateKeys
    address: str
    token: str = ""


def fingerprint(keys: StateKeys) -> str:
    """What two officers read to each other: 128 bits of SHA-256 over the entry, in eight groups of four digits."""
    digits = sha256(format_directory([keys]).encode()).hexdigest()
    return " ".join(digits[start : start + _GROUP] for start in range(0, _GROUPS * _GROUP, _GROUP))


def format_introduction(introduction: Introduction) -> str:
    """The file."""
    lines = [HEADER, f"address {introduction.address}"]
    lines += [f"token {introduction.token}"] if introduction.token else []
    return "\n".join(lines) + "\n\n" + format_directory([introduction.keys])


def parse_introduction(text: str, suites: Mapping[str, Suite] = SUITES) -> Introduction:
    """Read a file; a list with one state's keys alone is read too, and has no address.

    Raises:
        InputError: it names no or several states, or a line of its head is of another form.
        ProofError: its keys are not well formed.
    """
    head: dict[str, str] = {}
    rest = text.replace("\r\n", "\n")
    if rest.startswith(HEADER + "\n"):
        before, _, rest = rest.partition("\n\n")
        head = _head(before.split("\n")[1:])
    entries = parse_directory(rest, suites)
    if len(entries) != 1:
        raise refuse(InputError, "introduction-states", count=len(entries))
    return Introduction(entries[0], head.get("address", ""), head.get("token", ""))


def _head(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=2):
        word, _, rest = line.partition(" ")
        if word not in ("address", "token") or not rest.strip() or word in found or not rest.isprintable():
            raise refuse(InputError, "introduction-line", line=number)
        found[word] = rest.strip()
    return found
