"""docs/glossary.md must stay true: its identifiers exist, its words stand once, and no coded word is left out."""

import re
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.names import resolve

from detente.agreements.model import Duty, EvidenceLevel, MessageKind, Status
from detente.assessment.finding import FindingState

GLOSSARY = Path(__file__).parents[1] / "docs" / "glossary.md"
NO_IDENTIFIER = "—"


class Row(NamedTuple):
    term: str
    source: str
    identifier: str
    russian: str
    chinese: str


def read_rows() -> list[Row]:
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [Row(*row) for row in cells if row[0] != "Term" and not set(row[0]) <= {"-"}]


ROWS = read_rows()
IDENTIFIERS = sorted({row.identifier for row in ROWS if row.identifier != NO_IDENTIFIER})


def test_the_glossary_was_read() -> None:
    assert len(ROWS) > 100
    assert len(IDENTIFIERS) > 60


@pytest.mark.parametrize("identifier", IDENTIFIERS)
def test_an_identifier_exists(identifier: str) -> None:
    quoted = re.fullmatch(r"`(detente(?:\.\w+)+)`", identifier)
    assert quoted is not None
    resolve(quoted[1])


def test_a_name_that_does_not_exist_is_noticed() -> None:
    with pytest.raises(AttributeError):
        resolve("detente.agreements.model.Nonesuch")


def test_every_term_stands_once() -> None:
    terms = [row.term for row in ROWS]
    assert sorted(set(terms)) == sorted(terms)


def test_every_row_is_complete_in_its_script() -> None:
    incomplete = [
        row.term
        for row in ROWS
        if not (row.source and re.search("[а-яё]", row.russian) and re.search("[\u4e00-\u9fff]", row.chinese))
    ]
    assert incomplete == []


@pytest.mark.parametrize("coded", [Duty, EvidenceLevel, FindingState, MessageKind, Status])
def test_every_coded_word_is_explained(coded: type[StrEnum]) -> None:
    place = re.sub(r"(agreements\.model)\.\w+", r"\1", coded.__module__)
    expected = {f"`{place}.{coded.__qualname__}.{member.name}`" for member in coded}
    assert expected - set(IDENTIFIERS) == set()
