"""An invented agreement of two sides, its activities, and places that need no map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from detente.agreements.model import (
    Addressees,
    Agreement,
    Bearer,
    Clock,
    Compare,
    Condition,
    DatedValue,
    Duration,
    Duty,
    Event,
    Evidence,
    EvidenceLevel,
    Format,
    Item,
    ItemType,
    Kind,
    MessageKind,
    Notify,
    Observe,
    Party,
    Provision,
    Purpose,
    Quantity,
    Respond,
    Side,
    Status,
    TimeUnit,
    Together,
    Trigger,
    Where,
    Zone,
)
from detente.assessment.assess import assess_activity
from detente.assessment.finding import Answer, Finding
from detente.assessment.places import Located
from detente.kernel.instants import Instant, Interval, PartialDate, parse_instant
from detente.kernel.languages import same_text
from detente.messages.document import Audience, Document, Origin, OriginKind
from detente.messages.values import Amount, Period, Strength
from detente.record.activities import Activity, ActivityStatus, Telling
from detente.record.message import KnownMessage
from detente.record.periods import possible_span

MODEL = Evidence(EvidenceLevel.MODEL)
EVENTS = {one.value: one for one in Event}


def instant(text: str) -> Instant:
    """``2030-05-01`` is its first second."""
    return parse_instant(text if "T" in text else f"{text}T00:00:00Z")


def moment(text: str | None) -> Instant | PartialDate | None:
    return None if text is None else parse_instant(text) if "T" in text else PartialDate(text)


def quantity(value: int | None) -> Quantity:
    level = EvidenceLevel.UNKNOWN if value is None else EvidenceLevel.MODEL
    return Quantity((DatedValue(value, Evidence(level)),))


@dataclass
class Build:
    """Builds an agreement's parts in as few words as the tests need."""

    quantity = staticmethod(quantity)
    instant = staticmethod(instant)

    @staticmethod
    def at_least(measure: str, number: int | None) -> Compare:
        return Compare(measure, quantity(number))

    @staticmethod
    def when(
        condition: Condition | None = None,
        *,
        types: tuple[str, ...] = (),
        zone: str | None = None,
        own_side: bool = True,
        both: Together | None = None,
    ) -> Trigger:
        where = Where(zone, own_side) if zone else None
        return Trigger(activity=types, where=where, condition=condition, both_sides=both)

    @staticmethod
    def before(
        amount: int | None, unit: str, event: str = "activity.start", silence: str | None = None
    ) -> Clock:
        return Clock(Duration(TimeUnit(unit), quantity(amount)), before=EVENTS[event], silence=silence)

    @staticmethod
    def after(amount: int | None, unit: str, event: str = "request", silence: str | None = None) -> Clock:
        return Clock(Duration(TimeUnit(unit), quantity(amount)), after=EVENTS[event], silence=silence)

    @staticmethod
    def notify(when: Trigger, clock: Clock | None, bearer: Bearer = Bearer.HOST) -> Notify:
        return Notify(
            **_common(Kind.NOTIFY), duty=Duty.MUST, bearer=bearer, when=when, clock=clock, format=None
        )

    @staticmethod
    def observe(
        when: Trigger,
        invitation: Clock | None,
        reply: Clock | None = None,
        duty: Duty = Duty.MUST,
        per_activity: int | None = None,
        per_state: int | None = None,
    ) -> Observe:
        return Observe(
            **_common(Kind.OBSERVE),
            duty=duty,
            bearer=Bearer.HOST,
            when=when,
            invitation=invitation,
            reply=reply,
            observers_per_activity=None if per_activity is None else quantity(per_activity),
            observers_per_state=None if per_state is None else quantity(per_state),
            invitation_format=None,
            reply_format=None,
        )

    @staticmethod
    def respond(clock: Clock, urgent: Clock | None = None) -> Respond:
        return Respond(
            **_common(Kind.RESPOND),
            bearer=Bearer.REQUESTED_STATE,
            request_format="question",
            reply_format="answer",
            clock=clock,
            urgent_clock=urgent,
            urgent_item="urgent" if urgent else None,
        )

    @staticmethod
    def agreement(
        *provisions: Provision,
        start_day_counts: bool = False,
        sides: Mapping[str, str | None] | None = None,
        since: Mapping[str, str] | None = None,
        until: Mapping[str, str] | None = None,
        depth_km: Quantity | None = None,
        evidence_of: Mapping[str, Evidence] | None = None,
    ) -> Agreement:
        """By default XA stands on one side, XB and XC on the other."""
        sides = {"XA": "north", "XB": "south", "XC": "south"} if sides is None else sides
        since, until = since or {}, until or {}
        zone = Zone(
            "band", same_text("border band"), depth_km or quantity(100), (("XA", "XB"), ("XA", "XC")), MODEL
        )
        return Agreement(
            id="toy",
            code="TR30",
            title=same_text("Toy"),
            short_title=same_text("Toy"),
            status=Status.INVENTED,
            signed=None,
            place=None,
            in_force=None,
            languages=(),
            start_day_counts=start_day_counts,
            sides=tuple(Side(one, same_text(one)) for one in sorted({s for s in sides.values() if s})),
            parties=tuple(
                Party(state, side, moment(since.get(state)), moment(until.get(state)), MODEL)
                for state, side in sides.items()
            ),
            zones={"band": zone},
            articles=(),
            provisions={one.id: one for one in provisions},
            formats={},
            evidence=MODEL,
            changes="",
            digest="",
            evidence_of=evidence_of or {},
        )


def _common(kind: Kind) -> dict[str, object]:
    return {
        "id": f"{kind.value}.toy",
        "kind": kind,
        "article": "1",
        "title": same_text(kind.value),
        "summary": None,
        "evidence": MODEL,
    }


def told_at(text: str) -> Interval:
    """An instant, or a day as a whole."""
    return Interval(instant(text), instant(text)) if "T" in text else PartialDate(text).interval


def make_drill(
    host: str = "XA",
    serial: int = 1,
    *,
    personnel: int | Amount | None = 9000,
    start: str | None = "2030-06-01",
    end: str | None = "2030-06-10",
    told: str | None = "2030-04-01T00:00:00Z",
    type: str | None = "live-exercise",  # noqa: A002 - the field's own name
    **changes: object,
) -> Activity:
    matter = f"TR30/{host}/2030/{serial:04}/EX"
    amount = Amount(personnel) if isinstance(personnel, int) else personnel
    reference = f"{matter}/O"
    plain = {
        "id": matter,
        "agreement": "toy",
        "host": host,
        "status": ActivityStatus.TOLD,
        "name": None,
        "type": type,
        "period": Period(moment(start), moment(end)) if start else None,
        "area": (),
        "strength": Strength({"personnel": amount} if amount else {}, {}),
        "participants": (host,),
        "purpose": None,
        "origin": Origin(),
        "tellings": (Telling(reference, told_at(told) if told else None),),
        "invitations": (),
        "messages": (reference,),
    }
    return Activity(**plain | changes)


@dataclass
class Known:
    """Activities in a list, as a source that others are asked of."""

    activities: Sequence[Activity] = ()
    asked: list[Interval | None] = field(default_factory=list)

    def matters_of(self, topic: type, states: Sequence[str], overlapping: Interval | None) -> list[Activity]:
        assert topic is Activity
        self.asked.append(overlapping)
        return [one for one in self.activities if one.host in states and _touches(one, overlapping)]


def _touches(activity: Activity, wanted: Interval | None) -> bool:
    return wanted is None or activity.period is None or possible_span(activity.period).overlaps(wanted)


@dataclass
class Told:
    """Places by the host alone: what the test says, inside if it says nothing."""

    answers: Mapping[str, Located] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def locate_all(self, where: Where, activities: Sequence[Activity]) -> list[Located]:
        self.asked += [one.host for one in activities]
        return [self.answers.get(one.host, Located(Answer.YES)) for one in activities]


@pytest.fixture(scope="session")
def build() -> Build:
    return Build()


@pytest.fixture(scope="session")
def drill():
    return make_drill


@pytest.fixture(scope="session")
def told():
    return told_at


@pytest.fixture(scope="session")
def at():
    return instant


@pytest.fixture
def places() -> Told:
    return Told()


@pytest.fixture(scope="session")
def located_by():
    return Told


@pytest.fixture(scope="session")
def known():
    return Known


@pytest.fixture(scope="session")
def findings_of():
    """What an agreement means for one activity."""

    def find(
        agreement: Agreement, activity: Activity, when: str, others: Sequence[Activity] = ()
    ) -> list[Finding]:
        return assess_activity(agreement, activity, Known(others), instant(when), Told())

    return find


@dataclass(frozen=True)
class Informing:
    """An agreement's formats for information returns and notices of events, and messages in them."""

    agreement: Agreement
    sectors: tuple[str, ...] = ()

    def agreed(self) -> Agreement:
        """The agreement with its formats."""
        return replace(self.agreement, formats={one.id: one for one in self._formats()})

    def message(
        self,
        reference: str,
        content: Mapping[str, object],
        on: str,
        index: int = 0,
        told_on: str | None = None,
    ) -> KnownMessage:
        """A message of the state named in its reference; its topic says the format, its mark the kind."""
        matter, _, mark = reference.rpartition("/")
        kinds = {"O": "original", "A": "amendment", "X": "cancellation", "N": "nil"}
        origin = Origin(OriginKind.RECONSTRUCTED, (), PartialDate(told_on)) if told_on else Origin()
        document = Document(
            agreement=self.agreement.id,
            format={"IR": "annual-return", "EN": "event-notice"}[matter.rpartition("/")[2]],
            reference=reference,
            matter=matter,
            sender=reference.split("/")[1],
            to=(),
            kind=MessageKind(kinds[mark[0]]),
            refers_to=(),
            issued_at=instant(on),
            language="en",
            audience=Audience.PARTIES,
            origin=origin,
            content=content,
        )
        return KnownMessage(document, index, Interval(instant(on), instant(on)))

    def _formats(self) -> tuple[Format, ...]:
        holdings = [
            _item(f"held-{one}" if one else "held", ItemType.MEASURES, "forces.holdings", one)
            for one in (None, *self.sectors)
        ]
        return (
            _format(
                "annual-return",
                "IR",
                Purpose.INFORMATION_RETURN,
                _item("as-of", ItemType.DATE, "return.as-of"),
                _item("approved", ItemType.DATE, "budget.approval"),
                *holdings,
            ),
            _format(
                "event-notice",
                "EN",
                Purpose.EVENT_NOTICE,
                _item("dates", ItemType.PERIOD, "event.period"),
                _item("time", ItemType.DATE, "event.time"),
            ),
        )


def _item(name: str, kind: ItemType, fact: str, sector: str | None = None) -> Item:
    measures = ("battle-tanks", "artillery") if kind is ItemType.MEASURES else ()
    return Item(
        no="1",
        id=name,
        type=kind,
        label=same_text(name),
        required=False,
        fact=fact,
        measures=measures,
        sector=sector,
    )


def _format(name: str, topic: str, purpose: Purpose, *items: Item) -> Format:
    return Format(
        id=name,
        topic=topic,
        purpose=purpose,
        title=same_text(name),
        article="1",
        to=Addressees.ALL_PARTIES,
        kinds=tuple(MessageKind),
        requires=(),
        own_matter=True,
        items=items,
        evidence=MODEL,
    )


@pytest.fixture(scope="session")
def informing():
    return Informing


@pytest.fixture(scope="session")
def finding():
    """A finding of a plain provision of the toy agreement, whole."""

    def make(kind: str, step: str, **changes: object) -> Finding:
        plain = {
            "agreement": "toy",
            "provision": f"{kind}.toy",
            "kind": Kind(kind),
            "article": "1",
            "step": step,
            "bearer": "XA",
            "other": None,
            "about": "TR30/XA/2030/0001/EX",
            "due": None,
            "changes_at": None,
            "margins": (),
            "gaps": (),
            "messages": ("TR30/XA/2030/0001/EX/O",),
            "evidence": MODEL,
        }
        return Finding(**plain | changes)

    return make


@pytest.fixture(scope="session")
def last_second():
    """The last second of a day."""
    return lambda day: datetime.combine(
        datetime.fromisoformat(day).date(), datetime.max.time().replace(microsecond=0), tzinfo=UTC
    )
