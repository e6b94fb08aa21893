"""An activity out of its messages: what was told first, and what each later message changed.

Only the host's own messages tell, change or call off its activity; what others send about it is kept
among its messages and changes nothing, except answers to an invitation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.agreements.model import MessageKind, Purpose
from detente.kernel.identifiers import MatterId, StateCode
from detente.messages.values import FreeText, ItemValue, Period, Place, Strength
from detente.record.activities import Activity, ActivityReport, ActivityStatus, Telling
from detente.record.facts import (
    AREA,
    DIRECTION,
    FORMATION,
    NAME,
    PARTICIPANTS,
    PERIOD,
    PURPOSE,
    REPORT_SOURCE,
    SAYING,
    STRENGTH,
    TYPE,
    Entry,
    fact,
    read_known_facts,
)
from detente.record.matters import host_of, subject_of
from detente.record.message import KnownMessage
from detente.record.observation import answers_in, fold_invitations

_NOTHING: Strength = Strength({}, {})


def fold_activity(
    matter: MatterId, messages: Sequence[KnownMessage], entries: Sequence[Entry]
) -> Activity | None:
    """What is known of the activity of ``matter``; None where no message of its host tells of one.

    ``messages`` are all that touch the matter and ``entries`` those of a known format, both as
    ``in_order`` puts them. An amendment or correction changes the items it carries; those it leaves out
    stay as they were. What is called off stays called off.
    """
    host = host_of(matter)
    own = [entry for entry in entries if entry.document.sender == host]
    tellings = [entry for entry in own if _tells(entry, matter)]
    invitations = _about(matter, [one for one in own if one.has(Purpose.OBSERVATION_INVITATION)])
    endings = _about(matter, [one for one in own if _calls_off(one, matter)])
    if not (tellings or invitations or endings):
        return None
    facts: dict[str, ItemValue] = {}
    for entry in [*invitations, *tellings]:
        facts |= read_known_facts(entry)
    first = (tellings or invitations or endings)[0].document
    strength = fact(facts, STRENGTH, Strength) or _NOTHING
    return Activity(
        id=matter,
        agreement=first.agreement,
        host=host,
        status=ActivityStatus.CANCELLED if endings else ActivityStatus.TOLD,
        name=fact(facts, NAME, FreeText),
        type=fact(facts, TYPE, str),
        period=fact(facts, PERIOD, Period),
        area=_area(facts),
        strength=strength,
        participants=_participants(facts, strength, host),
        purpose=fact(facts, PURPOSE, FreeText),
        origin=first.origin,
        tellings=_tellings(matter, tellings),
        invitations=fold_invitations(invitations, answers_in(entries)),
        messages=tuple(one.document.reference for one in messages),
        formation=fact(facts, FORMATION, str),
        direction=fact(facts, DIRECTION, str),
        reports=_reports(matter, entries),
    )


def _tells(entry: Entry, matter: MatterId) -> bool:
    return (
        entry.has(Purpose.ACTIVITY_NOTIFICATION)
        and entry.document.matter == matter
        and entry.document.kind in SAYING
    )


def _about(matter: MatterId, entries: Sequence[Entry]) -> list[Entry]:
    """Those about the activity ``matter``: none where the matter was opened to speak of another."""
    own = [entry for entry in entries if entry.document.matter == matter]
    if any(matter not in subject_of(entry.document) for entry in own):
        return []
    return [entry for entry in entries if matter in subject_of(entry.document)]


def _calls_off(entry: Entry, matter: MatterId) -> bool:
    if entry.has(Purpose.ACTIVITY_CANCELLATION):
        return entry.document.kind is not MessageKind.NIL
    return (
        entry.has(Purpose.ACTIVITY_NOTIFICATION)
        and entry.document.matter == matter
        and entry.document.kind is MessageKind.CANCELLATION
    )


def _tellings(matter: MatterId, tellings: Sequence[Entry]) -> tuple[Telling, ...]:
    """The tellings; where only later ones are known, the first is listed as told at an unknown time."""
    known = [Telling(entry.document.reference, entry.message.told) for entry in tellings]
    if not tellings or any(entry.document.kind is MessageKind.ORIGINAL for entry in tellings):
        return tuple(known)
    named = (one for entry in tellings for one in entry.document.refers_to)
    earlier = next((one for one in named if one.startswith(f"{matter}/")), None)
    missing = [Telling(earlier, None)] if earlier else []
    return tuple(missing + known)


def _reports(matter: MatterId, entries: Sequence[Entry]) -> tuple[ActivityReport, ...]:
    """What any state reported of the activity later; its own host's reports among them."""
    found = []
    for entry in entries:
        if entry.has(Purpose.ACTIVITY_REPORT) and entry.document.kind in SAYING:
            facts = read_known_facts(entry)
            strength = fact(facts, STRENGTH, Strength)
            if strength is not None and matter in subject_of(entry.document):
                source, document = fact(facts, REPORT_SOURCE, FreeText), entry.document
                found.append(
                    ActivityReport(document.sender, document.reference, entry.message.told, source, strength)
                )
    return tuple(found)


def _area(facts: Mapping[str, ItemValue]) -> tuple[Place, ...]:
    value = facts.get(AREA)
    if isinstance(value, Place):
        return (value,)
    return tuple(one for one in value if isinstance(one, Place)) if isinstance(value, tuple) else ()


def _participants(
    facts: Mapping[str, ItemValue], strength: Strength, host: StateCode
) -> tuple[StateCode, ...]:
    value = facts.get(PARTICIPANTS)
    named = [value] if isinstance(value, str) else value if isinstance(value, tuple) else []
    listed = {StateCode(one) for one in named if isinstance(one, str)}
    return tuple(sorted(listed | strength.by_state.keys() | {host}))
