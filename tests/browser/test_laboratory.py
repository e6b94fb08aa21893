"""Numbers of the laboratory turned with sliders, and typed where there are no scripts; on paper; saved and deleted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.chromium import IN_CHROMIUM, Complaints
from tests.browser.desks import Desk
from tests.browser.people import sit_down

pytestmark = IN_CHROMIUM

VOLUNTARY = "observe.voluntary.personnel"


@pytest.fixture
def page(
    chromium: Browser, told: Desk, request: pytest.FixtureRequest, complaints: Complaints
) -> Iterator[Page]:
    """The laboratory; with scripts where the test asks for nothing else."""
    page = sit_down(chromium, told, "officer", complaints, scripts=getattr(request, "param", True))
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{told.address}/laboratory")
    yield page
    page.context.close()


@pytest.fixture
def complaints(told: Desk) -> Complaints:
    return Complaints(told.address)


def counts(page: Page) -> Locator:
    return page.get_by_role("row", name="Observers may be invited").first


def number(page: Page) -> Locator:
    return page.locator(f'[id="{VOLUNTARY}"]')


def test_a_slider_turns_its_number_and_the_counts_follow(
    page: Page, told: Desk, complaints: Complaints
) -> None:
    slider = page.locator(".knob", has=number(page)).get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "5000")
    expect(counts(page)).to_have_text("Observers may be invited 1 1", use_inner_text=True)
    slider.press("ArrowLeft")
    expect(number(page)).to_have_value("4500")
    expect(counts(page)).to_have_text("Observers may be invited 1 +1 2", use_inner_text=True)
    expect(page.get_by_role("status")).to_contain_text("Observers may be invited: 2 +1")
    expect(page).to_have_url(f"{told.address}/laboratory?agreement=sco-proposal-2024&{VOLUNTARY}=4500")
    expect(slider).to_be_focused()
    page.reload()
    expect(number(page)).to_have_value("4500")
    expect(slider).to_have_attribute("aria-valuetext", "4500")
    page.get_by_role("button", name="Back to the agreement’s own number: Personnel").click()
    expect(counts(page)).to_have_text("Observers may be invited 1 1", use_inner_text=True)
    expect(page).to_have_url(f"{told.address}/laboratory?agreement=sco-proposal-2024")
    assert complaints.found == []


def test_a_number_that_is_typed_moves_its_slider(page: Page, complaints: Complaints) -> None:
    number(page).fill("100000")
    slider = page.locator(".knob", has=number(page)).get_by_role("slider")
    assert slider.input_value() == slider.get_attribute("max")
    number(page).press("Enter")
    expect(counts(page)).to_have_text("Observers may be invited 1 −1 0", use_inner_text=True)
    assert complaints.found == []


@pytest.mark.parametrize("page", [False], ids=["without-scripts"], indirect=True)
def test_without_scripts_numbers_are_typed_and_shown(page: Page, told: Desk, complaints: Complaints) -> None:
    expect(page.get_by_role("slider")).to_have_count(0)
    number(page).fill("4500")
    page.get_by_role("button", name="Show").click()
    expect(counts(page)).to_have_text("Observers may be invited 1 +1 2", use_inner_text=True)
    expect(number(page)).to_have_value("4500")
    assert complaints.found == []


def test_a_variant_is_saved_put_beside_and_deleted(page: Page, told: Desk, complaints: Complaints) -> None:
    page.get_by_label("Save this variant as").wait_for(state="detached")
    number(page).fill("4500")
    number(page).press("Enter")
    name = page.get_by_label("Save this variant as")
    name.fill("Half-way")
    number(page).fill("4600")
    number(page).press("Enter")
    expect(counts(page)).to_contain_text("2")
    expect(page).to_have_url(f"{told.address}/laboratory?agreement=sco-proposal-2024&{VOLUNTARY}=4600")
    expect(name).to_have_value("Half-way")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"{told.address}/laboratory")
    page.get_by_role("link", name="Put beside").click()
    heads = page.get_by_role("table", name="How many drills").get_by_role("columnheader")
    expect(heads.nth(3)).to_contain_text("Half-way")
    page.get_by_role("button", name="Delete Half-way").click()
    expect(page.get_by_role("heading", name="Saved variants")).to_have_count(0)
    expect(heads.nth(3)).to_contain_text("Half-way")
    assert complaints.found == []


def test_another_agreement_is_chosen_with_its_own_numbers(page: Page, complaints: Complaints) -> None:
    page.get_by_role("combobox", name="Agreement").select_option(label="Shanghai Agreement of 1996")
    expect(page.locator('[id="observe.one-side.personnel"]')).to_have_value("35000")
    expect(page.locator(".knob", has=page.locator('[id="observe.one-side.personnel"]'))).to_contain_text(
        "stands"
    )
    expect(page.get_by_role("slider").first).to_be_visible()
    assert complaints.found == []


def test_on_paper_the_columns_stand_without_what_turns_them(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_role("table", name="How many drills")).to_be_visible()
    for hidden in (page.locator("#numbers"), page.locator(".kept"), page.get_by_role("status")):
        expect(hidden).to_be_hidden()
    expect(page.get_by_text("Kazakhstan, 26 Apr 2024")).to_be_visible()
