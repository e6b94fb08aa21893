"""Sealed declarations: what a state committed itself to, what it opened, and whether an opening verifies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from detente.agreements.model import ItemType, Purpose
from detente.kernel.errors import ProofError
from detente.kernel.identifiers import AgreementId, MatterId, Reference, StateCode
from detente.kernel.instants import Interval, PartialDate
from detente.kernel.languages import Text
from detente.ledger.declarations import Commitment, DeclaredBy, Opening, verify_opening
from detente.messages.document import JsonValue, Origin
from detente.messages.values import ItemValue
from detente.record.facts import (
    AS_OF,
    DECLARATION_COMMITMENT,
    DECLARATION_PLACE,
    DECLARATION_PROOF,
    DECLARATION_ROOT,
    DECLARATION_SALT,
    DECLARATION_SIZE,
    DECLARATION_UNIT,
    SAYING,
    Entry,
    fact,
    read_known_facts,
)
from detente.record.forces_rows import Unit, read_units
from detente.record.message import KnownMessage
from detente.record.threads import read_thread


class OpeningStanding(StrEnum):
    """What the check of an opening came to."""

    VERIFIED = "verified"
    FAILED = "failed"
    CONTRADICTED = "contradicted"  # it verifies, and so does another of the same unit that says otherwise
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedUnit:
    """One unit as it was opened. ``unit`` None: the message holds none that can be read.

    ``place``: where it stands in the declaration (None: not stated). ``reason``: why it failed.
    """

    reference: Reference
    to: tuple[StateCode, ...]
    told: Interval | None
    unit: Unit | None
    place: int | None
    standing: OpeningStanding
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What is known of one sealed declaration after its newest message.

    ``commitment`` None: its message does not hold a whole one. ``changed``: it was committed to otherwise before.
    ``openings``: in the order in which they became known.
    """

    id: MatterId
    agreement: AgreementId
    state: StateCode
    reference: Reference
    told: Interval | None
    as_of: PartialDate | None
    commitment: Commitment | None
    changed: bool
    openings: tuple[OpenedUnit, ...]
    withdrawn: bool
    origin: Origin
    messages: tuple[Reference, ...]

    @property
    def owner(self) -> StateCode:
        """Whose matter it is."""
        return self.state


def fold_declaration(
    matter: MatterId, messages: Sequence[KnownMessage], entries: Sequence[Entry]
) -> Declaration | None:
    """What is known of the declaration of ``matter``; None where it is not one.

    ``messages`` and ``entries``: all that touch the matter, in the order in which they became known.
    """
    thread = read_thread(matter, entries, {Purpose.INFORMATION_COMMITMENT})
    if thread is None:
        return None
    commitment = _commitment(thread.facts)
    as_of = fact(thread.facts, AS_OF, PartialDate)
    document = thread.first.document
    by = DeclaredBy(thread.owner, document.agreement, as_of.text if as_of else "")
    return Declaration(
        id=matter,
        agreement=document.agreement,
        state=thread.owner,
        reference=document.reference,
        told=thread.told,
        as_of=as_of,
        commitment=commitment,
        changed=len(_committed(matter, entries)) > 1,
        openings=_compared(_openings(entries, thread.owner, matter, commitment, by)),
        withdrawn=thread.withdrawn,
        origin=document.origin,
        messages=tuple(one.document.reference for one in messages),
    )


def _committed(matter: MatterId, entries: Iterable[Entry]) -> set[Commitment]:
    """Everything its own messages committed to."""
    own = [
        one
        for one in entries
        if one.has(Purpose.INFORMATION_COMMITMENT)
        and one.document.matter == matter
        and one.document.kind in SAYING
    ]
    found: set[Commitment] = set()
    facts: dict[str, ItemValue] = {}
    for one in own:
        facts |= read_known_facts(one)
        commitment = _commitment(facts)
        if commitment is not None:
            found.add(commitment)
    return found


def _commitment(facts: Mapping[str, ItemValue]) -> Commitment | None:
    size, root = fact(facts, DECLARATION_SIZE, int), fact(facts, DECLARATION_ROOT, str)
    return Commitment(size, root) if size is not None and root is not None else None


def _openings(
    entries: Iterable[Entry],
    owner: StateCode,
    matter: MatterId,
    commitment: Commitment | None,
    by: DeclaredBy,
) -> list[OpenedUnit]:
    """Openings by the owner of the declaration; another's count for nothing (docs/spec/declarations.md §5.2)."""
    taken_back = {
        one.document.matter
        for one in entries
        if one.has(Purpose.INFORMATION_OPENING) and one.document.kind not in SAYING
    }
    found = []
    for one in entries:
        told = one.document
        if not one.has(Purpose.INFORMATION_OPENING) or told.sender != owner or told.kind not in SAYING:
            continue
        facts = read_known_facts(one)
        if fact(facts, DECLARATION_COMMITMENT, str) is None or told.matter == matter:
            continue
        opened = _checked(one, facts, commitment, by)
        if told.matter in taken_back:
            opened = replace(opened, standing=OpeningStanding.WITHDRAWN, reason=None)
        found.append(opened)
    return found


def _checked(
    entry: Entry, facts: Mapping[str, ItemValue], commitment: Commitment | None, by: DeclaredBy
) -> OpenedUnit:
    units = read_units(facts.get(DECLARATION_UNIT)) or ()
    opening, reason = _opening(entry, facts), None
    if opening is None or commitment is None or not by.as_of or len(units) != 1:
        reason = _INCOMPLETE
    else:
        try:
            verify_opening(commitment, by, opening)
        except ProofError as refused:
            reason = refused.message
    return OpenedUnit(
        reference=entry.document.reference,
        to=entry.document.to,
        told=entry.message.told,
        unit=units[0] if len(units) == 1 else None,
        place=opening.place if opening else None,
        standing=OpeningStanding.FAILED if reason else OpeningStanding.VERIFIED,
        reason=reason,
    )


def _opening(entry: Entry, facts: Mapping[str, ItemValue]) -> Opening | None:
    """What the message opens; None where a part is missing. The unit is taken as it was written."""
    row = _unit_as_written(entry)
    salt, place = fact(facts, DECLARATION_SALT, str), fact(facts, DECLARATION_PLACE, str)
    proof = _hashes(facts.get(DECLARATION_PROOF))
    if row is None or salt is None or place is None or not _is_place(place):
        return None
    return Opening(row, salt, int(place), proof)


def _unit_as_written(entry: Entry) -> Mapping[str, JsonValue] | None:
    for item in entry.format.items:
        if item.fact == DECLARATION_UNIT and item.type is ItemType.TABLE:
            match entry.document.content.get(item.id):
                case [dict(row)]:
                    return row
    return None


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _PLACE_DIGITS and str(int(text)) == text


def _hashes(value: ItemValue | None) -> tuple[str, ...]:
    if not isinstance(value, tuple):
        return ()
    rows = (row.get("hash") for row in value if isinstance(row, Mapping))
    return tuple(one for one in rows if isinstance(one, str))


def _compared(openings: Sequence[OpenedUnit]) -> tuple[OpenedUnit, ...]:
    """Where one unit verifies at two places, both contradict each other (docs/spec/declarations.md §5.3)."""
    places: dict[str, set[int]] = {}
    for one in openings:
        if one.standing is OpeningStanding.VERIFIED and one.unit and one.place is not None:
            places.setdefault(one.unit.code, set()).add(one.place)
    return tuple(
        replace(one, standing=OpeningStanding.CONTRADICTED)
        if one.standing is OpeningStanding.VERIFIED and one.unit and len(places[one.unit.code]) > 1
        else one
        for one in openings
    )


_PLACE_DIGITS = 7
_INCOMPLETE = Text(
    "The message does not hold one unit with its salt, its place and its proof, or the declaration is incomplete.",
    "В сообщении нет одной части с солью, местом и доказательством, либо сама декларация неполна.",
    "电文未完整载有一个单位及其盐值、位置和证明，或者申报本身不完整。",
)
