"""The specification: every clause that the code cites stands in it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPECIFICATION = (ROOT / "docs/spec/ledger.md").read_text(encoding="utf-8")
SOURCES = [
    path.read_text(encoding="utf-8")
    for package in ("ledger", "exchange")
    for path in sorted((ROOT / "src/detente" / package).glob("*.py"))
]


def test_every_cited_clause_exists() -> None:
    cited = {
        clause for text in SOURCES for clause in re.findall(r"spec(?:/ledger\.md)? §(\d+(?:\.\d+)?)", text)
    }
    clauses = set(re.findall(r"^(?:## )?(\d+(?:\.\d+)?)\. ", SPECIFICATION, re.MULTILINE))
    assert {"1", "2.2", "5.3", "9"} <= cited <= clauses


def test_clauses_are_numbered_without_gaps() -> None:
    numbers = [
        tuple(map(int, found)) for found in re.findall(r"^(\d+)\.(\d+)\. ", SPECIFICATION, re.MULTILINE)
    ]
    for one, following in pairwise(numbers):
        assert following in {(one[0], one[1] + 1), (one[0] + 1, 1)}


def test_every_page_that_an_error_names_exists() -> None:
    text = "\n".join(SOURCES) + (ROOT / "src/detente/node/logstore.py").read_text(encoding="utf-8")
    pages = set(re.findall(r"docs/[a-z/-]+\.md", text))
    assert "docs/how-to/recover-a-log.md" in pages
    assert [page for page in sorted(pages) if not (ROOT / page).is_file()] == []
