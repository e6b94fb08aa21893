"""Visits over two desks: asked, offered, answered, planned, moved, reported, counted; observers of ten states."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.chromium import IN_CHROMIUM, Complaints
from tests.browser.desks import Desk, make_node, served
from tests.browser.people import download, sit_down, words
from tests.node.stories import DUTY
from tests.node.visit_stories import say

from detente.kernel.identifiers import MatterId, Reference, StateCode
from detente.messages.document import JsonValue
from detente.node.actors import Role, operator
from detente.node.ground import Ground
from detente.node.lifecycle import open_node
from detente.node.node import Node
from detente.node.peers import add_peer
from detente.node.pulling import pull

pytestmark = IN_CHROMIUM

AT = datetime(2026, 4, 20, 6, 30, tzinfo=UTC)
TOKEN = "handed over at the border post"
IN_USE = "sco-proposal-2024,moscow-1997"
PEOPLE = {
    "duty": frozenset({Role.DRAFTER}),
    "releaser": frozenset({Role.RELEASER}),
    "reader": frozenset({Role.READER}),
}
PATIENCE_SECONDS = 40
TEN = ("KZ", "CN", "RU", "KG", "TJ", "UZ", "IN", "PK", "IR", "BY")


@dataclass(frozen=True, slots=True)
class Side:
    """The people of one state at its desk."""

    desk: Desk
    duty: Page
    releaser: Page


def introduce(folder: Path, state: str, others: Mapping[str, str], ground: Ground) -> None:
    """Give a node the keys of others, and where their logs are found."""
    node = open_node(folder / state, {}, AT, ground=ground)
    for other, address in others.items():
        keys = (folder / other / "public/keys.txt").read_text()
        add_peer(node, operator(), keys, address, AT, TOKEN if address.startswith("http") else "")
    node.close()


@pytest.fixture
def desks(tmp_path: Path, ground: Ground) -> Iterator[tuple[Desk, Desk]]:
    """China follows Kazakhstan's log over HTTP, and Kazakhstan China's as files."""
    for state in ("KZ", "CN"):
        make_node(tmp_path / state, state, PEOPLE, AT, ground, TOKEN, IN_USE)
    introduce(tmp_path, "KZ", {"CN": str(tmp_path / "CN/public")}, ground)
    with served(tmp_path / "KZ", "KZ") as kz:
        introduce(tmp_path, "CN", {"KZ": kz.address}, ground)
        with served(tmp_path / "CN", "CN") as cn:
            yield kz, cn


def side(browser: Browser, desk: Desk, complaints: Complaints, *, scripts: bool) -> Side:
    duty, releaser = (
        sit_down(browser, desk, name, complaints, scripts=scripts) for name in ("duty", "releaser")
    )
    return Side(desk, duty, releaser)


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_visit_from_the_request_to_the_report(
    desks: tuple[Desk, Desk], chromium: Browser, scripts: bool
) -> None:
    complaints = [Complaints(desk.address) for desk in desks]
    kz, cn = (
        side(chromium, desk, watch, scripts=scripts) for desk, watch in zip(desks, complaints, strict=True)
    )

    ask(kz)
    answer(cn, "Reply to a request for a visit", {"item.accepted": "yes"}, status="asked for")
    see(kz, "agreed")
    # The host's programme, the guests' people, and another day.
    planned = {
        "item.days.0.day.date": "2026-05-25",
        "item.days.0.time.0.words": "09:00",
        "item.days.0.what.0.words": "Briefing and tour",
    }
    answer(cn, "Programme of a visit that was asked for", planned, status="agreed")
    people = {
        "item.names.0.person.name.0.words": "Aigerim Serikova",
        "item.names.0.rank.0.words": "Colonel",
        "item.names.0.passport.0.words": "N1234567",
        "item.team": "1",
    }
    answer(kz, "Visitors on a visit that was asked for", people, status="agreed")
    see_the_people(cn, chromium, desks[1], complaints[1])
    moved = {"item.arrival.date": "2026-04-20", "item.end.date": "2026-04-21"}
    answer(cn, "Change of a visit that was asked for", moved, status="agreed")
    see(kz, "postponed")
    expect(kz.duty.locator("#replies")).to_contain_text("25 May 2026 → 20 Apr 2026")
    agree_again(cn)
    see(kz, "under way")
    report = {"item.took-place": "yes", "item.findings.0.words": "All was shown as planned."}
    answer(kz, "Report on a visit that was asked for", report, status="under way")
    see(cn, "reported")
    expect(cn.duty.locator("#reports")).to_contain_text("took place")
    expect(cn.duty.locator("#reports")).to_contain_text("All was shown as planned.")
    print_papers(cn.duty)
    assert [one.found for one in complaints] == [[], []]


def test_a_request_for_an_inspection_is_counted_in_the_quota_book(
    desks: tuple[Desk, Desk], chromium: Browser
) -> None:
    complaints = [Complaints(desk.address) for desk in desks]
    kz, cn = (
        side(chromium, desk, watch, scripts=True) for desk, watch in zip(desks, complaints, strict=True)
    )
    visits(cn.duty)
    cn.duty.get_by_role("button", name="Notice of an intended inspection").click()
    typed = {
        "item.sector": "western",
        "item.kind": "challenge",
        "item.area.0.name.0.words": "Area east of Dostyk",
        "item.area.0.positions": "+45.2000+081.9000/\n+45.3000+082.0000/\n+45.1000+082.1000/",
        "item.entry-point.name.0.words": "Dostyk",
        "item.arrival.date": "2026-05-04",
        "item.arrival.time": "06:00",
    }
    fill(cn.duty, typed)
    cn.duty.get_by_label("Kazakhstan").check()
    cn.duty.get_by_role("button", name="Check", exact=True).last.click()
    # An area with three points is shown before release, and its number.
    expect(cn.duty.locator("#meaning")).to_contain_text("at least 4, 3 counted")
    put(cn.duty, "item.area.0.positions", typed["item.area.0.positions"] + "\n+45.0500+081.9500/")
    tell(cn, 0)
    see(kz, "asked for")
    visits(kz.duty)
    kz.duty.get_by_role("link", name="Quota book").click()
    kz.duty.get_by_role("combobox", name="Agreement").select_option(label="Moscow Agreement of 1997")
    kz.duty.get_by_role("button", name="Show").click()
    book = kz.duty.locator(".book", has_text="western")
    expect(book.get_by_role("table").first).to_contain_text("kept free")
    figure = book.locator(".figures div", has_text="Kept free")
    figure.locator("summary").click()
    expect(figure).to_contain_text("MO97/CN/2026/0001/IN/O")
    assert [one.found for one in complaints] == [[], []]


# --- What people do -----------------------------------------------------------------------------------


def visits(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Visits").click()


def ask(kz: Side) -> None:
    visits(kz.duty)
    kz.duty.get_by_role("button", name="Request for a visit to a unit").click()
    expect(kz.duty.get_by_role("heading", level=1)).to_have_text("Request for a visit to a unit")
    kz.duty.get_by_label("China").check()
    fill(
        kz.duty,
        {
            "item.unit.0.words": "Brigade at Urumqi",
            "item.arrival.date": "2026-05-25",
            "item.end.date": "2026-05-27",
            "item.team": "3",
        },
    )
    tell(kz, 0)


def fill(page: Page, typed: Mapping[str, str]) -> None:
    for name, value in typed.items():
        put(page, name, value)


def put(page: Page, name: str, value: str) -> None:
    """Type or choose, as the field asks."""
    fields = page.locator(f'[name="{name}"]')
    kind = fields.first.evaluate("one => one.type")
    if kind == "radio":
        page.locator(f'[name="{name}"][value="{value}"]').check()
    elif kind == "select-one":
        fields.first.select_option(value=value)
    else:
        fields.first.fill(value)


def tell(of: Side, _number: int = 0) -> None:
    """Submit, have it released by the second person, send."""
    of.duty.get_by_role("button", name="Submit for release").click()
    expect(of.duty.locator("#stage")).to_contain_text("waits for release")
    of.releaser.get_by_role("navigation", name="Main").get_by_role("link", name="Today").click()
    of.releaser.get_by_role("row", name="waits for release").get_by_role("link").first.click()
    of.releaser.get_by_role("button", name="Release").click()
    of.releaser.get_by_role("button", name="Send").click()
    expect(of.releaser.locator("main")).to_contain_text("Registered, number")


def open_visit(page: Page, status: str) -> None:
    """The one visit that is listed, once it stands so; the desk follows the other's log by itself."""
    until = time.monotonic() + PATIENCE_SECONDS
    visits(page)
    row = page.locator("table.register tbody tr").first
    while not row.count() or status not in words(row):
        assert time.monotonic() < until, words(page.locator("main"))
        time.sleep(0.3)
        page.reload()
    row.get_by_role("link").first.click()


def see(of: Side, status: str) -> None:
    open_visit(of.duty, status)
    expect(of.duty.locator("p.about")).to_contain_text(status)


def answer(of: Side, step: str, typed: Mapping[str, str], *, status: str) -> None:
    """Take a step from the page of the visit."""
    open_visit(of.duty, status)
    wait_for_step(of.duty, step)
    of.duty.locator("#next").get_by_role("button", name=re.compile(f"^(Change: )?{re.escape(step)}$")).click()
    fill(of.duty, typed)
    tell(of)


def wait_for_step(page: Page, step: str) -> None:
    """The step is there once what it builds on has come."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not page.locator("#next").get_by_role("button", name=step).count():
        assert time.monotonic() < until, words(page.locator("main"))
        time.sleep(0.3)
        page.reload()


def agree_again(cn: Side) -> None:
    """The reply is amended, so that the new day is agreed to as well."""
    open_visit(cn.duty, "postponed")
    cn.duty.get_by_role("button", name="Change: Reply to a request for a visit").click()
    put(cn.duty, "item.conditions.0.words", "The new day is agreed.")
    tell(cn)


def see_the_people(cn: Side, browser: Browser, desk: Desk, complaints: Complaints) -> None:
    """Who drafts sees the passport; who reads does not even see the name."""
    page = cn.duty
    open_visit(page, "agreed")
    until = time.monotonic() + PATIENCE_SECONDS
    while not page.locator("#team").count():
        assert time.monotonic() < until, words(page.locator("main"))
        time.sleep(0.3)
        page.reload()
    expect(page.locator("#team")).to_contain_text("Aigerim Serikova")
    expect(page.locator("#team")).to_contain_text("N1234567")
    expect(page.locator("#programme")).to_contain_text("Briefing and tour")
    reader = sit_down(browser, desk, "reader", complaints)
    reader.goto(page.url)
    expect(reader.locator("#team")).to_contain_text("Personal data is not shown here")
    assert "Serikova" not in words(reader.locator("main"))
    reader.context.close()


def print_papers(page: Page) -> None:
    papers = page.locator("section", has=page.get_by_role("heading", name="Papers"))
    line = papers.locator("li", has_text="Team list")
    with page.expect_download() as waiting:
        line.get_by_role("link", name="Русский").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")
    assert download(page, "Into a calendar (.ics)").startswith(b"BEGIN:VCALENDAR")


# --- Observers ----------------------------------------------------------------------------------------

Told = Callable[[Node, Reference, Reference], None]
DRILL: Mapping[str, JsonValue] = {
    "designation": {"en": "Aibalta-2026"},
    "type": "live-exercise",
    "dates": {"start": "2026-06-10", "end": "2026-06-20"},
    "area": [{"name": {"en": "Matybulak range"}, "positions": ["+43.5400+075.2100/"]}],
    "participants": ["KZ"],
    "strength": {"total": {"personnel": 14000}},
}


def people(number: int) -> list[JsonValue]:
    return [{"person": {"name": {"en": f"Observer {one}"}}} for one in range(1, number + 1)]


ANSWERS: Mapping[str, Mapping[str, JsonValue] | None] = {
    "CN": {"accepted": True, "observers": 3, "names": people(3)},
    "RU": {"accepted": True, "observers": 4},
    "KG": {"accepted": False},
    "TJ": {"accepted": True},
    "UZ": {"accepted": True, "observers": 1, "remarks": {"en": "By train."}},
    "IN": {"accepted": False, "remarks": {"en": "No observers can be sent."}},
    "PK": {"accepted": True, "observers": 2},
    "IR": None,
    "BY": {"accepted": True, "names": people(2)},
}


@pytest.fixture
def ten(tmp_path: Path, ground: Ground) -> Iterator[Path]:
    """Ten states that know each other's keys; Kazakhstan has told of a drill."""
    for state in TEN:
        make_node(
            tmp_path / state,
            state,
            PEOPLE if state in ("KZ", "CN") else {},
            AT,
            ground,
            TOKEN,
            "sco-proposal-2024",
        )
    introduce(tmp_path, "KZ", {one: str(tmp_path / one / "public") for one in TEN if one != "KZ"}, ground)
    for state in TEN[1:]:
        introduce(tmp_path, state, {"KZ": str(tmp_path / "KZ/public")}, ground)
    node = open_node(tmp_path / "KZ", {}, AT, ground=ground)
    say(node, "exercise-notification", DRILL, AT)
    node.close()
    return tmp_path


def test_observers_are_invited_and_ten_states_answer_differently(
    ten: Path, chromium: Browser, ground: Ground
) -> None:
    with served(ten / "KZ", "KZ") as desk, served(ten / "CN", "CN") as other:
        complaints, at_cn = Complaints(desk.address), Complaints(other.address)
        kz = side(chromium, desk, complaints, scripts=True)
        cn = side(chromium, other, at_cn, scripts=True)
        invite(kz)
        answer_at_the_desk(cn)
        for state, content in ANSWERS.items():
            if content is not None and state != "CN":
                reply(ten / state, content, ground)
        see_the_answers(kz)
        assert (complaints.found, at_cn.found) == ([], [])


def open_drill(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Drills").click()
    page.get_by_role("link", name="Aibalta-2026").click()


def invite(kz: Side) -> None:
    open_drill(kz.duty)
    table = kz.duty.locator("#observers table.register").first
    expect(table.get_by_role("row", name="India")).to_contain_text("not invited")
    expect(table.get_by_role("row", name="India")).to_contain_text("must be invited")
    kz.duty.locator("#observers").get_by_role("button", name="Invitation of observers").click()
    fill(
        kz.duty,
        {
            "item.programme.start.date": "2026-06-12",
            "item.programme.end.date": "2026-06-14",
            "item.arrival.date": "2026-06-11",
            "item.arrival.time": "10:00",
            "item.arrival-place.name.0.words": "Almaty airport",
        },
    )
    tell(kz)


def answer_at_the_desk(cn: Side) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    page = cn.duty
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Drills").click()
    while not page.get_by_role("link", name="Aibalta-2026").count():
        assert time.monotonic() < until, words(page.locator("main"))
        time.sleep(0.3)
        page.reload()
    page.get_by_role("link", name="Aibalta-2026").click()
    button = page.locator("#observers").get_by_role("button", name="Reply to an invitation of observers")
    while not button.count():
        assert time.monotonic() < until, words(page.locator("main"))
        time.sleep(0.3)
        page.reload()
    button.click()
    fill(
        page, {"item.accepted": "yes", "item.observers": "1", "item.names.0.person.name.0.words": "Wang Lei"}
    )
    tell(cn)


def reply(folder: Path, content: Mapping[str, JsonValue], ground: Ground) -> None:
    """Another state's answer, from its own node."""
    node = open_node(folder, {}, AT, ground=ground)
    pull(node, DUTY, StateCode("KZ"), AT)
    drill = MatterId("SCO24/KZ/2026/0001/EX")
    say(
        node,
        "observation-reply",
        content,
        AT,
        to=("KZ",),
        refers_to=(Reference("SCO24/KZ/2026/0002/OI/O"), Reference(f"{drill}/O")),
    )
    node.close()


def see_the_answers(kz: Side) -> None:
    page = kz.duty
    open_drill(page)
    summary = "Accepted: 6. Declined: 2. No answer yet: 1. Observers: 10."
    until = time.monotonic() + PATIENCE_SECONDS
    while summary not in words(page.locator("#observers")):
        assert time.monotonic() < until, words(page.locator("#observers"))
        time.sleep(0.5)
        page.reload()
    table = page.locator("#observers table.register").first
    for state, said in (
        ("China", "accepted"),
        ("Kyrgyzstan", "declined"),
        ("Iran", "no answer yet"),
        ("India", "declined"),
        ("Belarus", "accepted"),
    ):
        expect(table.get_by_role("row", name=state)).to_contain_text(said)
    expect(table.get_by_role("row", name="Russia")).to_contain_text("number of observers")
    expect(page.locator("#observers")).to_contain_text("Wang Lei")
    expect(page.locator("#observers")).to_contain_text("Observer 2")
    page.locator("#observers").get_by_role("link", name="Papers").click()
    expect(page.locator("main")).to_contain_text("Team list: China")
