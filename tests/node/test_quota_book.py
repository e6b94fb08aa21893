"""Quota books at a node: the same as a page shows them, whoever's message came first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from tests.node.stories import READER
from tests.node.visit_stories import CN, KZ, NOW, VIENNA, declare_units, hear, open_pair, say

from detente.assessment.quota_views import QuotaBookView, UseState
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, FormatId, ProvisionId, Reference, StateCode
from detente.kernel.languages import Language
from detente.messages.document import JsonValue
from detente.node.actors import Actor, NotAllowed
from detente.node.ground import Ground
from detente.node.node import Node
from detente.node.papers import quota_paper
from detente.node.quota_book import agreements_with_quotas, books_of_year, show_quotas

EVALUATION = ProvisionId("quota.evaluation")
DE, RU = StateCode("DE"), StateCode("RU")


def day(month: int, number: int) -> datetime:
    return datetime(2026, month, number, 8, tzinfo=UTC)


def ask(node: Node, unit: str, at: datetime, arrival: str) -> Reference:
    content: dict[str, JsonValue] = {"unit": unit, "arrival": f"{arrival}T08:00:00Z", "team": 2}
    return say(node, "evaluation-request", content, at, to=("KZ",), agreement=VIENNA)


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory, ground: Ground) -> Iterator[list[Node]]:
    """Kazakhstan declares 70 units; Germany and Russia ask for three visits in all, which cross on the way."""
    nodes = open_pair(tmp_path_factory.mktemp("quotas"), ground, VIENNA, ("KZ", "DE", "RU"))
    kz, de, ru = nodes
    declare_units(kz, 70, day(3, 1))
    first = ask(de, "Unit 12345", day(4, 2), "2026-04-16")
    ask(ru, "Unit 54321", day(4, 3), "2026-05-12")
    ask(de, "Unit 12345", day(4, 4), "2026-05-13")
    hear(kz, de)
    accepted = next(
        item.id
        for item in kz.agreement(VIENNA).formats[FormatId("evaluation-reply")].items
        if item.fact == "visit.accepted"
    )
    say(kz, "evaluation-reply", {accepted: True}, day(4, 5), to=("DE",), refers_to=(first,), agreement=VIENNA)
    for one in nodes:
        for other in nodes:
            if one is not other:
                hear(one, other)
    yield nodes
    for one in nodes:
        one.close()


def book(node: Node) -> QuotaBookView:
    found = show_quotas(node, READER, VIENNA, 2026, KZ, NOW).passive
    return next(one for one in found if one.provision == EVALUATION)


def test_every_figure_names_the_messages_it_rests_on(nodes: list[Node]) -> None:
    found = book(nodes[0])
    figures = (found.amount, found.used, found.reserved, found.left)
    assert [one.value for one in figures] == [2, 1, 2, 0]
    assert (found.over, found.settled) == (1, False)
    assert len(found.amount.messages) == 1
    assert [(one.guest, one.state, one.place, one.over) for one in found.entries] == [
        (DE, UseState.USED, 1, False),
        (RU, UseState.RESERVED, 2, False),
        (DE, UseState.RESERVED, 3, True),
    ]
    assert {message for one in found.entries for message in one.messages} == {
        *found.used.messages,
        *found.reserved.messages,
    }


def test_a_guest_knows_of_what_was_told_to_it_alone(nodes: list[Node]) -> None:
    """Requests go to the host; who is told of a request that crossed it has the same book."""
    whole, own = (
        [(one.matter, one.state, one.messages) for one in book(node).entries if one.guest == DE]
        for node in nodes[:2]
    )
    assert whole == own
    assert len(book(nodes[1]).entries) == len(own) == 2


def test_what_a_state_may_ask_of_others_says_what_it_asked(nodes: list[Node]) -> None:
    active = show_quotas(nodes[1], READER, VIENNA, 2026, DE, NOW).active
    asked = [(one.bearer, one.asked.value, one.left.value) for one in active if one.asked.high]
    assert asked == [(KZ, 2, 0)]
    assert not [one for one in active if one.bearer == DE]


def test_of_many_quotas_only_those_asked_for_are_opened(nodes: list[Node]) -> None:
    whole = show_quotas(nodes[1], READER, VIENNA, 2026, DE, NOW)
    short = show_quotas(nodes[1], READER, VIENNA, 2026, DE, NOW, most_open=12)
    asked = tuple(one for one in whole.active if one.asked.high)
    assert (short.active, short.passive) == (asked, whole.passive)
    assert (whole.left_out, short.left_out) == (0, len(whole.active) - len(asked))


def test_the_end_of_a_year_settles_its_books(nodes: list[Node]) -> None:
    later = datetime(2027, 1, 1, tzinfo=UTC)
    found = next(
        one
        for one in show_quotas(nodes[0], READER, VIENNA, 2026, KZ, later).passive
        if one.provision == EVALUATION
    )
    assert (found.settled, found.used.value, found.reserved.value) == (True, 3, 0)


def test_all_books_of_a_year(nodes: list[Node]) -> None:
    found = books_of_year(nodes[0], READER, VIENNA, 2026, NOW)
    assert len(found) > 100
    assert [one for one in found if one.entries] == [book(nodes[0])]


def test_a_state_that_is_no_party_has_no_books(nodes: list[Node]) -> None:
    found = show_quotas(nodes[0], READER, VIENNA, 2026, CN, NOW)
    assert (found.passive, found.active) == ((), ())


def test_who_may_not_read_sees_no_books(nodes: list[Node]) -> None:
    with pytest.raises(NotAllowed):
        show_quotas(nodes[0], Actor("nobody", frozenset()), VIENNA, 2026, KZ, NOW)
    with pytest.raises(InputError):
        show_quotas(nodes[0], READER, AgreementId("no-such"), 2026, KZ, NOW)


def test_the_agreements_that_count_visits(nodes: list[Node]) -> None:
    assert [one.id for one in agreements_with_quotas(nodes[0])] == [VIENNA]


def test_the_books_go_on_paper(nodes: list[Node]) -> None:
    file = quota_paper(nodes[0], READER, VIENNA, 2026, KZ, Language.ZH, NOW)
    assert (file.name, file.data[:5]) == ("VD11-KZ-2026-quotas.zh.pdf", b"%PDF-")
