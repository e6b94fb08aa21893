"""Contrast of every pair of colours that carries words or signs, light and dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.web import static_files

CSS = (Path(static_files.__file__).parent / "static" / "detente.css").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(:root[^{]*)\{([^}]*)\}", CSS)
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")

GROUNDS = ["paper", "sheet", "sheet-low"]
TONES = ["calm", "info", "good", "warn", "alert", "doubt"]
#: (words or sign, ground, least ratio)
PAIRS = [
    *[(ink, ground, 4.5) for ink in ("ink", "ink-soft", "accent", "accent-high") for ground in GROUNDS],
    *[(tone, f"{tone}-ground", 4.5) for tone in TONES],
    *[(tone, ground, 4.5) for tone in ("alert", "warn", "doubt") for ground in GROUNDS],
    *[("ink", f"{tone}-ground", 4.5) for tone in TONES],
    *[("line-strong", ground, 3.0) for ground in GROUNDS],
    *[("focus", ground, 3.0) for ground in GROUNDS],
    *[("spine-ink", "spine", 4.5), ("spine-soft", "spine", 4.5), ("spine-ink", "spine-high", 4.5)],
    *[("spine-soft", "spine-high", 4.5), ("spine-focus", "spine", 3.0), ("spine-focus", "spine-high", 3.0)],
    *[("spine", "spine-soft", 4.5), ("accent-ink", "accent", 4.5), ("accent-ink", "accent-high", 4.5)],
]


def palette(index: int) -> dict[str, str]:
    return dict(TOKEN.findall(BLOCKS[index][1]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_ratio_is_computed_as_wcag_says() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("index", [0, 1], ids=["light", "dark"])
def test_every_pair_can_be_read(index: int) -> None:
    colours = palette(index)
    weak = {
        (ink, ground): round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground, least in PAIRS
        if contrast(colours[ink], colours[ground]) < least
    }
    assert weak == {}


def test_dark_is_the_same_chosen_or_by_the_system() -> None:
    assert [selector.strip() for selector, _ in BLOCKS[:3]] == [
        ":root",
        ':root:not([data-theme="light"])',
        ':root[data-theme="dark"]',
    ]
    assert palette(1) == palette(2)
    assert palette(0).keys() == palette(1).keys()


def test_every_colour_is_a_token() -> None:
    rules = re.sub(r":root[^{]*\{[^}]*\}", "", CSS)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", rules) == []
