"""The published JSON Schemas, compiled once, and the first phase of loading: is every file of the right shape?

Nearly every file is. A validator in Rust says so quickly; only of the others is it asked, slowly, what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

import jsonschema_rs
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from detente.agreements.explain import explain
from detente.agreements.scalars import Plain
from detente.agreements.source import Path, SourceFile
from detente.kernel.errors import Fault

#: The schemas by the name of their file in ``schema/``; ``common`` only holds what the others refer to.
SCHEMA_NAMES = (
    "common",
    "agreement",
    "articles",
    "zones",
    "sectors",
    "provision",
    "format",
    "scenario",
    "measures",
    "vocabulary",
)


#: Rules that a mapping breaks when one of its keys could not be taken.
_RULES_ON_KEYS = frozenset({"required", "minProperties", "oneOf", "anyOf"})


class Schemas:
    """Compiled schemas; build once and pass on."""

    def __init__(self, documents: Mapping[str, dict[str, Plain]]) -> None:
        registry: Registry[bool | Mapping[str, object]] = Registry()
        for name, document in documents.items():
            registry = registry.with_resource(f"{name}.json", DRAFT202012.create_resource(document))
        self._validators = {
            name: Draft202012Validator(each, registry=registry) for name, each in documents.items()
        }
        quick = jsonschema_rs.Registry([(f"{name}.json", each) for name, each in documents.items()])
        self._quick = {
            name: jsonschema_rs.Draft202012Validator(
                {**each, "$id": f"json-schema:///{name}.json"}, registry=quick
            )
            for name, each in documents.items()
        }

    def check(self, schema: str, source: SourceFile) -> list[Fault]:
        """Every way in which a file is not of the shape of ``schema``, in the order of its lines.

        Faults that follow only from a value already refused in reading are left out.
        """
        if self._quick[schema].is_valid(source.value):
            return []
        faults: dict[Fault, int] = {}
        for error in self._validators[schema].iter_errors(source.value):
            path: Path = tuple(error.absolute_path)
            if not _follows(str(error.validator), path, source):
                faults |= {fault: _line_of(fault) for fault in explain(error, source, path)}
        return sorted(faults, key=lambda fault: faults[fault])


def _follows(rule: str, path: Path, source: SourceFile) -> bool:
    """Whether an error only follows from something already refused in reading."""
    if path in source.incomplete and rule in _RULES_ON_KEYS:
        return True
    refused = source.refused
    return bool(refused) and any(path[:length] in refused for length in range(len(path) + 1))


def _line_of(fault: Fault) -> int:
    return int(fault.where.rpartition(":")[2])
