"""The published schemas are sound, closed, and described to the last key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jsonschema import Draft202012Validator

from detente.agreements.kinds.registry import KINDS
from detente.agreements.model import (
    Addressees,
    Bearer,
    Duty,
    Event,
    EvidenceLevel,
    ItemType,
    Kind,
    MessageKind,
    Purpose,
    Status,
    Together,
)
from detente.agreements.reader import read_schema
from detente.agreements.scalars import Plain
from detente.agreements.schemas import SCHEMA_NAMES, Schemas
from detente.agreements.source import SourceFile, read_source
from detente.kernel.errors import Fault


def parts(value: Plain, path: str) -> Iterator[tuple[str, dict[str, Plain]]]:
    """Every mapping in a schema, with its place."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from parts(inner, f"{path}/{key}")
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from parts(inner, f"{path}/{index}")


ALL = [each for name in SCHEMA_NAMES for each in parts(read_schema(name), name)]


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_follows_the_standard(name: str) -> None:
    schema = read_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]


def test_every_mapping_is_closed() -> None:
    """An object with properties takes no others; a misspelt key can never pass."""
    open_ones = [
        path
        for path, part in ALL
        if part.get("type") == "object"
        and "properties" in part
        and part.get("additionalProperties") is not False
    ]
    assert open_ones == ["provision"]  # closed by the branch of its kind


def test_every_property_is_described() -> None:
    """They feed editors, and the reference."""
    bare = [
        f"{path}/{key}"
        for path, part in ALL
        if part.get("type") == "object" and isinstance(part.get("properties"), dict)
        for key, each in part["properties"].items()  # type: ignore[union-attr]
        if not (isinstance(each, dict) and each.get("description"))
    ]
    assert bare == []


def test_every_reference_leads_somewhere() -> None:
    targets = [(path, str(part["$ref"])) for path, part in ALL if "$ref" in part]
    assert targets
    for path, target in targets:
        file, _, name = target.partition("#/$defs/")
        schema = read_schema(file.removesuffix(".json") or path.partition("/")[0])
        assert name in schema["$defs"], target  # type: ignore[operator]


def enum_at(name: str, *path: str) -> list[str]:
    value: Plain = read_schema(name)
    for step in path:
        assert isinstance(value, dict)
        value = value[step]
    assert isinstance(value, list)
    return [str(each) for each in value]


def test_lists_are_those_of_the_model() -> None:
    item = ("format", "$defs", "item", "properties", "type", "enum")
    branch = ("provision", "$defs", "notify", "properties")
    assert enum_at("common", "$defs", "evidence", "properties", "level", "enum") == [*EvidenceLevel]
    assert enum_at("common", "$defs", "event", "enum") == [*Event]
    assert enum_at("common", "$defs", "trigger", "properties", "both_sides", "enum") == [*Together]
    assert enum_at(*item) == [*ItemType]
    assert enum_at("format", "properties", "purpose", "enum") == [*Purpose]
    assert enum_at("format", "properties", "to", "enum") == [*Addressees]
    assert enum_at("format", "properties", "kinds", "items", "enum") == [*MessageKind]
    assert sorted(enum_at("agreement", "properties", "status", "enum")) == sorted(Status)
    assert enum_at(*branch, "duty", "enum") == [*Duty]
    assert enum_at(*branch, "bearer", "enum") == [*Bearer]


def test_every_kind_has_a_branch_and_a_builder() -> None:
    """A kind is read when schema and registry both know it; the others are refused by name."""
    schema = read_schema("provision")
    assert isinstance(schema["$defs"], dict)
    known = set(Kind)
    assert set(KINDS) == known
    branches = {name for name, branch in schema["$defs"].items() if "kind" in branch["properties"]}
    assert {Kind(name) for name in branches} == known
    assert {Kind(name) for name in enum_at("provision", "properties", "kind", "enum")} == known


def check(schemas: Schemas, schema: str, text: str) -> list[str]:
    faults: list[Fault] = []
    source = read_source("a.yaml", text.encode(), faults)
    assert source is not None
    return [str(fault) for fault in [*faults, *schemas.check(schema, source)]]


def test_what_follows_from_a_refused_value_is_not_said_again(schemas: Schemas) -> None:
    text = "- id: z\n  title: {en: a, ru: б, zh: 丙}\n  depth_km: 1.5\n  lines: [[XA, XB]]\n"
    text += "  evidence: {level: model}\n"
    assert check(schemas, "zones", text) == [
        "a.yaml:3: “1.5” is not a whole number. Use whole numbers and a smaller unit; if it is text, put it in quotes: "
        '"1.5".'
    ]


def test_faults_come_in_the_order_of_lines(schemas: Schemas) -> None:
    text = "- no: 1\n  title: x\n  sumary: {en: a, ru: б, zh: 丙}\n  evidence: {level: sure}\n"
    assert check(schemas, "articles", text) == [
        'a.yaml:1: “1” at [0].no is not text. Put it in quotes: "1".',
        "a.yaml:2: “x” at [0].title is not a mapping (key: value). "
        "Every text stands in English (en), Russian (ru) and Chinese (zh).",
        "a.yaml:3: “sumary” is no key of [0]. Did you mean “summary”?",
        "a.yaml:4: “sure” at [0].evidence.level is not one of the words possible here. "
        "Use one of: text, translation, secondary, model, unknown.",
    ]


def test_a_file_of_the_wrong_kind_altogether(schemas: Schemas) -> None:
    source = SourceFile("a.yaml", "just text", {(): 1})
    assert [str(fault) for fault in schemas.check("zones", source)] == [
        "a.yaml:1: “just text” at the file is not a list. Write a list."
    ]


def test_a_long_wrong_article_number_is_refused_at_once(schemas: Schemas) -> None:
    """A pattern that may be matched in many ways would be tried in all of them: sixty letters took for ever."""
    number = "a" * 60 + "!"
    found = check(schemas, "format", f"{{article: {number}}}")
    expected = f"a.yaml:1: “{'a' * 60}…” at article"
    assert len([one for one in found if one.startswith(expected)]) == 1
