"""Visits as two nodes tell each other of them: an offer with everything that follows, and requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.node.stories import DUTY, RELEASER

from detente.agreements.model import MessageKind
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import Instant, format_instant
from detente.ledger.directory import format_directory
from detente.messages.document import JsonValue
from detente.messages.references import matter_of
from detente.node.actors import operator
from detente.node.drafts import start_change, start_draft, submit_draft
from detente.node.ground import Ground
from detente.node.lifecycle import create_node, open_node
from detente.node.node import Node
from detente.node.peers import add_peer
from detente.node.pulling import pull
from detente.node.release import release_draft, send_message
from detente.node.settings import Settings

SCO, VIENNA = AgreementId("sco-proposal-2024"), AgreementId("vienna-document-2011")
KZ, CN = StateCode("KZ"), StateCode("CN")
BEGUN = datetime(2026, 3, 1, 6, tzinfo=UTC)
NOW = datetime(2026, 4, 20, 6, tzinfo=UTC)

OFFER: Mapping[str, JsonValue] = {
    "unit": {"en": "Training base Zhurihe"},
    "arrival": "2026-05-18",
    "end": "2026-05-20",
    "team": 4,
    "entry": {"name": {"en": "Beijing airport"}, "positions": ["+40.0800+116.5850/"]},
}
TEAM: Mapping[str, JsonValue] = {
    "names": [
        {
            "person": {"name": {"en": "A. Serikov"}, "post": {"en": "Head of section"}},
            "rank": {"en": "Colonel"},
            "passport": {"en": "N1234567"},
            "born": "1980-05-01",
        }
    ],
    "team": 1,
}
PROGRAMME: Mapping[str, JsonValue] = {
    "days": [{"day": "2026-05-18", "time": {"en": "09:00"}, "what": {"en": "Briefing"}}]
}


@dataclass(frozen=True, slots=True)
class Told:
    """Two nodes that know the same, and the matters: an offer of China's, two requests and a withdrawn one."""

    kz: Node
    cn: Node
    offered: MatterId
    asked: MatterId
    declined: MatterId
    withdrawn: MatterId


def open_pair(
    folder: Path,
    ground: Ground,
    agreements: str = SCO,
    states: tuple[str, ...] = ("KZ", "CN"),
    shown: Instant | None = None,
) -> list[Node]:
    """Nodes that know each other's keys. ``shown``: what their clocks show from now on, when they are served."""
    clock = (
        {"clock_shows": format_instant(shown), "clock_set_at": format_instant(datetime.now(UTC))}
        if shown
        else {}
    )
    nodes = []
    for state in states:
        create_node(
            folder / state,
            Settings(
                state=StateCode(state), origin=f"{state.lower()}.example/log", agreements=agreements, **clock
            ),
        )
        nodes.append(open_node(folder / state, {}, BEGUN, ground=ground))
    for one in nodes:
        for other in nodes:
            if one is not other:
                keys = format_directory([other.keys.public(other.settings.state)])
                add_peer(one, operator(), keys, str(other.folder / "public"), BEGUN)
    return nodes


def say(
    node: Node,
    name: str,
    content: Mapping[str, JsonValue],
    at: Instant,
    *,
    to: tuple[str, ...] = (),
    refers_to: tuple[Reference, ...] = (),
    agreement: AgreementId = SCO,
) -> Reference:
    """Draft, submit, release by another, send."""
    draft = start_draft(
        node,
        DUTY,
        agreement,
        FormatId(name),
        at,
        content=content,
        to=tuple(StateCode(one) for one in to) or None,
        refers_to=refers_to,
    )
    return send(node, draft, at)


def send(node: Node, draft: int, at: Instant) -> Reference:
    """Submit, release by another, send."""
    submit_draft(node, DUTY, draft, at)
    reference = release_draft(node, RELEASER, draft, at)
    send_message(node, DUTY, reference, at)
    return reference


def hear(node: Node, other: Node, at: Instant = NOW) -> None:
    """Pull what the other told."""
    pull(node, DUTY, other.settings.state, at)


def request(unit: str, arrival: str, end: str, team: int = 2) -> Mapping[str, JsonValue]:
    return {"unit": {"en": unit}, "arrival": arrival, "end": end, "team": team}


def tell_visits(kz: Node, cn: Node) -> Told:
    """What both nodes know by ``NOW``."""
    day = lambda month, number: datetime(2026, month, number, 8, tzinfo=UTC)  # noqa: E731 - short for the story
    offer = say(cn, "visit-offer", OFFER, day(4, 2), to=("KZ",))
    hear(kz, cn, day(4, 2))
    say(kz, "visit-offer-reply", {"accepted": True}, day(4, 6), to=("CN",), refers_to=(offer,))
    say(kz, "visit-offer-team", TEAM, day(4, 8), to=("CN",), refers_to=(offer,))
    say(cn, "visit-offer-programme", PROGRAMME, day(4, 10), to=("KZ",), refers_to=(offer,))
    asked = say(
        kz, "visit-request", request("Brigade at Urumqi", "2026-06-01", "2026-06-03"), day(4, 12), to=("CN",)
    )
    other = say(cn, "visit-request", request("Gvardeisky", "2026-03-20", "2026-03-22"), day(3, 2), to=("KZ",))
    hear(kz, cn, day(4, 12))
    say(kz, "visit-request-reply", {"accepted": False}, day(4, 13), to=("CN",), refers_to=(other,))
    taken = say(kz, "visit-request", request("Kashgar", "2026-07-01", "2026-07-02"), day(4, 14), to=("CN",))
    send(kz, start_change(kz, DUTY, taken, MessageKind.CANCELLATION, day(4, 15)), day(4, 15))
    hear(kz, cn)
    hear(cn, kz)
    return Told(kz, cn, *(matter_of(one) for one in (offer, asked, other, taken)))


DRILL: Mapping[str, JsonValue] = {
    "designation": {"en": "Aibalta-2026"},
    "type": "live-exercise",
    "dates": {"start": "2026-06-10", "end": "2026-06-20"},
    "area": [{"name": {"en": "Matybulak range"}, "positions": ["+43.5400+075.2100/"]}],
    "participants": ["KZ"],
    "strength": {"total": {"personnel": 14000}},
}
INVITATION: Mapping[str, JsonValue] = {
    "programme": {"start": "2026-06-12", "end": "2026-06-14"},
    "arrival": "2026-06-11T10:00:00Z",
    "arrival-place": {"name": {"en": "Almaty airport"}},
}


def tell_of_observers(kz: Node, cn: Node) -> MatterId:
    """A drill of Kazakhstan's, to which all are invited and China sends one observer by name."""
    drill = say(kz, "exercise-notification", DRILL, NOW)
    invitation = say(kz, "observation-invitation", INVITATION, NOW, refers_to=(drill,))
    hear(cn, kz)
    answer: Mapping[str, JsonValue] = {
        "accepted": True,
        "observers": 1,
        "names": [{"person": {"name": {"en": "Wang Lei"}, "post": {"en": "Colonel"}}}],
    }
    say(cn, "observation-reply", answer, NOW, to=("KZ",), refers_to=(invitation, drill))
    hear(kz, cn)
    return matter_of(drill)


def declare_units(node: Node, units: int, at: Instant) -> Reference:
    """The annual return that quotas are counted by."""
    items = node.agreement(VIENNA).formats[FormatId("annual-return")].items
    told: dict[str, JsonValue] = {"return.as-of": "2026-01-01", "return.units": units}
    content = {item.id: told[item.fact] for item in items if item.fact in told}
    return say(node, "annual-return", content, at, agreement=VIENNA)


def tell_of_a_quota(kz: Node, de: Node) -> MatterId:
    """Kazakhstan declares sixty units, and Germany asks to evaluate one."""
    declare_units(kz, 60, BEGUN)
    content: Mapping[str, JsonValue] = {"unit": "Unit 12345", "arrival": "2026-05-12T08:00:00Z", "team": 2}
    request_ = say(de, "evaluation-request", content, NOW, to=("KZ",), agreement=VIENNA)
    hear(kz, de)
    return matter_of(request_)
