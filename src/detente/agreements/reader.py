"""The one place in this package that reads files: packs, shared words, schemas."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import cast

from detente.agreements.model import Vocabulary
from detente.agreements.scalars import Plain
from detente.agreements.schemas import SCHEMA_NAMES, Schemas
from detente.agreements.words import build_vocabulary
from detente.kernel.errors import OperatorError, PackError
from detente.kernel.identifiers import AgreementId

#: Packages that hold packs, ours like anyone's, name themselves in this entry point group.
ENTRY_POINT_GROUP = "detente.agreements"

MAX_PACK_FILES = 2_000
MAX_PACK_BYTES = 16 * 1024 * 1024


def read_pack(folder: Path) -> dict[str, bytes]:
    """Every file of a pack by its path in it, with forward slashes; hidden files are passed over.

    Raises:
        PackError: no such folder, or it holds more than a pack may.
        OperatorError: a file cannot be read.
    """
    if not folder.is_dir():
        raise PackError("no-pack", f"{folder} is not a folder.", "Give the folder that holds agreement.yaml.")
    try:
        return _read_folder(folder)
    except OSError as error:
        raise OperatorError("unreadable", f"{error.filename} cannot be read: {error.strerror}.") from error


def shipped_packs() -> dict[AgreementId, dict[str, bytes]]:
    """The files of every installed pack, by the name of its folder.

    Raises:
        PackError: two installed packages hold a pack of one name.
        OperatorError: a package named in the entry point group cannot be imported.
    """
    found: dict[AgreementId, dict[str, bytes]] = {}
    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda each: each.value):
        for folder in _pack_folders(point):
            name = AgreementId(folder.name)
            if name in found:
                what = f"{point.value} holds a pack {name}; so does another installed package."
                raise PackError("two-packs", what, "Take one of the two away.")
            found[name] = _read_folder(folder)
    return found


def read_vocabulary(schemas: Schemas | None = None) -> Vocabulary:
    """The measures, facts and coded lists that come with Détente."""
    here = files("detente.agreements")
    measures = (here / "measures.yaml").read_bytes()
    return build_vocabulary(measures, (here / "vocabulary.yaml").read_bytes(), schemas or read_schemas())


def read_schema(name: str) -> dict[str, Plain]:
    """A published schema by its name, as in ``SCHEMA_NAMES``."""
    text = (files("detente.agreements") / "schema" / f"{name}.json").read_text(encoding="utf-8")
    return cast("dict[str, Plain]", json.loads(text))


def read_schemas() -> Schemas:
    """All published schemas, compiled."""
    return Schemas({name: read_schema(name) for name in SCHEMA_NAMES})


def read_template() -> dict[str, bytes]:
    """The files of the pack that ``new.py`` starts a new one from."""
    return _read_folder(files("detente.agreements") / "template")


def _pack_folders(point: EntryPoint) -> list[Traversable]:
    try:
        root = files(point.value)
    except ImportError as error:
        what = f"The installed package {point.value}, which should hold agreements, cannot be imported."
        raise OperatorError("pack-package", what, "Install it again or take it away.") from error
    inside = sorted(root.iterdir(), key=lambda each: each.name)
    return [each for each in inside if each.is_dir() and (each / "agreement.yaml").is_file()]


def _read_folder(folder: Path | Traversable) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    size = 0
    for path, file in _walk(folder, ""):
        with file.open("rb") as opened:
            data = opened.read(MAX_PACK_BYTES + 1)
        size += len(data)
        if len(found) == MAX_PACK_FILES or size > MAX_PACK_BYTES:
            what = f"{folder} holds more than {MAX_PACK_FILES} files or {MAX_PACK_BYTES} bytes."
            raise PackError("pack-too-large", what, "Give the folder of one pack.")
        found[path] = data
    return found


def _walk(folder: Path | Traversable, prefix: str) -> list[tuple[str, Path | Traversable]]:
    """Paths and files in the order of their names; one level of folders, as a pack has."""
    found: list[tuple[str, Path | Traversable]] = []
    for each in sorted(folder.iterdir(), key=lambda inside: inside.name):
        if each.name.startswith(".") or each.name == "__pycache__":
            continue
        if not each.is_dir():
            found.append((prefix + each.name, each))
        elif prefix.count("/") < 2:
            found += _walk(each, f"{prefix}{each.name}/")
    return found
