"""Every page a reader can reach: in three languages, whole, small, and without anything the policy forbids."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag

import pytest

WORST_BYTES = 100_000
#: How many pages of one make are read, where one crawl reads them all.
ENOUGH_OF_A_MAKE = 6
LINK = re.compile(r'href="(/[^"]*)"')
VOID = {"meta", "link", "input", "br", "use", "path", "rect", "circle", "col", "img", "hr", "wbr"}


class Reader(HTMLParser):
    """Notes what can be wrong with a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.headings: list[int] = []
        self.in_label = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if known.get("id"):
            self.ids.append(known["id"] or "")
        if tag == "label":
            self.in_label += 1
            self.labelled.add(known.get("for") or "")
        asks = tag in ("input", "select", "textarea") and known.get("type") != "hidden"
        if asks and not self.in_label:
            self.fields.append((tag, known))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.wrong += [f"{tag} {name}" for name in known if name == "style" or name.startswith("on")]
        if tag in ("script", "img", "link") and "//" in (known.get("src") or known.get("href") or ""):
            self.wrong.append(f"{tag} from elsewhere")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")
        if tag == "label":
            self.in_label -= 1

    def faults(self) -> list[str]:
        repeated = [f"id {one} twice" for one in set(self.ids) if self.ids.count(one) > 1]
        bare = [
            f"{tag} {known.get('name')} has no label"
            for tag, known in self.fields
            if known.get("id") not in self.labelled and "aria-label" not in known
        ]
        steps = zip(self.headings, self.headings[1:], strict=False)
        jumps = [f"h{one} to h{other}" for one, other in steps if other > one + 1]
        first = [] if self.headings[:1] == [1] and self.headings.count(1) == 1 else ["not one h1 first"]
        return [*self.wrong, *repeated, *bare, *jumps, *first, *(f"<{tag}> stays open" for tag in self.open)]


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    return reader


@pytest.mark.parametrize(
    ("name", "language"),
    [("duty", "ru"), ("duty", "zh"), ("releaser", "ru"), ("reader", "zh")],
)
def test_every_make_of_page_that_can_be_reached_is_whole(told: Any, name: str, language: str) -> None:
    look_at_every_page(told.visit(name, language), language, ENOUGH_OF_A_MAKE)


def test_every_page_that_can_be_reached_is_whole(told: Any) -> None:
    look_at_every_page(told.visit("duty", "en"), "en")


@pytest.mark.parametrize(("name", "language"), [("second", "en"), ("reader", "ru"), ("duty", "zh")])
def test_every_make_of_page_of_a_desk_with_visits_is_whole(visited: Any, name: str, language: str) -> None:
    look_at_every_page(visited.visit(name, language), language, ENOUGH_OF_A_MAKE)


def make_of(path: str) -> str:
    """What pages made by the same code have in common: how the address begins, how long it is, what it asks."""
    address, _, asked = path.partition("?")
    first, *others = address.strip("/").split("/")
    words = [one if re.fullmatch("[a-z-]+", one) else "*" for one in others]
    return "/".join([first, *words, *sorted(one.partition("=")[0] for one in asked.split("&"))])


def look_at_every_page(client: Any, language: str, enough: int | None = None) -> None:
    """Follow every link from the first page on; of pages of one make, ``enough``."""
    waiting, seen, faults = ["/"], set[str](), {}
    makes: Counter[str] = Counter()
    while waiting:
        path = waiting.pop()
        if (
            path in seen
            or "/static/" in path
            or re.search(r"year=(19|20[13-9])|month=(?!2024-0[3-7]|2026-0[45])", path)
        ):
            continue
        makes[make_of(path)] += 1
        if enough is not None and makes[make_of(path)] > enough:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        reader = read(answer.text)
        limit = 4 * WORST_BYTES if "/map" in path else WORST_BYTES
        size = [] if len(answer.content) < limit else [f"{len(answer.content)} bytes"]
        if found := [*reader.faults(), *size]:
            faults[path] = found
        assert f'<html lang="{language}"' in answer.text
        waiting += [urldefrag(one.replace("&amp;", "&")).url for one in LINK.findall(answer.text)]
    assert faults == {}
    assert len(seen) > 12


def test_words_of_others_are_never_markup(told: Any) -> None:
    client = told.visit("second")
    for path in ("/", "/messages", "/activities", "/activities/month?month=2024-06", "/activities/map"):
        text = client.get(path).text
        assert "<b>Yanshan" not in text
        assert "&lt;b&gt;Yanshan &amp; sons&lt;/b&gt;" in text


def test_links_to_places_on_a_page_lead_somewhere(told: Any) -> None:
    text = told.visit("duty").get("/agreements/shanghai-1996").text
    ids = read(text).ids
    assert {one for one in re.findall(r'href="#([^"]+)"', text) if one not in {*ids}} == set()


@pytest.mark.parametrize(
    "path", ["/messages/none", "/activities/none", "/agreements/none", "/drafts/999", "/none"]
)
def test_what_is_not_there_says_so(told: Any, path: str) -> None:
    answer = told.visit("duty").get(path)
    assert answer.status_code == 404
    assert 'class="spine"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/messages?page=0",
        "/messages?page=x&sender=%00",
        "/activities?order=nonsense&state=x&page=99999999999",
        "/activities?since=yesterday",
        "/activities/month?month=99999-99",
        "/activities/year?year=0",
        "/activities/map?since=x&until=y",
    ],
)
def test_a_query_of_any_shape_is_answered(told: Any, path: str) -> None:
    assert told.visit("duty").get(path).status_code == 200
