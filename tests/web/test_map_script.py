"""The map's script in a real browser: zoom, keys, and the choice of a month."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from detente.geography.position import Position
from detente.geography.reader import read_picture
from detente.kernel.languages import Language, same_text
from detente.web.map import MapMark, MarkStatus, render_map

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
SCRIPT = Path(__file__).parents[2] / "src/detente/web/static/map.js"
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")]


def drill(number: int, start: date | None, end: date | None) -> MapMark:
    return MapMark(
        number=number,
        name=same_text(f"Drill {number}"),
        href="#",
        position=Position(60 + 10 * number, 50),
        status=MarkStatus.ENDED,
        start=start,
        end=end,
    )


@pytest.fixture(scope="module")
def page() -> Iterator[sync_api.Page]:
    marks = [
        drill(1, date(2024, 3, 30), date(2024, 4, 2)),
        drill(2, date(2024, 6, 1), date(2024, 6, 9)),
        drill(3, None, None),
    ]
    markup = render_map(read_picture(), marks, [], Language.RU)
    rows = '<p id="row" data-start="2024-06-01" data-end="2024-06-09">row</p>'
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(f"<!doctype html><main data-map-scope>{markup}{rows}</main>")
        page.add_script_tag(path=SCRIPT)
        yield page
        browser.close()


def view(page: sync_api.Page) -> list[float]:
    return [float(part) for part in page.locator("svg.map").get_attribute("viewBox").split()]


def hidden(page: sync_api.Page) -> list[bool]:
    return page.evaluate(
        "[...document.querySelectorAll('.map-mark, #row')].map((one) => one.classList.contains('map-hidden'))"
    )


def test_buttons_zoom_and_marks_keep_their_size(page: sync_api.Page) -> None:
    whole = view(page)
    page.get_by_role("button", name="Приблизить").click()
    assert view(page)[2] == pytest.approx(whole[2] / 1.5)
    kept = page.locator(".map-mark [data-map-size]").first.get_attribute("transform")
    assert float(kept.removeprefix("scale(").removesuffix(")")) == pytest.approx(1 / 1.5)
    page.get_by_role("button", name="Отдалить").click()
    page.get_by_role("button", name="Отдалить").click()
    assert view(page)[2] == whole[2]
    page.get_by_role("button", name="Вся карта").click()
    assert view(page) == whole


def test_keys_zoom_and_move(page: sync_api.Page) -> None:
    whole = view(page)
    page.locator("svg.map").focus()
    for key in ("+", "+", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    moved = view(page)
    assert moved[2] == pytest.approx(whole[2] / 2.25)
    assert moved[0] == pytest.approx(whole[2] / 2 - moved[2] / 2 + moved[2] / 8)
    page.keyboard.press("0")
    assert view(page) == whole


def test_a_month_hides_what_lies_outside_it(page: sync_api.Page) -> None:
    assert hidden(page) == [False] * 4
    slider = page.get_by_role("slider")
    steps = []
    for _ in range(4):
        slider.press("ArrowRight")
        steps.append((slider.get_attribute("aria-valuetext"), hidden(page)))
    assert steps == [
        ("март 2024 г.", [False, True, False, True]),
        ("апрель 2024 г.", [False, True, False, True]),
        ("май 2024 г.", [True, True, False, True]),
        ("июнь 2024 г.", [True, False, False, False]),
    ]
    slider.press("Home")
    assert (slider.get_attribute("aria-valuetext"), hidden(page)) == ("Все месяцы", [False] * 4)
