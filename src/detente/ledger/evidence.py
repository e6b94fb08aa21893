"""The evidence pack of one message: one file that anyone checks with public keys alone.

No network, no node and no trust in whoever hands it over. Source: docs/spec/ledger.md §7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol, TypeVar

from detente.kernel.errors import DetenteError, ProofError
from detente.kernel.identifiers import DocumentId
from detente.kernel.languages import Text
from detente.ledger.agefile import open_age, parse_header
from detente.ledger.canonical import MAX_DOCUMENT_BYTES, document_id, parse_canonical
from detente.ledger.checkpoints import SignedCheckpoint
from detente.ledger.directory import StateKeys, format_directory, keys_of, parse_directory
from detente.ledger.envelope import MAX_ENVELOPE_BYTES, verify_envelope
from detente.ledger.evidence_text import FINDINGS, README
from detente.ledger.leaf import MAX_LEAF_BYTES, Leaf, commitment, parse_leaf
from detente.ledger.packfile import read_pack, write_pack
from detente.ledger.padding import size_class, unpad
from detente.ledger.policy import Policy
from detente.ledger.proofs import MAX_PROOF_BYTES, InclusionProof, format_proof, parse_proof, verify_proof
from detente.ledger.sealing_keys import SEALED_SUITES
from detente.ledger.sentences import refuse
from detente.ledger.witnessed import Witnessed, verify_witnessed

MEMBERS = (
    "README.txt",
    "document.json",
    "envelope.json",
    "sealed.bin",
    "leaf.json",
    "message.tlog-proof",
    "keys.txt",
)
#: The same with the key that opens the sealed blob, where that is encrypted.
SEALED_MEMBERS = (*MEMBERS[:4], "seal.key", *MEMBERS[4:])
MAX_PACK_BYTES = MAX_DOCUMENT_BYTES + 4 * MAX_ENVELOPE_BYTES + MAX_PROOF_BYTES + MAX_LEAF_BYTES + (1 << 16)

#: Opens a sealed blob to the envelope inside; raises ProofError where it cannot.
Opener = Callable[[bytes], bytes]
PLAIN_OPENERS: Mapping[str, Opener] = MappingProxyType({"plain": unpad})


_SEAL_KEY = re.compile(rb"[0-9a-f]{32}\n")
_T = TypeVar("_T")


class ProvenLog(Protocol):
    """A log, or the mirror of one, that can prove its entries."""

    def entry(self, index: int) -> bytes:
        """The entry at ``index``."""

    def proof(self, index: int) -> InclusionProof:
        """Its proof under the newest checkpoint."""


class StepOutcome(StrEnum):
    """What came of one step."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not-checked"


class KeySource(StrEnum):
    """Where the keys came from: from the one who checks, or with the pack itself."""

    TRUSTED = "trusted"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class EvidenceStep:
    """One numbered step; ``sentence`` says what was found, or why not."""

    number: int
    code: str
    outcome: StepOutcome
    sentence: Text


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """What a pack proves. Where a step failed, or was not asked for, what it would have shown is None."""

    steps: tuple[EvidenceStep, ...]
    keys_from: KeySource
    document_id: DocumentId | None
    sender: str | None
    index: int | None
    checkpoint: SignedCheckpoint | None
    witnessed: Witnessed | None = None

    @property
    def consistent(self) -> bool:
        """Every step passed, with whichever keys were used."""
        return bool(self.steps) and all(step.outcome is StepOutcome.PASSED for step in self.steps)

    @property
    def proven(self) -> bool:
        """Every step passed, with keys that did not come with the pack."""
        return self.consistent and self.keys_from is KeySource.TRUSTED

    @property
    def verdict(self) -> Text:
        """The whole in one sentence."""
        if self.proven:
            return FINDINGS["verdict-proven"]
        return FINDINGS["verdict-consistent" if self.consistent else "verdict-not-proven"]


def build_evidence(
    *,
    document: bytes,
    envelope: bytes,
    blob: bytes,
    index: int,
    log: ProvenLog,
    keys: StateKeys,
    file_key: bytes | None = None,
) -> bytes:
    """The pack of the message at ``index`` of its sender's log; the same parts make the same bytes.

    ``file_key`` opens this one blob, where it is encrypted. Nothing is verified here: that is for whoever
    receives it.
    """
    proof = format_proof(log.proof(index))
    listed = format_directory([keys]).encode()
    opening = () if file_key is None else (f"{file_key.hex()}\n".encode(),)
    parts = (README.encode(), document, envelope, blob, *opening, log.entry(index), proof, listed)
    return write_pack(dict(zip(MEMBERS if file_key is None else SEALED_MEMBERS, parts, strict=True)))


def verify_evidence(
    data: bytes,
    trusted_keys: Sequence[StateKeys] | None = None,
    openers: Mapping[str, Opener] = PLAIN_OPENERS,
    policy: Policy | None = None,
) -> EvidenceReport:
    """Check a pack step by step. It never raises for what the pack holds; the report says what failed.

    Args:
        data: the bytes of the pack, from anywhere.
        trusted_keys: the key directory of the one who checks. None: the keys in the pack are used, and
            the report proves no more than that the pack agrees with itself. Empty: nothing is trusted.
        openers: for each suite, what opens its blobs.
        policy: whose cosignatures must stand below the checkpoint; None: that is not asked.
    """
    return _Check(data, trusted_keys, openers, policy).run()


@dataclass(slots=True)
class _Check:
    """The steps in order; each leaves what the next ones need."""

    data: bytes
    trusted: Sequence[StateKeys] | None
    openers: Mapping[str, Opener]
    policy: Policy | None = None
    steps: list[EvidenceStep] = field(default_factory=list)
    members: dict[str, bytes] | None = None
    name: DocumentId | None = None
    sender: str | None = None
    keys: StateKeys | None = None
    leaf: Leaf | None = None
    index: int | None = None
    signed: SignedCheckpoint | None = None
    witnessed: Witnessed | None = None

    def run(self) -> EvidenceReport:
        for step in (
            self._1_pack,
            self._2_document,
            self._3_keys,
            self._4_signature,
            self._5_blob,
            self._6_leaf,
            self._7_log,
        ):
            self._take(step)
        if self.policy is not None:
            self._take(self._8_witnesses)
        source = KeySource.PACK if self.trusted is None else KeySource.TRUSTED
        found = (self.name, self.sender, self.index, self.signed, self.witnessed)
        return EvidenceReport(tuple(self.steps), source, *found)

    def _take(self, step: Callable[[], Text]) -> None:
        number, code = step.__name__.lstrip("_").split("_", 1)
        try:
            outcome, sentence = StepOutcome.PASSED, step()
        except _NotChecked as reason:
            outcome, sentence = StepOutcome.NOT_CHECKED, reason.sentence
        except DetenteError as problem:
            outcome, sentence = StepOutcome.FAILED, problem.message
        self.steps.append(EvidenceStep(int(number), code, outcome, sentence))

    def _1_pack(self) -> Text:
        try:
            self.members = read_pack(self.data, SEALED_MEMBERS, MAX_PACK_BYTES)
        except ProofError:
            self.members = read_pack(self.data, MEMBERS, MAX_PACK_BYTES)
        return FINDINGS["pack"].fill(count=len(self.members))

    def _2_document(self) -> Text:
        data = self._member("document.json")
        value = parse_canonical(data)
        sender = value.get("from") if isinstance(value, dict) else None
        if not isinstance(sender, str):
            raise refuse(ProofError, "evidence-sender")
        self.name, self.sender = document_id(data), sender
        return FINDINGS["document"].fill(id=self.name, state=sender)

    def _3_keys(self) -> Text:
        sender = self._need(self.sender)
        if self.trusted is not None:
            self.keys = keys_of(sender, self.trusted)
            if self.keys is None:
                raise refuse(ProofError, "evidence-untrusted", state=sender)
            return FINDINGS["keys-trusted"].fill(state=sender)
        try:
            text = self._member("keys.txt").decode("utf-8")
        except UnicodeDecodeError:
            raise refuse(ProofError, "evidence-keys", state=sender) from None
        self.keys = keys_of(sender, parse_directory(text))
        if self.keys is None:
            raise refuse(ProofError, "evidence-keys", state=sender)
        return FINDINGS["keys-pack"].fill(state=sender)

    def _4_signature(self) -> Text:
        keys = self._need(self.keys)
        verified = verify_envelope(self._member("envelope.json"), [key.key for key in keys.document])
        if verified.payload != self._member("document.json"):
            raise refuse(ProofError, "evidence-payload")
        return FINDINGS["signature"].fill(
            state=keys.state, names=", ".join(key.name for key in keys.document)
        )

    def _5_blob(self) -> Text:
        leaf = self.leaf = parse_leaf(self._member("leaf.json"))
        opener = self.openers.get(leaf.suite) or self._opener_by_key(leaf)
        if opener is None:
            raise _NotChecked(FINDINGS["blob-closed"].fill(suite=leaf.suite))
        if opener(self._member("sealed.bin")) != self._member("envelope.json"):
            raise refuse(ProofError, "evidence-blob")
        return FINDINGS["blob"].fill(suite=leaf.suite)

    def _opener_by_key(self, leaf: Leaf) -> Opener | None:
        key = self._need(self.members).get("seal.key")
        if leaf.suite not in SEALED_SUITES or key is None:
            return None
        if not _SEAL_KEY.fullmatch(key):
            raise refuse(ProofError, "evidence-seal-key")
        file_key = bytes.fromhex(key.decode())
        return lambda blob: unpad(open_age(blob, parse_header(blob), file_key))

    def _6_leaf(self) -> Text:
        leaf, blob = self._need(self.leaf), self._member("sealed.bin")
        if leaf.commit != commitment(blob) or leaf.size != size_class(len(blob)):
            raise refuse(ProofError, "evidence-commitment")
        if not leaf.seen:
            return FINDINGS["leaf"].fill(commit=leaf.commit)
        seen = ", ".join(f"{one.origin} ({one.size})" for one in leaf.seen)
        return FINDINGS["leaf-seen"].fill(commit=leaf.commit, seen=seen)

    def _7_log(self) -> Text:
        keys, entry = self._need(self.keys), self._member("leaf.json")
        proof = parse_proof(self._member("message.tlog-proof"))
        self.signed = verify_proof(proof, entry, keys.origin, keys.log)
        self.index = proof.index
        # Indices and sizes are names of places, not quantities: their digits are not grouped.
        size = str(self.signed.checkpoint.size)
        return FINDINGS["log"].fill(index=str(proof.index), size=size, origin=keys.origin)

    def _8_witnesses(self) -> Text:
        signed, policy = self._need(self.signed), self._need(self.policy)
        self.witnessed = verify_witnessed(signed.note, policy, self._need(self.keys).log, self.trusted or ())
        if not self.witnessed.satisfied:
            raise refuse(ProofError, "evidence-witnesses", reasons=self.witnessed.reasons)
        return self.witnessed.sentence

    def _member(self, name: str) -> bytes:
        return self._need(self.members)[name]

    @staticmethod
    def _need(value: _T | None) -> _T:
        if value is None:
            raise _NotChecked(FINDINGS["earlier-step"])
        return value


class _NotChecked(Exception):  # noqa: N818 - an outcome, not an error
    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence
