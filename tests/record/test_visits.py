"""A visit out of its messages: what either side announces, changes, logs and reports, and where it stands."""

from __future__ import annotations

import pytest

from detente.agreements.model import (
    Addressees,
    Choice,
    Evidence,
    EvidenceLevel,
    Format,
    Item,
    ItemType,
    MessageKind,
    Purpose,
)
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, StateCode
from detente.kernel.instants import Interval, PartialDate, parse_instant
from detente.kernel.languages import same_text
from detente.messages.values import FreeText, Person
from detente.record.facts import Formats
from detente.record.members import Member, ProgrammeLine
from detente.record.record import fold_matter
from detente.record.visits import Postponement, Visit, VisitStatus, VisitTeam, status_of

TOY = AgreementId("toy")
ASKED = "T/XA/2030/0001/VR"
PEOPLE = (("person", ItemType.PERSON), ("rank", ItemType.TEXT), ("passport", ItemType.TEXT))
DAYS = (("day", ItemType.DATE), ("what", ItemType.LONG_TEXT))


def column(no: int, name: str, kind: ItemType) -> Item:
    return Item(no=f"9.{no}", id=name, type=kind, label=same_text(name), required=False)


def item(no: int, fact: str, kind: ItemType) -> Item:
    table = PEOPLE if fact == "visit.team-list" else DAYS
    return Item(
        no=str(no),
        id=fact.rpartition(".")[2],
        type=kind,
        label=same_text(fact),
        required=False,
        fact=fact,
        unit="persons" if kind is ItemType.NUMBER else None,
        choices=(Choice("security", same_text("security")),) if kind is ItemType.CHOICE else (),
        columns=tuple(column(one, *each) for one, each in enumerate(table, 1))
        if kind is ItemType.TABLE
        else (),
    )


ARRIVAL = ("visit.arrival", ItemType.DATE)
END = ("visit.end", ItemType.DATE)
TEAM = ("visit.team", ItemType.NUMBER)
LIST = ("visit.team-list", ItemType.TABLE)
PROGRAMME = ("visit.programme", ItemType.TABLE)
REASON = ("visit.reason", ItemType.CHOICE)
ITEMS = {
    Purpose.VISIT_REQUEST: [ARRIVAL, END, TEAM, LIST],
    Purpose.VISIT_INVITATION: [ARRIVAL, END],
    Purpose.VISIT_REPLY: [("visit.accepted", ItemType.FLAG), ARRIVAL, TEAM, LIST],
    Purpose.VISIT_CHANGE: [ARRIVAL, END, ("visit.postponed", ItemType.FLAG), REASON, PROGRAMME],
    Purpose.VISIT_TEAM: [LIST],
    Purpose.VISIT_PROGRAMME: [PROGRAMME],
    Purpose.VISIT_RECORD: [
        ("visit.arrived", ItemType.INSTANT),
        ("visit.remarks-made", ItemType.INSTANT),
        ("visit.diagrams", ItemType.NUMBER),
        END,
    ],
    Purpose.VISIT_REPORT: [("visit.took-place", ItemType.FLAG), ("visit.joint", ItemType.FLAG)],
}


@pytest.fixture(scope="module")
def formats() -> Formats:
    known = [
        Format(
            id=FormatId(purpose.value.rpartition(".")[2]),
            topic="VR",
            purpose=purpose,
            title=same_text(purpose.value),
            article="1",
            to=Addressees.ONE,
            kinds=tuple(MessageKind),
            requires=(),
            own_matter=True,
            items=tuple(item(no, *one) for no, one in enumerate(items, 1)),
            evidence=Evidence(EvidenceLevel.MODEL),
        )
        for purpose, items in ITEMS.items()
    ]
    return {(TOY, one.id): one for one in known}


class Story:
    """One visit asked for by XA of XB; each message is told a day after the one before, from 2 January 2030."""

    def __init__(self, post, formats: Formats) -> None:
        self.post, self.formats, self.sent = post, formats, []
        self.tell("request", {"arrival": "2030-06-01", "end": "2030-06-03", "team": 2})

    def tell(self, form: str, content: dict, state: str = "XA", mark: str = "O") -> None:
        number = len(self.sent) + 1 if mark == "O" else 1
        topic = "VR"
        about = (f"{ASKED}/O",) if self.sent else ()
        reference = f"T/{state}/2030/{number:04}/{topic}/{mark}"
        self.sent.append(self.post.send(reference, form, content, about))

    @property
    def visit(self) -> Visit:
        known = fold_matter(MatterId(ASKED), self.sent, self.formats)
        assert isinstance(known, Visit)
        return known

    def status(self, at: str) -> VisitStatus:
        return status_of(self.visit, parse_instant(at))


@pytest.fixture
def story(post, formats: Formats) -> Story:
    return Story(post, formats)


def text(words: str) -> FreeText:
    return FreeText({"en": words})


def test_each_guest_has_its_newest_list_and_the_host_names_nobody(story: Story) -> None:
    def rows(name: str) -> dict:
        person = {"name": {"en": name}}
        return {"team-list": [{"person": person, "rank": {"en": "Major"}, "passport": {"en": "N 1"}}]}

    story.tell("team", rows("A. Early"))
    story.tell("team", rows("B. Later"))
    story.tell("team", rows("C. Host"), state="XB")
    ada = Member(Person(text("B. Later")), text("Major"), None, "N 1", None)
    told = Interval(story.sent[2].registered.earliest, story.sent[2].registered.latest)
    assert story.visit.teams == (VisitTeam(StateCode("XA"), story.sent[2].document.reference, told, (ada,)),)


def test_the_programme_is_the_hosts_and_the_newest_counts(story: Story) -> None:
    rows = [{"day": "2030-06-01", "what": {"en": "Briefing"}}]
    story.tell("programme", {"programme": [{"day": "2030-06-02"}]}, state="XB")
    story.tell("programme", {"programme": rows}, state="XB")
    story.tell("programme", {"programme": [{"day": "2030-06-03"}]})  # a guest sets none
    assert story.visit.programme == (ProgrammeLine(PartialDate("2030-06-01"), text("Briefing")),)


def test_a_move_is_kept_with_who_moved_it_from_when_to_when(story: Story) -> None:
    story.tell("change", {"arrival": "2030-07-01", "end": "2030-07-02", "reason": "security"}, state="XB")
    story.tell("change", {"postponed": True}, state="XA")
    first, second = (story.sent[place].document.reference for place in (1, 2))
    told = [one.registered for one in story.sent]
    june, july = PartialDate("2030-06-01"), PartialDate("2030-07-01")
    assert story.visit.postponements == (
        Postponement(StateCode("XB"), first, told[1], june, july, "security"),
        Postponement(StateCode("XA"), second, told[2], july, None, None),
    )
    assert (story.visit.arrival, story.visit.end) == (july, PartialDate("2030-07-02"))


def test_what_others_send_changes_nothing(story: Story) -> None:
    before = story.visit
    story.tell("change", {"arrival": "2030-07-01"}, state="XC")
    story.tell("record", {"diagrams": 3}, state="XC")
    after = story.visit
    assert (after.arrival, after.postponements, after.logs) == (before.arrival, (), ())


def test_two_logs_bound_what_happened(story: Story) -> None:
    story.tell("record", {"arrived": "2030-06-01T08:00:00Z"}, state="XB")
    story.tell("record", {"arrived": "2030-06-01T08:05:00Z", "diagrams": 3})
    story.tell("record", {"remarks-made": "2030-06-02T10:00:00Z"}, state="XB")
    eight, five_past = parse_instant("2030-06-01T08:00:00Z"), parse_instant("2030-06-01T08:05:00Z")
    assert story.visit.arrived == Interval(eight, five_past)
    assert story.visit.remarks_made == Interval(*[parse_instant("2030-06-02T10:00:00Z")] * 2)
    assert [(log.state, len(log.references), log.diagrams) for log in story.visit.logs] == [
        ("XB", 2, None),
        ("XA", 1, 3),
    ]
    assert story.visit.report_handed is None


class TestStatus:
    def test_asked_agreed_under_way_ended_and_reported(self, story: Story) -> None:
        assert story.status("2030-06-01T00:00:00Z") is VisitStatus.ASKED
        story.tell("reply", {"accepted": True}, state="XB")
        assert [story.status(f"2030-{day}Z") for day in ("05-31T23:59:59", "06-01T00:00:00")] == [
            VisitStatus.AGREED,
            VisitStatus.UNDER_WAY,
        ]
        assert [story.status(f"2030-{day}Z") for day in ("06-03T23:59:59", "06-04T00:00:00")] == [
            VisitStatus.UNDER_WAY,
            VisitStatus.ENDED,
        ]
        story.tell("report", {"took-place": True, "joint": True})
        assert story.status("2030-06-04T00:00:00Z") is VisitStatus.REPORTED
        assert [one.joint for one in story.visit.reports] == [True]

    def test_declined_and_then_agreed_after_all(self, story: Story) -> None:
        story.tell("reply", {"accepted": False}, state="XB")
        assert story.status("2030-06-02T00:00:00Z") is VisitStatus.DECLINED
        story.tell("reply", {"accepted": True}, state="XB")
        assert story.status("2030-02-02T00:00:00Z") is VisitStatus.AGREED

    def test_withdrawn(self, story: Story) -> None:
        story.tell("request", {}, mark="X")
        assert story.status("2030-06-02T00:00:00Z") is VisitStatus.WITHDRAWN

    def test_moved_after_it_was_agreed_it_waits_for_a_second_yes(self, story: Story) -> None:
        story.tell("reply", {"accepted": True}, state="XB")
        story.tell("change", {"arrival": "2030-07-01", "end": "2030-07-02"})
        assert story.status("2030-07-01T12:00:00Z") is VisitStatus.POSTPONED
        story.tell("reply", {"accepted": True}, state="XB")
        assert story.status("2030-06-30T12:00:00Z") is VisitStatus.AGREED
        assert story.status("2030-07-01T12:00:00Z") is VisitStatus.UNDER_WAY

    def test_put_off_without_a_day_it_is_postponed_whatever_was_answered_before(self, story: Story) -> None:
        story.tell("change", {"postponed": True}, state="XB")
        assert story.status("2030-02-01T00:00:00Z") is VisitStatus.POSTPONED

    def test_a_team_that_has_come_is_there_whatever_was_answered(self, story: Story) -> None:
        story.tell("record", {"arrived": "2030-06-01T08:00:00Z"}, state="XB")
        assert [story.status(f"2030-06-01T0{hour}:00:00Z") for hour in (7, 8)] == [
            VisitStatus.ASKED,
            VisitStatus.UNDER_WAY,
        ]
        story.tell("record", {"end": "2030-06-02"}, state="XB")
        assert story.status("2030-06-03T00:00:00Z") is VisitStatus.ENDED

    def test_of_one_whose_end_nobody_told_it_is_said_so_once_the_day_of_arrival_is_over(
        self, story: Story
    ) -> None:
        story.sent.clear()
        story.tell("request", {"arrival": "2030-06-01"})
        story.tell("reply", {"accepted": True}, state="XB")
        assert [story.status(f"2030-{day}Z") for day in ("06-01T23:59:59", "06-02T00:00:00")] == [
            VisitStatus.UNDER_WAY,
            VisitStatus.END_NOT_TOLD,
        ]
        longest = parse_instant("2030-06-02T08:00:00Z")
        assert status_of(story.visit, longest, longest) is VisitStatus.UNDER_WAY
        assert (
            status_of(story.visit, parse_instant("2030-06-02T08:00:01Z"), longest) is VisitStatus.END_NOT_TOLD
        )
        story.tell("programme", {"programme": [{"day": "2030-06-03"}]}, state="XB")
        assert status_of(story.visit, parse_instant("2030-06-03T23:59:59Z"), longest) is VisitStatus.UNDER_WAY
        assert story.status("2030-06-04T00:00:00Z") is VisitStatus.END_NOT_TOLD
        story.tell("record", {"end": "2030-06-03"}, state="XB")
        assert story.status("2030-06-04T00:00:00Z") is VisitStatus.ENDED

    def test_an_offer_is_declined_only_when_all_who_were_invited_decline(
        self, post, formats: Formats
    ) -> None:
        offer = post.send(f"{ASKED}/O", "invitation", {"arrival": "2030-06-01"}, to=("XB", "XC"))
        no = post.send("T/XB/2030/0002/VR/O", "reply", {"accepted": False}, (f"{ASKED}/O",))
        nor = post.send("T/XC/2030/0003/VR/O", "reply", {"accepted": False}, (f"{ASKED}/O",))

        def stands(*sent) -> VisitStatus:
            known = fold_matter(MatterId(ASKED), sent, formats)
            assert isinstance(known, Visit)
            return status_of(known, parse_instant("2030-03-01T00:00:00Z"))

        assert stands(offer, no) is VisitStatus.OFFERED
        assert stands(offer, no, nor) is VisitStatus.DECLINED


def test_a_guest_that_accepts_an_offer_says_who_comes(post, formats: Formats) -> None:
    offer = post.send(f"{ASKED}/O", "invitation", {"arrival": "2030-06-01"})
    person = {"person": {"name": {"en": "B. Guest"}}}
    yes = post.send(
        "T/XB/2030/0002/VR/O", "reply", {"accepted": True, "team": 1, "team-list": [person]}, (f"{ASKED}/O",)
    )
    known = fold_matter(MatterId(ASKED), (offer, yes), formats)
    assert isinstance(known, Visit)
    assert (known.team, [one.members for one in known.teams]) == (1, [(Member(Person(text("B. Guest"))),)])
