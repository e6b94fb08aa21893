"""Real nodes in temporary folders: real keys, real logs, real databases. Nothing is mocked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.node.stories import NOW, OpenNode

from detente.agreements.model import Agreement, Vocabulary
from detente.agreements.reader import read_vocabulary
from detente.geography.borders import BorderSet
from detente.geography.reader import read_sample_borders
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.instants import Instant
from detente.node.lifecycle import create_node, open_node
from detente.node.node import Node, load_agreements
from detente.node.settings import Settings


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture(scope="session")
def agreements(vocabulary: Vocabulary) -> Mapping[AgreementId, Agreement]:
    return load_agreements(vocabulary)


@pytest.fixture(scope="session")
def borders() -> BorderSet:
    return read_sample_borders()


@pytest.fixture
def make_node(
    tmp_path: Path,
    vocabulary: Vocabulary,
    agreements: Mapping[AgreementId, Agreement],
    borders: BorderSet,
) -> Iterator[OpenNode]:
    """``make_node("KZ")`` creates the node on the first call and opens it; a later call opens it again."""
    opened: list[Node] = []

    def make(state: str, at: Instant = NOW, *, writable: bool = True, **settings: object) -> Node:
        folder = tmp_path / state
        if not folder.exists():
            wanted = Settings(state=StateCode(state), origin=f"{state.lower()}.example/log", **settings)  # type: ignore[arg-type]
            create_node(folder, wanted)
        node = open_node(
            folder, {}, at, writable=writable, vocabulary=vocabulary, agreements=agreements, borders=borders
        )
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
