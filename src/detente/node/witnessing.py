"""Asking witnesses to cosign our checkpoints, and keeping what they and others' witnesses have put below them.

Each witness of our policies that has an address is asked after each new checkpoint, and again once in a while where
none came. Who does not answer is asked later, each time up to twice as late. Source: docs/spec/ledger.md §13.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from detente.kernel.errors import DetenteError, PeerError
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.instants import Instant
from detente.ledger.checkpoints import SignedCheckpoint, parse_checkpoint, verify_checkpoint
from detente.ledger.cosignatures import Cosignature, verify_cosignatures
from detente.ledger.directory import StateKeys
from detente.ledger.keys import VerifierKey
from detente.ledger.notes import only_lines_of, parse_note
from detente.ledger.policy import Policy
from detente.ledger.proofs import InclusionProof
from detente.node.clock import Clock
from detente.node.cosigning import MOST_AHEAD_SECONDS, check_ours
from detente.node.keyring import history_of_state
from detente.node.logstore import ProvenMirror
from detente.node.node import Node
from detente.node.policies import policies_in_use, policy_of
from detente.node.published import open_published
from detente.node.storage.database import AnyRow, to_seconds
from detente.node.storage.schema import cosigned, witness_contact
from detente.node.times import witnessed
from detente.node.witness_client import (
    HttpWitness,
    LargerElsewhere,
    WitnessRefused,
    WitnessTransport,
    submit,
)

#: After so long without a new checkpoint the same is submitted again: the log has not grown, and the witness lives.
HEARTBEAT_SECONDS = 3600
FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS = 5, 900
LOOK_SECONDS, ASK_AFTER_LOOKS = 1.0, 15
_AT_ONCE = 8
_MOST_DOUBLINGS = 10

#: The way to the witness at an address.
Reach = Callable[[str], WitnessTransport]


@dataclass(frozen=True, slots=True)
class WitnessStanding:
    """How it stands with the witness at an address: what of our log it cosigned last, when by its clock, and what ails.

    ``keys`` are those that the policies list there. ``size`` is in entries; ``cosigned_at`` None: it never has.
    """

    url: str
    keys: tuple[VerifierKey, ...]
    size: int
    cosigned_at: int | None
    trouble: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one witness answered: its verified cosignatures and their lines; or what went wrong."""

    url: str
    cosignatures: tuple[Cosignature, ...] = ()
    lines: bytes = b""
    trouble: str = ""


def witnesses_of(node: Node) -> dict[str, tuple[VerifierKey, ...]]:
    """The keys that our policies list at each address.

    Raises:
        OperatorError: a policy is none.
    """
    found: dict[str, dict[VerifierKey, None]] = {}
    for policy in _every_policy(node):
        for witness in policy.witnesses:
            if witness.url:
                found.setdefault(witness.url, {})[witness.key] = None
    return {url: tuple(keys) for url, keys in found.items()}


def list_witnesses(node: Node) -> list[WitnessStanding]:
    """How it stands with each witness that has an address, by address.

    Raises:
        OperatorError: a policy is none.
    """
    rows = _contacts(node)
    return [
        WitnessStanding(url, keys, row.size, row.cosigned_at, row.trouble)
        if (row := rows.get(url))
        else WitnessStanding(url, keys, 0, None, "")
        for url, keys in sorted(witnesses_of(node).items())
    ]


def collect_cosignatures(node: Node, at: Instant, reach: Reach = HttpWitness) -> int:
    """Ask every witness whose turn it is to cosign our newest checkpoint; show and keep what comes.

    One witness's trouble is kept with it and does not keep the others waiting. Returns how many cosignatures came.

    Raises:
        OperatorError: a policy is none, or the disk refuses.
    """
    _show_kept(node, at)
    signed, now = node.log.checkpoint, to_seconds(at)
    rows, witnesses = _contacts(node), witnesses_of(node)
    due = [url for url in witnesses if _is_due(rows.get(url), signed.checkpoint.size, now)]
    if not due:
        return 0
    asking = _Asking(node, signed, at, reach)
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="witness") as pool:
        answers = list(
            pool.map(lambda url: asking.ask(url, witnesses[url], rows[url].size if url in rows else 0), due)
        )
    for answer in answers:
        _note_contact(node, answer, rows.get(answer.url), signed.checkpoint.size, now)
    lines = b"".join(answer.lines for answer in answers)
    if lines:
        note = keep_cosigned(node, node.settings.state, asking.bare + lines, asking.own)
        node.log.show_cosigned(note)
        _tell_times(node, signed.checkpoint.size, note, at)
    return sum(len(answer.cosignatures) for answer in answers)


def keep_cosigned(node: Node, state: StateCode, note: bytes, keys: StateKeys) -> bytes:
    """Keep a verified checkpoint of a state's log with the lines of witnesses that our policies list.

    Of each witness the first line stays. Returns the note as it is kept; where none of them has cosigned, nothing is.

    Raises:
        ProofError: a listed witness's line is wrong.
    """
    listed = tuple(dict.fromkeys(key for policy in _every_policy(node) for key in policy.keys))
    found = verify_cosignatures(note, listed)
    size = parse_checkpoint(parse_note(note).text).size
    with node.writing() as connection:
        same = (cosigned.c.state == state) & (cosigned.c.size == size)
        kept = connection.execute(select(cosigned.c.note).where(same)).scalar()
        if not found or (kept is not None and parse_note(kept).text != parse_note(note).text):
            return kept or note
        known = [one.key for one in verify_cosignatures(kept, listed)] if kept else []
        fresh = [one.key for one in found if one.key not in known]
        base = kept or only_lines_of(note, keys.log)
        merged = base + only_lines_of(note, fresh).partition(b"\n\n")[2] if fresh else base
        if kept is None:
            connection.execute(insert(cosigned).values(state=state, size=size, note=merged))
        elif fresh:
            connection.execute(update(cosigned).where(same).values(note=merged))
    return merged


def witnessed_checkpoint(
    node: Node, keys: StateKeys, index: int, policy: Policy | None
) -> SignedCheckpoint | None:
    """The first kept checkpoint that covers an entry and that the policy's quorum has cosigned.

    Without a policy, or where there is none yet: the first that any listed witness has cosigned; None: there is none.

    Raises:
        ProofError: what is kept is not that log's.
    """
    query = select(cosigned.c.note).where(cosigned.c.state == keys.state, cosigned.c.size > index)
    first: bytes | None = None
    with node.reading() as connection:
        for note in connection.execute(query.order_by(cosigned.c.size)).scalars():
            first = first or note
            if policy is None:
                break
            if policy.satisfied(one.key for one in verify_cosignatures(note, policy.keys)).satisfied:
                first = note
                break
    return None if first is None else verify_checkpoint(first, keys.origin, keys.log)


@dataclass(frozen=True, slots=True)
class WitnessedLog:
    """A published log whose proofs stand under the checkpoint that an agreement's witnesses cosigned.

    It is a ``ProvenLog`` of evidence.
    """

    node: Node
    log: ProvenMirror
    keys: StateKeys
    agreement: AgreementId | None

    def entry(self, index: int) -> bytes:
        """The entry at ``index``."""
        return self.log.entry(index)

    def proof(self, index: int) -> InclusionProof:
        """Its proof under the first checkpoint that was witnessed as asked, else the newest."""
        found = witnessed_checkpoint(self.node, self.keys, index, policy_of(self.node, self.agreement))
        return self.log.proof(index) if found is None else self.log.proof_under(index, found)


@contextmanager
def witnessing(
    node: Node, clock: Clock, troubled: Callable[[DetenteError], None], reach: Reach = HttpWitness
) -> Iterator[None]:
    """Ask witnesses in a thread whenever there is a new checkpoint, and where one's turn has come; until the end."""
    stop = threading.Event()
    thread = threading.Thread(
        target=_watch, args=(node, clock, troubled, reach, stop), name="witnessing", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _watch(
    node: Node,
    clock: Clock,
    troubled: Callable[[DetenteError], None],
    reach: Reach,
    stop: threading.Event,
) -> None:
    asked, looks = -1, 0
    while not stop.is_set():
        size = node.log.size
        if size != asked or looks % ASK_AFTER_LOOKS == 0:
            asked = size
            try:
                collect_cosignatures(node, clock(), reach)
            except DetenteError as problem:
                troubled(problem)
        looks += 1
        stop.wait(LOOK_SECONDS)


class _Asking:
    """One checkpoint, to be shown to several witnesses at once."""

    def __init__(self, node: Node, signed: SignedCheckpoint, at: Instant, reach: Reach) -> None:
        self.node, self.signed, self.at, self.reach = node, signed, at, reach
        self.own = history_of_state(node, node.settings.state).newest
        #: The checkpoint with the log's lines alone: the others are nothing to a witness.
        self.bare = only_lines_of(signed.note, self.own.log)
        self.log = open_published(node.files_of(node.settings.state), self.own)

    def ask(self, url: str, keys: Sequence[VerifierKey], known_size: int) -> _Asked:
        """Ask one; whatever it does becomes an answer."""
        to = self.reach(url)
        try:
            lines = submit(to, self.bare, self.signed.checkpoint.size, known_size, self._consistency)
            return self._verified(url, keys, lines)
        except LargerElsewhere as larger:
            return _Asked(url, trouble=self._compare(to, f"It has cosigned {larger.size} entries."))
        except WitnessRefused as refused:
            return _Asked(url, trouble=self._compare(to, f"{refused.status}: {refused}"))
        except PeerError as problem:
            return _Asked(url, trouble=problem.message.en)

    def _consistency(self, old_size: int) -> list[bytes]:
        return self.log.consistency(old_size, self.signed.checkpoint.size)

    def _verified(self, url: str, keys: Sequence[VerifierKey], lines: bytes) -> _Asked:
        note = self.bare + lines
        found = verify_cosignatures(note, keys)
        if any(one.seconds > to_seconds(self.at) + MOST_AHEAD_SECONDS for one in found):
            return _Asked(url, trouble="Its cosignature bears a time in the future.")
        if not found:
            return _Asked(
                url, trouble="It answered without a cosignature by a key that a policy lists there."
            )
        only = only_lines_of(note, [one.key for one in found]).partition(b"\n\n")[2]
        return _Asked(url, found, only)

    def _compare(self, to: WitnessTransport, why: str) -> str:
        """What it holds of our log bears our own signature: see whether it is our history."""
        try:
            note = to.newest(self.own.origin)
            if note is not None:
                theirs = verify_checkpoint(note, self.own.origin, self.own.log)
                check_ours(self.node, self.node.settings.state, self.own, theirs, self.at)
        except PeerError as problem:
            return f"{why} {problem.message.en}"
        return why


def _show_kept(node: Node, at: Instant) -> None:
    """After a restart the log shows what was signed; what was kept of it comes below again.

    A message may be noted as sent after its checkpoint was cosigned; it learns of that now.
    """
    state, signed = node.settings.state, node.log.checkpoint
    same = (cosigned.c.state == state) & (cosigned.c.size == signed.checkpoint.size)
    with node.reading() as connection:
        kept = connection.execute(select(cosigned.c.note).where(same)).scalar()
    if kept is None:
        return
    if len(kept) > len(signed.note):
        node.log.show_cosigned(kept)
    _tell_times(node, signed.checkpoint.size, kept, at)


def _is_due(row: AnyRow | None, size: int, now: int) -> bool:
    if row is None:
        return True
    if row.failures:
        return bool(now >= row.retry_at)
    return bool(row.size != size or now >= (row.cosigned_at or 0) + HEARTBEAT_SECONDS)


def _note_contact(node: Node, answer: _Asked, row: AnyRow | None, size: int, now: int) -> None:
    if answer.cosignatures:
        at = max(one.seconds for one in answer.cosignatures)
        values = {"size": size, "cosigned_at": at, "failures": 0, "retry_at": 0, "trouble": ""}
    else:
        failures = row.failures + 1 if row else 1
        longest = min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS << min(failures, _MOST_DOUBLINGS))
        wait = 1 + int.from_bytes(node.entropy(4), "big") % longest
        values = {"failures": failures, "retry_at": now + wait, "trouble": answer.trouble}
    with node.writing() as connection:
        if row is None:
            fresh = {"size": 0, "cosigned_at": None, "url": answer.url}
            connection.execute(insert(witness_contact).values({**fresh, **values}))
        else:
            connection.execute(
                update(witness_contact).where(witness_contact.c.url == answer.url).values(values)
            )


def _tell_times(node: Node, size: int, note: bytes, at: Instant) -> None:
    existed: dict[AgreementId, Instant] = {}
    for agreement, policy in policies_in_use(node).items():
        by = policy.existed_by(verify_cosignatures(note, policy.keys))
        if by is not None:
            existed[agreement] = by
    if existed:
        witnessed(node, size, existed, at)


def _every_policy(node: Node) -> list[Policy]:
    default = policy_of(node, None)
    return [*policies_in_use(node).values(), *([default] if default else [])]


def _contacts(node: Node) -> Mapping[str, AnyRow]:
    with node.reading() as connection:
        return {row.url: row for row in connection.execute(select(witness_contact))}
