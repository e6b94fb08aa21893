"""Every page in every language, light and dark, on a desk and on a phone; by keyboard; on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.chromium import IN_CHROMIUM, Complaints
from tests.browser.desks import Desk
from tests.browser.people import sign_in, speak

pytestmark = IN_CHROMIUM

MESSAGE = "/messages/SCO24/KZ/2024/0001/EX/A1"
PAGES = {
    "today": "/",
    "messages": "/messages",
    "message": MESSAGE,
    "new-message": "/drafts",
    "draft": "/drafts/3?checked=1",
    "draft-to-release": "/drafts/4",
    "drills": "/activities",
    "month": "/activities/month?month=2024-06",
    "year": "/activities/year",
    "map": "/activities/map",
    "drill": "/activities/SCO24/KZ/2024/0001/EX",
    "agreements": "/agreements",
    "agreement": "/agreements/sco-proposal-2024",
    "older-agreement": "/agreements/shanghai-1996",
    "laboratory": "/laboratory?notify.personnel.personnel=3000&notify.personnel.lead=42",
    "error": "/messages/SCO24/KZ/2024/0099/EX/O",
    "sign-in": "/sign-in",
}
WINDOWS = {"desk": (1366, 768), "phone": (390, 844)}
#: Where a bar is fixed above the thumb, or there is much to press.
ON_A_PHONE = ["today", "message", "draft", "draft-to-release", "map"]
LANGUAGES = ["en", "ru", "zh"]
MOST_BYTES = 100_000
MOST_STOPS = 400
LOOK, FOCUS = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("look.js", "focus.js"))
#: The browser says so in its console whatever the page says.
EXPECTED = {"error": "error: Failed to load resource: the server responded with a status of 404 (Not Found)"}


@pytest.fixture(scope="module")
def complaints(told: Desk) -> Complaints:
    return Complaints(told.address)


@pytest.fixture(scope="module")
def page(chromium: Browser, told: Desk, complaints: Complaints) -> Iterator[Page]:
    """An officer's page; colours change at once, so that they can be looked at at once."""
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB")
    opened = context.new_page()
    sign_in(opened, told, "officer")
    complaints.watch(opened)
    yield opened
    context.close()


def show(page: Page, desk: Desk, name: str, window: str, language: str) -> int:
    """Show a page in a window and a language; gives its size in bytes."""
    width, height = WINDOWS[window]
    page.set_viewport_size({"width": width, "height": height})
    speak(page.context, desk, language)
    answer = page.goto(desk.address + PAGES[name])
    assert answer is not None
    return len(answer.body())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(page: Page, told: Desk, complaints: Complaints, name: str, language: str) -> None:
    complaints.found.clear()
    found: list[str] = []
    for window in WINDOWS:
        size = show(page, told, name, window, language)
        if size > MOST_BYTES and name != "map":
            found.append(f"{size} bytes")
        for ground in ("light", "dark"):
            page.emulate_media(color_scheme=ground)
            found += [f"{window}, {ground}: {problem}" for problem in page.evaluate(LOOK, language)]
    unforeseen = [one for one in complaints.found if one != EXPECTED.get(name)]
    assert (found, unforeseen) == ([], [])


@pytest.mark.parametrize(
    ("name", "window"), [*((name, "desk") for name in PAGES), *((name, "phone") for name in ON_A_PHONE)]
)
def test_a_page_is_used_with_the_keyboard_alone(page: Page, told: Desk, name: str, window: str) -> None:
    show(page, told, name, window, "en")
    stops = walk(page)
    if name != "sign-in":
        assert stops[0]["name"] == "a To the content"
    assert [stop for stop in stops if stop["problem"]] == []


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page."""
    stops: list[dict[str, Any]] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"no end of {stops[-10:]}")


def test_the_first_key_leads_past_the_navigation(page: Page, told: Desk) -> None:
    show(page, told, "messages", "desk", "en")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="To the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Mark all as read")).to_be_focused()


def test_the_ground_chosen_is_kept_whatever_the_system_shows(page: Page, told: Desk) -> None:
    page.emulate_media(color_scheme="light")
    show(page, told, "today", "desk", "en")
    light = paper(page)
    page.get_by_role("button", name="Dark").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    dark = paper(page)
    page.get_by_role("link", name="Messages", exact=True).click()
    page.emulate_media(color_scheme="dark")
    assert (light, dark, paper(page)) == ("rgb(243, 244, 241)", "rgb(15, 21, 27)", dark)
    page.get_by_role("button", name="As the system").click()


def paper(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return colour


def test_a_printed_message_is_the_notice_and_nothing_else(page: Page, told: Desk) -> None:
    show(page, told, "message", "desk", "en")
    page.emulate_media(media="print", color_scheme="dark")
    seen = page.evaluate(
        """[...document.querySelectorAll('body *')]
        .filter((one) => one.checkVisibility() && one.innerText?.trim() && !one.closest('article.notice'))
        .filter((one) => !one.querySelector('article.notice'))
        .map((one) => one.innerText)"""
    )
    ink = page.locator("article.notice").evaluate(
        "(notice) => [getComputedStyle(notice).color, getComputedStyle(notice).backgroundColor]"
    )
    page.emulate_media(media="screen", color_scheme="light")
    assert (set(seen), ink) == ({BANNER}, ["rgb(0, 0, 0)", "rgb(255, 255, 255)"])


#: That the clock was set is said on paper too.
BANNER = "Demonstration: this node’s clock has been set and shows Friday, 26 April 2024."
