"""What any file proves, whoever brings it: evidence of a message, proof of a fork, a checkpoint, a proof, keys.

Keys that come with a file are never trusted; only those in the directory given are. Time grows with the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from detente.exchange.examining_words import KINDS, SAID
from detente.exchange.fork import parse_fork, verify_fork
from detente.exchange.introduction import HEADER as INTRODUCTION
from detente.exchange.introduction import fingerprint, parse_introduction
from detente.exchange.sentences import refuse
from detente.kernel.errors import DetenteError, InputError
from detente.kernel.instants import format_instant
from detente.kernel.languages import Text
from detente.ledger.checkpoints import parse_checkpoint, verify_checkpoint
from detente.ledger.cosignatures import verify_cosignatures
from detente.ledger.directory import StateKeys
from detente.ledger.evidence import StepOutcome, verify_evidence
from detente.ledger.notes import parse_note
from detente.ledger.proofs import HEADER as PROOF
from detente.ledger.proofs import parse_proof


class FileKind(StrEnum):
    """What a file is, by how it begins."""

    EVIDENCE = "evidence"
    FORK = "fork"
    INTRODUCTION = "introduction"
    PROOF = "proof"
    CHECKPOINT = "checkpoint"

    @property
    def words(self) -> Text:
        """Its name."""
        return KINDS[self.value]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was found out, or why it was not."""

    outcome: StepOutcome
    sentence: Text


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file proves under the keys that were given. Where nothing was said, nothing is proven."""

    kind: FileKind
    said: tuple[Said, ...]

    @property
    def holds(self) -> bool:
        """Everything was checked, and passed."""
        return bool(self.said) and all(one.outcome is StepOutcome.PASSED for one in self.said)


def kind_of(data: bytes) -> FileKind | None:
    """What a file is; None where it is none of these."""
    if data.startswith(b"PK\x03\x04"):
        return FileKind.EVIDENCE
    if data.startswith(b'{"consistency":'):
        return FileKind.FORK
    if data.startswith(f"{PROOF}\n".encode()):
        return FileKind.PROOF
    if data.startswith((f"{INTRODUCTION}\n".encode(), b"state ")):
        return FileKind.INTRODUCTION
    return FileKind.CHECKPOINT if "\n\n— ".encode() in data else None


def examine(data: bytes, directory: Sequence[StateKeys]) -> Examined:
    """Check a file by the keys of the one who checks; what it proves is said step by step.

    Raises:
        InputError: it is none of the files that can be checked.
    """
    kind = kind_of(data)
    if kind is None:
        raise refuse(InputError, "unknown-file")
    said: list[Said] = []
    try:
        said.extend(_EXAMINATIONS[kind](data, directory))
    except DetenteError as problem:
        said.append(Said(StepOutcome.FAILED, problem.message))
    return Examined(kind, tuple(said))


def _evidence(data: bytes, directory: Sequence[StateKeys]) -> Iterator[Said]:
    report = verify_evidence(data, directory)
    for step in report.steps:
        yield Said(step.outcome, step.sentence)


def _fork(data: bytes, directory: Sequence[StateKeys]) -> Iterator[Said]:
    proof = parse_fork(data)
    origin = parse_checkpoint(parse_note(proof.first).text).origin
    keys = _of_origin(origin, directory)
    if keys is None:
        yield Said(StepOutcome.NOT_CHECKED, SAID["no-key"].fill(origin=origin))
        return
    verify_fork(proof, origin, keys.log)
    yield Said(StepOutcome.PASSED, SAID["fork"].fill(origin=origin, state=keys.state))


def _introduction(data: bytes, directory: Sequence[StateKeys]) -> Iterator[Said]:
    given = parse_introduction(data.decode("utf-8", errors="replace")).keys
    values = {"state": given.state, "fingerprint": fingerprint(given)}
    yield Said(StepOutcome.PASSED, SAID["fingerprint"].fill(**values))
    known = next((one for one in directory if one.state == given.state), None)
    if known is None:
        yield Said(StepOutcome.NOT_CHECKED, SAID["keys-unknown"].fill(**values))
    else:
        same = known == given
        outcome = StepOutcome.PASSED if same else StepOutcome.FAILED
        yield Said(outcome, SAID["keys-same" if same else "keys-other"].fill(**values))


def _proof(data: bytes, directory: Sequence[StateKeys]) -> Iterator[Said]:
    proof = parse_proof(data)
    yield from _checkpoint(proof.note, directory)
    yield Said(StepOutcome.NOT_CHECKED, SAID["entry-apart"].fill(index=proof.index))


def _checkpoint(note: bytes, directory: Sequence[StateKeys]) -> Iterator[Said]:
    claimed = parse_checkpoint(parse_note(note).text)
    values: dict[str, Text | int | str] = {"origin": claimed.origin, "size": claimed.size}
    keys = _of_origin(claimed.origin, directory)
    if keys is None:
        yield Said(StepOutcome.NOT_CHECKED, SAID["no-key"].fill(origin=claimed.origin))
        return
    verify_checkpoint(note, claimed.origin, keys.log)
    yield Said(StepOutcome.PASSED, SAID["checkpoint"].fill(**values, state=keys.state))
    for other in directory:
        for found in verify_cosignatures(note, other.mirror):
            yield Said(StepOutcome.PASSED, SAID["cosigned"].fill(state=other.state, at=_utc(found.seconds)))


def _of_origin(origin: str, directory: Sequence[StateKeys]) -> StateKeys | None:
    return next((one for one in directory if one.origin == origin), None)


def _utc(seconds: int) -> str:
    return format_instant(datetime.fromtimestamp(seconds, UTC))


_EXAMINATIONS: dict[FileKind, Callable[[bytes, Sequence[StateKeys]], Iterator[Said]]] = {
    FileKind.EVIDENCE: _evidence,
    FileKind.FORK: _fork,
    FileKind.INTRODUCTION: _introduction,
    FileKind.PROOF: _proof,
    FileKind.CHECKPOINT: _checkpoint,
}
