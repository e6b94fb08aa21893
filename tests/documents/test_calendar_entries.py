"""Visits, drills and deadlines in a calendar: the same name for ever, a number that rises, what is called off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import Agreement, Evidence, EvidenceLevel, Kind
from detente.assessment.finding import Finding, FindingState
from detente.documents.calendar_entries import (
    DEADLINE_ALARMS,
    EVENT_ALARMS,
    deadline_entry,
    drill_entry,
    sequence_of,
    visit_entry,
)
from detente.documents.icalendar import CalendarEntry, EntryKind, EntryStatus
from detente.kernel.identifiers import AgreementId, MatterId, ProvisionId, Reference, StateCode
from detente.kernel.instants import parse_instant, parse_partial_date
from detente.kernel.languages import Text
from detente.messages.document import Origin, OriginKind
from detente.messages.values import Period
from detente.record.activities import Activity, ActivityStatus
from detente.record.visits import Postponement, Visit

AT = parse_instant("2027-05-01T00:00:00Z")
KZ, CN = StateCode("KZ"), StateCode("CN")
Agreements = dict[AgreementId, Agreement]


@pytest.fixture
def model(agreements: Agreements) -> Agreement:
    return agreements[AgreementId("sco-proposal-2024")]


@pytest.fixture
def shanghai(agreements: Agreements) -> Agreement:
    return agreements[AgreementId("shanghai-1996")]


def test_a_visit_that_is_agreed(visit: Visit, model: Agreement) -> None:
    assert visit_entry(visit, model, AT) == CalendarEntry(
        uid="SCP.KZ.2027.0003.VO@sco-proposal-2024.detente",
        kind=EntryKind.EVENT,
        sequence=1,
        summary=Text(
            "Visit: 36th brigade (host: Kazakhstan; guests: China)",
            "Посещение: 36th brigade (принимает: Казахстан; посещает: Китай)",
            "访问：36th brigade（东道国：哈萨克斯坦；访问方：中国）",
        ),
        description=Text(
            "SCO model agreement, Article 5(1)\nMessages: SCP/KZ/2027/0003/VO/O, SCP/KZ/2027/0003/VO/A1, "
            "SCP/CN/2027/0008/VR/O, SCP/CN/2027/0009/VL/O\nThe signed message counts, not this entry.",
            "Модельное соглашение ШОС, пункт 1 статьи 5\nСообщения: SCP/KZ/2027/0003/VO/O, SCP/KZ/2027/0003/VO/A1, "
            "SCP/CN/2027/0008/VR/O, SCP/CN/2027/0009/VL/O\nСилу имеет подписанное сообщение, а не эта запись.",
            "上合组织协定范本，第五条第一款\n电文：SCP/KZ/2027/0003/VO/O、SCP/KZ/2027/0003/VO/A1、"
            "SCP/CN/2027/0008/VR/O、SCP/CN/2027/0009/VL/O\n以经签名的电文为准，本条目仅供参考。",
        ),
        start=parse_partial_date("2027-06-01"),
        end=parse_partial_date("2027-06-03"),
        place=visit.entry,
        status=EntryStatus.CONFIRMED,
        category=Text("Visits", "Посещения", "访问"),
        alarms=EVENT_ALARMS,
    )


def test_a_visit_on_its_way(visit: Visit, model: Agreement) -> None:
    def status(one: Visit) -> EntryStatus | None:
        entry = visit_entry(one, model, AT)
        return entry.status if entry else None

    declined = replace(visit, replies=(replace(visit.replies[0], accepted=False),))
    assert [
        status(replace(visit, replies=())),
        status(visit),
        status(declined),
        status(replace(visit, withdrawn=True)),
        status(replace(visit, arrival=None)),
    ] == [
        EntryStatus.TENTATIVE,
        EntryStatus.CONFIRMED,
        EntryStatus.CANCELLED,
        EntryStatus.CANCELLED,
        None,
    ]


def test_every_change_raises_the_number_and_leaves_the_name(visit: Visit, model: Agreement) -> None:
    moved = Postponement(CN, Reference("SCP/CN/2027/0010/VC/O"), None, visit.arrival, visit.arrival, None)
    steps = [
        replace(visit, messages=visit.messages[:1]),
        visit,
        replace(visit, postponements=(moved,), messages=(*visit.messages, moved.reference)),
        replace(
            visit,
            postponements=(moved,),
            messages=(*visit.messages, moved.reference, Reference("SCP/KZ/2027/0003/VO/X")),
            withdrawn=True,
        ),
    ]
    entries = [visit_entry(one, model, AT) for one in steps]
    assert [one.sequence for one in entries if one] == [0, 1, 2, 3]
    assert len({one.uid for one in entries if one}) == 1
    assert entries[-1] is not None
    assert entries[-1].summary.en.startswith("Called off. Visit: ")


def test_a_move_by_an_amendment_counts_once() -> None:
    matter = MatterId("SCP/KZ/2027/0003/VO")
    amended = Reference("SCP/KZ/2027/0003/VO/A1")
    other = Reference("SCP/CN/2027/0001/VR/A1")
    assert sequence_of(matter, [Reference("SCP/KZ/2027/0003/VO/O"), amended, other], [amended]) == 1


def test_a_drill(activity: Activity, shanghai: Agreement) -> None:
    entry = drill_entry(activity, shanghai)
    assert entry is not None
    assert (entry.uid, entry.sequence, entry.summary.ru, entry.status, entry.place) == (
        "SH96.KZ.2027.0007.EX@shanghai-1996.detente",
        0,
        "Учение: Степь-2027 (Казахстан)",
        EntryStatus.CONFIRMED,
        activity.area[0],
    )
    off = drill_entry(
        replace(
            activity,
            status=ActivityStatus.CANCELLED,
            messages=(*activity.messages, Reference("SH96/KZ/2027/0007/EX/X")),
            origin=Origin(OriginKind.TRAINING),
        ),
        shanghai,
    )
    assert off is not None
    assert (off.uid, off.sequence, off.summary.en, off.status) == (
        entry.uid,
        1,
        "Training. Called off. Drill: Steppe 2027 (Kazakhstan)",
        EntryStatus.CANCELLED,
    )


def test_a_drill_whose_day_is_not_known(activity: Activity, shanghai: Agreement) -> None:
    rough = replace(activity, period=Period(parse_partial_date("2027-08"), None))
    entry = drill_entry(rough, shanghai)
    assert entry is not None
    assert "The day is not known" in entry.description.en
    assert drill_entry(replace(activity, period=None), shanghai) is None


def finding(state: FindingState, due: str | None = "2027-07-31T23:59:59Z") -> Finding:
    return Finding(
        agreement=AgreementId("shanghai-1996"),
        provision=ProvisionId("observe.one-side"),
        kind=Kind.OBSERVE,
        article="6(4)",
        step="reply",
        bearer=CN,
        other=KZ,
        about=MatterId("SH96/KZ/2027/0007/EX"),
        state=state,
        due=parse_instant(due) if due else None,
        changes_at=None,
        margins=(),
        gaps=(),
        messages=(Reference("SH96/KZ/2027/0008/OI/O"), Reference("SH96/KZ/2027/0008/OI/A1")),
        evidence=Evidence(EvidenceLevel.TEXT),
    )


def test_a_deadline(shanghai: Agreement) -> None:
    entry = deadline_entry(finding(FindingState.DUE), shanghai)
    assert entry is not None
    assert (entry.uid, entry.kind, entry.sequence, entry.start, entry.status, entry.alarms) == (
        "SH96.KZ.2027.0007.EX.observe.one-side.reply.CN.KZ@shanghai-1996.detente",
        EntryKind.DEADLINE,
        1,
        parse_instant("2027-07-31T23:59:59Z"),
        EntryStatus.CONFIRMED,
        DEADLINE_ALARMS,
    )
    assert entry.summary.zh == "到期：对邀请的答复（中国）"
    assert "Shanghai Agreement of 1996, Article 6(4)" in entry.description.en
    assert entry.description.en.endswith("The signed message counts, not this entry.")


def test_deadlines_that_are_met_or_are_none(shanghai: Agreement) -> None:
    met = deadline_entry(finding(FindingState.MET), shanghai)
    assert met is not None
    assert met.status is EntryStatus.DONE
    assert deadline_entry(finding(FindingState.DUE, None), shanghai) is None
    assert deadline_entry(finding(FindingState.UNCLEAR), shanghai) is None
    assert deadline_entry(finding(FindingState.NOT_TRIGGERED), shanghai) is None


def test_a_deadline_in_training(shanghai: Agreement) -> None:
    entry = deadline_entry(finding(FindingState.DUE), shanghai, training=True)
    assert entry is not None
    assert entry.summary.en == "Training. Due: reply to the invitation (China)"
