"""The map of drills: well-formed, without styles, complete in three languages."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.geography.picture import Picture
from detente.geography.position import Position
from detente.geography.reader import read_picture, read_sample_borders
from detente.geography.zones import build_band
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Language, Text
from detente.web import map_words
from detente.web.map import (
    MapMark,
    MapZone,
    MarkStatus,
    Viewport,
    build_zone,
    marks_beyond,
    render_key,
    render_map,
    view_around,
)

SVG = "{http://www.w3.org/2000/svg}"
OTAR, CHICAGO = Position(75.21, 43.54), Position(-87.6, 41.9)


def mark(number: int = 1, position: Position = OTAR, **changes: object) -> MapMark:
    plain = MapMark(
        number=number,
        name=Text(f"Steppe-{number}", f"Степь-{number}", f"草原-{number}"),
        href=f"/activities/{number}?a=1&b=2",
        position=position,
        status=MarkStatus.PLANNED,
        personnel=1300,
        place=Text("Otar", "Отар", "奥塔尔"),
        when=Text("1-9 Jul 2024", "1–9 июля 2024 г.", "2024年7月1日至9日"),
        start=date(2024, 7, 1),
        end=date(2024, 7, 9),
    )
    return replace(plain, **changes)


@pytest.fixture(scope="module")
def picture() -> Picture:
    return read_picture()


def draw(
    picture: Picture, marks: list[MapMark], language: Language = Language.EN, **more: object
) -> ET.Element:
    return ET.fromstring(render_map(picture, marks, more.pop("zones", []), language, **more))


def titles(root: ET.Element) -> list[str]:
    return [title.text or "" for title in root.findall(f".//{SVG}a/{SVG}title")]


@pytest.mark.parametrize(
    ("language", "title", "state", "told"),
    [
        (
            Language.EN,
            "Map of drills",
            "Kazakhstan",
            "1. Steppe-1 — Otar; 1-9 Jul 2024; planned; 1,300 personnel; position approximate",
        ),
        (
            Language.RU,
            "Карта учений",
            "Казахстан",
            "1. Степь-1 — Отар; 1–9 июля 2024 г.; предстоит; 1\u202f300 чел.; координаты приблизительные",
        ),
        (
            Language.ZH,
            "演习地图",
            "哈萨克斯坦",
            "1. 草原-1——奥塔尔；2024年7月1日至9日；计划中；1,300人；坐标为约略坐标",
        ),
    ],
)
def test_the_map_speaks_each_language(
    picture: Picture, language: Language, title: str, state: str, told: str
) -> None:
    root = draw(picture, [mark(approximate=True)], language)
    assert root.get("lang") == language.value
    assert root.findtext(f"{SVG}title") == title
    assert map_words.SUMMARY.fill(drills=1, zones=0).in_(language) in root.findtext(f"{SVG}desc", "")
    assert state in [text.text for text in root.iter(f"{SVG}text")]
    assert titles(root) == [told]
    scripted = {name: text.in_(language) for name, text in map_words.SCRIPT_WORDS.items()}
    assert {name: root.get(f"data-{name}") for name in scripted} == scripted


def test_it_is_named_and_described(picture: Picture) -> None:
    root = draw(picture, [mark()])
    assert (root.get("role"), root.get("aria-labelledby")) == ("group", "map-title map-desc")
    assert [root.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")] == ["map-title", "map-desc"]
    ground = root.find(f"{SVG}g[@role='img']")
    assert ground.get("aria-label") == "Land, borders and names of states"
    assert not ground.findall(f".//{SVG}a")  # a picture holds nothing that can be reached


def test_no_styles_and_no_scripts(picture: Picture) -> None:
    zone = MapZone(Text("Zone", "Зона", "区域"), "M0 0L9 0L9 9z")
    marks = [mark(number, status=status) for number, status in enumerate(MarkStatus, 1)]
    markup = render_map(picture, marks, [zone], Language.EN) + render_key(Language.EN)
    assert not re.search(r"\sstyle=|<style|<script|\son[a-z]+=|javascript:", markup)
    assert not re.search(r"\s(fill|stroke|opacity)=", markup)
    used = set(re.findall(r'class="([^"]*)"', markup))
    assert all(name.startswith("map") for names in used for name in names.split())


def test_what_comes_from_outside_is_escaped(picture: Picture) -> None:
    evil = Text(*["<script>\"&'"] * 3)
    bad = mark(name=evil, place=evil, when=evil, href='/x"><script>')
    root = draw(picture, [bad], title=evil, zones=[MapZone(evil, "M0 0")], list_href='"><script>')
    assert root.findtext(f"{SVG}title") == "<script>\"&'"
    assert root.find(f".//{SVG}a").get("href") == '/x"><script>'
    assert not list(root.iter(f"{SVG}script"))


def test_a_mark_lies_at_its_place(picture: Picture) -> None:
    root = draw(picture, [mark()])
    group = root.find(f".//{SVG}g[@class='map-mark']")
    x, y = picture.project(OTAR)
    assert group.get("transform") == f"translate({x:.0f} {y:.0f})"
    assert (group.get("data-start"), group.get("data-end")) == ("2024-07-01", "2024-07-09")
    assert group.find(f".//{SVG}a").get("transform") in {"translate(1 0)", "translate(0 0)"}


@pytest.mark.parametrize(
    ("changes", "dates"),
    [
        ({"end": None}, ("2024-07-01", "2024-07-01")),
        ({"start": None, "end": None}, (None, None)),
    ],
)
def test_dates_that_are_not_known(
    picture: Picture, changes: dict[str, object], dates: tuple[str | None, str | None]
) -> None:
    group = draw(picture, [mark(**changes)]).find(f".//{SVG}g[@class='map-mark']")
    assert (group.get("data-start"), group.get("data-end")) == dates


def shapes(picture: Picture, **changes: object) -> list[tuple[str, str]]:
    link = draw(picture, [mark(**changes)]).find(f".//{SVG}a")
    return [(part.tag.removeprefix(SVG), part.get("class", "")) for part in link if part.get("class")]


def test_each_meaning_has_a_shape_of_its_own(picture: Picture) -> None:
    """Colour is never alone: what is drawn differs, or the classes that fill it do."""
    number = ("text", "map-number map-number-planned")
    assert shapes(picture) == [("circle", "map-sign map-planned"), number]
    assert shapes(picture, personnel=None) == [("path", "map-sign map-planned"), number]
    assert shapes(picture, approximate=True) == [
        ("circle", "map-approximate"),
        ("circle", "map-sign map-planned"),
        number,
    ]
    assert shapes(picture, status=MarkStatus.CANCELLED)[-1] == ("path", "map-strike")
    drawn = {status: tuple(shapes(picture, status=status)) for status in MarkStatus}
    assert len(set(drawn.values())) == len(MarkStatus)


def test_size_follows_declared_personnel(picture: Picture) -> None:
    def radius(personnel: int) -> str:
        return draw(picture, [mark(personnel=personnel)]).find(f".//{SVG}a/{SVG}circle").get("r")

    declared = [0, 999, 1_000, 4_999, 5_000, 12_999, 13_000, 300_000]
    assert [radius(personnel) for personnel in declared] == [
        "112.5", "112.5", "131.2", "131.2", "156.2", "156.2", "193.8", "193.8",
    ]  # fmt: skip


def centres(root: ET.Element) -> list[tuple[float, float, float]]:
    found = []
    for group in root.findall(f".//{SVG}g[@class='map-mark']"):
        link = group.find(f".//{SVG}a")
        numbers = [re.findall(r"-?[0-9]+", part.get("transform")) for part in (group, link)]
        (x, y), (right, down) = ((int(a), int(b)) for a, b in numbers)
        found.append((x + right, y + down, float(link.find(f"{SVG}circle").get("r"))))
    return found


def overlaps(circles: list[tuple[float, float, float]]) -> int:
    return sum(
        (x - x2) ** 2 + (y - y2) ** 2 < (r + r2) ** 2
        for i, (x, y, r) in enumerate(circles)
        for x2, y2, r2 in circles[:i]
    )


def test_marks_at_one_place_stand_apart_and_are_tied_to_it(picture: Picture) -> None:
    marks = [mark(number, Position(75.21 + number / 1000, 43.54)) for number in range(1, 9)]
    root = draw(picture, marks)
    assert len(centres(root)) == 8
    assert overlaps(centres(root)) == 0
    assert Counter(part.get("class") for part in root.iter(f"{SVG}path"))["map-tie"] >= 7


def test_many_at_one_place_become_one_with_their_number(picture: Picture) -> None:
    root = draw(picture, [mark(number) for number in range(1, 21)], list_href="#table")
    assert len(centres(root)) == 1
    link = root.find(f".//{SVG}a")
    assert (link.get("href"), link.findtext(f"{SVG}text")) == ("#table", "×20")
    assert titles(root)[0].splitlines()[:2] == ["20 drills here", "1. Steppe-1"]
    assert titles(root)[0].splitlines()[-1] == "and 8 more"


def test_very_many_stay_readable(picture: Picture) -> None:
    places = [Position(30 + i % 60, 30 + i // 60) for i in range(1500)]
    marks = [mark(number, place) for number, place in enumerate(places, 1)]
    root = draw(picture, marks)
    assert 20 < len(centres(root)) <= 150
    names = [re.search(r"×([0-9]+)", "".join(link.itertext())) for link in root.iter(f"{SVG}a")]
    assert sum(int(found[1]) if found else 1 for found in names) == 1500


def test_marks_beyond_the_picture_are_said(picture: Picture) -> None:
    marks = [mark(1), mark(2, CHICAGO)]
    assert marks_beyond(picture, marks) == (marks[1],)
    root = draw(picture, marks)
    assert len(centres(root)) == 1
    assert "Drills on the map: 1." in root.findtext(f"{SVG}desc")


def test_a_map_without_drills(picture: Picture) -> None:
    root = draw(picture, [])
    assert titles(root) == []
    assert "Drills on the map: 0." in root.findtext(f"{SVG}desc")


def test_names_of_places_stand_once_and_beside_their_mark(picture: Picture) -> None:
    root = draw(picture, [mark(1), mark(2), mark(3, Position(104, 40), place=None)])
    names = [text.text for text in root.iter(f"{SVG}text") if "map-place" in text.get("class")]
    assert names == ["Otar"]


def test_names_of_states_make_way_for_marks(picture: Picture) -> None:
    def name_of(marks: list[MapMark]) -> ET.Element:
        found = draw(picture, marks).iter(f"{SVG}text")
        return next(text for text in found if text.text == "Kazakhstan")

    label = next(label for label in picture.labels if label.state == "KZ")
    moved = name_of([mark(1, label.at, place=None)])
    assert moved.get("y") != name_of([]).get("y")
    assert "map-under" not in moved.get("class")
    crowd = [
        mark(n, Position(label.at.lon + n % 3 * 3 - 3, label.at.lat + n // 3 - 4), place=None)
        for n in range(27)
    ]
    assert "map-under" in name_of(crowd).get("class")


def test_a_view_shows_a_part_and_keeps_sizes_on_the_page(picture: Picture) -> None:
    half = Viewport(4000, 3000, 7000, 4600)
    root = draw(picture, [mark()], view=half)
    assert root.get("viewBox") == "4000 3000 7000 4600"
    assert root.get("class") == "map"
    assert root.find(f".//{SVG}a/{SVG}circle").get("r") == "65.6"
    assert draw(picture, [mark()], view=Viewport(5000, 4000, 1400, 920)).get("class") == "map map-near"


def test_a_view_around_places(picture: Picture) -> None:
    near = view_around(picture, [OTAR])
    x, y = picture.project(OTAR)
    assert near is not None
    assert (near.x + near.width / 2, near.y + near.height / 2) == pytest.approx((x, y), abs=1)
    assert near.width == round(2500 * picture.projection.radius / 6371)
    assert view_around(picture, [CHICAGO]) is None
    assert view_around(picture, []) is None
    wide = view_around(picture, [Position(10, 45), Position(178, 50)])
    assert wide == Viewport(0, 0, 14000, 9200)
    edge = view_around(picture, [Position(-172, 65)])
    assert edge.y == 0


def test_a_zone_is_drawn_from_a_band(picture: Picture) -> None:
    band = build_band(read_sample_borders(), [(StateCode("CN"), StateCode("TJ"))], 100)
    zone = build_zone(picture, band, Text("Border area", "Район границы", "边境地区"))
    assert re.fullmatch(r"(M\d+ \d+(L\d+ \d+)+z)+", zone.path)
    assert len(zone.path) < 5_000
    path = draw(picture, [], Language.ZH, zones=[zone]).find(f".//{SVG}path[@class='map-zone']")
    assert path.findtext(f"{SVG}title") == "边境地区"


def test_the_key_shows_every_sign(picture: Picture) -> None:
    for language in Language:
        key = ET.fromstring(render_key(language))
        rows = ["".join(row.itertext()).removeprefix("1") for row in key]
        shown = [
            *map_words.STATUS_WORDS.values(),
            *map_words.SIZE_WORDS,
            map_words.NOT_STATED,
            map_words.APPROXIMATE,
        ]
        shown += [map_words.ZONE, map_words.BORDER, map_words.DISPUTED]
        assert rows == [text.in_(language) for text in shown]
        assert len(set(rows)) == len(rows)


def test_the_script_evaluates_nothing() -> None:
    script = Path(__file__).parents[2] / "src/detente/web/static/map.js"
    text = script.read_text(encoding="utf-8")
    assert not re.search(r"\beval\b|Function\(|innerHTML|\.style\b|setAttribute\(\s*\"style|https?:", text)
    assert len(text.splitlines()) < 200
