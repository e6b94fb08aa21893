from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from detente.kernel.errors import InputError
from detente.kernel.identifiers import MatterId, Reference
from detente.kernel.instants import PartialDate
from detente.messages.codec import (
    document_from_json,
    document_from_stored,
    document_to_json,
    draft_from_json,
    draft_to_json,
)
from detente.messages.document import Document, Draft, JsonValue, Origin, OriginKind
from detente.messages.freeze import thaw

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_documents_and_drafts_survive_json(data: st.DataObject, documents: SearchStrategy[Document]) -> None:
    document = data.draw(documents)
    written = json.loads(json.dumps(document_to_json(document)))
    assert document_from_json(written) == document_from_stored(written) == document
    draft = thaw(document)
    assert draft_from_json(json.loads(json.dumps(draft_to_json(draft)))) == draft


def test_the_members_are_those_of_the_specification(document: Document) -> None:
    written = document_to_json(document)
    assert {name: written[name] for name in written if name != "content"} == {
        "v": 1,
        "agreement": "three-states",
        "format": "notification",
        "reference": "TS24/KZ/2024/0007/EX/O",
        "matter": "TS24/KZ/2024/0007/EX",
        "from": "KZ",
        "to": ["CN", "RU"],
        "kind": "original",
        "refers_to": [],
        "issued_at": "2024-04-26T06:30:00Z",
        "language": "en",
        "audience": "parties",
        "origin": {"kind": "official"},
        "attachments": [],
    }


def test_a_reconstructed_origin_names_its_reports(document: Document) -> None:
    origin = Origin(OriginKind.RECONSTRUCTED, ("https://example.org/1",), PartialDate("2024-04"))
    written = document_to_json(replace(document, origin=origin))
    assert written["origin"] == {
        "kind": "reconstructed",
        "sources": ["https://example.org/1"],
        "told_on": "2024-04",
    }
    assert document_from_json(written).origin == origin


CHANGES: list[tuple[str, object, list[tuple[str, str]]]] = [
    ("v", 2, [("version", "v")]),
    ("v", True, [("member-type", "v")]),
    ("agreement", "Three States", [("identifier", "agreement")]),
    ("reference", "TS24/KZ/2024/7/EX/O", [("reference", "reference")]),
    ("reference", "TS24/RU/2024/0007/EX/O",
     [("reference-sender", "reference"), ("reference-matter", "reference")]),
    ("matter", "TS24/KZ/2024/0008/EX", [("reference-matter", "reference")]),
    ("from", "Kazakhstan", [("state", "from")]),
    ("to", ["RU", "CN"], [("to-order", "to")]),
    ("to", ["CN", "CN"], [("to-order", "to")]),
    ("to", [], [("to-empty", "to")]),
    ("to", ["CN", "KZ"], [("to-sender", "to")]),
    ("to", "CN", [("member-type", "to")]),
    ("to", ["CN", 7], [("member-type", "to")]),
    ("kind", "amendment", [("reference-kind", "reference"), ("refers-nowhere", "refers_to")]),
    ("kind", "note", [("member-word", "kind")]),
    ("refers_to", ["TS24/KZ/2024/0007/EX/O"], [("refers-repeated", "refers_to")]),
    ("refers_to", ["TS24/CN/2024/0001/CR/O"] * 2, [("refers-repeated", "refers_to")]),
    ("issued_at", "2024-04-26", [("instant", "issued_at")]),
    ("language", "English", [("language-code", "language")]),
    ("audience", None, [("member-type", "audience")]),
    ("origin", {"kind": "official", "sources": []}, [("member-unknown", "origin.sources")]),
    ("origin", {"kind": "reconstructed", "sources": []}, [("sources", "origin.sources")]),
    ("origin", {"kind": "reconstructed", "sources": ["a b"]}, [("address", "origin.sources")]),
    ("origin", {"kind": "reconstructed", "told_on": "May"}, [("date", "origin.told_on")]),
    ("content", [], [("member-type", "content")]),
    ("content", {"a": {"b": 1.5}, "c": 2**53}, [("json-exact", "content.a.b"), ("json-exact", "content.c")]),
    ("content", {"name": {"en": "e\u0301"}}, [("json-exact", "content.name.en")]),
    ("content", {"name": {"ё": "x"}}, [("json-name", "content.name")]),
    ("attachments", [{"sha256": "0"}], [("attachments", "attachments")]),
]  # fmt: skip


@pytest.mark.parametrize(("member", "value", "faults"), CHANGES)
def test_each_fault_of_structure(
    document: Document, member: str, value: JsonValue, faults: list[tuple[str, str]]
) -> None:
    with pytest.raises(InputError) as raised:
        document_from_json({**document_to_json(document), member: value})
    assert [(fault.code, fault.where) for fault in raised.value.faults] == faults


def test_all_faults_are_reported_at_once(document: Document) -> None:
    written = document_to_json(document)
    del written["issued_at"]
    changed = {**written, "to": ["RU", "CN"], "language": "??", "extra": 1}
    with pytest.raises(InputError) as raised:
        document_from_json(changed)
    faults = {(fault.code, fault.where) for fault in raised.value.faults}
    assert faults == {
        ("member-unknown", "extra"),
        ("member-missing", "issued_at"),
        ("language-code", "language"),
        ("to-order", "to"),
    }


def test_an_amendment_refers_to_its_matter(document: Document) -> None:
    written = document_to_json(document)
    amended = {
        **written,
        "reference": "TS24/KZ/2024/0007/EX/A1",
        "kind": "amendment",
        "refers_to": ["TS24/KZ/2024/0007/EX/O"],
    }
    assert document_from_json(amended).reference == Reference("TS24/KZ/2024/0007/EX/A1")


@settings(max_examples=150)
@given(data=st.data())
def test_any_json_is_a_document_or_an_input_error(
    data: st.DataObject, document_json: dict[str, JsonValue]
) -> None:
    member = data.draw(st.sampled_from(sorted(document_json)))
    changed: JsonValue = {**document_json, member: data.draw(JSON)}
    for value in (changed, data.draw(JSON)):
        with suppress(InputError):
            document = document_from_json(value)
            assert document_to_json(document) == value
        with suppress(InputError):
            draft = draft_from_json(value)
            assert draft_from_json(draft_to_json(draft)) == draft


@pytest.fixture(scope="module")
def document_json() -> dict[str, JsonValue]:
    return {
        "v": 1,
        "agreement": "three-states",
        "format": "notification",
        "reference": "TS24/KZ/2024/0007/EX/O",
        "matter": "TS24/KZ/2024/0007/EX",
        "from": "KZ",
        "to": ["CN", "RU"],
        "kind": "original",
        "refers_to": [],
        "issued_at": "2024-04-26T06:30:00Z",
        "language": "en",
        "audience": "parties",
        "origin": {"kind": "official"},
        "content": {},
        "attachments": [],
    }


def test_a_draft_file_may_leave_out_what_has_a_default() -> None:
    written: JsonValue = {
        "v": 1,
        "agreement": "three-states",
        "format": "notification",
        "from": "KZ",
        "to": ["RU", "CN", "RU"],
        "kind": "original",
        "language": "en",
        "content": {"anything": {"en": "still to be checked"}},
    }
    draft = draft_from_json(written)
    assert (draft.to, draft.matter, draft.refers_to, draft.origin) == (("CN", "RU"), None, (), Origin())


def test_a_draft_of_a_change_keeps_its_matter(draft: Draft) -> None:
    changed = replace(
        draft, matter=MatterId("TS24/KZ/2024/0007/EX"), refers_to=(Reference("TS24/KZ/2024/0007/EX/O"),)
    )
    assert draft_from_json(draft_to_json(changed)) == changed
    with pytest.raises(InputError) as raised:
        draft_from_json({**draft_to_json(changed), "matter": "TS24/KZ", "refers_to": ["x"]})
    assert [fault.where for fault in raised.value.faults] == ["matter", "refers_to"]
