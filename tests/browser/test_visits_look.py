"""Every page on visits in every language, light and dark, on a desk and on a phone; by keyboard; on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.chromium import IN_CHROMIUM, Complaints
from tests.browser.desks import PASSWORD, Desk, served
from tests.browser.people import sign_in, speak
from tests.browser.test_look import FOCUS, LANGUAGES, LOOK, MOST_BYTES, MOST_STOPS, WINDOWS
from tests.node.visit_stories import (
    NOW,
    SCO,
    VIENNA,
    open_pair,
    tell_of_a_quota,
    tell_of_observers,
    tell_visits,
)

from detente.node.actors import Role, operator
from detente.node.ground import Ground
from detente.node.users import add_user

pytestmark = IN_CHROMIUM

PAGES = {
    "list": "/visits",
    "month": "/visits/month?month=2026-05",
    "year": "/visits/year?year=2026",
    "map": "/visits/map?since=2026-01&until=2026-12",
    "visit": "/visits/SCO24/CN/2026/0001/VO",
    "quotas": "/visits/quotas?agreement=vienna-document-2011&year=2026&state=KZ",
    "planner": "/visits/planner?year=2026",
    "proposal": "/visits/planner/proposal?first=2026-06-01&last=2026-07-31&guest=DE&host=KZ&number=1&days=2",
    "papers": "/paper-lists/SCO24/CN/2026/0001/VO",
    "drill": "/activities/SCO24/KZ/2026/0006/EX",
}


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Iterator[Desk]:
    """Kazakhstan's desk with visits, observers and a quota; tests of it only look."""
    folder = tmp_path_factory.mktemp("visited")
    kz, cn, de = open_pair(folder, ground, f"{SCO},{VIENNA}", ("KZ", "CN", "DE"), NOW)
    add_user(kz, operator(), "officer", PASSWORD, frozenset({Role.DRAFTER, Role.RELEASER}), NOW)
    tell_visits(kz, cn)
    tell_of_observers(kz, cn)
    tell_of_a_quota(kz, de)
    for node in (kz, cn, de):
        node.close()
    with served(folder / "KZ", "KZ") as desk:
        yield desk


@pytest.fixture(scope="module")
def complaints(visited: Desk) -> Complaints:
    return Complaints(visited.address)


@pytest.fixture(scope="module")
def page(chromium: Browser, visited: Desk, complaints: Complaints) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB")
    opened = context.new_page()
    sign_in(opened, visited, "officer")
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
def test_a_page_is_sound(page: Page, visited: Desk, complaints: Complaints, name: str, language: str) -> None:
    complaints.found.clear()
    found: list[str] = []
    for window in WINDOWS:
        size = show(page, visited, name, window, language)
        if size > MOST_BYTES and name != "map":
            found.append(f"{size} bytes")
        for ground in ("light", "dark"):
            page.emulate_media(color_scheme=ground)
            found += [f"{window}, {ground}: {problem}" for problem in page.evaluate(LOOK, language)]
    assert (found, complaints.found) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_used_with_the_keyboard_alone(page: Page, visited: Desk, name: str) -> None:
    show(page, visited, name, "desk", "en")
    for number in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            assert number > 10
            return
        assert not stop["problem"], stop
    raise AssertionError("the focus never leaves the page")


def test_on_paper_a_visit_stands_without_what_it_is_changed_with(page: Page, visited: Desk) -> None:
    show(page, visited, "visit", "desk", "en")
    page.emulate_media(media="print")
    expect(page.locator("#next")).to_be_hidden()
    expect(page.locator("#clocks")).to_be_visible()
    expect(page.locator("#team")).to_contain_text("A. Serikov")
    page.emulate_media(media="screen")


def test_figures_open_without_scripts(chromium: Browser, visited: Desk) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    opened = context.new_page()
    sign_in(opened, visited, "officer")
    opened.goto(visited.address + PAGES["quotas"])
    figure = opened.locator(".book .figures div", has_text="Kept free").first
    figure.locator("summary").click()
    expect(figure).to_contain_text("VD11/DE/2026/0001/EQ/O")
    context.close()
