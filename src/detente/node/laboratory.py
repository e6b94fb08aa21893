"""The laboratory's bench: every drill a node knows, and the variants its users keep."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson
from sqlalchemy import delete, func, insert, select, update

from detente.assessment.compare import Workbench
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Text
from detente.node.actors import Actor, Right, require
from detente.node.node import Node
from detente.node.readmodel import matters_now
from detente.node.storage.schema import activity, message, saved_variant
from detente.record.activities import Activity

#: The laboratory takes the newest so many drills; folding more would keep a reader waiting.
MOST_DRILLS = 2_000
#: More than these nobody finds again.
MOST_SAVED = 100
MOST_NAME = 60

_Stamp = tuple[int, int, int, int]


@dataclass
class Shelf:
    """A workbench with the drills as they were last folded, and what the register was like then."""

    _stamp: _Stamp | None = None
    _bench: Workbench | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def workbench(self, node: Node, actor: Actor) -> Workbench:
        """The newest drills, latest start first, those without a date last, with what was looked up of them.

        Raises:
            NotAllowed: the actor may not read.
        """
        require(actor, Right.READ)
        with self._turn:
            stamp = _stamp(node)
            if self._bench is None or stamp != self._stamp:
                self._bench = Workbench(_fold(node), node.places, node.settings.near_permille)
                self._stamp = stamp
            return self._bench


@dataclass(frozen=True, slots=True)
class SavedVariant:
    """A variant as its user left it. ``changes``: numbers by their address, as the agreement was then."""

    id: int
    name: str
    agreement: AgreementId
    changes: Mapping[str, int]


def save_variant(
    node: Node, actor: Actor, name: str, agreement: AgreementId, changes: Mapping[str, int]
) -> None:
    """Keep a variant for its user; one of the same name is replaced.

    Raises:
        NotAllowed: the actor may not read.
        InputError: no name or one too long, no such agreement, or too many are kept already.
    """
    require(actor, Right.READ)
    node.agreement(agreement)
    if not name or len(name) > MOST_NAME:
        raise InputError("variant-name", _NO_NAME.fill(most=MOST_NAME), _GIVE_NAME)
    values = {"agreement": agreement, "changes": orjson.dumps(dict(changes)).decode()}
    table = saved_variant
    same = (table.c.user == actor.name) & (table.c.name == name)
    with node.writing() as connection:
        if connection.execute(update(table).where(same).values(**values)).rowcount:
            return
        kept = select(func.count()).select_from(table).where(table.c.user == actor.name)
        if connection.execute(kept).scalar_one() >= MOST_SAVED:
            raise InputError("variants-full", _FULL.fill(most=MOST_SAVED), _DELETE_SOME)
        connection.execute(insert(table).values(user=actor.name, name=name, **values))


def list_variants(node: Node, actor: Actor) -> list[SavedVariant]:
    """What the actor has kept, by name.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    query = select(saved_variant).where(saved_variant.c.user == actor.name).order_by(saved_variant.c.name)
    with node.reading() as connection:
        rows = connection.execute(query).all()
    return [SavedVariant(row.id, row.name, row.agreement, orjson.loads(row.changes)) for row in rows]


def delete_variant(node: Node, actor: Actor, number: int) -> None:
    """Keep a variant no longer; one that is not the actor's, or not there, is left alone.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    own = (saved_variant.c.id == number) & (saved_variant.c.user == actor.name)
    with node.writing() as connection:
        connection.execute(delete(saved_variant).where(own))


def _stamp(node: Node) -> _Stamp:
    """Changes with every message that is written, sent or received."""
    columns = func.count(), func.max(message.c.known_at), func.count(message.c.log_index)
    drills = select(func.count()).select_from(activity)  # a new one is listed a moment after its message
    with node.reading() as connection:
        count, newest, logged = connection.execute(select(*columns).select_from(message)).one()
        listed = connection.execute(drills).scalar_one()
    return int(count), int(newest or 0), int(logged), int(listed)


def _fold(node: Node) -> tuple[Activity, ...]:
    newest = select(activity.c.id).order_by(activity.c.start_from.desc().nulls_last(), activity.c.id)
    with node.reading() as connection:
        matters = list(connection.execute(newest.limit(MOST_DRILLS)).scalars())
        known = matters_now(node, connection, matters)
    return tuple(one for matter in matters if isinstance(one := known.get(matter), Activity))


_NO_NAME = Text(
    "A variant is kept under a name of at most {most} characters.",
    "Вариант сохраняется под названием длиной не более {most} знаков.",
    "方案须以不超过{most}个字符的名称保存。",
)
_GIVE_NAME = Text("Give it one.", "Укажите название.", "请填写名称。")
_FULL = Text(
    "You keep {most} variants already.",
    "У вас уже сохранено вариантов: {most}.",
    "您已保存{most}个方案。",
)
_DELETE_SOME = Text(
    "Delete one that is no longer needed.", "Удалите один из ненужных.", "请删除不再需要的方案。"
)
