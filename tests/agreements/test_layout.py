from __future__ import annotations

import pytest

from detente.agreements.layout import check_layout, schema_of

NEEDED = {"agreement.yaml": b"a", "articles.yaml": b"a", "CHANGES.md": b"a"}


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("agreement.yaml", "agreement"),
        ("articles.yaml", "articles"),
        ("zones.yaml", "zones"),
        ("provisions/observe.one-side.yaml", "provision"),
        ("formats/exercise-notification.yaml", "format"),
        ("scenarios/large-drill.yaml", "scenario"),
        ("provisions/deeper/x.yaml", None),
        ("provisions.yaml", None),
        ("CHANGES.md", None),
    ],
)
def test_each_file_has_its_schema(path: str, schema: str | None) -> None:
    assert schema_of(path) == schema


def test_a_pack_may_have_these_files() -> None:
    more = ("zones.yaml", "README.md", "provisions/a.yaml", "formats/b.yaml", "scenarios/c.yaml")
    assert check_layout(NEEDED | dict.fromkeys(more, b"a")) == []


@pytest.mark.parametrize(
    "path",
    [
        "provisions/deeper/x.yaml",
        "provisions/x.yml",
        "provisions/../x.yaml",
        "/etc/passwd",
        "provision/x.yaml",
        "notes.txt",
        "provisions/",
        "",
    ],
)
def test_any_other_file_is_refused(path: str) -> None:
    assert [(fault.code, fault.where) for fault in check_layout(NEEDED | {path: b"a"})] == [
        ("unknown-file", path)
    ]


def test_texts_are_texts() -> None:
    files = NEEDED | {"CHANGES.md": b" \n", "README.md": b"\xff"}
    assert [(fault.code, fault.where) for fault in check_layout(files)] == [
        ("empty-file", "CHANGES.md"),
        ("not-utf-8", "README.md"),
    ]
