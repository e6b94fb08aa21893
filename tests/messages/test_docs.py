"""The examples in the documentation are true: the document is sound, and the notices are its notices."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement, ItemType, Vocabulary
from detente.agreements.new import new_pack
from detente.agreements.reader import read_vocabulary
from detente.kernel.languages import Language
from detente.messages.codec import document_from_json, document_to_json
from detente.messages.document import Document
from detente.messages.numbered import format_numbered, parse_numbered
from detente.messages.references import parse_reference
from detente.messages.validate import validate_document

DOCS = Path(__file__).parents[2] / "docs"
SPECIFICATION = (DOCS / "spec/document.md").read_text(encoding="utf-8")
NUMBERED = (DOCS / "reference/numbered-text.md").read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S)


@pytest.fixture(scope="module")
def toy_vocabulary() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture(scope="module")
def toy(toy_vocabulary: Vocabulary) -> Agreement:
    return load_pack(new_pack("two-valleys"), toy_vocabulary)


@pytest.fixture(scope="module")
def example() -> Document:
    (block,) = blocks(SPECIFICATION, "json")
    return document_from_json(json.loads(block))


def test_the_example_is_a_sound_document(
    example: Document, toy: Agreement, toy_vocabulary: Vocabulary
) -> None:
    assert validate_document(example, toy, toy_vocabulary, {}, {}) == []


def test_the_notices_are_those_of_the_example(
    example: Document, toy: Agreement, toy_vocabulary: Vocabulary
) -> None:
    printed = [format_numbered(example, toy, toy_vocabulary, one) for one in (Language.EN, Language.RU)]
    assert blocks(NUMBERED, "notice") == printed
    assert [parse_numbered(text, {toy.id: toy}, toy_vocabulary) for text in printed] == [example] * 2


def test_the_specification_lists_every_member_and_every_type(example: Document) -> None:
    listed = re.findall(r"^\| `([a-z_-]+)` \|", SPECIFICATION, re.M)
    members = set(document_to_json(example)) | {"sources", "told_on"}
    assert set(listed) == members | {one.value for one in ItemType}


def test_the_number_in_the_documentation_is_one() -> None:
    text = (DOCS / "reference/references.md").read_text(encoding="utf-8")
    assert parse_reference(re.findall(r"^```\n(.*?)\n```$", text, re.M)[0]).serial == 7
