"""What people do at a desk, in a browser: signing in, filling in a form, reading."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, BrowserContext, Locator, Page
from tests.browser.chromium import Complaints
from tests.browser.desks import PASSWORD, Desk


def sit_down(
    browser: Browser, desk: Desk, name: str, complaints: Complaints, *, scripts: bool = True
) -> Page:
    """A browser of one person's own, signed in and showing the first page."""
    context = browser.new_context(java_script_enabled=scripts, locale="en-GB", accept_downloads=True)
    page = context.new_page()
    complaints.watch(page)
    sign_in(page, desk, name)
    return page


def sign_in(page: Page, desk: Desk, name: str) -> None:
    """Sign in on the page that asks for it."""
    page.goto(desk.address)
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def speak(context: BrowserContext, desk: Desk, language: str) -> None:
    """Choose a language as the switch on every page does."""
    context.add_cookies([{"name": "detente_language", "value": language, "url": desk.address}])


def words(part: Locator) -> str:
    """The words of a part of a page that can be seen, blanks collapsed."""
    return re.sub(r"\s+", " ", part.inner_text()).strip()


def download(page: Page, link: str) -> bytes:
    """The file behind a link."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link, exact=True).click()
    return waiting.value.path().read_bytes()
