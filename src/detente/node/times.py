"""When messages were registered: what our entries say they were written after, and what narrows others' claims.

What is known of a message's time is kept with it; the interval that record and findings use follows from that alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select, update

from detente.exchange.times import not_before, registered
from detente.kernel.errors import InputError, PeerError
from detente.kernel.identifiers import AgreementId, MatterId, StateCode
from detente.kernel.instants import Instant, Interval
from detente.kernel.languages import Text
from detente.ledger.leaf import Leaf, Seen
from detente.node.keyring import history_of_state
from detente.node.logstore import ProvenMirror
from detente.node.node import Node
from detente.node.published import open_published
from detente.node.readmodel import refresh
from detente.node.storage.database import AnyRow, from_seconds, to_seconds
from detente.node.storage.schema import matter_message, message, statement
from detente.node.storage.schema import peer as peer_table


@dataclass(frozen=True, slots=True)
class Times:
    """What is known of when a message was registered.

    ``claimed_at`` is by its sender's clock; ``existed_by`` when the witnesses that its agreement asks for had
    cosigned it; ``known_at`` when it was fetched and verified here, none for our own. ``awaited``: it is ours, and
    the witnesses have not cosigned it yet.
    """

    claimed_at: Instant
    not_before: Instant | None
    existed_by: Instant | None
    known_at: Instant | None
    awaited: bool = False

    @property
    def is_more_than_claimed(self) -> bool:
        """Whether there is anything but the claim, or something that is waited for."""
        return self.awaited or any((self.not_before, self.existed_by, self.known_at))

    @property
    def registered(self) -> Interval:
        """The interval that follows."""
        shown = [one for one in (self.existed_by, self.known_at) if one is not None]
        return registered(self.claimed_at, self.not_before, shown or [self.claimed_at])


def times_of(row: AnyRow) -> Times | None:
    """What the columns of a message say; None where it is not registered."""
    if row.claimed_at is None:
        return None
    return Times(
        from_seconds(row.claimed_at),
        _instant(row.not_before),
        _instant(row.existed_by),
        None if row.own else from_seconds(row.known_at),
        bool(row.unwitnessed),
    )


def columns_of(times: Times) -> dict[str, object]:
    """The columns that keep them, with the interval that follows."""
    interval = times.registered
    return {
        "claimed_at": to_seconds(times.claimed_at),
        "not_before": _seconds(times.not_before),
        "existed_by": _seconds(times.existed_by),
        "unwitnessed": times.awaited,
        "registered_from": to_seconds(interval.earliest),
        "registered_until": to_seconds(interval.latest),
    }


@dataclass(slots=True)
class SeenTimes:
    """When the checkpoints that others name were made: those of our own log and of logs that we follow.

    ``contradicted`` are those of which the root is not the one that we know.
    """

    node: Node
    contradicted: list[Seen] = field(default_factory=list)
    _known: dict[Seen, Instant | None] = field(default_factory=dict)
    _logs: dict[StateCode, ProvenMirror | None] = field(default_factory=dict)

    def of_leaf(self, leaf: Leaf) -> Instant | None:
        """Before when an entry was not written."""
        return not_before(leaf.seen, self.made_at)

    def made_at(self, seen: Seen) -> Instant | None:
        """The earliest instant at which this checkpoint can have been made; None: we cannot say."""
        if seen not in self._known:
            self._known[seen] = self._made_at(seen)
        return self._known[seen]

    def _made_at(self, seen: Seen) -> Instant | None:
        state = self._owner(seen.origin)
        if state is None or not self._stands(state, seen):
            return None
        with self.node.reading() as connection:
            return _made_after(connection, state, self.node.settings.state, seen.size)

    def _owner(self, origin: str) -> StateCode | None:
        if origin == self.node.settings.origin:
            return self.node.settings.state
        query = select(peer_table.c.state).where(peer_table.c.origin == origin)
        with self.node.reading() as connection:
            return connection.execute(query).scalar()

    def _stands(self, state: StateCode, seen: Seen) -> bool:
        if state not in self._logs:
            self._logs[state] = self._open(state)
        log = self._logs[state]
        if log is None or seen.size > log.size:
            return False
        if log.root_at(seen.size) == seen.root:
            return True
        self.contradicted.append(seen)
        return False

    def _open(self, state: StateCode) -> ProvenMirror | None:
        try:
            return open_published(self.node.files_of(state), history_of_state(self.node, state).newest)
        except (InputError, PeerError):
            return None  # not followed, or nothing of it is kept yet


def _made_after(connection: Connection, state: StateCode, own: StateCode, size: int) -> Instant | None:
    """Of our own log, when its last entry before that size was made; of another, what ours says of such an entry.

    What another says by its own clock does not count: one wrong clock would make a third state late.
    """
    place = (message.c.sender == state) & (message.c.log_index < size)
    if state != own:
        shown = select(message.c.not_before).where(place, message.c.not_before.is_not(None))
        return _instant(connection.execute(shown.order_by(message.c.log_index.desc()).limit(1)).scalar())
    told = select(message.c.registered_from).where(place).order_by(message.c.log_index.desc())
    said = select(statement.c.issued_at).where(statement.c.sender == state, statement.c.log_index < size)
    found = [
        connection.execute(told.limit(1)).scalar(),
        connection.execute(said.order_by(statement.c.log_index.desc()).limit(1)).scalar(),
    ]
    return _instant(max((one for one in found if one is not None), default=None))


def witnessed(
    node: Node, size: int, existed_by: Mapping[AgreementId, Instant], at: Instant
) -> list[MatterId]:
    """Our messages under a checkpoint that the witnesses of their agreement have cosigned existed by then.

    Only those wait for it that were sent while the agreement asked for witnesses: what cosigns an old message today
    says nothing of when it was sent. Returns the matters that were judged again.
    """
    changed: set[MatterId] = set()
    with node.writing() as connection:
        for agreement, existed in existed_by.items():
            changed |= _narrow(connection, node.settings.state, agreement, size, existed)
    refresh(node, sorted(changed), at)
    return sorted(changed)


def _narrow(
    connection: Connection, own: StateCode, agreement: AgreementId, size: int, existed: Instant
) -> set[MatterId]:
    waiting = (message.c.sender == own) & message.c.unwitnessed & (message.c.agreement == agreement)
    rows = connection.execute(select(message).where(waiting, message.c.log_index < size)).all()
    for row in rows:
        times = times_of(row)
        if times is not None:
            values = columns_of(Times(times.claimed_at, times.not_before, existed, None))
            connection.execute(update(message).where(message.c.id == row.id).values(**values))
    touched = select(matter_message.c.matter).where(matter_message.c.message.in_([row.id for row in rows]))
    return set(connection.execute(touched).scalars())


def _instant(seconds: int | None) -> Instant | None:
    return None if seconds is None else from_seconds(seconds)


def _seconds(instant: Instant | None) -> int | None:
    return None if instant is None else to_seconds(instant)


OTHER_HISTORY = Text(
    "{state} names a checkpoint of {origin}, of {size} entries, that is not in the history known here.",
    "Государство {state} ссылается на контрольную точку журнала {origin} при {size} записях, которой нет в известном "
    "здесь варианте.",
    "{state} 援引了日志 {origin} 在{size}条条目时的检查点，该检查点不在此处所知的版本中。",
)
COMPARE = Text(
    "Compare that checkpoint with both: one log was shown in two versions, or the entry is wrong.",
    "Сверьте эту контрольную точку с обоими: журнал показан в двух вариантах либо запись неверна.",
    "请与双方核对该检查点：要么日志出现了两个版本，要么该条目有误。",
)
