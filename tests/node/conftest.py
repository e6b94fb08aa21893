"""Real nodes in temporary folders: real keys, real logs, real databases. Nothing is mocked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.agreements_in_use import IN_USE
from tests.node.stories import NOW, OpenNode

from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.node.ground import Ground, load_ground
from detente.node.lifecycle import create_node, open_node
from detente.node.node import Node
from detente.node.settings import Settings


@pytest.fixture(scope="session")
def ground() -> Ground:
    return load_ground()


@pytest.fixture
def make_node(tmp_path: Path, ground: Ground) -> Iterator[OpenNode]:
    """``make_node("KZ")`` creates the node on the first call and opens it; a later call opens it again."""
    opened: list[Node] = []

    def make(state: str, at: Instant = NOW, *, writable: bool = True, **settings: object) -> Node:
        folder = tmp_path / state
        if not folder.exists():
            wanted = Settings(
                state=StateCode(state),
                origin=f"{state.lower()}.example/log",
                **({"agreements": IN_USE} | settings),
            )  # type: ignore[arg-type]
            create_node(folder, wanted)
        node = open_node(folder, {}, at, writable=writable, ground=ground)
        opened.append(node)
        return node

    yield make
    for node in opened:
        node.close()


@pytest.fixture
def kz(make_node: OpenNode) -> Node:
    return make_node("KZ")


@pytest.fixture
def cn(make_node: OpenNode) -> Node:
    return make_node("CN")
