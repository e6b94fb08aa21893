"""Forces over two desks: last year's return copied, changed, told, received, compared, asked about; pages looked at."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.chromium import IN_CHROMIUM, Complaints
from tests.browser.desks import PASSWORD, Desk, make_node, served
from tests.browser.people import sign_in, speak, words
from tests.browser.test_look import FOCUS, LANGUAGES, LOOK, MOST_BYTES, MOST_STOPS, WINDOWS
from tests.browser.test_visits import AT, PATIENCE_SECONDS, PEOPLE, TOKEN, Side, fill, introduce, side, tell
from tests.node.forces_stories import OWN, structure, tell_forces
from tests.node.visit_stories import NOW, SCO, open_pair, say

from detente.node.actors import Role, operator
from detente.node.ground import Ground
from detente.node.lifecycle import open_node
from detente.node.users import add_user

pytestmark = IN_CHROMIUM

CHINA = "/forces/sco-proposal-2024/CN"
PAGES = {
    "list": "/forces",
    "chart": f"{CHINA}?year=2025",
    "tree": f"{CHINA}/tree?year=2025",
    "table": f"{CHINA}/table?year=2025",
    "posts": f"{CHINA}/posts",
    "map": f"{CHINA}/map",
    "differences": f"{CHINA}/differences",
    "chart-of-differences": f"{CHINA}/differences/chart",
    "unit": f"{CHINA}/history?code=MOD",
}


# --- Two desks ------------------------------------------------------------------------------------------


@pytest.fixture
def desks(tmp_path: Path, ground: Ground) -> Iterator[tuple[Desk, Desk]]:
    """Kazakhstan told of its structure last year; China follows its log over HTTP, and Kazakhstan China's as files."""
    for state in ("KZ", "CN"):
        make_node(tmp_path / state, state, PEOPLE, AT, ground, TOKEN, SCO)
    introduce(tmp_path, "KZ", {"CN": str(tmp_path / "CN/public")}, ground)
    node = open_node(tmp_path / "KZ", {}, AT, ground=ground)
    say(node, "structure-information", structure(2025, OWN), datetime(2025, 1, 20, 6, tzinfo=UTC))
    node.close()
    with served(tmp_path / "KZ", "KZ") as kz:
        introduce(tmp_path, "CN", {"KZ": kz.address}, ground)
        with served(tmp_path / "CN", "CN") as cn:
            yield kz, cn


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_last_years_return_is_copied_changed_told_compared_and_asked_about(
    desks: tuple[Desk, Desk], chromium: Browser, scripts: bool
) -> None:
    complaints = [Complaints(desk.address) for desk in desks]
    kz, cn = (
        side(chromium, desk, watch, scripts=scripts) for desk, watch in zip(desks, complaints, strict=True)
    )
    copy_and_change(kz)
    tell(kz)
    compare_and_ask(cn)
    tell(cn)
    read_the_question(kz)
    assert [one.found for one in complaints] == [[], []]


def forces(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Forces").click()


def copy_and_change(kz: Side) -> None:
    page = kz.duty
    forces(page)
    page.get_by_role("button", name="Information on structure, from that of 2025").click()
    expect(page.locator('[name="item.as-of.date"]')).to_have_value("2026-01-01")
    expect(page.locator('[name="item.structure.1.name.0.words"]')).to_have_value("Ground Forces")
    # More in a part than in the whole is noticed before release, and mended.
    fill(page, {"item.structure.1.strength": "600"})
    page.get_by_role("button", name="Check", exact=True).last.click()
    expect(page.locator("main")).to_contain_text("600")
    fill(page, {"item.structure.1.strength": "45", "item.structure.1.name.0.words": "Land Forces"})
    page.get_by_role("button", name="Check", exact=True).last.click()


def compare_and_ask(cn: Side) -> None:
    page, until = cn.duty, time.monotonic() + PATIENCE_SECONDS
    forces(page)
    while not page.get_by_role("link", name="last two years").count():
        assert time.monotonic() < until, words(page.locator("main"))
        time.sleep(0.3)
        page.reload()
    page.get_by_role("link", name="last two years").click()
    line = page.get_by_role("row", name="Land Forces").filter(has_text="another strength")
    expect(line).to_contain_text("60 personnel")
    expect(line).to_contain_text("−15 (−25.0 %)")
    page.get_by_role("link", name="As a chart").click()
    expect(page.locator(".force-changed").first).to_be_visible()
    page.get_by_role("link", name="As a list").click()
    line.get_by_role("button", name="Ask for clarification").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Request for clarification")
    expect(page.get_by_label("Kazakhstan")).to_be_checked()
    expect(page.locator('[name="item.message"]')).to_have_value("SCO24/KZ/2026/0001/SI/O")


def read_the_question(kz: Side) -> None:
    page, until = kz.duty, time.monotonic() + PATIENCE_SECONDS
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Messages").click()
    while not page.get_by_role("row", name="Request for clarification").count():
        assert time.monotonic() < until, words(page.locator("main"))
        time.sleep(0.3)
        page.reload()
    page.get_by_role("row", name="Request for clarification").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text(
        "another strength (before: 60 personnel; after: 45 personnel)"
    )
    expect(page.locator("main")).to_contain_text("SCO24/KZ/2026/0001/SI/O")


# --- Pages looked at --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def told_of_forces(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Iterator[Desk]:
    """Kazakhstan's desk with China's forces of two years; tests of it only look."""
    folder = tmp_path_factory.mktemp("forces")
    kz, cn = open_pair(folder, ground, SCO, ("KZ", "CN"), NOW)
    add_user(kz, operator(), "officer", PASSWORD, frozenset({Role.DRAFTER, Role.RELEASER}), NOW)
    tell_forces(kz, cn)
    kz.close()
    cn.close()
    with served(folder / "KZ", "KZ") as desk:
        yield desk


@pytest.fixture(scope="module")
def complaints(told_of_forces: Desk) -> Complaints:
    return Complaints(told_of_forces.address)


@pytest.fixture(scope="module")
def page(chromium: Browser, told_of_forces: Desk, complaints: Complaints) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB")
    opened = context.new_page()
    sign_in(opened, told_of_forces, "officer")
    complaints.watch(opened)
    yield opened
    context.close()


def show(page: Page, desk: Desk, name: str, window: str, language: str) -> int:
    width, height = WINDOWS[window]
    page.set_viewport_size({"width": width, "height": height})
    speak(page.context, desk, language)
    answer = page.goto(desk.address + PAGES[name])
    assert answer is not None
    return len(answer.body())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(
    page: Page, told_of_forces: Desk, complaints: Complaints, name: str, language: str
) -> None:
    complaints.found.clear()
    found: list[str] = []
    for window in WINDOWS:
        size = show(page, told_of_forces, name, window, language)
        if size > MOST_BYTES and name != "map":
            found.append(f"{size} bytes")
        for ground in ("light", "dark"):
            page.emulate_media(color_scheme=ground)
            found += [f"{window}, {ground}: {problem}" for problem in page.evaluate(LOOK, language)]
    assert (found, complaints.found) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_used_with_the_keyboard_alone(page: Page, told_of_forces: Desk, name: str) -> None:
    show(page, told_of_forces, name, "desk", "en")
    for number in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            assert number > 10
            return
        assert not stop["problem"], stop
    raise AssertionError("the focus never leaves the page")


def view(page: Page) -> list[float]:
    return [float(part) for part in (page.locator("svg.forces-chart").get_attribute("viewBox") or "").split()]


def test_the_chart_is_moved_and_zoomed_by_keys(page: Page, told_of_forces: Desk) -> None:
    show(page, told_of_forces, "chart", "desk", "en")
    page.locator("svg.forces-chart").focus()
    before = view(page)
    page.keyboard.press("+")
    near = view(page)
    assert near[2] == pytest.approx(before[2] / 1.5)
    page.keyboard.press("ArrowRight")
    assert view(page)[0] > near[0]
    page.keyboard.press("0")
    assert view(page)[2] >= before[2]


def test_on_paper_the_chart_stands_on_sheets(page: Page, told_of_forces: Desk) -> None:
    show(page, told_of_forces, "chart", "desk", "en")
    page.emulate_media(media="print")
    sheet = page.locator(".forces-paper")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("Sheet 1 of 1: row 1, column 1")
    box = page.locator(".forces-frame").bounding_box()
    assert box is not None
    assert box["height"] <= 1
    page.emulate_media(media="screen")


def test_without_scripts_the_chart_is_as_large_as_it_is_drawn_and_can_be_scrolled(
    chromium: Browser, told_of_forces: Desk
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, locale="en-GB", viewport={"width": 390, "height": 800}
    )
    opened = context.new_page()
    sign_in(opened, told_of_forces, "officer")
    opened.goto(told_of_forces.address + PAGES["chart"])
    box = opened.locator("svg.forces-chart").bounding_box()
    assert box is not None
    assert box["width"] == 604
    opened.locator("svg.forces-chart a").first.click()
    expect(opened.get_by_role("heading", level=1)).to_contain_text("Ministry")
    context.close()
