"""From when what was told of forces is older than the agreement wants it to be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.record.test_forces import PACT, XA

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement, Duty, Exchange
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.staleness import stale_from
from detente.kernel.identifiers import AgreementId
from detente.kernel.instants import PartialDate, parse_instant
from detente.record.forces import Forces


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    """One that asks every year for a list of units and one of posts."""
    return load_pack(shipped_packs()[AgreementId("sco-proposal-2024")], read_vocabulary())


def forces(units: str | None, posts: str | None) -> Forces:
    days = [PartialDate(one) if one else None for one in (units, posts)]
    return Forces(
        state=XA,
        agreement=PACT,
        as_of=None,
        units_as_of=days[0],
        posts_as_of=days[1],
        units=(),
        posts=(),
        holdings={},
        messages=(),
        origins=(),
    )


@pytest.mark.parametrize(
    ("units", "posts", "day"),
    [
        ("2026-01-01", None, "2027-01-01"),
        ("2026-01-01", "2025-06-30", "2026-06-30"),
        (None, "2028-02-29", "2029-02-28"),
        ("2026", None, "2027-01-01"),
    ],
)
def test_a_year_after_the_older_list(
    agreement: Agreement, units: str | None, posts: str | None, day: str
) -> None:
    assert stale_from(agreement, forces(units, posts)) == parse_instant(f"{day}T00:00:00Z")


def test_never_where_nothing_is_owed_again(agreement: Agreement) -> None:
    assert stale_from(agreement, forces(None, None)) is None
    by_choice = {
        name: replace(one, duty=Duty.MAY) if isinstance(one, Exchange) else one
        for name, one in agreement.provisions.items()
    }
    assert stale_from(replace(agreement, provisions=by_choice), forces("2026", "2026")) is None
