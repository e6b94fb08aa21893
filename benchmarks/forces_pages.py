"""How long the server takes for the pages on forces, of two returns of 20,000 units.

Two nodes: one tells of its structure twice, the other receives it and is asked for its pages through the whole
application (middleware, session, folding, layout, template, compression) without a network. What has to stay within
300 ms is the chart. Run with ``python -m benchmarks.forces_pages [UNITS]``.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import httpx
from rich.console import Console
from rich.table import Table

from benchmarks.forces import a_year_later, structure_format, units
from detente.kernel.identifiers import AgreementId, FormatId, StateCode
from detente.kernel.instants import Instant
from detente.ledger.directory import format_directory
from detente.messages.document import JsonValue
from detente.node.actors import Actor, Role, operator
from detente.node.drafts import start_draft, submit_draft
from detente.node.ground import load_ground
from detente.node.lifecycle import create_node, open_node
from detente.node.node import Node
from detente.node.peers import add_peer
from detente.node.pulling import pull
from detente.node.release import release_draft, send_message
from detente.node.settings import Settings
from detente.node.users import add_user, sign_in
from detente.web.app import build_app
from detente.web.csrf import SESSION_COOKIE

UNITS, ROUNDS = 20_000, 7
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
DRAFTER, RELEASER = Actor("drafter", frozenset({Role.DRAFTER})), Actor("releaser", frozenset({Role.RELEASER}))
PASSWORD = "correct horse battery staple"


def open_pair(folder: Path) -> tuple[Node, Node, AgreementId, FormatId, Mapping[str, str]]:
    """The nodes of a sender and a receiver, and the agreement, format and items of its structure."""
    ground = load_ground()
    agreement, form, item = structure_format(list(ground.agreements.values()))
    as_of = next(one.id for one in form.items if one.fact == "return.as-of")
    nodes = []
    for state in agreement.states()[:2]:
        settings = Settings(state=state, origin=f"{state.lower()}.example/log", agreements=agreement.id)
        create_node(folder / state, settings)
        nodes.append(open_node(folder / state, {}, NOW, ground=ground))
    sender, receiver = nodes
    for one, other in ((sender, receiver), (receiver, sender)):
        keys = format_directory([other.keys.public(other.settings.state)])
        add_peer(one, operator(), keys, str(other.folder / "public"), NOW)
    return sender, receiver, agreement.id, form.id, {"as_of": as_of, "units": item.id}


def tell(folder: Path, count: int) -> tuple[Node, Node, StateCode, AgreementId, float]:
    """Two years told and received; with the seconds that it took to receive both."""
    sender, receiver, agreement, form, items = open_pair(folder)
    rows = list(units(count))
    for year, told in ((2025, rows), (2026, a_year_later(rows))):
        at: Instant = datetime(year, 2, 1, 6, tzinfo=UTC)
        content: dict[str, JsonValue] = {items["as_of"]: f"{year}-01-01", items["units"]: list(told)}
        number = start_draft(sender, DRAFTER, agreement, form, at, content=content)
        submit_draft(sender, DRAFTER, number, at)
        send_message(sender, DRAFTER, release_draft(sender, RELEASER, number, at), at)
    started = time.perf_counter()
    pull(receiver, operator(), sender.settings.state, NOW)
    return sender, receiver, sender.settings.state, agreement, time.perf_counter() - started


async def measure(node: Node, paths: Mapping[str, str]) -> dict[str, tuple[float, float, int]]:
    """Milliseconds of each page the first time and then (median), and its bytes before compression."""
    add_user(node, operator(), "reader", PASSWORD, frozenset({Role.READER}), NOW)
    cookies = {SESSION_COOKIE: sign_in(node, "reader", PASSWORD, NOW)}
    transport = httpx.ASGITransport(app=build_app(node, lambda: NOW))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", cookies=cookies) as client:
        found = {}
        for name, path in paths.items():
            spent, size = [], 0
            for _ in range(ROUNDS + 1):
                started = time.perf_counter()
                answer = await client.get(path)
                spent.append((time.perf_counter() - started) * 1000)
                if answer.status_code != httpx.codes.OK:
                    raise SystemExit(f"{path} answered {answer.status_code}")
                size = len(answer.content)
            found[name] = (spent[0], median(spent[1:]), size)
        return found


def main(count: int = UNITS) -> None:
    """Print milliseconds and kilobytes of every page."""
    with tempfile.TemporaryDirectory() as folder:
        sender, receiver, state, agreement, received = tell(Path(folder), count)
        base = f"/forces/{agreement}/{state}"
        paths = {
            "list": "/forces",
            "chart": base,
            "chart of a branch": f"{base}?top=U00005",
            "tree": f"{base}/tree",
            "table": f"{base}/table",
            "table, searched and sorted": f"{base}/table?words=7&order=-strength",
            "map": f"{base}/map",
            "differences": f"{base}/differences",
            "differences as a chart": f"{base}/differences/chart",
            "one unit": f"{base}/history?code=U00005",
        }
        found = asyncio.run(measure(receiver, paths))
        for node in (sender, receiver):
            node.close()
    table = Table("page", "first, ms", "then, ms", "kB", title=f"Two returns of {count:,} units")
    for name, (first, then, size) in found.items():
        table.add_row(name, f"{first:.0f}", f"{then:.0f}", f"{size / 1000:.0f}")
    Console().print(table, f"Both received in {received:.1f} s.")


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
