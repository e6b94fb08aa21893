"""Building the demonstration: a node a state, drills told by their hosts, and everyone pulling from everyone."""

from __future__ import annotations

import base64
import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import event

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
from detente.node.ground import Ground, load_ground
from detente.node.lifecycle import create_node, open_node
from detente.node.logstore import PUBLIC
from detente.node.node import Node
from detente.node.peers import add_peer
from detente.node.pulling import pull_all
from detente.node.reports import RowOutcome, Telling, import_reports
from detente.node.settings import Settings
from detente.node.users import add_user

#: Called with what was just done, and of how many steps.
Step = Callable[[str, int], None]
Done = Callable[[str], None]

DRAFTER = Actor("duty", frozenset({Role.DRAFTER}))
RELEASER = Actor("releaser", frozenset({Role.RELEASER}))


def build_demo(
    folder: Path,
    plan: Plan,
    now: Instant,
    entropy: Callable[[int], bytes],
    step: Step = lambda _done, _of: None,
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
        os.sync()
        write_report(folder, report)
    return report


def _build(folder: Path, plan: Plan, now: Instant, entropy: Callable[[int], bytes], step: Step) -> DemoReport:
    drills, ground = read_drills(), load_ground()
    states = sorted(ground.agreement(plan.agreement).states())

    def done(what: str) -> None:
        step(what, 2 * len(states) + len(drills))

    with ExitStack() as open_nodes:
        nodes: dict[StateCode, Node] = {}
        for state in states:
            nodes[state] = make_node(
                folder / state, _settings(state, plan, now, entropy), ground, plan.shown, entropy
            )
            open_nodes.callback(nodes[state].close)
            done(f"Made {state}'s node")
        introduce(nodes, plan.shown)
        outcomes = _tell(nodes, plan, drills, done)
        exchange(nodes, plan.shown, done)
        write_passwords(folder, add_users(nodes[plan.served], plan, entropy))
    return DemoReport(
        as_of=plan.as_of.text,
        built_at=format_instant(now),
        agreement=plan.agreement,
        served=plan.served,
        states=tuple(states),
        rows=tuple(outcomes),
    )


def make_node(
    folder: Path, settings: Settings, ground: Ground, at: Instant, entropy: Callable[[int], bytes]
) -> Node:
    """A new node, open, which does not wait for the disk while it is filled."""
    create_node(folder, settings, entropy)
    # No environment: what overrides one node's settings would override all ten.
    node = open_node(folder, {}, at, entropy=entropy, ground=ground)
    # What a power cut would leave half built is built anew, so only the end has to be durable.
    node.engine.dispose()
    event.listen(node.engine, "connect", _do_not_wait)
    return node


def _do_not_wait(raw: sqlite3.Connection, _record: object) -> None:
    raw.execute("PRAGMA synchronous=OFF")


def _settings(state: StateCode, plan: Plan, now: Instant, entropy: Callable[[int], bytes]) -> Settings:
    return Settings(
        state=state,
        origin=plan.origin.format(state=state.lower()),
        clock_shows=format_instant(plan.shown),
        clock_set_at=format_instant(now),
        exchange_token=entropy(16).hex(),
        agreements=",".join(plan.in_use),
        judged_from=format_instant(plan.shown),
    )


def _tell(
    nodes: Mapping[StateCode, Node], plan: Plan, drills: list[ReportRow | FaultyRow], done: Done
) -> list[RowOutcome]:
    """Drills that had begun by the day shown are told; the others wait as drafts."""
    today = plan.as_of.interval.latest
    telling = Telling(
        DRAFTER, RELEASER, lambda row: row.start is not None and row.start.interval.latest <= today
    )
    return import_reports(
        nodes, drills, plan.agreement, plan.shown, telling, lambda outcome: done(f"Read {outcome.id}")
    )


def introduce(nodes: Mapping[StateCode, Node], at: Instant) -> None:
    """Every node is given every other's public keys, to verify by and to seal to."""
    for node in nodes.values():
        for state, other in nodes.items():
            if other is not node:
                keys = format_directory([other.keys.public(state)])
                add_peer(node, operator(), keys, str((other.folder / PUBLIC).resolve()), at)


def exchange(nodes: Mapping[StateCode, Node], at: Instant, done: Done) -> None:
    """Every node pulls from all others."""
    for state, node in nodes.items():
        _, troubles = pull_all(node, operator(), at)
        if troubles:
            raise troubles[0][1]
        done(f"{state} pulled from all")


def add_users(node: Node, plan: Plan, entropy: Callable[[int], bytes]) -> list[Credentials]:
    """The people of a plan, with new passwords."""
    made = [Credentials(user.name, tuple(sorted(user.roles)), _new_password(entropy)) for user in plan.users]
    for user, credentials in zip(plan.users, made, strict=True):
        add_user(node, operator(), user.name, credentials.password, user.roles, plan.shown)
    return made


def _new_password(entropy: Callable[[int], bytes]) -> str:
    """Eighty random bits in four groups that can be read out."""
    text = base64.b32encode(entropy(10)).decode().lower()
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))
