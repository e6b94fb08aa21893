"""The toy agreement and the shared words, for this package's tests and as a model for others'."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.agreements.load import PackLoader
from detente.agreements.model import Agreement, Vocabulary
from detente.agreements.new import TEMPLATE_ID, new_pack
from detente.agreements.reader import read_schemas, read_vocabulary
from detente.agreements.schemas import Schemas


@pytest.fixture(scope="session")
def schemas() -> Schemas:
    return read_schemas()


@pytest.fixture(scope="session")
def vocabulary(schemas: Schemas) -> Vocabulary:
    return read_vocabulary(schemas)


@pytest.fixture(scope="session")
def loader(vocabulary: Vocabulary, schemas: Schemas) -> PackLoader:
    return PackLoader(vocabulary, schemas)


@pytest.fixture
def toy_files() -> dict[str, bytes]:
    """The toy pack's files; a fresh copy for each test."""
    return new_pack(TEMPLATE_ID)


@pytest.fixture(scope="session")
def toy(loader: PackLoader) -> Agreement:
    """The toy pack, loaded."""
    return loader.load(new_pack(TEMPLATE_ID))


@pytest.fixture
def changed(toy_files: dict[str, bytes]) -> Callable[[str, str, str], dict[str, bytes]]:
    """The toy pack with one text in one file replaced; the text must stand there."""

    def change(path: str, old: str, new: str) -> dict[str, bytes]:
        text = toy_files[path].decode()
        assert old in text
        return toy_files | {path: text.replace(old, new, 1).encode()}

    return change
