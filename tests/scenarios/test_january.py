"""A January in which everybody asks at once: 57 states, requests that cross, nodes that hear of them in any order."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from tests.scenarios.conftest import Told

from detente.agreements.model import Agreement
from detente.assessment.quota_book import entitlements, quota_book
from detente.assessment.quota_views import QuotaBookView, UseState
from detente.assessment.rules import YearDuty
from detente.kernel.identifiers import ProvisionId, StateCode
from detente.kernel.instants import parse_instant
from detente.record.facts import formats_of
from detente.record.message import KnownMessage
from detente.record.record import Record, fold

QUOTA = ProvisionId("quota.evaluation")
HOST = StateCode("DE")
AT = parse_instant("2031-01-02T00:00:00Z")


@pytest.fixture(scope="module")
def vienna(packs: Mapping[str, Agreement]) -> Agreement:
    return packs["vienna-document-2011"]


@pytest.fixture(scope="module")
def january(vienna: Agreement, tell: Told) -> list[KnownMessage]:
    """DE has 181 units, which is four visits; each of the 56 others asks DE, and every state the next in the list."""
    states = vienna.states()
    sentences = [f"{HOST} returns on 2030-12-10 by annual-return as of 2031-01-01 with 181 units"]
    for place, state in enumerate(states):
        if state != HOST:
            when = f"2031-01-01T00:{place % 3:02}:00Z"
            sentences.append(
                f"{state} requests {HOST} on {when} by evaluation-request to visit brigade {place}"
            )
        neighbour = states[(place + 1) % len(states)]
        sentences.append(
            f"{state} requests {neighbour} on 2031-01-01T00:00:00Z by evaluation-request to visit regiment {place}"
        )
    return tell(vienna, sentences)


def recorded(vienna: Agreement, messages: list[KnownMessage]) -> Record:
    return fold(messages, formats_of([vienna]))


def opened(vienna: Agreement, record: Record) -> QuotaBookView:
    book = quota_book(vienna, record, YearDuty(QUOTA, HOST, 2031), AT)
    assert book is not None
    return book


def test_each_sides_book_shows_the_same(vienna: Agreement, january: list[KnownMessage]) -> None:
    orders = [january, january[::-1], random.Random(57).sample(january, len(january))]
    one, *others = (opened(vienna, recorded(vienna, order)) for order in orders)
    assert all(other == one for other in others)
    assert len(one.entries) == 57  # its neighbour in the list asked twice
    assert [entry.place for entry in one.entries] == [*range(1, 58)]
    assert [entry.over for entry in one.entries] == [False] * 4 + [True] * 53
    assert (one.amount.value, one.grounds.counted, one.over, one.left.value) == (4, 181, 53, 0)
    told = [entry.told.earliest for entry in one.entries if entry.told]
    assert told == sorted(told)


def test_book_made_again_at_each_message_is_that_of_the_whole(
    vienna: Agreement, january: list[KnownMessage]
) -> None:
    record = Record(formats_of([vienna]))
    for message in january[::-1]:
        record.add(message)
        opened(vienna, record)
    assert opened(vienna, record) == opened(vienna, recorded(vienna, january))


def test_the_ones_too_many_are_declined_and_use_nothing_up(vienna: Agreement, tell: Told) -> None:
    sentences = [
        f"{HOST} returns on 2030-12-10 by annual-return as of 2031-01-01 with 60 units",
        f"FR requests {HOST} on 2031-01-01T00:00:00Z by evaluation-request to visit brigade 1",
        f"AT requests {HOST} on 2031-01-01T00:00:00Z by evaluation-request to visit brigade 2",
        f"{HOST} refuses FR on 2031-01-01T09:00:00Z for quota-full",
    ]
    book = opened(vienna, recorded(vienna, tell(vienna, sentences)))
    assert [(one.guest, one.state, one.over, one.reason) for one in book.entries] == [
        ("AT", UseState.RESERVED, False, None),
        ("FR", UseState.FREED, False, "quota-full"),
    ]
    assert (book.amount.value, book.left.value, book.over) == (1, 0, 0)


def test_nobody_has_anything_left_there_and_all_who_asked_know_by_what(
    vienna: Agreement, january: list[KnownMessage]
) -> None:
    found = entitlements(vienna, recorded(vienna, january), 2031, AT)
    towards = [one for one in found if (one.provision, one.bearer) == (QUOTA, HOST)]
    assert len(towards) == 56
    assert {one.left.value for one in towards} == {0}
    assert sum(one.asked.value or 0 for one in towards) == 57
