"""Trust: this node's log, who keeps a copy of it, the peers' keys, alarms; and checking any file that is brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.exchange.examining import Examined
from detente.exchange.introduction import Introduction
from detente.kernel.errors import DetenteError, InputError
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.directory import format_directory
from detente.ledger.evidence import StepOutcome
from detente.node.actors import Right, require
from detente.node.peers import add_peer
from detente.node.trust import (
    Trust,
    Witnessed,
    examine_file,
    introduce,
    proof_of_alarm,
    read_introduction,
    show_trust,
)
from detente.node.witnessing import WitnessStanding
from detente.web import urls
from detente.web.desk import Desk, Visit, go_to
from detente.web.frame import Frame

#: Tone and sign of each outcome of a check.
OUTCOME_MARKS = {
    StepOutcome.PASSED: ("good", "check"),
    StepOutcome.FAILED: ("alert", "alert"),
    StepOutcome.NOT_CHECKED: ("doubt", "unclear"),
}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was examined: what it is, whether all of it holds, and each thing said with tone and sign."""

    name: str
    kind: Text
    holds: bool
    lines: tuple[tuple[str, str, Text], ...]


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """What an agreement's policy says of our newest checkpoint."""

    title: Text
    known: Witnessed


@dataclass(frozen=True, slots=True)
class WitnessLine:
    """A witness, by the name of its key; ``cosigned_at`` None: never yet."""

    name: str
    standing: WitnessStanding
    cosigned_at: Instant | None


@dataclass(frozen=True, slots=True)
class Offered:
    """Another node's introduction, before it is added."""

    introduction: Introduction
    fingerprint: str
    keys: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustPage:
    """What is known; with what was just examined, offered, or went wrong at one of the two."""

    frame: Frame
    trust: Trust
    policies: tuple[PolicyLine, ...]
    witnesses: tuple[WitnessLine, ...]
    may_administer: bool
    examined: CheckedFile | None = None
    offered: Offered | None = None
    check_problem: DetenteError | None = None
    peer_problem: DetenteError | None = None


def routes(desk: Desk) -> list[BaseRoute]:
    """The page, what is checked on it, and how two nodes get to know each other."""
    return [
        desk.route(urls.TRUST, show),
        desk.route(urls.TRUST_CHECK, check, ["POST"]),
        desk.route(urls.TRUST_PEERS, add, ["POST"]),
        desk.route(urls.TRUST_INTRODUCTION, write_introduction, ["POST"]),
        desk.route(urls.TRUST_PROOF, proof),
    ]


def show(visit: Visit) -> Response:
    """The page."""
    return visit.show("trust/trust.html", _page(visit))


def check(visit: Visit) -> Response:
    """Say what a file proves."""
    require(visit.actor, Right.READ)
    sent = visit.fields.files.get("file")
    if sent is None:
        return go_to(f"{urls.TRUST}#check-file")
    try:
        examined = examine_file(visit.node, visit.actor, sent.content)
    except InputError as problem:
        return visit.show("trust/trust.html", _page(visit, check_problem=problem), 422)
    return visit.show("trust/trust.html", _page(visit, examined=_checked(sent.name, examined)))


def _checked(name: str, examined: Examined) -> CheckedFile:
    lines = tuple((*OUTCOME_MARKS[one.outcome], one.sentence) for one in examined.said)
    return CheckedFile(name, examined.kind.words, examined.holds, lines)


def add(visit: Visit) -> Response:
    """Show whose keys a file brings, to be compared; and once they were, follow that node."""
    require(visit.actor, Right.ADMINISTER)
    fields = visit.fields
    sent = fields.files.get("file")
    text = sent.content.decode("utf-8", errors="replace") if sent else fields.one("keys")
    try:
        found, mark = read_introduction(visit.node, visit.actor, text)
        keys = format_directory([found.keys])
        if fields.one("compared") != "yes":
            return visit.show("trust/trust.html", _page(visit, offered=Offered(found, mark, keys)))
        address, token = fields.one("address"), fields.one("access")
        add_peer(visit.node, visit.actor, keys, address, visit.at, token)
    except DetenteError as problem:
        return visit.show("trust/trust.html", _page(visit, peer_problem=problem), 422)
    return go_to(f"{urls.TRUST}#peers")


def write_introduction(visit: Visit) -> Response:
    """The file for another ministry, to download."""
    text = introduce(visit.node, visit.actor, visit.fields.one("address"), visit.at)
    state = visit.node.settings.state
    return _file(text.encode(), f"detente-node-{state}.txt", "text/plain; charset=utf-8")


def proof(visit: Visit) -> Response:
    """The proof of an alarm, to download."""
    number = int(visit.request.path_params["number"])
    return _file(
        proof_of_alarm(visit.node, visit.actor, number), f"alarm-{number}.json", "application/octet-stream"
    )


def _page(
    visit: Visit,
    *,
    examined: CheckedFile | None = None,
    offered: Offered | None = None,
    check_problem: DetenteError | None = None,
    peer_problem: DetenteError | None = None,
) -> TrustPage:
    trust = show_trust(visit.node, visit.actor)
    agreements = visit.node.agreements
    return TrustPage(
        frame=visit.frame(urls.TRUST),
        trust=trust,
        policies=tuple(PolicyLine(agreements[one.agreement].short_title, one) for one in trust.witnessed),
        witnesses=tuple(map(_witness, trust.witnesses)),
        may_administer=visit.actor.may(Right.ADMINISTER),
        examined=examined,
        offered=offered,
        check_problem=check_problem,
        peer_problem=peer_problem,
    )


def _witness(one: WitnessStanding) -> WitnessLine:
    at = None if one.cosigned_at is None else datetime.fromtimestamp(one.cosigned_at, UTC)
    return WitnessLine(one.keys[0].name, one, at)


def _file(data: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=media_type, headers=headers)
