"""The folder of a demonstration: whether it is whole, and the report of what became of every row."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from detente.kernel.errors import Fault, OperatorError, Severity
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.languages import Language, Text
from detente.node.durable import disk_errors, lock_file
from detente.node.reports import Fate, RowOutcome

REPORT, PASSWORDS, BUILDING = "demo.json", "passwords.txt", ".building"
VERSION = 1


class Condition(StrEnum):
    """What a folder holds."""

    EMPTY = "empty"
    WHOLE = "whole"
    HALF_BUILT = "half-built"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user of the node that is shown, with the password as it was made."""

    name: str
    roles: tuple[str, ...]
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReport:
    """What the demonstration in a folder holds."""

    as_of: str
    built_at: str
    agreement: AgreementId
    served: StateCode
    states: tuple[StateCode, ...]
    rows: tuple[RowOutcome, ...]

    def count(self, fate: Fate) -> int:
        """How many rows ended so."""
        return sum(row.fate is fate for row in self.rows)


def condition_of(folder: Path) -> Condition:
    """Whether the folder holds a whole demonstration, half of one, nothing, or something else."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return Condition.EMPTY
    if (folder / BUILDING).exists():
        return Condition.HALF_BUILT
    return Condition.WHOLE if (folder / REPORT).is_file() else Condition.FOREIGN


@contextmanager
def building(folder: Path) -> Iterator[None]:
    """Hold the folder while it is built. It stays marked as half built unless everything went well.

    Raises:
        OperatorError: another process builds there, or the disk refuses.
    """
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    lock = lock_file(folder / BUILDING)
    try:
        yield
        (folder / BUILDING).unlink()
    finally:
        os.close(lock)


def clear(folder: Path) -> None:
    """Delete a demonstration, whole or half built; anything else is left alone.

    Raises:
        OperatorError: the folder holds something else, or another process uses it.
    """
    condition = condition_of(folder)
    if condition is Condition.EMPTY:
        return
    if condition is Condition.FOREIGN:
        raise OperatorError(
            "folder-in-use",
            f"{folder} holds something that is no demonstration.",
            "Choose another with --dir.",
        )
    with ExitStack() as held:
        # Every node is held before the first is deleted: one in use, and nothing is.
        for lock in sorted(folder.glob("*/journal/lock")):
            held.callback(os.close, lock_file(lock))
        held.enter_context(building(folder))
        with disk_errors(folder):
            for inside in sorted(folder.iterdir()):
                if inside.name != BUILDING:
                    _delete(inside)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def write_report(folder: Path, report: DemoReport) -> None:
    """Write ``demo.json``, whole or not at all."""
    value = {
        "v": VERSION,
        "as_of": report.as_of,
        "built_at": report.built_at,
        "agreement": report.agreement,
        "served": report.served,
        "states": list(report.states),
        "counts": {fate.value: report.count(fate) for fate in Fate},
        "rows": [_outcome_json(row) for row in report.rows],
    }
    aside = folder / f"{REPORT}.new"
    with disk_errors(aside):
        aside.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        aside.replace(folder / REPORT)


def read_report(folder: Path) -> DemoReport:
    """Read ``demo.json``.

    Raises:
        OperatorError: it is not what ``write_report`` writes.
    """
    try:
        value = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        if value["v"] != VERSION:
            raise ValueError(f"version {value['v']}")
        return DemoReport(
            as_of=value["as_of"],
            built_at=value["built_at"],
            agreement=AgreementId(value["agreement"]),
            served=StateCode(value["served"]),
            states=tuple(StateCode(state) for state in value["states"]),
            rows=tuple(_outcome(row) for row in value["rows"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise OperatorError(
            "demo-report",
            f"{folder / REPORT} cannot be read: {problem}.",
            "Start over with detente demo --fresh.",
        ) from problem


def _outcome_json(outcome: RowOutcome) -> dict[str, object]:
    """What became of one row, with every reason in the three languages."""
    return {
        "row": outcome.row,
        "id": outcome.id,
        "name": outcome.name,
        "fate": outcome.fate.value,
        "host": outcome.host,
        "reference": outcome.reference,
        "draft": outcome.draft,
        "code": outcome.code,
        "reason": _by_language(outcome.reason),
        "faults": [
            {
                "code": fault.code,
                "where": fault.where,
                "what": _by_language(fault.what),
                "mend": _by_language(fault.mend),
                "severity": fault.severity.value,
            }
            for fault in outcome.faults
        ],
    }


def _by_language(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {language.value: text.in_(language) for language in Language}


def _outcome(value: dict[str, Any]) -> RowOutcome:
    reason = value.pop("reason")
    faults = value.pop("faults")
    return RowOutcome(
        **{**value, "fate": Fate(value["fate"])},
        reason=None if reason is None else Text(**reason),
        faults=tuple(_fault(fault) for fault in faults),
    )


def _fault(value: dict[str, Any]) -> Fault:
    words = {"what": Text(**value["what"]), "mend": Text(**value["mend"])}
    return Fault(**{**value, **words, "severity": Severity(value["severity"])})


def write_passwords(folder: Path, users: Sequence[Credentials]) -> None:
    """Keep the passwords of the demonstration's users, readable by the owner alone."""
    text = "".join(f"{user.name}\t{','.join(user.roles)}\t{user.password}\n" for user in users)
    path = folder / PASSWORDS
    with disk_errors(path):
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)


def read_passwords(folder: Path) -> tuple[Credentials, ...]:
    """The passwords as they were kept; none where the file was taken away."""
    try:
        lines = (folder / PASSWORDS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    fields = [line.split("\t") for line in lines if line.count("\t") == 2]
    return tuple(Credentials(name, tuple(roles.split(",")), password) for name, roles, password in fields)
