"""Pulling from peers: fetch, verify, mirror, take in, count. Nothing is believed that was not verified."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import insert, select, update

from detente.exchange.backoff import next_try
from detente.exchange.effects import (
    Accept,
    AcceptFiles,
    AcceptKeys,
    AcceptReceipts,
    Decline,
    Done,
    Effect,
    Fetch,
    FetchBlob,
    Held,
    StoreCheckpoint,
    StoreEntries,
)
from detente.exchange.files import FileList, open_files
from detente.exchange.fork import ForkError, format_fork
from detente.exchange.opening import OpenedMessage, check_blob, open_message
from detente.exchange.pull import pull as pull_machine
from detente.exchange.receipts import OpenedReceipts, open_receipts
from detente.exchange.seal import unseal
from detente.kernel.errors import InputError, PeerError
from detente.kernel.identifiers import DocumentId, Reference, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.keystatement import KeyHistory, Placed
from detente.ledger.leaf import Leaf, LeafKind, blob_path, parse_leaf
from detente.node.actors import Actor, Right, require
from detente.node.attachments import fetch_files
from detente.node.cosigning import collect_cosignature, cosign_mirror, raise_alarm
from detente.node.deliveries import check_receipts, keep_receipts, note_missing_receipts
from detente.node.filestore import insert_file
from detente.node.intake import forget_declined, note_declined, take_in
from detente.node.keyring import history_of_state, keep_statement
from detente.node.node import Node
from detente.node.peers import list_peers, peer_row
from detente.node.readmodel import count_in
from detente.node.receipts import give_receipts
from detente.node.sealing import seal_again, sealing_suites
from detente.node.storage.database import AnyRow, to_seconds
from detente.node.storage.schema import alarm, declined
from detente.node.storage.schema import peer as peer_table
from detente.node.times import COMPARE, OTHER_HISTORY, SeenTimes, Times
from detente.node.transport import UNREACHABLE, Transport, transport_to

#: The codes of messages that are somebody else's to read: nothing is wrong with them.
NOT_FOR_US = frozenset({"message-not-addressed", "seal-others"})
#: The codes of troubles that are no alarm, or of which the alarm was raised where the proof is.
NO_ALARM_HERE = frozenset({UNREACHABLE, "own-log-behind", "own-log-forked"})


@dataclass(slots=True)
class Pulled:
    """What one pull brought: messages taken in, and entries whose message could not be."""

    state: StateCode
    accepted: list[Reference] = field(default_factory=list)
    declined: list[tuple[int, str]] = field(default_factory=list)
    caught_up: bool = False


def pull_all(
    node: Node, actor: Actor, at: Instant, *, due: bool = False
) -> tuple[list[Pulled], list[tuple[StateCode, PeerError]]]:
    """Pull from every peer that is not stopped; one peer's trouble does not keep the others waiting.

    ``due``: only from those that are not waited for after a failure.

    Raises:
        NotAllowed: the actor may neither send nor administer.
    """
    pulled: list[Pulled] = []
    troubles: list[tuple[StateCode, PeerError]] = []
    for peer in list_peers(node, actor):
        if peer.stopped or (due and peer.retry_at is not None and peer.retry_at > at):
            continue
        try:
            pulled.append(pull(node, actor, peer.state, at))
        except PeerError as trouble:
            troubles.append((peer.state, trouble))
    return pulled, troubles


def pull(
    node: Node, actor: Actor, state: StateCode, at: Instant, transport: Transport | None = None
) -> Pulled:
    """Catch up with one peer's log: everything new is verified, mirrored, taken in and counted.

    ``transport``: where its files come from, if not from its address.

    Raises:
        NotAllowed: the actor may neither send nor administer.
        InputError: no such peer, or replication from it was stopped.
        PeerError: its log cannot be read or does not hold; what was taken in before stays.
        ForkError: it signed two histories; the proof is kept and nothing more is pulled from it.
    """
    require(actor, Right.ADMINISTER if actor.may(Right.ADMINISTER) else Right.SEND)
    row = peer_row(node, state)
    if row.stopped:
        raise InputError("peer-stopped", _STOPPED.fill(state=state), _SEE_ALARM)
    seal_again(node, actor, at)
    note_missing_receipts(node, at)
    source = transport or transport_to(row.address, row.token, node.settings, node.folder)
    step = _Pull(node, row, source, at, Pulled(state))
    try:
        step.retry_declined()
        while not step.run():
            pass
        give_receipts(node, state, at)
        collect_cosignature(node, state, step.transport, at)
        fetch_files(node, state, step.transport)
    except PeerError as trouble:
        _note_trouble(node, state, trouble, at)
        raise
    finally:
        if transport is None:
            source.close()
    return step.pulled


@dataclass(slots=True)
class _Pull:
    """Drives the pulling machine: performs its effects, and keeps their results in one transaction a step."""

    node: Node
    row: AnyRow
    transport: Transport
    at: Instant
    pulled: Pulled
    statements: list[Placed] = field(default_factory=list)
    receipts: list[OpenedReceipts] = field(default_factory=list)
    files: list[FileList] = field(default_factory=list)
    seen: SeenTimes = field(init=False)

    def __post_init__(self) -> None:
        self.seen = SeenTimes(self.node)

    def run(self) -> bool:
        """One step; True when caught up."""
        keys = history_of_state(self.node, self.pulled.state)
        held = Held(self.row.checkpoint, self.row.next_index)
        machine = pull_machine(keys, self.node.settings.state, held, suites=sealing_suites(self.node))
        accepted: list[OpenedMessage] = []
        refused: list[Decline] = []
        answer: bytes | None = None
        while True:
            try:
                effect = machine.send(answer)
            except StopIteration as stop:
                self._keep(stop.value, accepted, refused)
                return self.pulled.caught_up
            answer = self._perform(effect, accepted, refused)

    def _perform(self, effect: Effect, accepted: list[OpenedMessage], refused: list[Decline]) -> bytes | None:
        match effect:
            case Fetch(path, max_bytes) | FetchBlob(path=path, max_bytes=max_bytes):
                return self.transport.fetch(path, max_bytes)
            case StoreCheckpoint(signed):
                self._update(checkpoint=signed.note)
            case StoreEntries(start, entries):
                self.node.mirror_of(self.pulled.state).add(start, entries)
            case Accept(opened):
                accepted.append(opened)
            case AcceptKeys(placed):
                self.statements.append(placed)
            case AcceptFiles(_, listed):
                self.files.append(listed)
            case AcceptReceipts(opened_receipts):
                self._check_receipts(opened_receipts, refused)
            case Decline():
                refused.append(effect)
        return None

    def _check_receipts(self, opened: OpenedReceipts, refused: list[Decline]) -> None:
        try:
            check_receipts(self.node, self.pulled.state, opened)
        except PeerError as why:
            refused.append(Decline(opened.index, opened.leaf, why))
            if why.code == "receipt-history":
                raise_alarm(self.node, self.pulled.state, why, opened.envelope, self.at)
        else:
            self.receipts.append(opened)

    def _keep(self, done: Done, accepted: list[OpenedMessage], refused: list[Decline]) -> None:
        state = self.pulled.state
        taken = self._take_in(accepted, refused, done)
        if done.caught_up and done.held.note is not None:
            self.node.mirror_of(state).set_checkpoint(done.held.note)
            keys = history_of_state(self.node, state).newest
            cosign_mirror(self.node, keys, done.held.note, self.at)
        self.statements.clear()
        self.receipts.clear()
        self.files.clear()
        self.pulled.accepted += taken
        self.pulled.declined += [
            (one.index, one.error.code) for one in refused if one.error.code not in NOT_FOR_US
        ]
        self.pulled.caught_up = done.caught_up
        self.row = peer_row(self.node, state)

    def _take_in(self, accepted: list[OpenedMessage], refused: list[Decline], done: Done) -> list[Reference]:
        taken: list[Reference] = []
        blobs = {opened.leaf.commit: opened.blob for opened in accepted}
        blobs |= {answer.leaf.commit: answer.blob for answer in self.receipts}
        self.node.blobs_of(self.pulled.state).put(blobs)
        times = {opened.index: self._times(opened) for opened in accepted}
        self._compare_seen()
        with self.node.writing() as connection:
            for placed in self.statements:
                keep_statement(connection, self.pulled.state, placed)
            for listed in self.files:
                for sealed in listed.files:
                    insert_file(connection, self.pulled.state, listed.document, sealed, "wanted")
            for answer in self.receipts:
                keep_receipts(self.node, connection, self.pulled.state, answer, self.at)
            identities: dict[int, DocumentId] = {}
            for opened in accepted:
                try:
                    take_in(self.node, connection, opened, times[opened.index], self.at)
                except PeerError as why:
                    identities[opened.index] = opened.document_id
                    refused.append(Decline(opened.index, opened.leaf, why))
                    note_declined(
                        connection, self.pulled.state, opened.index, opened.leaf, why, opened.document_id
                    )
                else:
                    taken.append(opened.document.reference)
            for one in refused:
                if one.error.code in NOT_FOR_US or one.index in identities:
                    continue
                note_declined(connection, self.pulled.state, one.index, one.leaf, one.error)
            connection.execute(
                update(peer_table)
                .where(peer_table.c.state == self.pulled.state)
                .values(
                    checkpoint=done.held.note,
                    next_index=done.held.next_index,
                    contacted_at=to_seconds(self.at),
                    trouble="",
                    failures=0,
                    retry_at=None,
                )
            )
            count_in(self.node, connection, taken, self.at)
        return taken

    def _times(self, opened: OpenedMessage) -> Times:
        return Times(opened.document.issued_at, self.seen.of_leaf(opened.leaf), None, self.at)

    def _compare_seen(self) -> None:
        """Whoever names a checkpoint that is not in the history we know was shown another, or shows us one."""
        state = self.pulled.state
        for one in self.seen.contradicted:
            words = OTHER_HISTORY.fill(state=state, origin=one.origin, size=str(one.size))
            raise_alarm(self.node, state, PeerError("seen-history", words, COMPARE), one.root, self.at)
        self.seen.contradicted.clear()

    def _update(self, **values: object) -> None:
        with self.node.writing() as connection:
            same = peer_table.c.state == self.pulled.state
            connection.execute(update(peer_table).where(same).values(**values))

    def retry_declined(self) -> None:
        """Try again the messages whose blob was withheld or damaged when last asked for."""
        state = self.pulled.state
        query = select(declined).where(declined.c.peer == state, declined.c.leaf.is_not(None))
        with self.node.reading() as connection:
            rows = connection.execute(query.order_by(declined.c.log_index)).all()
        suites = sealing_suites(self.node)
        for row in rows:
            leaf = parse_leaf(row.leaf)
            blob = self.transport.fetch(blob_path(leaf.commit), leaf.size)
            if blob is None:
                continue
            keys = history_of_state(self.node, state)
            try:
                if leaf.kind is LeafKind.KEY:
                    self._retry_statement(row.log_index, leaf, blob, keys)
                    continue
                if leaf.kind is LeafKind.FILES:
                    self._retry_files(row.log_index, leaf, blob, keys)
                    continue
                if leaf.kind is not LeafKind.MESSAGE:
                    self._retry_receipts(row.log_index, leaf, blob, keys)
                    continue
                opened = open_message(row.log_index, leaf, blob, keys, self.node.settings.state, suites)
                self.node.blobs_of(state).put({leaf.commit: blob})
                times = self._times(opened)
                with self.node.writing() as connection:
                    take_in(self.node, connection, opened, times, self.at)
                    forget_declined(connection, state, row.log_index)
                    count_in(self.node, connection, [opened.document.reference], self.at)
            except PeerError:
                continue
            self.pulled.accepted.append(opened.document.reference)

    def _retry_statement(self, index: int, leaf: Leaf, blob: bytes, keys: KeyHistory) -> None:
        check_blob(index, leaf, blob)
        placed = keys.followed_by(index, unseal(blob)).placed[-1]
        with self.node.writing() as connection:
            keep_statement(connection, self.pulled.state, placed)
            forget_declined(connection, self.pulled.state, index)

    def _retry_files(self, index: int, leaf: Leaf, blob: bytes, keys: KeyHistory) -> None:
        listed = open_files(index, leaf, blob, keys, sealing_suites(self.node))
        with self.node.writing() as connection:
            for one in listed.files:
                insert_file(connection, self.pulled.state, listed.document, one, "wanted")
            forget_declined(connection, self.pulled.state, index)

    def _retry_receipts(self, index: int, leaf: Leaf, blob: bytes, keys: KeyHistory) -> None:
        state = self.pulled.state
        opened = open_receipts(index, leaf, blob, keys, self.node.settings.state, sealing_suites(self.node))
        check_receipts(self.node, state, opened)
        self.node.blobs_of(state).put({leaf.commit: blob})
        with self.node.writing() as connection:
            keep_receipts(self.node, connection, state, opened, self.at)
            forget_declined(connection, state, index)


def _note_trouble(node: Node, state: StateCode, trouble: PeerError, at: Instant) -> None:
    fork = format_fork(trouble.proof) if isinstance(trouble, ForkError) else None
    row = peer_row(node, state)
    draw = int.from_bytes(node.entropy(4), "big") / (1 << 32)
    again = next_try(row.failures + 1, at, draw)
    values: dict[str, object] = {"trouble": str(trouble), "failures": row.failures + 1}
    values |= {"stopped": True} if fork is not None else {"retry_at": to_seconds(again)}
    is_new = row.trouble != str(trouble)
    with node.writing() as connection:
        connection.execute(update(peer_table).where(peer_table.c.state == state).values(**values))
        # What goes on is one alarm, however often it is met.
        if trouble.code not in NO_ALARM_HERE and is_new:
            connection.execute(
                insert(alarm).values(
                    at=to_seconds(at), peer=state, code=trouble.code, reason=str(trouble), proof=fork
                )
            )


_STOPPED = Text(
    "Replication from {state} is stopped: its log showed two histories.",
    "Получение данных от узла {state} остановлено: его журнал представлен в двух разных вариантах.",
    "已停止接收 {state} 的数据：其日志出现两个不同版本。",
)
_SEE_ALARM = Text(
    "The proof is kept with the alarm; settle it between the ministries.",
    "Доказательство сохранено вместе с сигналом тревоги; вопрос решается между министерствами.",
    "证据与警报一并保存；请由双方主管部门商定。",
)
