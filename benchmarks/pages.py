"""How long the server takes for Today, Messages and Drills on a large record, and on one ten times smaller.

Each page is asked for through the whole application (middleware, session, queries, template, compression) without
a network. Beside it stand the bare parts in the same run: the page's own SQL, once, by SQLite alone.
Run with ``python -m benchmarks.pages [COUNT]``.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from statistics import median

import httpx
from rich.console import Console
from rich.table import Table

from benchmarks.record_of import NOW, node_with
from detente.node.actors import Role, operator
from detente.node.ground import Ground, load_ground
from detente.node.node import Node
from detente.node.users import add_user, sign_in
from detente.web.app import build_app
from detente.web.csrf import SESSION_COOKIE

COUNT = 100_000
ROUNDS = 25
PAGES = {
    "Today": "/",
    "Messages": "/messages",
    "Messages of one state": "/messages?sender=CN",
    "Drills": "/activities",
    "Drills by strength": "/activities?order=-personnel",
    "Drills of a month": "/activities/month",
    "A provision": "/agreements/sco-proposal-2024/provisions/notify.personnel",
}
BARE = """
    SELECT reference, title, sender, known_at FROM message ORDER BY known_at DESC, reference DESC LIMIT 50
"""


async def measure(node: Node, pages: Mapping[str, str] = PAGES) -> dict[str, float]:
    """Median milliseconds of each page, by what it is called."""
    password = "correct horse battery staple"
    add_user(node, operator(), "reader", password, frozenset({Role.READER}), NOW)
    cookies = {SESSION_COOKIE: sign_in(node, "reader", password, NOW)}
    transport = httpx.ASGITransport(app=build_app(node, lambda: NOW))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", cookies=cookies) as client:
        return {name: await _median(lambda path=path: _get(client, path)) for name, path in pages.items()}


async def _get(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    if answer.status_code != httpx.codes.OK:
        raise SystemExit(f"{path} answered {answer.status_code}")


async def _median(work: Callable[[], Awaitable[None]]) -> float:
    await work()
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        await work()
        spent.append((time.perf_counter() - start) * 1000)
    return median(spent)


def bare(node: Node) -> float:
    """Median milliseconds of the register's rows by SQLite alone."""
    raw = sqlite3.connect(node.folder / "node.db")
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        raw.execute(BARE).fetchall()
        spent.append((time.perf_counter() - start) * 1000)
    raw.close()
    return median(spent)


def _measure(folder: Path, count: int, ground: Ground) -> dict[str, float]:
    node = node_with(folder / str(count), count, ground)
    try:
        return {**asyncio.run(measure(node)), "bare rows of the register": bare(node)}
    finally:
        node.close()


def main(count: int = COUNT) -> None:
    """Print milliseconds on both records, and how much the larger one costs more."""
    ground = load_ground()
    with tempfile.TemporaryDirectory() as folder:
        small = _measure(Path(folder), count // 10, ground)
        large = _measure(Path(folder), count, ground)
    show(small, large, count)


def show(small: Mapping[str, float], large: Mapping[str, float], count: int) -> None:
    """Print both, and how much the larger record costs more."""
    table = Table(
        "page", f"{count // 10:,} messages", f"{count:,} messages", "more", title="Median milliseconds"
    )
    for name, spent in large.items():
        table.add_row(name, f"{small[name]:.1f}", f"{spent:.1f}", f"{spent / small[name] - 1:+.0%}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
