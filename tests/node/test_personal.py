"""Personal data at a node: who is shown it, and what is left once it was forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from tests.node.stories import ADMIN, DUTY, READER, RELEASER
from tests.node.visit_stories import NOW, VIENNA, Told, open_pair, tell_of_a_quota, tell_visits

from detente.kernel.errors import InputError
from detente.kernel.identifiers import MatterId, Reference
from detente.kernel.instants import Instant
from detente.node.actors import Actor, NotAllowed
from detente.node.explaining import explain_matter
from detente.node.ground import Ground
from detente.node.lifecycle import open_node
from detente.node.messages import export_evidence, read_document, show_message
from detente.node.papers import papers_of
from detente.node.personal import forget_due, forget_ended, forget_visit
from detente.node.readmodel import rebuild
from detente.node.visits import show_visit

LATER = NOW + timedelta(days=60)


@pytest.fixture
def told(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Iterator[Told]:
    kz, cn = open_pair(tmp_path_factory.mktemp("personal"), ground)
    yield tell_visits(kz, cn)
    kz.close()
    cn.close()


def team_message(told: Told) -> Reference:
    thread = show_visit(told.kz, DUTY, told.offered, NOW).thread
    return next(row.reference for row in thread if row.format == "visit-offer-team")


def names(told: Told, actor: Actor, at: Instant = NOW) -> list[str]:
    view = show_visit(told.kz, actor, told.offered, at)
    return [member.person.name.by_language["en"] for team in view.visit.teams for member in team.members]


def test_people_are_shown_to_those_who_draft_or_release(told: Told) -> None:
    assert names(told, DUTY) == names(told, RELEASER) == ["A. Serikov"]
    assert names(told, READER) == names(told, ADMIN) == []
    assert show_visit(told.kz, READER, told.offered, NOW).withheld
    assert not show_visit(told.kz, READER, told.asked, NOW).withheld


def test_a_reader_sees_the_message_without_its_people(told: Told) -> None:
    reference = team_message(told)
    whole, bare = (show_message(told.kz, actor, reference) for actor in (DUTY, READER))
    assert set(whole.document.content) - set(bare.document.content) == {"names"}
    assert ([one.id for one in whole.withheld], [one.id for one in bare.withheld]) == ([], ["names"])
    assert (whole.envelope is None, bare.envelope is None) == (False, True)
    assert read_document(told.kz, READER, reference) == bare.document


def test_evidence_holds_everything_so_only_those_who_may_see_people_get_it(told: Told) -> None:
    reference = team_message(told)
    assert b"PK" in export_evidence(told.kz, DUTY, reference)[:2]
    with pytest.raises(NotAllowed):
        export_evidence(told.kz, READER, reference)
    assert export_evidence(told.kz, READER, Reference(f"{told.offered}/O"))


def test_papers_with_people_are_not_offered_to_a_reader(told: Told) -> None:
    def kinds(actor: Actor) -> set[str]:
        return {one.kind.value for one in papers_of(told.kz, actor, told.offered, NOW)}

    assert kinds(DUTY) - kinds(READER) == {"team-list", "badges"}


def test_findings_are_the_same_for_all(told: Told) -> None:
    ours, theirs = (explain_matter(told.kz, actor, told.offered, NOW) for actor in (DUTY, READER))
    assert [one.finding for one in ours] == [one.finding for one in theirs]
    assert not any("Serikov" in repr(one.chain) for one in theirs)


def test_what_is_forgotten_nobody_is_shown_any_more(told: Told) -> None:
    reference = team_message(told)
    before = read_document(told.kz, DUTY, reference)
    assert forget_visit(told.kz, DUTY, told.offered, LATER) == [reference]
    assert names(told, DUTY) == []
    assert show_visit(told.kz, DUTY, told.offered, LATER).withheld
    view = show_message(told.kz, DUTY, reference)
    assert [one.id for one in view.withheld] == ["names"]
    assert view.envelope is None
    assert "names" not in view.document.content
    assert "names" in before.content
    assert {one.kind.value for one in papers_of(told.kz, DUTY, told.offered, LATER)}.isdisjoint(
        {"team-list", "badges"}
    )
    assert b"PK" in export_evidence(told.kz, DUTY, reference)[:2]  # the proof stays
    assert forget_visit(told.kz, DUTY, told.offered, LATER) == []


def test_what_is_forgotten_stays_so_when_everything_is_built_anew(told: Told) -> None:
    forget_visit(told.kz, DUTY, told.offered, LATER)
    rebuild(told.kz, LATER)
    assert names(told, DUTY, LATER) == []


def test_visits_that_ended_are_forgotten_together(told: Told) -> None:
    assert forget_ended(told.kz, DUTY, datetime(2026, 5, 20, tzinfo=UTC), LATER) == []
    assert forget_ended(told.kz, DUTY, datetime(2026, 5, 21, tzinfo=UTC), LATER) == [team_message(told)]


def test_who_may_not_see_people_may_not_forget_them(told: Told) -> None:
    with pytest.raises(NotAllowed):
        forget_visit(told.kz, READER, told.offered, NOW)
    with pytest.raises(NotAllowed):
        forget_ended(told.kz, ADMIN, NOW, NOW)


def test_only_a_visit_that_is_known_is_forgotten(told: Told) -> None:
    with pytest.raises(InputError) as caught:
        forget_visit(told.kz, DUTY, MatterId("SCO24/KZ/2026/0099/VR"), NOW)
    assert caught.value.code == "no-visit"


def test_what_the_agreement_lets_be_kept_no_longer_is_forgotten_by_itself(told: Told, ground: Ground) -> None:
    until, provision = show_visit(told.kz, DUTY, told.offered, NOW).kept or (NOW, None)
    assert (until, provision and provision.id) == (
        datetime(2026, 7, 19, 23, 59, 59, tzinfo=UTC),
        "host.offer",
    )
    assert forget_due(told.kz, until) == []
    assert names(told, DUTY, until) == ["A. Serikov"]
    folder, reference = told.kz.folder, team_message(told)
    told.kz.close()
    again = open_node(folder, {}, until + timedelta(seconds=1), ground=ground)
    assert show_visit(again, DUTY, told.offered, until).visit.teams == ()
    assert [item.id for item in show_message(again, DUTY, reference).withheld] == ["names"]
    assert forget_due(again, until + timedelta(days=1)) == []
    again.close()


def test_where_no_agreement_says_for_how_long_nothing_is_forgotten_by_itself(
    tmp_path_factory: pytest.TempPathFactory, ground: Ground
) -> None:
    kz, de = open_pair(tmp_path_factory.mktemp("kept"), ground, VIENNA, ("KZ", "DE"))
    matter = tell_of_a_quota(kz, de)
    assert show_visit(kz, DUTY, matter, NOW).kept is None
    assert forget_due(kz, datetime(2040, 1, 1, tzinfo=UTC)) == []
    kz.close()
    de.close()
