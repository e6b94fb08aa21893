"""Quota books: how much there is and why, used, kept free, left; partners, objects, transfers; a year that is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import (
    DatedValue,
    Evidence,
    EvidenceLevel,
    Formula,
    ObjectLimit,
    Purpose,
    Quantity,
    Rounding,
)
from detente.assessment.finding import Gap, Missing
from detente.assessment.quota_book import entitlements, quota_book, quota_books
from detente.assessment.quota_views import Figure, UseState
from detente.assessment.rules import YearDuty
from detente.kernel.instants import parse_instant
from detente.record.visits import VisitStatus

MODEL = Evidence(EvidenceLevel.MODEL)
JUNE = parse_instant("2030-06-01T00:00:00Z")
NEW_YEAR = parse_instant("2031-01-01T00:00:00Z")


def number(value: int | None) -> Quantity:
    return Quantity((DatedValue(value, MODEL),))


def numbers(figure: Figure) -> tuple[int | None, int | None]:
    return figure.low, figure.high


@pytest.fixture
def agreement(build, promise):
    def make(amount=3, **changes):
        return build.agreement(promise.quota(number(amount), **changes))

    return make


@pytest.fixture
def book(agreement, shelf):
    """The book of XA for 2030."""

    def make(*matters, at=JUNE, terms=None, **changes):
        made = agreement(**(terms or {}), **changes)
        (provision,) = made.provisions
        found = quota_book(made, shelf(matters), YearDuty(provision, "XA", 2030), at)
        assert found is not None
        return found

    return make


def test_a_request_is_kept_free_for_until_the_visit_begins(book, a):
    asked = a.visit(1, arrival="2030-07-01")
    agreed = a.visit(2, arrival="2030-05-01", end="2030-05-02", replies=(a.reply(),))
    held = a.visit(3, arrival="2030-03-10", reports=(a.report(on="2030-03-20T00:00:00Z"),))
    found = book(asked, agreed, held)
    assert [numbers(one) for one in (found.amount, found.used, found.reserved, found.left)] == [
        (3, 3),
        (2, 2),
        (1, 1),
        (0, 0),
    ]
    assert [(one.matter, one.place, one.state, one.status, one.over) for one in found.entries] == [
        (asked.id, 1, UseState.RESERVED, VisitStatus.ASKED, False),
        (agreed.id, 2, UseState.USED, VisitStatus.ENDED, False),
        (held.id, 3, UseState.USED, VisitStatus.REPORTED, False),
    ]


def test_every_figure_names_its_messages(book, a):
    asked, held = a.visit(1), a.visit(2, reports=(a.report(),))
    found = book(asked, held)
    assert (found.reserved.messages, found.used.messages) == (asked.messages, held.messages)
    assert found.left.messages == asked.messages + held.messages


def test_what_is_freed_is_listed_with_its_reason_and_takes_nothing(book, a):
    declined = a.visit(1, replies=(a.reply(accepted=False, reason="force-majeure"),))
    withdrawn = a.visit(2, withdrawn=True)
    full = a.visit(3, replies=(a.reply(accepted=False, reason="quota-full"),))
    other = a.visit(4, replies=(a.reply(accepted=False, reason="security"),))
    found = book(declined, withdrawn, full, other)
    assert [(one.matter, one.state, one.place, one.reason) for one in found.entries] == [
        (other.id, UseState.USED, 1, None),
        (declined.id, UseState.FREED, None, "force-majeure"),
        (withdrawn.id, UseState.FREED, None, None),
        (full.id, UseState.FREED, None, "quota-full"),
    ]
    assert numbers(found.left) == (2, 2)


def test_requests_that_cross_are_in_the_same_order_in_each_sides_book(book, a):
    crossing = [a.visit(serial, guest=guest) for serial, guest in ((1, "XC"), (1, "XB"))]
    assert crossing[0].told == crossing[1].told
    one, other = book(*crossing, amount=1), book(*reversed(crossing), amount=1)
    assert one == other
    assert [(each.guest, each.over) for each in one.entries] == [("XB", False), ("XC", True)]
    assert (one.over, numbers(one.left)) == (1, (0, 0))


def test_a_request_that_may_count_leaves_a_margin(book, a):
    differ = a.visit(1, reports=(a.report(state="XB"), a.report(took_place=False, state="XA")))
    found = book(differ)
    gap = Gap(Missing.DIFFERENT_REPORTS, differ.id)
    assert (numbers(found.used), numbers(found.left), found.left.gaps) == ((0, 1), (2, 3), (gap,))
    assert found.left.value is None
    assert [one.doubts for one in found.entries] == [(gap,)]


def test_an_amount_that_was_not_seen_is_not_computed_with(book, a):
    found = book(a.visit(1), amount=None)
    assert (found.amount.value, numbers(found.left), found.over) == (None, (None, None), 0)
    assert numbers(found.reserved) == (1, 1)


def test_shares_and_transfers_by_partner(book, a):
    moved = a.on_quota(Purpose.QUOTA_TRANSFER)
    found = book(a.visit(1), moved, same_partner=number(2))
    assert [
        (one.partner, numbers(one.share), numbers(one.reserved), numbers(one.left)) for one in found.partners
    ] == [("XB", (1, 1), (1, 1), (0, 0)), ("XC", (3, 3), (0, 0), (2, 2))]
    (transfer,) = found.transfers
    assert (transfer.giver, transfer.receiver, transfer.amount) == ("XB", "XC", 1)
    assert transfer.messages == moved.messages


def test_objects_by_all_and_by_each_partner(book, a):
    visits = [
        a.visit(1, object="5th  Brigade"),
        a.visit(2, object="5th brigade", guest="XC"),
        a.visit(3, object="6th brigade"),
    ]
    limits = ObjectLimit(per_period=number(2), same_partner=number(1))
    found = book(*visits, same_object=limits)
    assert [
        (one.object, one.partner, one.limit and one.limit.value, one.used.value) for one in found.objects
    ] == [
        ("5th  Brigade", None, 2, 2),
        ("5th  Brigade", "XB", 1, 1),
        ("5th  Brigade", "XC", 1, 1),
        ("6th brigade", None, 2, 1),
        ("6th brigade", "XB", 1, 1),
    ]


def test_how_a_computed_amount_comes_about(book, a, build, promise, shelf):
    formula = Formula(
        per=number(60), of="units", rounding=Rounding.UP, at_most=number(15), returns="annual-return"
    )
    terms = build.agreement(promise.quota(formula))
    (provision,) = terms.provisions
    returned = a.units(181)
    found = quota_book(terms, shelf([returned]), YearDuty(provision, "XA", 2030), JUNE)
    assert found is not None
    assert (found.amount.value, found.grounds.counted, found.grounds.returns) == (4, 181, (returned.id,))
    assert found.grounds.formula == formula
    assert found.amount.messages == returned.messages


def test_the_end_of_a_year_settles_it(book, a):
    asked = a.visit(1, arrival="2030-07-01")
    (before, after) = (book(asked, at=at) for at in (JUNE, NEW_YEAR))
    assert (before.settled, numbers(before.used), numbers(before.reserved)) == (False, (0, 0), (1, 1))
    assert (after.settled, numbers(after.used), numbers(after.reserved)) == (True, (1, 1), (0, 0))
    assert numbers(after.left) == numbers(before.left) == (2, 2)


def test_that_it_is_used_up_was_told(book, a):
    told = a.on_quota(Purpose.QUOTA_FULL, owner="XA", to=("XB", "XC"))
    assert book(told, full_format="full").full == told.messages


class TestEntitlements:
    def test_what_each_may_still_use_where(self, agreement, a, shelf):
        made = agreement(same_partner=number(1))
        found = entitlements(made, shelf([a.visit(1)]), 2030, JUNE)
        states = made.states()
        assert len(found) == len(states) * (len(states) - 1)
        left = {(one.partner, one.bearer): (one.asked.value, one.left.value) for one in found}
        assert left["XB", "XA"] == (1, 0)
        assert {value for key, value in left.items() if key != ("XB", "XA")} == {(0, 1)}

    def test_of_one_partner(self, agreement, shelf):
        made = agreement()
        found = entitlements(made, shelf([]), 2030, JUNE, "XB")
        assert [(one.partner, one.bearer) for one in found] == [
            ("XB", one) for one in sorted(made.states()) if one != "XB"
        ]


def test_books_of_a_year_are_of_every_bearer(agreement, shelf):
    made = agreement()
    books = quota_books(made, shelf([]), 2030, JUNE)
    assert [one.bearer for one in books] == list(made.states())
    assert {numbers(one.left) for one in books} == {(3, 3)}


def test_no_book_of_another_kind_of_provision(build, promise, shelf):
    made = build.agreement(promise.host())
    (provision,) = made.provisions
    assert quota_book(made, shelf([]), YearDuty(provision, "XA", 2030), JUNE) is None
    assert quota_books(replace(made, provisions={}), shelf([]), 2030, JUNE) == []
