"""A visit out of its messages: what was asked or offered, what either side changed, what was logged and reported.

Its owner opens it, changes it and takes it back. The states it goes to answer. Each guest names its people,
the host sets the programme, both may move it, keep a log and report. What any other state sends about it
stays among its messages and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from detente.agreements.model import Purpose
from detente.kernel.identifiers import MatterId, SectorId, StateCode
from detente.kernel.instants import Instant, PartialDate
from detente.messages.values import Area, FreeText, ItemValue, Place
from detente.record.facts import (
    SAYING,
    VISIT_ACCEPTED,
    VISIT_AREA,
    VISIT_ARRIVAL,
    VISIT_ARRIVED,
    VISIT_COSTS,
    VISIT_DIAGRAMS,
    VISIT_END,
    VISIT_ENTRY,
    VISIT_EXIT,
    VISIT_FINDINGS,
    VISIT_INTERPRETERS,
    VISIT_JOINT,
    VISIT_LANGUAGE,
    VISIT_LESSONS,
    VISIT_OBJECT,
    VISIT_POSTPONED,
    VISIT_PROGRAMME,
    VISIT_PURPOSE,
    VISIT_REASON,
    VISIT_REMARKS_MADE,
    VISIT_REPORT_HANDED,
    VISIT_SECTOR,
    VISIT_SEQUENTIAL,
    VISIT_SITE_NAMED,
    VISIT_TEAM,
    VISIT_TEAM_LIST,
    VISIT_TOOK_PLACE,
    Entry,
    fact,
    read_known_facts,
)
from detente.record.members import read_members, read_programme
from detente.record.message import KnownMessage
from detente.record.threads import Thread, moment, read_thread
from detente.record.visits import Postponement, Visit, VisitLog, VisitReply, VisitReport, VisitTeam

_OPENING = frozenset({Purpose.VISIT_INVITATION, Purpose.VISIT_REQUEST})
#: Which side may change a visit with what, besides its owner.
_BY_EITHER, _BY_GUESTS, _BY_HOSTS = Purpose.VISIT_CHANGE, Purpose.VISIT_TEAM, Purpose.VISIT_PROGRAMME


def fold_visit(matter: MatterId, messages: Sequence[KnownMessage], entries: Sequence[Entry]) -> Visit | None:
    """What is known of the visit of ``matter``; None where it is not one.

    Who is asked or invited is fixed by the first message.
    """
    thread = read_thread(matter, entries, _OPENING)
    if thread is None:
        return None
    document, purpose = thread.first.document, thread.first.format.purpose
    owner, others = (thread.owner,), document.to
    hosts, guests = (owner, others) if purpose is Purpose.VISIT_INVITATION else (others, owner)
    told = _tell(matter, thread, entries, hosts, guests)
    facts = told.facts
    sector = fact(facts, VISIT_SECTOR, str)
    return Visit(
        id=matter,
        agreement=document.agreement,
        format=document.format,
        opened_by=purpose,
        owner=thread.owner,
        hosts=hosts,
        guests=guests,
        reference=document.reference,
        told=thread.told,
        object=_object(facts.get(VISIT_OBJECT)),
        sector=SectorId(sector) if sector else None,
        arrival=told.arrival,
        end=moment(facts, VISIT_END),
        team=fact(facts, VISIT_TEAM, int),
        withdrawn=thread.withdrawn,
        replies=tuple(_reply(one) for one in entries if _says(one, Purpose.VISIT_REPLY, others)),
        reports=tuple(_report(one) for one in entries if _says(one, Purpose.VISIT_REPORT, owner + others)),
        origin=document.origin,
        messages=tuple(one.document.reference for one in messages),
        purpose=fact(facts, VISIT_PURPOSE, FreeText),
        area=_area(facts.get(VISIT_AREA)),
        entry=fact(facts, VISIT_ENTRY, Place),
        exit=fact(facts, VISIT_EXIT, Place),
        interpreters=fact(facts, VISIT_INTERPRETERS, int),
        language=fact(facts, VISIT_LANGUAGE, str),
        costs=fact(facts, VISIT_COSTS, FreeText),
        sequential=fact(facts, VISIT_SEQUENTIAL, bool),
        programme=read_programme(facts.get(VISIT_PROGRAMME)) or (),
        teams=tuple(told.teams.values()),
        logs=_logs(entries, owner + others),
        postponements=tuple(told.postponements),
    )


@dataclass(slots=True)
class _Telling:
    """A visit while what was announced of it is being read, message by message."""

    guests: tuple[StateCode, ...]
    facts: dict[str, ItemValue] = field(default_factory=dict)
    arrival: PartialDate | Instant | None = None
    teams: dict[StateCode, VisitTeam] = field(default_factory=dict)
    postponements: list[Postponement] = field(default_factory=list)

    def take(self, entry: Entry, *, opening: bool) -> None:
        """What the message announces or changes; its own items alone."""
        facts = read_known_facts(entry)
        self._move(entry, facts, opening=opening)
        self.facts |= facts
        self._take_team(entry, facts)

    def take_reply(self, entry: Entry) -> None:
        """A guest that accepts may say how many come, and who; what it says of the days is its proposal."""
        facts = read_known_facts(entry)
        if entry.document.sender in self.guests:
            self.facts |= {name: facts[name] for name in (VISIT_TEAM, VISIT_INTERPRETERS) if name in facts}
            self._take_team(entry, facts)

    def _take_team(self, entry: Entry, facts: Mapping[str, ItemValue]) -> None:
        members, document = read_members(facts.get(VISIT_TEAM_LIST)), entry.document
        if members is not None and document.sender in self.guests:
            self.teams[document.sender] = VisitTeam(
                document.sender, document.reference, entry.message.told, members
            )

    def _move(self, entry: Entry, facts: Mapping[str, ItemValue], *, opening: bool) -> None:
        arrival, document = moment(facts, VISIT_ARRIVAL), entry.document
        put_off = facts.get(VISIT_POSTPONED) is True and arrival is None
        if not opening and (put_off or arrival not in (None, self.arrival)):
            reason = fact(facts, VISIT_REASON, str)
            before, told = self.arrival, entry.message.told
            self.postponements.append(
                Postponement(document.sender, document.reference, told, before, arrival, reason)
            )
        self.arrival = arrival or self.arrival


def _tell(
    matter: MatterId,
    thread: Thread,
    entries: Sequence[Entry],
    hosts: tuple[StateCode, ...],
    guests: tuple[StateCode, ...],
) -> _Telling:
    told = _Telling(guests)
    may = {_BY_EITHER: hosts + guests, _BY_GUESTS: guests, _BY_HOSTS: hosts}
    for entry in entries:
        document, purpose = entry.document, entry.format.purpose
        if document.kind not in SAYING:
            continue
        if purpose in _OPENING:
            if document.matter == matter and document.sender == thread.owner:
                told.take(entry, opening=entry == thread.first)
        elif document.sender in may.get(purpose, ()):
            told.take(entry, opening=False)
        elif purpose is Purpose.VISIT_REPLY and document.sender in hosts + guests:
            told.take_reply(entry)
    return told


def _says(entry: Entry, purpose: Purpose, states: Sequence[StateCode]) -> bool:
    return entry.has(purpose) and entry.document.kind in SAYING and entry.document.sender in states


def _reply(entry: Entry) -> VisitReply:
    facts, document = read_known_facts(entry), entry.document
    return VisitReply(
        document.sender,
        document.reference,
        document.format,
        entry.message.told,
        fact(facts, VISIT_ACCEPTED, bool),
        fact(facts, VISIT_REASON, str),
        moment(facts, VISIT_ARRIVAL),
        moment(facts, VISIT_END),
        fact(facts, VISIT_TEAM, int),
    )


def _report(entry: Entry) -> VisitReport:
    facts, document = read_known_facts(entry), entry.document
    return VisitReport(
        document.sender,
        document.reference,
        document.format,
        entry.message.told,
        fact(facts, VISIT_TOOK_PLACE, bool),
        fact(facts, VISIT_REASON, str),
        fact(facts, VISIT_TEAM, int),
        moment(facts, VISIT_ARRIVAL),
        moment(facts, VISIT_END),
        fact(facts, VISIT_FINDINGS, FreeText),
        fact(facts, VISIT_LESSONS, FreeText),
        facts.get(VISIT_JOINT) is True,
    )


def _logs(entries: Sequence[Entry], states: Sequence[StateCode]) -> tuple[VisitLog, ...]:
    """The log of each state, in the order begun; a later message completes or corrects what an earlier one said."""
    found: dict[StateCode, VisitLog] = {}
    for entry in entries:
        if _says(entry, Purpose.VISIT_RECORD, states):
            state = entry.document.sender
            found[state] = _logged(found.get(state, VisitLog(state, ())), entry)
    return tuple(found.values())


def _logged(log: VisitLog, entry: Entry) -> VisitLog:
    facts = read_known_facts(entry)
    return replace(
        log,
        references=(*log.references, entry.document.reference),
        arrived=fact(facts, VISIT_ARRIVED, datetime) or log.arrived,
        site_named=fact(facts, VISIT_SITE_NAMED, datetime) or log.site_named,
        report_handed=fact(facts, VISIT_REPORT_HANDED, datetime) or log.report_handed,
        remarks_made=fact(facts, VISIT_REMARKS_MADE, datetime) or log.remarks_made,
        diagrams=log.diagrams if (number := fact(facts, VISIT_DIAGRAMS, int)) is None else number,
        end=moment(facts, VISIT_END) or log.end,
    )


def _object(value: ItemValue | None) -> str | None:
    """A name by which the same object is known again."""
    if isinstance(value, Place):
        value = value.name
    if isinstance(value, FreeText):
        return value.by_language.get("en") or next(iter(value.by_language.values()))
    return value if isinstance(value, str) else None


def _area(value: ItemValue | None) -> Area:
    if isinstance(value, Place):
        return (value,)
    return tuple(one for one in value if isinstance(one, Place)) if isinstance(value, tuple) else ()
