"""Promises on drills, visits, meetings and disclosure, what is known of them, and a source that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pytest

from detente.agreements.model import (
    Audience,
    Bearer,
    Ceiling,
    Change,
    Consent,
    DatedValue,
    Disclose,
    Duty,
    Event,
    Evidence,
    EvidenceLevel,
    Exceedance,
    Exchange,
    Extraordinary,
    FixedDate,
    HoldingLimit,
    Host,
    Kind,
    Meet,
    Notice,
    Purpose,
    Quantity,
    Quota,
    Restrain,
    YearDay,
)
from detente.assessment.assess import assess_duty, assess_matter
from detente.assessment.rules import YearDuty
from detente.kernel.instants import Interval, PartialDate, parse_instant
from detente.kernel.languages import same_text
from detente.messages.document import Origin
from detente.messages.values import Amount
from detente.record.disclosures import ConsentGiven, Disclosure, PassedOn
from detente.record.meetings import Meeting
from detente.record.notices import EventNotice
from detente.record.periods import interval_of
from detente.record.quotas import QuotaMessage
from detente.record.record import concerned_by, owner_of, span_of
from detente.record.returns import Return
from detente.record.visits import Visit, VisitReply, VisitReport

MODEL = Evidence(EvidenceLevel.MODEL)


def common(kind: Kind) -> dict[str, object]:
    return {
        "id": f"{kind.value}.toy",
        "kind": kind,
        "article": "1",
        "title": same_text(kind.value),
        "summary": None,
        "evidence": MODEL,
    }


def moment(text: str | None):
    return None if text is None else parse_instant(text) if "T" in text else PartialDate(text)


def told(text: str | None) -> Interval | None:
    return None if text is None else interval_of(moment(text))


class Promise:
    """Provisions with everything left out that a test does not name."""

    @staticmethod
    def restrain(when, limit, bearer=Bearer.EACH_STATE) -> Restrain:
        return Restrain(**common(Kind.RESTRAIN), bearer=bearer, when=when, limit=limit)

    @staticmethod
    def quota(amount, bearer=Bearer.EACH_STATE, **changes) -> Quota:
        plain = {
            "sector": None,
            "same_partner": None,
            "same_object": None,
            "exempt": ("force-majeure",),
            "request_format": "request",
            "reply_format": "reply",
            "transfer_format": "transfer",
            "full_format": None,
        }
        return Quota(**common(Kind.QUOTA), bearer=bearer, amount=amount, **plain | changes)

    @staticmethod
    def host(duty=Duty.MUST, **changes) -> Host:
        plain = {
            "every_years": None,
            "invitation_format": "invitation",
            "request_format": "request",
            "reply_format": "reply",
            "report_format": "report",
            "invitation": None,
            "request": None,
            "reply": None,
            "report": None,
            "team": None,
            "visitors_per_state": None,
            "length_at_least": None,
            "length_at_most": None,
        }
        return Host(**common(Kind.HOST), duty=duty, bearer=Bearer.EACH_STATE, **plain | changes)

    @staticmethod
    def meet(times, every_years=None, bearer=Bearer.ALL_PARTIES, duty=Duty.MUST, clock=None) -> Meet:
        return Meet(
            **common(Kind.MEET),
            duty=duty,
            bearer=bearer,
            times=times,
            every_years=every_years,
            who=None,
            where=None,
            format="meeting-record",
            extraordinary=Extraordinary(request_format="meeting-request", clock=clock),
        )

    @staticmethod
    def disclose(consent: Consent | None, to=Audience.PARTIES, outlives=True, what=()) -> Disclose:
        return Disclose(
            **common(Kind.DISCLOSE),
            bearer=Bearer.EACH_STATE,
            what=what,
            to=to,
            consent=consent,
            outlives=outlives,
            request_format="disclosure-request",
            consent_format="disclosure-consent",
            notice_format="disclosure-notice",
        )

    @staticmethod
    def exchange(due=None, bearer=Bearer.EACH_STATE, duty=Duty.MUST, every=1, **changes) -> Exchange:
        """``due``: a clock, or a day of the year before the year in question."""
        plain = {"as_of": year_day("01-01"), "first": None, "nil": None, "format": "annual-return"}
        return Exchange(
            **common(Kind.EXCHANGE),
            duty=duty,
            bearer=bearer,
            every_years=number(every),
            due=yearly(due, -1) if isinstance(due, str) else due,
            **plain | changes,
        )

    @staticmethod
    def ceiling(*limits: HoldingLimit, bearer=Bearer.EACH_STATE, **changes) -> Ceiling:
        plain = {"since": None, "since_evidence": None, "exceedance": None}
        return Ceiling(
            **common(Kind.CEILING),
            bearer=bearer,
            returns="annual-return",
            limits=limits,
            **plain | changes,
        )

    @staticmethod
    def at_most(most, *measures: str, sector=None, name="all") -> HoldingLimit:
        return HoldingLimit(id=name, sector=sector, measures=measures, at_most=number(most))

    @staticmethod
    def exceedance(length, percent=35, times=1, notice="exceedance-notice") -> Exceedance:
        often = None if times == "not said" else number(times)
        return Exceedance(percent=number(percent), length=length, times_per_year=often, notice=notice)

    @staticmethod
    def notice(clock=None, events=("military-incident",), change=None, duty=Duty.MUST, **changes) -> Notice:
        plain = {"bearer": Bearer.EACH_STATE, "format": "event-notice"}
        return Notice(
            **common(Kind.NOTICE), duty=duty, events=events, change=change, clock=clock, **plain | changes
        )

    @staticmethod
    def change(percent, *measures: str) -> Change:
        return Change(percent=number(percent), measures=measures, returns="annual-return")


def number(value: int | None) -> Quantity:
    level = EvidenceLevel.UNKNOWN if value is None else EvidenceLevel.MODEL
    return Quantity((DatedValue(value, Evidence(level)),))


def year_day(text: str | None) -> YearDay:
    """``12-15``; None: a day that has not been seen."""
    if text is None:
        return YearDay(None, Evidence(EvidenceLevel.UNKNOWN))
    month, day = map(int, text.split("-"))
    return YearDay((month, day), MODEL)


def yearly(text: str | None, years: int) -> FixedDate:
    return FixedDate(year_day(text), years, Event.PERIOD)


def amounts(holdings: dict[str, object]) -> dict[object, dict[str, Amount]]:
    """``{"tanks": 5, "tanks@east": 3}`` as the record has it."""
    found: dict[object, dict[str, Amount]] = {}
    for name, value in holdings.items():
        measure, _, sector = name.partition("@")
        found.setdefault(sector or None, {})[measure] = Amount(value) if isinstance(value, int) else value
    return found


class Known:
    """What is known, each with everything left out that a test does not name."""

    @staticmethod
    def visit(serial=1, guest="XB", host="XA", asked="2030-03-01T00:00:00Z", **changes) -> Visit:
        invited = changes.pop("invited", False)
        owner = host if invited else guest
        matter = f"TR30/{owner}/2030/{serial:04}/VR"
        plain = {
            "id": matter,
            "agreement": "toy",
            "format": "invitation" if invited else "request",
            "opened_by": Purpose.VISIT_INVITATION if invited else Purpose.VISIT_REQUEST,
            "owner": owner,
            "hosts": (host,),
            "guests": (guest,),
            "reference": f"{matter}/O",
            "told": told(asked),
            "object": None,
            "sector": None,
            "arrival": None,
            "end": None,
            "team": None,
            "withdrawn": False,
            "replies": (),
            "reports": (),
            "origin": Origin(),
            "messages": (f"{matter}/O",),
        }
        return Visit(**plain | {name: _moment(name, value) for name, value in changes.items()})

    @staticmethod
    def reply(accepted=True, reason=None, state="XA", on="2030-03-02T00:00:00Z") -> VisitReply:
        return VisitReply(state, f"TR30/{state}/2030/0001/VA/O", "reply", told(on), accepted, reason)

    @staticmethod
    def report(took_place=True, reason=None, state="XB", on="2030-05-01T00:00:00Z", team=None) -> VisitReport:
        reference = f"TR30/{state}/2030/0001/VE/O"
        return VisitReport(
            state, reference, "report", told(on), took_place, reason, team, arrival=None, end=None
        )

    @staticmethod
    def on_quota(purpose, serial=1, owner="XB", to=("XC",), partner="XA", amount=1, year="2030"):
        matter = f"TR30/{owner}/2030/{serial:04}/QT"
        return QuotaMessage(
            id=matter,
            agreement="toy",
            format="transfer" if purpose is Purpose.QUOTA_TRANSFER else "full",
            purpose=purpose,
            owner=owner,
            to=to,
            reference=f"{matter}/O",
            told=told("2030-02-01T00:00:00Z"),
            partner=partner,
            year=moment(year),
            amount=amount,
            withdrawn=False,
            origin=Origin(),
            messages=(f"{matter}/O",),
        )

    @staticmethod
    def units(number, state="XA", as_of="2030-01-01", serial=1, on="2029-12-15T00:00:00Z", **changes):
        matter = f"TR30/{state}/2029/{serial:04}/IR"
        plain = {
            "id": matter,
            "agreement": "toy",
            "format": "annual-return",
            "state": state,
            "reference": f"{matter}/O",
            "told": told(on),
            "as_of": moment(as_of),
            "budget_approved": None,
            "nil": False,
            "units": number,
            "holdings": {},
            "withdrawn": False,
            "origin": Origin(),
            "messages": (f"{matter}/O",),
        }
        return Return(**plain | changes)

    @classmethod
    def gives(cls, as_of="2030-01-01", on="2029-12-10T00:00:00Z", state="XA", serial=1, **changes):
        """An information return; numbers of measures by name."""
        holdings = amounts(changes.pop("holdings", {}))
        return cls.units(None, state, as_of, serial, on, holdings=holdings, **changes)

    @staticmethod
    def tells(happened="2030-03-01", on="2030-03-01T12:00:00Z", state="XA", serial=1, ends=None, **changes):
        """A notice of an event."""
        matter = f"TR30/{state}/2030/{serial:04}/EN"
        plain = {
            "id": matter,
            "agreement": "toy",
            "format": "event-notice",
            "state": state,
            "reference": f"{matter}/O",
            "told": told(on),
            "event": "military-incident",
            "happened": told(happened),
            "ends": told(ends),
            "amounts": amounts(changes.pop("amounts", {})),
            "withdrawn": False,
            "origin": Origin(),
            "messages": (f"{matter}/O",),
        }
        return EventNotice(**plain | changes)

    @staticmethod
    def meeting(held, serial=1, owner="XA", asked=None, **changes) -> Meeting:
        matter = f"TR30/{owner}/2030/{serial:04}/MR"
        plain = {
            "id": matter,
            "agreement": "toy",
            "format": "meeting-request" if asked else "meeting-record",
            "owner": owner,
            "reference": f"{matter}/O",
            "told": told(asked or "2030-07-01T00:00:00Z"),
            "held": told(held),
            "requested": f"{matter}/O" if asked else None,
            "states": (),
            "extraordinary": asked is not None,
            "withdrawn": False,
            "origin": Origin(),
            "messages": (f"{matter}/O",),
        }
        return Meeting(**plain | changes)

    @staticmethod
    def disclosure(serial=1, owner="XB", consents=(), passed_on=(), requested=True, **changes) -> Disclosure:
        matter = f"TR30/{owner}/2030/{serial:04}/DR"
        plain = {
            "id": matter,
            "agreement": "toy",
            "format": "disclosure-request" if requested else "disclosure-notice",
            "owner": owner,
            "to": ("XA",),
            "reference": f"{matter}/O",
            "told": told("2030-03-01T00:00:00Z"),
            "subject": "TR30/XA/2029/0001/IR/O",
            "public": True,
            "requested": requested,
            "consents": tuple(
                ConsentGiven(state, f"TR30/{state}/2030/{index:04}/DC/O", told(on), agreed)
                for index, (state, on, agreed) in enumerate(consents)
            ),
            "passed_on": tuple(
                PassedOn(state, f"{matter}/A{index}", told(on)) for index, (state, on) in enumerate(passed_on)
            ),
            "withdrawn": False,
            "origin": Origin(),
            "messages": (f"{matter}/O",),
        }
        return Disclosure(**plain | changes)


def _moment(name: str, value: object) -> object:
    return moment(value) if name in {"arrival", "end"} else value


@dataclass
class Shelf:
    """Matters in a list, found by owner and by whom they concern."""

    matters: Sequence[object]

    def matters_of(self, topic, states, overlapping):
        return [one for one in self._near(topic, overlapping) if owner_of(one) in states]

    def matters_concerning(self, topic, states, overlapping):
        return [one for one in self._near(topic, overlapping) if set(states) & set(concerned_by(one))]

    def _near(self, topic: type, wanted: Interval | None) -> Iterable[object]:
        for one in self.matters:
            span = span_of(one)
            if isinstance(one, topic) and (wanted is None or span is None or span.overlaps(wanted)):
                yield one


@pytest.fixture(scope="session")
def promise() -> type[Promise]:
    return Promise


@pytest.fixture(scope="session")
def fixed_date():
    """A yearly date, so many years from the year in question; None: not seen."""
    return yearly


@pytest.fixture(scope="session")
def a() -> type[Known]:
    return Known


@pytest.fixture(scope="session")
def shelf() -> type[Shelf]:
    return Shelf


@pytest.fixture(scope="session")
def in_year(at, located_by):
    """The findings on a duty of the only provision: ``bearer``, ``year``, what is known, and when."""

    def find(agreement, matters, bearer="XA", year=2030, when="2030-07-01", places=None):
        [provision] = agreement.provisions
        duty = YearDuty(provision, bearer, year)
        return assess_duty(agreement, duty, Shelf(matters), at(when), places or located_by())

    return find


@pytest.fixture(scope="session")
def on_matter(at, located_by):
    """The findings on one matter, others being known besides."""
    return lambda agreement, known, when, others=(): assess_matter(
        agreement, known, Shelf([*others, known]), at(when), located_by()
    )


@pytest.fixture(scope="session")
def brief():
    """A finding in short: step, whose, towards whom, and where it stands."""
    return lambda findings: [(one.step, one.bearer, one.other, one.state) for one in findings]
