"""Numbers of things: written, read, and put into tables by sector and state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.agreements.sentences.numbers import Claim, Declared, parse_number, tables_of
from detente.kernel.identifiers import MeasureId, SectorId, StateCode

TANKS = MeasureId("battle-tanks")


@given(
    st.builds(
        Declared,
        st.sampled_from([TANKS, MeasureId("personnel")]),
        st.integers(0, 10**11),
        st.none() | st.sampled_from(Claim),
        st.none() | st.just(StateCode("XA")),
        st.none() | st.just(SectorId("north.east-2")),
    ),
    st.booleans(),
)
def test_what_is_written_is_read(declared: Declared, thousands: bool) -> None:
    words = [
        declared.claim.replace("-", " ") if declared.claim else "",
        f"{declared.number:,}" if thousands else str(declared.number),
        declared.measure,
        f"of {declared.state}" if declared.state else "",
        f"in {declared.sector}" if declared.sector else "",
    ]
    assert parse_number(" ".join(word for word in words if word)) == declared


@pytest.mark.parametrize(
    "text", ["", "personnel", "1,00 personnel", "many personnel", "-5 personnel", "5 of XA"]
)
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_each_sector_has_a_table_of_its_own() -> None:
    numbers = [
        Declared(TANKS, 5),
        Declared(TANKS, 2, Claim.UP_TO, StateCode("XA")),
        Declared(TANKS, 3, sector=SectorId("eastern")),
    ]
    assert tables_of("forces.holdings", numbers) == {
        "forces.holdings": {"total": {TANKS: 5}, "by_state": {"XA": {TANKS: {"up-to": 2}}}},
        "forces.holdings@eastern": {"total": {TANKS: 3}},
    }
    assert tables_of("forces.holdings", []) == {}
