from __future__ import annotations

import pytest

from detente.agreements.load import PackLoader
from detente.agreements.resolve import stands_in


@pytest.mark.parametrize(
    ("place", "article", "inside"),
    [
        ("6", "6", True),
        ("6(1)", "6", True),
        ("6.1", "6", True),
        ("61", "6", False),
        ("6a", "6", False),
        ("IX(109)", "IX", True),
        ("I", "IX", False),
        ("(1)", "6", False),
    ],
)
def test_a_paragraph_stands_in_its_article(place: str, article: str, inside: bool) -> None:
    assert stands_in(place, article) is inside


def test_formats_may_require_one_another(loader: PackLoader, toy_files: dict[str, bytes]) -> None:
    """References are looked up when all is built, so a circle of them is no trouble."""
    path = "formats/drill-notification.yaml"
    text = toy_files[path].decode().replace("requires: []", "requires: [drill-cancellation]")
    assert loader.check(toy_files | {path: text.encode()}) == []


def test_a_zone_file_that_is_missing_leaves_its_zones_unknown(
    loader: PackLoader, toy_files: dict[str, bytes]
) -> None:
    del toy_files["zones.yaml"]
    assert [(fault.code, fault.where) for fault in loader.check(toy_files)] == [
        ("unknown-zone", "formats/clarification-request.yaml:27"),
        ("unknown-zone", "provisions/notify.large.yaml:12"),
        ("unknown-zone", "provisions/observe.very-large.yaml:15"),
    ]


def test_a_format_serves_an_article_that_exists(loader: PackLoader, toy_files: dict[str, bytes]) -> None:
    path = "formats/clarification-reply.yaml"
    files = toy_files | {path: toy_files[path].replace(b'article: "4"', b'article: "9(2)"')}
    assert [str(fault) for fault in loader.check(files)] == [
        f"{path}:5: There is no article 9(2). Use one of: 1, 2, 3, 4, 5."
    ]
