"""The keys of states, as one text file that people can read, compare and sign off::

    state KZ
    log kz.example/log+…+…
    document kz.example/document+…+…
    seal age1pq1…

Source: docs/spec/ledger.md §3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detente.kernel.errors import ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.encoding import parse_decimal
from detente.ledger.keys import Purpose, VerifierKey, format_vkey, parse_vkey
from detente.ledger.sealing_keys import SealingKey, parse_sealing_key
from detente.ledger.sentences import refuse
from detente.ledger.suites import SUITES, Suite

_STATE = re.compile("[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class StateKeys:
    """The keys of one state. Any one of ``log`` makes its checkpoints; all of ``document`` its messages.

    Messages are sealed to ``seal``, at most one key of each suite; a state without one receives public ones alone.
    With a ``mirror`` key the state cosigns the checkpoints of logs that it keeps, with ``witness`` keys those of logs
    that it watches. ``threshold`` of the ``root``
    keys change the others (spec §10); without root keys nobody does.

    Raises:
        ProofError: on construction, where a list of signing keys is empty, a purpose is wrong, one public key
            or sealing suite stands twice, the log keys disagree on the origin, or the threshold cannot be met.
    """

    state: StateCode
    log: tuple[VerifierKey, ...]
    document: tuple[VerifierKey, ...]
    seal: tuple[SealingKey, ...] = ()
    root: tuple[VerifierKey, ...] = ()
    threshold: int = 0
    mirror: tuple[VerifierKey, ...] = ()
    witness: tuple[VerifierKey, ...] = ()

    def __post_init__(self) -> None:
        purposes = [(key.purpose, Purpose.LOG) for key in self.log]
        purposes += [(key.purpose, Purpose.DOCUMENT) for key in self.document]
        purposes += [(key.purpose, Purpose.ROOT) for key in self.root]
        purposes += [(key.purpose, Purpose.MIRROR) for key in self.mirror]
        purposes += [(key.purpose, Purpose.WITNESS) for key in self.witness]
        every = (*self.log, *self.document, *self.root, *self.mirror, *self.witness)
        distinct = {(key.key.suite.name, key.key.raw) for key in every}
        if (
            not self.log
            or not self.document
            or any(given is not wanted for given, wanted in purposes)
            or len(distinct) != len(purposes)
            or len({key.name for key in self.log}) != 1
            or len({key.suite for key in self.seal}) != len(self.seal)
            or not min(1, len(self.root)) <= self.threshold <= len(self.root)
        ):
            raise refuse(ProofError, "directory-keys", state=self.state)

    @property
    def origin(self) -> str:
        """The name of the state's log."""
        return self.log[0].name


@dataclass(slots=True)
class _Lines:
    log: list[VerifierKey] = field(default_factory=list)
    document: list[VerifierKey] = field(default_factory=list)
    seal: list[SealingKey] = field(default_factory=list)
    root: list[VerifierKey] = field(default_factory=list)
    mirror: list[VerifierKey] = field(default_factory=list)
    witness: list[VerifierKey] = field(default_factory=list)
    threshold: int = 0

    def add(self, word: str, rest: str, suites: Mapping[str, Suite]) -> bool:
        """Take in one line; False where it has no place."""
        signing = {
            Purpose.LOG: self.log,
            Purpose.DOCUMENT: self.document,
            Purpose.ROOT: self.root,
            Purpose.MIRROR: self.mirror,
            Purpose.WITNESS: self.witness,
        }
        if word in signing:
            purpose = Purpose(word)
            signing[purpose].append(parse_vkey(rest, suites, purpose))
        elif word == "seal":
            self.seal.append(parse_sealing_key(rest))
        elif word == "threshold" and not self.threshold:
            self.threshold = parse_decimal(rest, "threshold")
        else:
            return False
        return True

    def of(self, state: StateCode) -> StateKeys:
        """The entry of a state."""
        lists = (tuple(self.log), tuple(self.document), tuple(self.seal), tuple(self.root))
        return StateKeys(state, *lists, self.threshold, tuple(self.mirror), tuple(self.witness))


def format_directory(keys: Iterable[StateKeys]) -> str:
    """The text form, in the order given."""
    lines: list[str] = []
    for entry in keys:
        lines.append(f"state {entry.state}")
        lines += [f"log {format_vkey(key)}" for key in entry.log]
        lines += [f"document {format_vkey(key)}" for key in entry.document]
        lines += [f"seal {key.text}" for key in entry.seal]
        lines += [f"root {format_vkey(key)}" for key in entry.root]
        lines += [f"threshold {entry.threshold}"] if entry.root else []
        lines += [f"mirror {format_vkey(key)}" for key in entry.mirror]
        lines += [f"witness {format_vkey(key)}" for key in entry.witness]
    return "".join(f"{line}\n" for line in lines)


def parse_directory(text: str, suites: Mapping[str, Suite] = SUITES) -> tuple[StateKeys, ...]:
    """Read the text form; empty lines and lines that begin with ``#`` are passed over.

    Raises:
        ProofError: a line of another form, a wrong key, a state or origin twice, or no state at all.
    """
    found: dict[StateCode, _Lines] = {}
    current: _Lines | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        word, _, rest = line.partition(" ")
        if not line or line.startswith("#"):
            continue
        if word == "state" and _STATE.fullmatch(rest) and rest not in found:
            current = found[StateCode(rest)] = _Lines()
        elif current is None or not current.add(word, rest, suites):
            raise refuse(ProofError, "directory-line", line=number)
    entries = tuple(lines.of(state) for state, lines in found.items())
    if not entries or len({entry.origin for entry in entries}) != len(entries):
        raise refuse(ProofError, "directory-states")
    return entries


def keys_of(state: str, directory: Iterable[StateKeys]) -> StateKeys | None:
    """The keys of one state, or None where the directory does not list it."""
    return next((entry for entry in directory if entry.state == state), None)
