"""Invitations of observers to one activity, and the answers to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from detente.agreements.model import MessageKind, Purpose
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Instant, Interval, PartialDate
from detente.messages.values import FreeText, ItemValue
from detente.record.activities import Invitation, ObserversReport, Reply
from detente.record.facts import (
    ACCEPTED,
    ARRIVAL,
    DEPARTURE,
    NUMBER,
    OBSERVATION_FINDINGS,
    OBSERVATION_LESSONS,
    OBSERVATION_TOOK_PLACE,
    OBSERVERS_LIST,
    OBSERVERS_PROGRAMME,
    SAYING,
    Entry,
    fact,
    read_known_facts,
)
from detente.record.members import ProgrammeLine, read_members, read_programme
from detente.record.threads import moment


def fold_invitations(invitations: Sequence[Entry], answers: Iterable[Entry]) -> tuple[Invitation, ...]:
    """The invitations that stand, oldest first, each with its answers and reports, oldest first.

    An amendment changes the invitation it refers to and invites whom it adds; a cancellation withdraws
    it. An answer or report belongs to the invitation it refers to, else to the newest one sent to that state;
    that of a state that was not invited stays among the messages only.
    """
    standing: list[_Standing] = []
    for entry in invitations:
        _take_in(standing, entry)
    for entry in answers:
        _answer(standing, entry)
    return tuple(one.invitation() for one in standing)


@dataclass(slots=True)
class _Standing:
    """An invitation while its messages are being read."""

    names: set[Reference]
    first: Reference
    to: tuple[StateCode, ...]
    told: Interval | None
    arrival: PartialDate | Instant | None = None
    departure: PartialDate | Instant | None = None
    programme: tuple[ProgrammeLine, ...] = ()
    replies: list[Reply] = field(default_factory=list)
    reports: list[ObserversReport] = field(default_factory=list)

    def announce(self, facts: Mapping[str, ItemValue]) -> None:
        """What an invitation or its amendment says of the stay; what it leaves out stays as it was."""
        self.arrival = moment(facts, ARRIVAL) or self.arrival
        self.departure = moment(facts, DEPARTURE) or self.departure
        self.programme = read_programme(facts.get(OBSERVERS_PROGRAMME)) or self.programme

    def invitation(self) -> Invitation:
        return Invitation(
            self.first,
            self.to,
            self.told,
            self.arrival,
            tuple(self.replies),
            self.departure,
            self.programme,
            tuple(self.reports),
        )


def _take_in(standing: list[_Standing], entry: Entry) -> None:
    document = entry.document
    changed = _referred(standing, document.refers_to)
    if document.kind is MessageKind.CANCELLATION:
        for one in changed:
            standing.remove(one)
    elif document.kind in SAYING:
        for one in changed:
            one.names.add(document.reference)
        invited = {state for one in changed for state in one.to}
        added = tuple(state for state in document.to if state not in invited)
        if added:
            changed.append(_opened(entry, added, after_another=bool(changed)))
            standing.append(changed[-1])
        facts = read_known_facts(entry)
        for one in changed:
            one.announce(facts)


def _opened(entry: Entry, to: tuple[StateCode, ...], *, after_another: bool) -> _Standing:
    """A new invitation. A change of one that is not known here was first told at an unknown time."""
    document = entry.document
    original = document.kind is MessageKind.ORIGINAL or after_another
    same = f"{document.reference.rpartition('/')[0]}/"
    earlier = next((one for one in document.refers_to if one.startswith(same)), document.reference)
    first = document.reference if original else earlier
    told = entry.message.told if original else None
    return _Standing({document.reference, first}, first, to, told)


def _referred(standing: Sequence[_Standing], references: Iterable[Reference]) -> list[_Standing]:
    return [one for one in standing if one.names.intersection(references)]


def _answer(standing: Sequence[_Standing], entry: Entry) -> None:
    document = entry.document
    invited = [one for one in standing if document.sender in one.to]
    answered = _referred(invited, document.refers_to) or invited
    if not answered:
        return
    invitation = answered[-1]
    if entry.has(Purpose.OBSERVATION_REPORT):
        invitation.reports += [_report(entry)] if document.kind in SAYING else []
    elif document.kind is MessageKind.CANCELLATION:
        invitation.replies = [one for one in invitation.replies if one.state != document.sender]
    elif document.kind in SAYING:
        invitation.replies.append(_reply(entry))


def _reply(entry: Entry) -> Reply:
    """The answer; who does not say whether observers come says it by their number."""
    document = entry.document
    facts = read_known_facts(entry)
    observers = fact(facts, NUMBER, int)
    accepted = facts.get(ACCEPTED, bool(observers))
    team = read_members(facts.get(OBSERVERS_LIST)) or ()
    return Reply(document.sender, document.reference, entry.message.told, accepted is True, observers, team)


def _report(entry: Entry) -> ObserversReport:
    facts, document = read_known_facts(entry), entry.document
    return ObserversReport(
        document.sender,
        document.reference,
        entry.message.told,
        fact(facts, OBSERVATION_TOOK_PLACE, bool),
        fact(facts, NUMBER, int),
        fact(facts, OBSERVATION_FINDINGS, FreeText),
        fact(facts, OBSERVATION_LESSONS, FreeText),
    )


def answers_in(entries: Iterable[Entry]) -> list[Entry]:
    """The answers to invitations, and the reports of observers, among the messages of a matter."""
    answers = (Purpose.OBSERVATION_REPLY, Purpose.OBSERVATION_REPORT)
    return [entry for entry in entries if entry.format.purpose in answers]
