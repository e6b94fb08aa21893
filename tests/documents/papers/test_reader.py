"""The fonts and templates that ship with the papers."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

from detente.documents.papers.contents import PaperKind
from detente.documents.papers.press import FAMILIES
from detente.documents.papers.reader import read_stationery

FONTS = files("detente.documents.papers") / "fonts"


def test_the_fonts_are_those_that_were_made() -> None:
    """Whoever changes one makes all of them again, by scripts/build_fonts."""
    source = json.loads((FONTS / "source.json").read_text(encoding="utf-8"))
    found = {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest()
        for one in FONTS.iterdir()
        if one.name.endswith(".ttf")
    }
    assert found == source["sha256"]
    assert len(found) == 4


def test_the_licences_stand_beside_them() -> None:
    for name in ("OFL-NotoSans.txt", "OFL-NotoSansSC.txt"):
        assert "SIL Open Font License, Version 1.1" in (FONTS / name).read_text(encoding="utf-8")


def test_no_font_of_the_system_is_used() -> None:
    stationery = read_stationery()
    assert set(stationery.fonts.families()) == set(FAMILIES)
    assert {one.weight for one in stationery.fonts.fonts()} == {400, 700}
    assert set(stationery.templates) == set(PaperKind)


def test_templates_bring_in_nothing_from_elsewhere() -> None:
    stationery = read_stationery()
    sources = [stationery.style, *stationery.templates.values()]
    assert [one for one in sources if b"#import" in one or b"#include" in one or b"read(" in one] == []
