"""Years judged again one by one, as messages come, give what judging the whole record gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.agreements.model import (
    Addressees,
    Bearer,
    CountLimit,
    Duty,
    Evidence,
    EvidenceLevel,
    Format,
    Formula,
    Host,
    Item,
    ItemType,
    Kind,
    Meet,
    MessageKind,
    ObjectLimit,
    Purpose,
    Quota,
    Restrain,
    Rounding,
    Share,
    SimultaneousLimit,
    Together,
)
from detente.assessment.assess import assess, assess_duty, standing_duties, touched_duties
from detente.assessment.rules import is_duty_id
from detente.kernel.instants import Interval
from detente.kernel.languages import same_text
from detente.messages.document import Audience, Document, Origin
from detente.record.message import KnownMessage
from detente.record.record import Record, fold

MODEL = Evidence(EvidenceLevel.MODEL)
SINCE, NOW = datetime(2029, 6, 1, tzinfo=UTC), datetime(2031, 2, 1, tzinfo=UTC)
STATES = ("XA", "XB", "XC")
DATES = ("2029-11-05", "2029-12-31", "2030-01-01", "2030-05", "2030-11-20", "2031")


def item(name, kind, fact):
    return Item(
        no="1",
        id=name,
        type=ItemType(kind),
        label=same_text(name),
        required=False,
        fact=fact,
        measures=("personnel",) if kind == "measures" else (),
        unit="persons" if kind == "number" else None,
    )


def form(name, topic, purpose, **items):
    return Format(
        id=name,
        topic=topic,
        purpose=Purpose(purpose),
        title=same_text(name),
        article="1",
        to=Addressees.ALL_PARTIES,
        kinds=tuple(MessageKind),
        requires=(),
        own_matter=True,
        items=tuple(item(key, kind, fact) for key, (kind, fact) in items.items()),
        evidence=MODEL,
    )


ACCEPTED = {"accepted": ("flag", "visit.accepted"), "reason": ("choice", "visit.reason")}
VISIT = {"arrival": ("date", "visit.arrival"), "object": ("unit-reference", "visit.object")}
FORMATS = {
    ("toy", one.id): one
    for one in (
        form(
            "drill",
            "EX",
            "activity.notification",
            period=("period", "activity.period"),
            strength=("measures", "activity.strength"),
        ),
        form("request", "VR", "visit.request", **VISIT),
        form("invitation", "VI", "visit.invitation", **VISIT),
        form("reply", "VA", "visit.reply", **ACCEPTED),
        form(
            "report",
            "VE",
            "visit.report",
            held=("flag", "visit.took-place"),
            reason=("choice", "visit.reason"),
        ),
        form(
            "transfer",
            "QT",
            "quota.transfer",
            partner=("state", "quota.partner"),
            year=("date", "quota.year"),
            amount=("number", "quota.amount"),
        ),
        form("full", "QF", "quota.full", year=("date", "quota.year")),
        form(
            "annual-return",
            "IR",
            "information.return",
            as_of=("date", "return.as-of"),
            units=("number", "return.units"),
        ),
        form("meeting", "MR", "meeting.record", time=("date", "meeting.time")),
    )
}


def common(kind, name):
    return {
        "id": f"{kind}.{name}",
        "kind": Kind(kind),
        "article": "1",
        "title": same_text(name),
        "summary": None,
        "evidence": MODEL,
    }


@pytest.fixture(scope="module")
def agreement(build):
    number = build.quantity
    nothing = dict.fromkeys(("invitation", "request", "reply", "report", "team", "visitors_per_state"))
    large = build.when(build.at_least("personnel", 9000))
    both = build.when(build.at_least("personnel", 5000), both=Together.OVERLAPPING)
    plain = {
        "sector": None,
        "exempt": ("force-majeure",),
        "request_format": "request",
        "reply_format": "reply",
    }
    return build.agreement(
        Restrain(
            **common("restrain", "count"),
            bearer=Bearer.EACH_SIDE,
            when=large,
            limit=CountLimit(number(1), number(2)),
        ),
        Restrain(
            **common("restrain", "both"),
            bearer=Bearer.EACH_STATE,
            when=both,
            limit=CountLimit(number(0), number(1)),
        ),
        Restrain(
            **common("restrain", "at-once"),
            bearer=Bearer.EACH_STATE,
            when=large,
            limit=SimultaneousLimit(number(1)),
        ),
        Quota(
            **common("quota", "formula"),
            **plain,
            bearer=Bearer.EACH_STATE,
            amount=Formula(
                per=number(60), of="units", rounding=Rounding.UP, at_most=number(3), returns="annual-return"
            ),
            same_partner=Share(
                numerator=1, denominator=2, rounding=Rounding.DOWN, at_least=number(1), evidence=MODEL
            ),
            same_object=ObjectLimit(per_period=number(1), same_partner=None),
            transfer_format="transfer",
            full_format="full",
        ),
        Quota(
            **common("quota", "side"),
            **plain,
            bearer=Bearer.EACH_SIDE,
            amount=number(2),
            same_partner=None,
            same_object=None,
            transfer_format=None,
            full_format=None,
        ),
        Host(
            **common("host", "every-two"),
            **nothing,
            duty=Duty.MUST,
            bearer=Bearer.EACH_STATE,
            every_years=number(2),
            invitation_format="invitation",
            request_format="request",
            reply_format="reply",
            report_format="report",
            length_at_least=None,
            length_at_most=None,
        ),
        Meet(
            **common("meet", "yearly"),
            duty=Duty.MUST,
            bearer=Bearer.ALL_PARTIES,
            times=number(1),
            every_years=number(2),
            who=None,
            where=None,
            format="meeting",
            extraordinary=None,
        ),
    )


DAY = st.sampled_from(DATES)
STATE = st.sampled_from(STATES)
YEAR = st.sampled_from(["2029", "2030", "2031"])
PERIOD = st.fixed_dictionaries({"start": DAY}, optional={"end": DAY})
PERSONNEL = st.sampled_from([4000, 6000, 9500, {"more-than": 4000}]).map(
    lambda one: {"total": {"personnel": one}}
)
REASON = st.sampled_from(["force-majeure", "quota-full", "security"])
CONTENT = {
    "drill": ("EX", {"period": PERIOD, "strength": PERSONNEL}),
    "request": ("VR", {"arrival": DAY, "object": st.sampled_from(["7", "8"])}),
    "invitation": ("VI", {"arrival": DAY, "object": st.sampled_from(["7", "8"])}),
    "transfer": ("QT", {"partner": STATE, "year": YEAR, "amount": st.integers(0, 2)}),
    "full": ("QF", {"year": YEAR}),
    "annual-return": ("IR", {"as_of": st.sampled_from(["2030-01-01", "2031"]), "units": st.integers(0, 200)}),
    "meeting": ("MR", {"time": DAY}),
    "reply": ("VA", {"accepted": st.booleans(), "reason": REASON}),
    "report": ("VE", {"held": st.booleans(), "reason": REASON}),
}
ANSWERS = ("reply", "report")


@st.composite
def histories(draw):
    """A few matters, changed, called off and answered; each message a day after the one before."""
    messages, opened, sent = [], [], dict.fromkeys(STATES, 0)
    for number in range(draw(st.integers(1, 14))):
        name = draw(st.sampled_from(sorted(CONTENT)))
        topic, values = CONTENT[name]
        content = draw(st.fixed_dictionaries({}, optional=values))
        sender = draw(STATE)
        kind, matter, refers_to = MessageKind.ORIGINAL, f"TR30/{sender}/2030/{number:04}/{topic}", ()
        again = [one for one in opened if one.format == name and name not in ANSWERS]
        if name in ANSWERS and opened:
            refers_to = (draw(st.sampled_from(opened)).reference,)
        elif again and draw(st.booleans()):
            before = draw(st.sampled_from(again))
            kind = draw(st.sampled_from([MessageKind.AMENDMENT, MessageKind.CANCELLATION]))
            sender, matter, refers_to = before.sender, before.matter, (before.reference,)
        document = Document(
            agreement="toy",
            format=name,
            reference=f"{matter}/{'O' if kind is MessageKind.ORIGINAL else f'A{number}'}",
            matter=matter,
            sender=sender,
            to=tuple(sorted(set(draw(st.lists(STATE, min_size=1, max_size=2))) - {sender})) or ("XZ",),
            kind=kind,
            refers_to=refers_to,
            issued_at=NOW,
            language="en",
            audience=Audience.PARTIES,
            origin=Origin(),
            content=content,
        )
        opened.append(document)
        registered = SINCE + timedelta(days=45 * number)
        messages.append(KnownMessage(document, sent[sender], Interval(registered, registered)))
        sent[sender] += 1
    return draw(st.permutations(messages))


def folded(record, matters):
    known = [*record.activities.values(), *record.matters()]
    return [one for one in known if one.id in matters]


@settings(max_examples=60, deadline=None)
@given(messages=histories())
def test_what_a_message_touches_is_all_that_changes(agreement, located_by, messages):
    places, record = located_by(), Record(FORMATS)
    standing = standing_duties(agreement, SINCE, NOW)
    kept = {duty: assess_duty(agreement, duty, record, NOW, places) for duty in standing}
    for message in messages:
        before = folded(record, Record(FORMATS).add(message))
        touched = record.add(message)
        both = [*before, *folded(record, touched)]
        again = {duty for one in both for duty in touched_duties(agreement, one, 900)}
        for duty in again & kept.keys():
            kept[duty] = assess_duty(agreement, duty, record, NOW, places)
    whole = assess(agreement, fold(messages, FORMATS), NOW, places, since=SINCE)
    assert [one for duty in standing for one in kept[duty]] == [one for one in whole if is_duty_id(one.about)]


def test_a_book_costs_what_there_is_of_its_host_and_year(agreement, located_by):
    """A source that counts what it gives out: requests to others, and of other years, are never looked at."""

    def request(number, host, arrival):
        matter = f"TR30/XB/2030/{number:04}/VR"
        document = Document(
            agreement="toy",
            format="request",
            reference=f"{matter}/O",
            matter=matter,
            sender="XB",
            to=(host,),
            kind=MessageKind.ORIGINAL,
            refers_to=(),
            issued_at=NOW,
            language="en",
            audience=Audience.PARTIES,
            origin=Origin(),
            content={"arrival": arrival},
        )
        return KnownMessage(document, number, Interval(SINCE, SINCE))

    class Counting:
        def __init__(self, record):
            self.record, self.given = record, 0

        def matters_of(self, topic, states, overlapping):
            return self._count(self.record.matters_of(topic, states, overlapping))

        def matters_concerning(self, topic, states, overlapping):
            return self._count(self.record.matters_concerning(topic, states, overlapping))

        def _count(self, found):
            for one in found:
                self.given += 1
                yield one

    asked = [("XA", "2030-05-01"), ("XA", "2031-05-01"), ("XC", "2030-05-01")]
    messages = [request(3 * turn + index, *one) for turn in range(40) for index, one in enumerate(asked)]
    source = Counting(fold(messages, FORMATS))
    [duty] = [
        one
        for one in standing_duties(agreement, SINCE, NOW)
        if (one.provision, one.bearer, one.year) == ("quota.formula", "XA", 2030)
    ]
    [quota, *_] = assess_duty(agreement, duty, source, NOW, located_by())
    assert (len(quota.counterparts), source.given) == (40, 40)
