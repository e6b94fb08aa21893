"""The chart of command: what each box says, how boxes are tied, and how paper is cut."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

from tests.documents.test_forces_part import UNITS, unit

from detente.documents.forces_chart import ForcesChart, Sign, draw_forces
from detente.documents.forces_part import take_part
from detente.kernel.languages import Language, Text, same_text
from detente.messages.values import FreeText, Place
from detente.record.forces import Unit

SVG = "{http://www.w3.org/2000/svg}"
LEVELS = {"ministry": Text("Ministry", "Министерство", "部")}
MINISTRY = Unit(
    code="M",
    name=FreeText({"en": "Ministry <of> Defence", "ru": "Министерство обороны"}),
    level="ministry",
    city=Place(FreeText({"en": "Astana"})),
    strength=35000,
    holdings={},
    basis="general-knowledge",
)


def chart(units: list[Unit], most: int = 50, **others: Any) -> ForcesChart:
    excerpt = take_part(units, None, 9, most)
    return ForcesChart(id="forces", title=same_text("Chart"), excerpt=excerpt, levels=LEVELS, **others)


def texts(markup: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(markup).iter(f"{SVG}text")]


def titles(markup: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(markup).iter(f"{SVG}title")]


def test_a_box_says_name_place_strength_who_leads_and_what_it_rests_on() -> None:
    drawn = draw_forces(chart([MINISTRY], holders={"M": FreeText({"en": "D. Kossanov"})}), Language.EN)
    assert texts(drawn.markup) == ["Ministry <of> Defence", "Astana · 35,000 personnel", "D. Kossanov", "?"]
    assert titles(drawn.markup)[1] == (
        "Ministry <of> Defence; Ministry; Astana; 35,000 personnel; D. Kossanov; general knowledge, not checked"
    )
    assert 'class="force force-general-knowledge"' in drawn.markup


def test_it_speaks_the_language_of_its_reader() -> None:
    drawn = draw_forces(chart([MINISTRY]), Language.RU)
    assert texts(drawn.markup)[0] == "Министерство обороны"
    assert "общеизвестно, не проверено" in drawn.markup
    assert 'lang="ru"' in drawn.markup


def test_boxes_lead_to_units_and_what_is_hidden_to_the_chart_from_there() -> None:
    drawn = draw_forces(
        chart(
            UNITS, 5, link=lambda code: f"/unit?a&code={code}", open_link=lambda code: f"/chart?top={code}"
        ),
        Language.EN,
    )
    assert re.findall(r'href="([^"]+)"', drawn.markup) == [
        "/unit?a&amp;code=M",
        "/unit?a&amp;code=A",
        "/chart?top=A",
        "/unit?a&amp;code=B",
        "/chart?top=B",
    ]
    assert "+2" in texts(drawn.markup)
    assert "Under A: 2 more, not shown; open" in titles(drawn.markup)


def test_every_box_but_the_first_is_tied_to_its_superior() -> None:
    drawn = draw_forces(chart(UNITS), Language.EN)
    (ties,) = re.findall(r'class="force-tie" d="([^"]+)"', drawn.markup)
    assert ties.count("M") == len(UNITS) - 1


def test_a_sign_says_what_has_changed_in_shape_and_words() -> None:
    signs = {"A": Sign("raised", "+", Text("raised", "создано", "组建"))}
    drawn = draw_forces(chart(UNITS, signs=signs), Language.ZH)
    assert 'class="force force-declared force-raised"' in drawn.markup
    assert "+" in texts(drawn.markup)
    assert any(one.endswith("；组建") for one in titles(drawn.markup))


def test_paper_is_cut_between_boxes_and_empty_sheets_are_left_out() -> None:
    branches = [unit("M")] + [
        one for number in range(12) for one in (unit(f"B{number}", "M"), unit(f"L{number}", f"B{number}"))
    ]
    drawn = draw_forces(chart(branches), Language.EN)
    assert [(one.column, one.row) for one in drawn.sheets] == [(1, 1), (2, 1)]
    assert 'viewBox="1200 0 1204 708"' in drawn.sheets[1].markup
    assert '<use href="#forces.drawn"/>' in drawn.sheets[0].markup
    (alone,) = draw_forces(chart([MINISTRY]), Language.EN).sheets
    assert (alone.column, alone.row) == (1, 1)
    assert 'viewBox="0 0 1004 620"' in alone.markup


def test_a_file_of_its_own_has_colours_and_nothing_for_a_script() -> None:
    drawn = draw_forces(chart([MINISTRY]), Language.EN, alone=True)
    assert "<style>" in drawn.markup
    assert "data-map" not in drawn.markup
    assert "<style>" not in draw_forces(chart([MINISTRY]), Language.EN).markup


def test_no_units_make_an_empty_picture() -> None:
    drawn = draw_forces(chart([]), Language.EN)
    assert (texts(drawn.markup), drawn.sheets) == ([], ())
