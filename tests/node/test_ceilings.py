"""Ceilings at the nodes of invented states: every page, what it rests on, and who is not shown it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.node.stories import READER
from tests.web.conftest import Client

from detente.agreements.model import Status
from detente.assessment.finding import FindingState
from detente.assessment.strengths import Bounds
from detente.kernel.identifiers import AgreementId
from detente.node.actors import Actor, NotAllowed
from detente.node.ceilings import show_ceilings
from detente.node.demo.folder import read_passwords, read_report
from detente.node.demo.invented import build_invented, read_invented
from detente.node.lifecycle import open_node
from detente.node.messages import MessageFilter, list_messages, read_document
from detente.node.node import Node
from detente.web.app import build_app

NOW = datetime(2030, 1, 1, 12, tzinfo=UTC)
PLAN = read_invented()
AT = PLAN.plan.shown
INVENTED = AgreementId("moscow-1997-invented")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("invented") / "exchange"
    report = build_invented(made, PLAN, NOW, secrets.token_bytes)
    assert read_report(made) == report
    return made


@pytest.fixture
def node(folder: Path) -> Iterator[Node]:
    opened = open_node(folder / "XA", {}, AT, writable=False)
    yield opened
    opened.close()


def test_what_each_side_holds_follows_from_the_returns(node: Node) -> None:
    view = show_ceilings(node, READER, INVENTED, AT)
    assert view.agreement.status is Status.INVENTED
    assert view.years == (2023, 2024, 2025, 2026)
    books = {(one.provision.id, one.bearer): one for one in view.books}
    own = books["ceiling.personnel", "side-a"]
    told = {one.year: (one.bounds, one.state, one.covered) for one in own.through("ground-forces-east")}
    assert told == {
        2023: (Bounds(96000, 96000), FindingState.NEAR, False),
        2024: (Bounds(97500, 97500), FindingState.NEAR, False),
        2025: (Bounds(118000, 118000), FindingState.WITHIN, True),
        2026: (Bounds(121500, 121500), FindingState.WITHIN, True),
    }
    assert [one.passed_days(AT) for one in own.times] == [89, 53]
    other = books["ceiling.personnel", "side-b"].line("ground-forces", 2026)
    assert other is not None
    assert (other.state, other.bounds) == (FindingState.UNCLEAR, Bounds(104100, None))
    assert [one.state for one in other.parts if not one.messages] == ["XE"]
    tanks = books["ceiling.equipment", "side-a"].line("battle-tanks", 2026)
    assert tanks is not None
    assert (tanks.most.value, tanks.state) == (None, FindingState.UNCLEAR)


#: Told by another, and made public with the consent of all.
CONSENTED = "XMO97/XB/2024/0001/RT/O"


def test_who_is_no_party_sees_of_others_only_what_all_agreed_to_show(node: Node) -> None:
    told = list_messages(node, READER, MessageFilter(), size=500).rows
    foreign = next(one for one in told if not one.own and one.reference != CONSENTED)
    known = node.agreement(INVENTED)
    parties = tuple(one for one in known.parties if one.state != "XA")
    closed = replace(known, parties=parties)
    node.ground = replace(node.ground, agreements={**node.agreements, INVENTED: closed})
    with pytest.raises(NotAllowed, match="Article 9\\(4\\)"):
        show_ceilings(node, READER, INVENTED, AT)
    with pytest.raises(NotAllowed, match="Article 9\\(4\\)"):
        read_document(node, READER, foreign.reference)
    left = list_messages(node, READER, MessageFilter(), size=500).rows
    shown = [one.reference for one in told if one.own or one.reference == CONSENTED]
    assert [one.reference for one in left] == shown
    with pytest.raises(NotAllowed):
        show_ceilings(node, Actor("nobody", frozenset()), INVENTED, AT)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "under a temporary exceedance"), ("ru", "временного"), ("zh", "临时超出")]
)
def test_the_page_in_three_languages(folder: Path, language: str, words: str) -> None:
    opened = open_node(folder / "XA", {}, AT)
    (user, *_) = read_passwords(folder)
    with asyncio.Runner() as runner:
        client = Client(build_app(opened, lambda: AT), runner)
        token = client.get("/sign-in").text.split('name="token" value="')[1].split('"')[0]
        client.post("/sign-in", data={"token": token, "name": user.name, "password": user.password})
        client.cookies.set("detente_language", language)
        shown = client.get("/ceilings")
    opened.close()
    assert shown.status_code == 200
    assert words in shown.text
    assert shown.text.count('class="chart chart-years"') >= 6
