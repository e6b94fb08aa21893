"""Building the demonstration: a node a state, drills told by their hosts, and everyone pulling from everyone."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from detente.agreements.reader import read_vocabulary
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant, format_instant
from detente.ledger.directory import format_directory
from detente.messages.report_rows import FaultyRow, ReportRow
from detente.node.actors import Actor, Role, operator
from detente.node.demo.folder import (
    Condition,
    Credentials,
    DemoReport,
    building,
    clear,
    condition_of,
    write_passwords,
    write_report,
)
from detente.node.demo.plan import Plan, read_drills
from detente.node.lifecycle import create_node, open_node
from detente.node.logstore import PUBLIC
from detente.node.node import Node, load_agreements, load_borders
from detente.node.peers import add_peer, pull_all
from detente.node.reports import RowOutcome, Telling, import_reports
from detente.node.settings import Settings
from detente.node.users import add_user

#: Called with what was just done; ``steps_of`` says how often.
Step = Callable[[str], None]

DRAFTER = Actor("duty", frozenset({Role.DRAFTER}))
RELEASER = Actor("releaser", frozenset({Role.RELEASER}))


def steps_of(states: int, rows: int) -> int:
    """How often ``build_demo`` calls its step."""
    return 2 * states + rows


def build_demo(
    folder: Path, plan: Plan, now: Instant, entropy: Callable[[int], bytes], step: Step = lambda _: None
) -> DemoReport:
    """Build the demonstration in a folder that is new, empty, or was left half built.

    ``now`` is the machine's time: from it on the nodes' clocks run on from ``plan.shown``.

    Raises:
        OperatorError: the folder holds something else, is in use, or the disk refuses.
    """
    if condition_of(folder) is not Condition.EMPTY:
        clear(folder)
    with building(folder):
        report = _build(folder, plan, now, entropy, step)
        write_report(folder, report)
    return report


def _build(folder: Path, plan: Plan, now: Instant, entropy: Callable[[int], bytes], step: Step) -> DemoReport:
    drills = read_drills()
    with ExitStack() as open_nodes:
        nodes = _make_nodes(folder, plan, now, entropy, open_nodes, step)
        outcomes = _tell(nodes, plan, drills, step)
        _exchange(nodes, plan.shown, step)
        write_passwords(folder, _add_users(nodes[plan.served], plan, entropy))
    return DemoReport(
        as_of=plan.as_of.text,
        built_at=format_instant(now),
        agreement=plan.agreement,
        served=plan.served,
        states=tuple(nodes),
        rows=tuple(outcomes),
    )


def _make_nodes(
    folder: Path, plan: Plan, now: Instant, entropy: Callable[[int], bytes], open_nodes: ExitStack, step: Step
) -> Mapping[StateCode, Node]:
    """A node a party, all sharing what they read of agreements and borders."""
    vocabulary = read_vocabulary()
    agreements = load_agreements(vocabulary)
    nodes: dict[StateCode, Node] = {}
    for state in sorted(agreements[plan.agreement].states()):
        settings = _settings(state, plan, now)
        create_node(folder / state, settings, entropy)
        node = open_node(
            folder / state,
            {},
            plan.shown,
            entropy=entropy,
            vocabulary=vocabulary,
            agreements=agreements,
            borders=next(iter(nodes.values())).borders if nodes else load_borders(settings),
        )
        open_nodes.callback(node.close)
        nodes[state] = node
        step(f"Made {state}'s node")
    return nodes


def _settings(state: StateCode, plan: Plan, now: Instant) -> Settings:
    return Settings(
        state=state,
        origin=plan.origin.format(state=state.lower()),
        clock_shows=format_instant(plan.shown),
        clock_set_at=format_instant(now),
    )


def _tell(
    nodes: Mapping[StateCode, Node], plan: Plan, drills: list[ReportRow | FaultyRow], step: Step
) -> list[RowOutcome]:
    """Drills that had begun by the day shown are told; the others wait as drafts."""
    today = plan.as_of.interval.latest
    telling = Telling(
        DRAFTER, RELEASER, lambda row: row.start is not None and row.start.interval.latest <= today
    )
    return import_reports(
        nodes, drills, plan.agreement, plan.shown, telling, lambda outcome: step(f"Read {outcome.id}")
    )


def _exchange(nodes: Mapping[StateCode, Node], at: Instant, step: Step) -> None:
    """Every node is given every other's public keys, and pulls."""
    for node in nodes.values():
        for state, other in nodes.items():
            if other is not node:
                keys = format_directory([other.keys.public(state)])
                add_peer(node, operator(), keys, str((other.folder / PUBLIC).resolve()), at)
    for state, node in nodes.items():
        _, troubles = pull_all(node, operator(), at)
        if troubles:
            raise troubles[0][1]
        step(f"{state} pulled from all")


def _add_users(node: Node, plan: Plan, entropy: Callable[[int], bytes]) -> list[Credentials]:
    made = [Credentials(user.name, tuple(sorted(user.roles)), _new_password(entropy)) for user in plan.users]
    for user, credentials in zip(plan.users, made, strict=True):
        add_user(node, operator(), user.name, credentials.password, user.roles, plan.shown)
    return made


def _new_password(entropy: Callable[[int], bytes]) -> str:
    """Eighty random bits in four groups that can be read out."""
    text = base64.b32encode(entropy(10)).decode().lower()
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))
