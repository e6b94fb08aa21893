"""Charts: well-formed, said in words, without styles on shapes, and true to the counts."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from detente.documents.chart import HEIGHT, WIDTH, Chart, Mark, draw_chart
from detente.kernel.languages import Language

SVG = "{http://www.w3.org/2000/svg}"


def make_chart(**changes: object) -> Chart:
    plain = {
        "id": "chart-1",
        "title": "Told & observed",
        "description": "at 10: 3; at 1,000: <1>",
        "across": "Personnel",
        "up": "Drills",
        "values": [10, 20, 100, 1000],
        "counts": [3, 3, 1, 0],
        "open": [1, 1, 1, 0],
        "marks": [Mark(100, 'As it "stands"', "agreed"), Mark(800, "Variant", "variant")],
    }
    return Chart(**plain | changes)


def test_title_and_description_name_the_picture() -> None:
    root = ET.fromstring(draw_chart(make_chart(), Language.EN))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "chart-1.title chart-1.desc"
    assert [(one.get("id"), one.text) for one in (root[0], root[1])] == [
        ("chart-1.title", "Told & observed"),
        ("chart-1.desc", "at 10: 3; at 1,000: <1>"),
    ]


def test_shapes_have_classes_and_no_styles() -> None:
    drawn = draw_chart(make_chart(), Language.EN)
    assert "style" not in drawn
    root = ET.fromstring(drawn)
    assert all(one.get("class") for one in root.iter() if one.tag in (f"{SVG}path", f"{SVG}text"))
    assert [one.get("class") for one in root.iter() if "mark" in one.get("class", "")] == [
        "chart-mark chart-mark-agreed",
        "chart-mark chart-mark-variant",
    ]


def test_a_file_of_its_own_brings_its_colours() -> None:
    root = ET.fromstring(draw_chart(make_chart(), Language.EN, alone=True))
    assert root.find(f"{SVG}style") is not None


def test_the_line_falls_after_the_last_value_that_counts() -> None:
    root = ET.fromstring(draw_chart(make_chart(marks=()), Language.EN))
    [line] = [one.get("d") for one in root.iter() if one.get("class") == "chart-line"]
    heights = [float(one) for one in re.findall(r"(?:M\S+ |V)([\d.]+)", line or "")]
    assert len(heights) == 3
    assert heights == sorted(heights)
    twenty = 44 + (WIDTH - 44 - 12) * 0.1505
    assert float(re.findall(r"H([\d.]+)", line or "")[0]) == pytest.approx(twenty, abs=0.1)


@pytest.mark.parametrize("counts", [[0, 0, 0, 0], [5, 5, 5, 5], [10_000, 9, 8, 7]])
def test_everything_stays_in_the_picture(counts: list[int]) -> None:
    root = ET.fromstring(
        draw_chart(
            make_chart(counts=counts, marks=[Mark(0, "a", "agreed"), Mark(10**7, "b", "x")]), Language.RU
        )
    )
    for one in root.iter():
        if one.tag == f"{SVG}text":
            assert 0 <= float(one.get("x") or 0) <= WIDTH
            assert 0 <= float(one.get("y") or 0) <= HEIGHT


def test_one_value_alone_is_drawn() -> None:
    drawn = draw_chart(make_chart(values=[0], counts=[2], open=[0], marks=()), Language.ZH)
    assert ET.fromstring(drawn).get("lang") == "zh"
