"""Every page in every language, light and dark, on a desk and on a phone; by keyboard; on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState
from tests.browser.chromium import IN_CHROMIUM, Complaints
from tests.browser.desks import Desk
from tests.browser.people import sign_in, speak

pytestmark = IN_CHROMIUM

PAGES = {
    "today": "/",
    "messages": "/messages",
    "message": "/messages/SCO24/KZ/2024/0001/EX/A1",
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
LANGUAGES = ["en", "ru", "zh"]
MOST_BYTES = 100_000
LOOK, FOCUS = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("look.js", "focus.js"))
#: The browser itself says so in its console; the page that says it properly is what is looked at.
EXPECTED = {"error": "error: Failed to load resource: the server responded with a status of 404 (Not Found)"}


@pytest.fixture(scope="module")
def signed_in(chromium: Browser, told: Desk) -> StorageState:
    """The cookies of an officer who has signed in."""
    context = chromium.new_context()
    sign_in(context.new_page(), told, "officer")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def context(
    chromium: Browser, signed_in: StorageState, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    opened = chromium.new_context(storage_state=signed_in, reduced_motion="reduce")
    yield opened
    opened.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(context: BrowserContext, told: Desk, name: str, language: str) -> None:
    page, complaints = context.new_page(), Complaints(told.address)
    complaints.watch(page)
    speak(context, told, language)
    found: list[str] = []
    for window, (width, height) in WINDOWS.items():
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(told.address + PAGES[name])
        assert answer is not None
        if len(answer.body()) > MOST_BYTES and name != "map":
            found.append(f"{len(answer.body())} bytes")
        for ground in ("light", "dark"):
            page.emulate_media(color_scheme=ground)
            found += [f"{window}, {ground}: {problem}" for problem in page.evaluate(LOOK, language)]
    unforeseen = [one for one in complaints.found if one != EXPECTED.get(name)]
    assert (found, unforeseen) == ([], [])


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_used_with_the_keyboard_alone(
    context: BrowserContext, told: Desk, name: str, window: str
) -> None:
    page = context.new_page()
    speak(context, told, "en")
    width, height = WINDOWS[window]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(told.address + PAGES[name])
    visited = walk(page)
    assert [stop["name"] + ": " + stop["problem"] for stop in visited if stop["problem"]] == []


def walk(page: Page) -> list[dict[str, str]]:
    """Press Tab until the focus leaves the page."""
    visited = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return visited
        visited.append(stop)
        assert len(visited) < 400
