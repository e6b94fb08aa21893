"""Two states' desks over a network: a drill is told, read, proven and amended; with scripts and without."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.chromium import IN_CHROMIUM, Complaints
from tests.browser.desks import Desk, detente, make_node, served
from tests.browser.people import download, sit_down, words

from detente.node.actors import Role, operator
from detente.node.ground import Ground
from detente.node.lifecycle import open_node
from detente.node.peers import add_peer

pytestmark = IN_CHROMIUM

AT = datetime(2024, 4, 26, 6, 30, tzinfo=UTC)
TOKEN = "handed over at the border post"
KZ_PEOPLE = {"duty": frozenset({Role.DRAFTER}), "releaser": frozenset({Role.RELEASER})}
CN_PEOPLE = {"reader": frozenset({Role.READER})}
PATIENCE_SECONDS = 30
TEXTS = {"English": "Information on an exercise", "Русский": "Информация об учении", "中文": "演习通报"}
WRONG_DATE = "start: “2024-13-02” is not a date."


@dataclass(frozen=True, slots=True)
class Exchange:
    """Both desks, and the keys of Kazakhstan as China was handed them."""

    kz: Desk
    cn: Desk
    keys: Path


@pytest.fixture
def exchange(tmp_path: Path, ground: Ground) -> Iterator[Exchange]:
    """China follows Kazakhstan's log over HTTP, with the token that opens what is addressed to it."""
    make_node(tmp_path / "KZ", "KZ", KZ_PEOPLE, AT, ground, TOKEN)
    make_node(tmp_path / "CN", "CN", CN_PEOPLE, AT, ground)
    node = open_node(tmp_path / "KZ", {}, AT, ground=ground)
    add_peer(node, operator(), (tmp_path / "CN/public/keys.txt").read_text(), str(tmp_path / "CN/public"), AT)
    node.close()
    keys = tmp_path / "kz-keys.txt"
    keys.write_bytes((tmp_path / "KZ" / "public" / "keys.txt").read_bytes())
    with served(tmp_path / "KZ", "KZ") as kz:
        node = open_node(tmp_path / "CN", {}, AT, ground=ground)
        add_peer(node, operator(), keys.read_text(), kz.address, AT, TOKEN)
        node.close()
        with served(tmp_path / "CN", "CN") as cn:
            yield Exchange(kz, cn, keys)


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_drill_is_told_read_proven_and_amended(
    exchange: Exchange, chromium: Browser, tmp_path: Path, scripts: bool
) -> None:
    at_kz, at_cn = Complaints(exchange.kz.address), Complaints(exchange.cn.address)
    duty = sit_down(chromium, exchange.kz, "duty", at_kz, scripts=scripts)
    releaser = sit_down(chromium, exchange.kz, "releaser", at_kz, scripts=scripts)
    reader = sit_down(chromium, exchange.cn, "reader", at_cn, scripts=scripts)

    begin(duty)
    fill_in(duty, start="2024-13-02", scripts=scripts)
    submit_with_a_wrong_date(duty)
    mend_and_submit(duty, start="2024-09-02", scripts=scripts)
    read_the_preview_and_release(releaser)
    send(releaser, number=0)

    find_unread(reader, "original")
    assert read_texts(reader) == read_texts(releaser)
    prove(reader, exchange.keys, tmp_path)

    amend(duty, personnel="13500", scripts=scripts)
    release(releaser)
    send(releaser, number=1)

    find_unread(reader, "amendment")
    see_what_changed(reader)
    see_the_thresholds(reader)
    assert (at_kz.found, at_cn.found) == ([], [])


# --- At Kazakhstan's desk -------------------------------------------------------------------------


def begin(duty: Page) -> None:
    duty.get_by_role("navigation", name="Main").get_by_role("link", name="New message").click()
    model = duty.locator("section").filter(has=duty.get_by_role("heading", name="SCO model agreement"))
    model.get_by_role("button", name="Information on an exercise").click()
    expect(duty.get_by_role("heading", level=1)).to_have_text("Information on an exercise")


def fill_in(duty: Page, *, start: str, scripts: bool) -> None:
    duty.get_by_role("textbox", name="Designation").fill("Aibalta-2024")
    duty.get_by_label("Type").select_option(label="Live exercise")
    dates, area = duty.get_by_role("group", name="Start and end"), duty.get_by_role("group", name="Area")
    dates.get_by_label("From").fill(start)
    dates.get_by_label("To").fill("2024-09-13")
    area.get_by_label("Name of the place").fill("Matybulak range")
    area.get_by_label("Coordinates").fill("+43.5400+075.2100/")
    duty.get_by_role("group", name="Participating states").get_by_label("Kazakhstan").check()
    type_personnel(duty, "12900", scripts=scripts)
    meaning = duty.locator("#meaning")
    expect(meaning).to_contain_text("5,000 needed, 12,900 declared, 258.0 %")
    expect(meaning).to_contain_text("13,000 needed, 12,900 declared, 99.2 % (near)")
    expect(meaning).to_contain_text("A date is missing (start of the drill).")


def type_personnel(duty: Page, number: str, *, scripts: bool) -> None:
    """Scripts show what it means as soon as the field is left; without them there is a button."""
    strength = duty.get_by_role("group", name="Strength")
    strength.get_by_role("row", name="Personnel").get_by_role("textbox").first.fill(number)
    look_at_the_meaning(duty, scripts=scripts)


def look_at_the_meaning(duty: Page, *, scripts: bool) -> None:
    if scripts:
        duty.keyboard.press("Tab")
    else:
        duty.get_by_role("button", name="Check").click()


def submit_with_a_wrong_date(duty: Page) -> None:
    typed = everything_typed(duty)
    duty.get_by_role("button", name="Submit for release").click()
    dates = duty.get_by_role("group", name="Start and end")
    expect(dates.locator(".fault")).to_contain_text(WRONG_DATE)
    expect(duty.locator(".fault")).to_have_count(1)
    assert everything_typed(duty) == typed


def everything_typed(duty: Page) -> list[list[str]]:
    return duty.locator("#draft").evaluate(
        "form => [...new FormData(form)].filter(([name]) => name === 'to' || name.startsWith('item.'))"
    )


def mend_and_submit(duty: Page, *, start: str, scripts: bool) -> None:
    duty.get_by_role("group", name="Start and end").get_by_label("From").fill(start)
    look_at_the_meaning(duty, scripts=scripts)
    expect(duty.locator("#meaning")).to_contain_text("notification: 3 Aug 2024, 23:59 UTC in 3 months")
    submit(duty)


def submit(duty: Page) -> None:
    duty.get_by_role("button", name="Submit for release").click()
    expect(duty.locator("#stage")).to_contain_text("waits for release")


def read_the_preview_and_release(releaser: Page) -> None:
    open_draft(releaser)
    for language, title in TEXTS.items():
        releaser.locator("summary", has_text=language).click()
        printed = releaser.locator("details").filter(has_text=language).locator("pre")
        expect(printed).to_be_visible()
        assert (title in words(printed), "Aibalta-2024" in words(printed)) == (True, True)
    press_release(releaser)


def release(releaser: Page) -> None:
    open_draft(releaser)
    press_release(releaser)


def open_draft(releaser: Page) -> None:
    """What waits for the releaser stands on the first page."""
    releaser.get_by_role("link", name="Today").click()
    releaser.get_by_role("row", name="waits for release").get_by_role("link", name="Aibalta-2024").click()


def press_release(releaser: Page) -> None:
    releaser.get_by_role("button", name="Release").click()
    expect(proof(releaser)).to_contain_text("Not registered yet: it has not been sent")


def send(releaser: Page, number: int) -> None:
    releaser.get_by_role("button", name="Send").click()
    expect(proof(releaser)).to_contain_text(f"Registered, number {number}")


def amend(duty: Page, *, personnel: str, scripts: bool) -> None:
    duty.get_by_role("navigation", name="Main").get_by_role("link", name="Messages").click()
    duty.get_by_role("link", name="Aibalta-2024").click()
    duty.get_by_role("button", name="Amend").click()
    type_personnel(duty, personnel, scripts=scripts)
    expect(duty.locator("#meaning")).to_contain_text("13,000 needed, 13,500 declared, 103.8 %")
    submit(duty)


def proof(page: Page) -> object:
    return page.locator("section").filter(has=page.get_by_role("heading", name="Proof"))


# --- At China's desk ------------------------------------------------------------------------------


def find_unread(reader: Page, kind: str) -> None:
    """The desk follows Kazakhstan's log by itself; the reader only looks again."""
    unread = reader.get_by_role("row", name="Aibalta-2024 unread").filter(has_text=kind)
    until = time.monotonic() + PATIENCE_SECONDS
    reader.get_by_role("link", name="Today").click()
    while not unread.count():
        assert time.monotonic() < until, words(reader.locator("main"))
        time.sleep(0.3)
        reader.reload()
    unread.get_by_role("link").click()


def read_texts(page: Page) -> list[object]:
    """The notice as it is shown, and its text in every language."""
    return [words(page.locator("article.notice")), *(download(page, language) for language in TEXTS)]


def prove(reader: Page, keys: Path, folder: Path) -> None:
    expect(proof(reader)).to_contain_text("Registered, number 0")
    evidence = folder / "drill.evidence"
    evidence.write_bytes(download(reader, "Download the evidence"))
    verifying = detente("verify", evidence, "--keys", keys, "--json")
    out, err = verifying.communicate(timeout=PATIENCE_SECONDS)
    assert verifying.returncode == 0, err
    said = json.loads(out)
    assert {name: said[name] for name in ("proven", "from", "index", "keys_from")} == {
        "proven": True,
        "from": "KZ",
        "index": 0,
        "keys_from": "trusted",
    }


def see_what_changed(reader: Page) -> None:
    changes = reader.get_by_role("table", name="What this message changed")
    expect(changes.get_by_role("row")).to_have_text(
        ["7 Strength Total: Personnel: 12,900 Total: Personnel: 13,500"], use_inner_text=True
    )


def see_the_thresholds(reader: Page) -> None:
    reader.locator("p.about a").first.click()
    findings = reader.locator("main")
    expect(findings).to_contain_text("5,000 needed, 13,500 declared, 270.0 %")
    expect(findings).to_contain_text("13,000 needed, 13,500 declared, 103.8 %")
