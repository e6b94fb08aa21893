"""What is owed in years at a node: judged from when it began, kept with each message, the same when built anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from tests.node.stories import DUTY, NOW, READER, RELEASER, SCO, OpenNode, tell_drill, tell_in_format

from detente.agreements.model import MessageKind
from detente.assessment.finding import FindingState
from detente.assessment.saying import say
from detente.kernel.identifiers import ProvisionId, Reference
from detente.kernel.instants import Instant
from detente.messages.document import JsonValue
from detente.node.drafts import load_draft, save_draft, start_change, submit_draft
from detente.node.findings import findings_on, open_duties
from detente.node.judging import newly_standing, record_begins
from detente.node.node import Node
from detente.node.readmodel import rebuild, refresh_changed
from detente.node.release import release_draft, send_message
from detente.node.storage.schema import activity, concern, finding, matter, matter_message

LEADERS: dict[str, JsonValue] = {
    "as-of": "2025-01-01",
    "agency": {"en": "Ministry of Defence"},
    "posts": [{"post": "HEAD", "kind": "head", "holder": {"name": {"en": "N. N."}}}],
}
OFFER: dict[str, JsonValue] = {
    "unit": {"en": "Brigade"},
    "arrival": "2024-08-01",
    "end": "2024-08-04",
    "team": 6,
}
MEETING: dict[str, JsonValue] = {
    "time": "2024-05-20",
    "place": {"en": "Astana"},
    "states": ["CN", "KZ"],
    "subject": {"en": "Consultation"},
}
LEADERSHIP = ProvisionId("exchange.leadership")


def tables(node: Node) -> list[list[tuple[object, ...]]]:
    with node.reading() as connection:
        return [
            sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in (activity, matter, concern, finding, matter_message)
        ]


def tell(node: Node, name: str, content: dict[str, JsonValue], at: Instant, *to: str) -> Reference:
    return tell_in_format(node, name, content, (), to, at)


def found(node: Node, provision: ProvisionId, at: Instant) -> list[str]:
    page, _ = findings_on(node, READER, SCO, provision, at, 1, 50)
    return [say(one.finding) for one in page.rows if one.finding.bearer == node.settings.state]


def test_a_return_is_owed_from_when_the_node_began(make_node: OpenNode) -> None:
    kz = make_node("KZ", judged_from="2024-01-01T00:00:00Z", agreements=SCO)
    refresh_changed(kz, NOW)
    assert found(kz, LEADERSHIP, NOW) == ["KZ, return for 2025: upcoming; by 2024-12-15"]
    late = datetime(2024, 12, 20, tzinfo=UTC)
    assert found(kz, LEADERSHIP, late) == [
        "KZ, return for 2026: upcoming; by 2025-12-15",
        "KZ, return for 2025: missed; by 2024-12-15",
    ]
    own = open_duties(kz, READER, late, kz.settings.state)
    assert {one.matter for one in own if one.finding.provision == LEADERSHIP} == {None}
    tell(kz, "leadership-information", LEADERS, late)
    assert found(kz, LEADERSHIP, late)[1] == "KZ, return for 2025: met-late; by 2024-12-15"


def test_before_a_first_message_nothing_is_owed(kz: Node) -> None:
    with kz.writing() as connection:
        sco = kz.agreement(SCO)
        assert record_begins(kz, connection, sco) is None
        assert newly_standing(kz, connection, NOW) == []
    tell_drill(kz)
    with kz.reading() as connection:
        assert record_begins(kz, connection, sco) == NOW
        assert newly_standing(kz, connection, NOW + timedelta(hours=1)) == []


def test_kept_step_by_step_it_is_what_is_built_anew(make_node: OpenNode) -> None:
    """Returns, visits, meetings and drills, amended to another year, as time passes."""
    kz = make_node("KZ", judged_from="2024-01-01T00:00:00Z")
    at = NOW
    for personnel in (900, 12900, 36000):
        tell_drill(kz, at, strength={"total": {"personnel": personnel}})
    tell(kz, "visit-offer", OFFER, at + timedelta(days=1), "CN")
    tell(kz, "meeting-record", MEETING, at + timedelta(days=30))
    first = tell(kz, "leadership-information", LEADERS, at + timedelta(days=31))
    at += timedelta(days=300)
    draft = start_change(kz, DUTY, first, MessageKind.AMENDMENT, at)
    view = load_draft(kz, draft)
    save_draft(
        kz, DUTY, draft, view.revision, at, content={**LEADERS, "as-of": "2026-01-01"}, to=view.draft.to
    )
    submit_draft(kz, DUTY, draft, at)
    send_message(kz, DUTY, release_draft(kz, RELEASER, draft, at), at)
    refresh_changed(kz, at)
    before = tables(kz)
    states = {FindingState(row[6]) for row in before[3]}
    assert {FindingState.MISSED, FindingState.MET, FindingState.UPCOMING} <= states
    assert len({row[2] for row in before[1]}) == 4  # topics
    rebuild(kz, at)
    assert tables(kz) == before
