"""Visits at a node: found by who, when and where they stand; one with its people, steps, papers and calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.node.stories import DUTY, READER
from tests.node.visit_stories import (
    CN,
    DRILL,
    INVITATION,
    KZ,
    NOW,
    SCO,
    VIENNA,
    Told,
    hear,
    open_pair,
    say,
    tell_of_a_quota,
    tell_visits,
)

from detente.agreements.model import MessageKind
from detente.kernel.errors import InputError
from detente.kernel.identifiers import FormatId, MatterId, Reference
from detente.kernel.instants import Instant, Interval
from detente.node.activities import show_activity
from detente.node.drafts import load_draft
from detente.node.ground import Ground
from detente.node.readmodel import fill_visits, rebuild
from detente.node.storage.schema import visit as visit_table
from detente.node.visit_steps import Act, NextStep
from detente.node.visits import (
    VisitFilter,
    begin_step,
    drill_steps,
    list_visits,
    objects_of,
    show_visit,
    visits_between,
)
from detente.record.visits import VisitStatus, status_of


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Iterator[Told]:
    """Tests of these nodes only look."""
    kz, cn = open_pair(tmp_path_factory.mktemp("visits"), ground)
    yield tell_visits(kz, cn)
    kz.close()
    cn.close()


def found(told: Told, at: Instant = NOW, **wanted: object) -> list[MatterId]:
    return [row.id for row in list_visits(told.kz, READER, VisitFilter(**wanted), at).rows]  # type: ignore[arg-type]


def test_the_newest_arrival_comes_first_unless_asked_otherwise(told: Told) -> None:
    assert found(told) == [told.withdrawn, told.asked, told.offered, told.declined]
    first = list_visits(told.kz, READER, VisitFilter(), NOW, "arrival", 1, 2)
    assert ([row.id for row in first.rows], first.total) == ([told.declined, told.offered], 4)


def test_visits_are_found_by_who_when_and_where_they_stand(told: Told) -> None:
    assert found(told, state=CN, role="host") == [told.withdrawn, told.asked, told.offered]
    assert found(told, state=CN, role="guest") == [told.declined]
    assert found(told, state=KZ) == found(told)
    assert found(told, status=VisitStatus.AGREED) == [told.offered]
    assert found(told, status=VisitStatus.WITHDRAWN) == [told.withdrawn]
    assert found(told, format=FormatId("visit-offer")) == [told.offered]
    assert found(told, words="zhurihe") == [told.offered]
    assert found(told, words="BASE  training") == [told.offered]
    assert found(told, words="ＺＨＵ") == [told.offered]
    assert found(told, words="%") == found(told, words="base\\") == []
    assert found(told, words=told.asked) == [told.asked]
    assert found(told, year=2026) == found(told)
    assert found(told, year=2025) == []
    assert found(told, agreement=SCO) == found(told)


def test_a_line_of_the_list_is_whole(told: Told) -> None:
    (row,) = list_visits(told.kz, READER, VisitFilter(status=VisitStatus.AGREED), NOW).rows
    assert (row.hosts, row.guests, row.object, row.team) == ((CN,), (KZ,), "Training base Zhurihe", 1)
    assert row.end_until == datetime(2026, 5, 20, 23, 59, 59, tzinfo=UTC)


def test_the_list_knows_where_each_visit_stands_at_any_time(told: Told) -> None:
    moments = [NOW + timedelta(days=days, hours=hours) for days in range(-60, 120, 3) for hours in (0, 17)]
    with_each = visits_between(told.kz, DUTY, Interval(moments[0], moments[-1]), NOW)
    assert {one.id for one in with_each} == set(found(told))
    for at in moments:
        listed = {row.id: row.status for row in list_visits(told.kz, READER, VisitFilter(), at).rows}
        assert listed == {one.id: status_of(one, at) for one in with_each}
    assert {status_of(one, at) for one in with_each for at in moments} >= {
        VisitStatus.UNDER_WAY,
        VisitStatus.ENDED,
    }


def test_one_whose_end_nobody_told_is_listed_so(tmp_path: Path, ground: Ground) -> None:
    kz, de = open_pair(tmp_path, ground, VIENNA, ("KZ", "DE"))
    matter = tell_of_a_quota(kz, de)
    say(
        kz,
        "evaluation-reply",
        {"accepted": True},
        NOW,
        to=("DE",),
        refers_to=(Reference(f"{matter}/O"),),
        agreement=VIENNA,
    )
    day = datetime(2026, 5, 12, 7, tzinfo=UTC)
    moments = [day + timedelta(hours=hours) for hours in (0, 2, 16, 17, 48)]
    listed = [list_visits(kz, READER, VisitFilter(), at).rows[0].status for at in moments]
    assert listed == [show_visit(kz, DUTY, matter, at).status for at in moments]
    assert listed == [VisitStatus.AGREED, *[VisitStatus.UNDER_WAY] * 2, *[VisitStatus.END_NOT_TOLD] * 2]
    for at, status in zip(moments, listed, strict=True):
        for wanted in VisitStatus:
            found_so = [one.id for one in list_visits(kz, READER, VisitFilter(status=wanted), at).rows]
            assert found_so == ([matter] if wanted is status else [])
    kz.close()
    de.close()


def test_visits_of_a_time_are_those_that_touch_it(told: Told) -> None:
    def touching(first: int, last: int) -> list[MatterId]:
        within = Interval(datetime(2026, 5, first, tzinfo=UTC), datetime(2026, 5, last, tzinfo=UTC))
        return [one.id for one in visits_between(told.kz, READER, within, NOW)]

    assert touching(1, 17) == []
    assert touching(19, 30) == [told.offered]
    assert touching(20, 21) == [told.offered]


def test_what_is_visited_is_named(told: Told) -> None:
    assert objects_of(told.kz, READER, [told.asked, MatterId("SCO24/KZ/2026/0099/EX")]) == {
        told.asked: "Brigade at Urumqi"
    }


def test_a_visit_is_shown_with_its_thread_and_findings(told: Told) -> None:
    view = show_visit(told.kz, DUTY, told.offered, NOW)
    assert (view.status, view.withheld) == (VisitStatus.AGREED, False)
    assert [row.format for row in sorted(view.thread, key=lambda row: row.issued_at)] == [
        "visit-offer",
        "visit-offer-reply",
        "visit-offer-team",
        "visit-offer-programme",
    ]
    assert {one.step for one in view.findings} >= {"visit-invitation", "visit-reply", "visit-report", "team"}
    assert view.visit.programme[0].day.text == "2026-05-18"


def test_a_matter_that_is_no_visit_is_not_shown(told: Told) -> None:
    with pytest.raises(InputError) as caught:
        show_visit(told.kz, READER, MatterId("SCO24/KZ/2026/0099/EX"), NOW)
    assert caught.value.code == "no-visit"


# --- What can be done next ----------------------------------------------------------------------------


def acts(steps: tuple[NextStep, ...]) -> list[tuple[Act, str, MessageKind]]:
    return [(one.act, one.format.id, one.kind) for one in steps]


def test_each_state_is_offered_what_it_can_send(told: Told) -> None:
    original, amendment = MessageKind.ORIGINAL, MessageKind.AMENDMENT
    guest = acts(show_visit(told.kz, DUTY, told.offered, NOW).steps)
    host = acts(show_visit(told.cn, DUTY, told.offered, NOW).steps)
    assert guest == [
        (Act.REPLY, "visit-offer-reply", amendment),
        (Act.TEAM, "visit-offer-team", amendment),
        (Act.CHANGE, "visit-offer-change", original),
        (Act.REPORT, "visit-offer-report", original),
    ]
    assert host == [
        (Act.PROGRAMME, "visit-offer-programme", amendment),
        (Act.CHANGE, "visit-offer-change", original),
        (Act.REPORT, "visit-offer-report", original),
        (Act.AMEND, "visit-offer", amendment),
        (Act.WITHDRAW, "visit-offer", MessageKind.CANCELLATION),
    ]


def test_a_reader_is_offered_nothing_to_send(told: Told) -> None:
    assert show_visit(told.kz, READER, told.offered, NOW).steps == ()


def test_what_is_owed_says_by_when(told: Told) -> None:
    (reply,) = [one for one in show_visit(told.cn, DUTY, told.asked, NOW).steps if one.act is Act.REPLY]
    assert reply.owed is not None
    assert reply.owed.due == datetime(2026, 4, 26, 23, 59, 59, tzinfo=UTC)
    assert (reply.kind, reply.to, reply.key) == (MessageKind.ORIGINAL, (KZ,), "reply:visit-request-reply")
    assert [one.rpartition("/")[0] for one in reply.refers_to] == [told.asked]


def test_nothing_follows_on_a_visit_that_was_withdrawn(told: Told) -> None:
    assert show_visit(told.cn, DUTY, told.withdrawn, NOW).steps == ()


def test_a_step_begins_a_draft_that_is_filled_in(told: Told) -> None:
    steps = show_visit(told.kz, DUTY, told.offered, NOW).steps
    number = begin_step(told.kz, DUTY, steps, "report:visit-offer-report", SCO, NOW, "ru")
    draft = load_draft(told.kz, number).draft
    assert draft.content == {"arrival": "2026-05-18", "end": "2026-05-20", "team": 1}
    assert (draft.to, draft.language) == ((CN,), "ru")
    assert [one.rpartition("/")[0] for one in draft.refers_to] == [told.offered]


def test_a_step_that_changes_begins_with_what_was_said(told: Told) -> None:
    steps = show_visit(told.kz, DUTY, told.offered, NOW).steps
    number = begin_step(told.kz, DUTY, steps, "team:visit-offer-team", SCO, NOW, "en")
    draft = load_draft(told.kz, number).draft
    assert draft.kind is MessageKind.AMENDMENT
    assert draft.content["team"] == 1


def test_a_step_that_is_gone_is_refused(told: Told) -> None:
    with pytest.raises(InputError) as caught:
        begin_step(told.kz, DUTY, (), "report:visit-offer-report", SCO, NOW, "en")
    assert caught.value.code == "no-step"


# --- Kept rows ----------------------------------------------------------------------------------------


def rows(told: Told) -> list[tuple[object, ...]]:
    with told.kz.reading() as connection:
        return sorted((tuple(row) for row in connection.execute(select(visit_table))), key=repr)


def test_the_rows_built_anew_are_the_same(told: Told) -> None:
    before = rows(told)
    assert len(before) == 4
    rebuild(told.kz, NOW)
    assert rows(told) == before


def test_visits_known_before_there_was_a_list_are_put_into_it(told: Told) -> None:
    before = rows(told)
    with told.kz.writing() as connection:
        connection.execute(visit_table.delete())
    assert fill_visits(told.kz, NOW) == 4
    assert rows(told) == before
    assert fill_visits(told.kz, NOW) == 0


def test_of_many_visits_a_page_is_found_through_an_index(told: Told) -> None:
    with told.kz.reading() as connection:
        query = (
            select(visit_table.c.id).order_by(visit_table.c.arrival_from.desc(), visit_table.c.id).limit(50)
        )
        compiled = str(query.compile(compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")]
    assert any("visit_by_arrival" in one for one in plan)


# --- Observers at a drill -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drilling(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Iterator[Told]:
    kz, cn = open_pair(tmp_path_factory.mktemp("drill"), ground)
    drill = say(kz, "exercise-notification", DRILL, NOW)
    hear(cn, kz)
    nothing = MatterId("")
    yield Told(kz, cn, MatterId(drill.rpartition("/")[0]), nothing, nothing, nothing)
    kz.close()
    cn.close()


def test_the_host_invites_and_the_invited_answer_and_report(drilling: Told) -> None:
    kz, cn, drill = drilling.kz, drilling.cn, drilling.offered
    (invite,) = drill_steps(kz, DUTY, drill, NOW)
    assert (invite.act, invite.owed.due if invite.owed else None) == (
        Act.INVITE,
        datetime(2026, 5, 11, 23, 59, 59, tzinfo=UTC),
    )
    assert drill_steps(cn, DUTY, drill, NOW) == ()
    number = begin_step(kz, DUTY, (invite,), invite.key, SCO, NOW, "en")
    assert len(load_draft(kz, number).draft.to) == 9
    invitation = say(
        kz, "observation-invitation", INVITATION, NOW, refers_to=load_draft(kz, number).draft.refers_to
    )
    hear(cn, kz)
    (reply,) = drill_steps(cn, DUTY, drill, NOW)
    assert (reply.act, reply.to, reply.refers_to[0]) == (Act.REPLY, (KZ,), invitation)
    draft = begin_step(cn, DUTY, (reply,), reply.key, SCO, NOW, "en")
    assert drill in {one.rpartition("/")[0] for one in load_draft(cn, draft).draft.refers_to}
    say(cn, "observation-reply", {"accepted": True, "observers": 2}, NOW, to=("KZ",), refers_to=(invitation,))
    hear(kz, cn)
    assert [one.act for one in drill_steps(cn, DUTY, drill, NOW)] == [Act.REPLY, Act.REPORT]
    replies = show_activity(kz, DUTY, drill, NOW).activity.invitations[0].replies
    assert [(one.state, one.accepted, one.observers) for one in replies] == [(CN, True, 2)]
