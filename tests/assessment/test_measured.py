"""Names of sums, changes and limits for a time, made and taken apart, and how they are called."""

from __future__ import annotations

import pytest

from detente.agreements.model import Evidence, EvidenceLevel
from detente.agreements.reader import read_vocabulary
from detente.assessment.finding import Answer, Margin
from detente.assessment.measured import Measured, change_of, for_a_time, read_measure, sum_of
from detente.assessment.wording import margin_text
from detente.messages.values import Amount

TANKS, GUNS = "battle-tanks", "artillery"


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        (sum_of([TANKS]), "battle-tanks", Measured((TANKS,))),
        (sum_of([TANKS, GUNS]), "battle-tanks+artillery", Measured((TANKS, GUNS))),
        (for_a_time(TANKS), "temporary-battle-tanks", Measured((TANKS,), is_temporary=True)),
        (
            for_a_time(sum_of([TANKS, GUNS])),
            "temporary-battle-tanks+artillery",
            Measured((TANKS, GUNS), is_temporary=True),
        ),
        (change_of(TANKS, None), "change-of-battle-tanks", Measured((TANKS,), is_change=True)),
        (
            change_of(TANKS, "east"),
            "change-of-battle-tanks@east",
            Measured((TANKS,), "east", is_change=True),
        ),
    ],
)
def test_a_name_is_made_and_read(name, text, read):
    assert (name, read_measure(name)) == (text, read)


@pytest.mark.parametrize(
    ("measure", "limit", "says"),
    [
        (TANKS, False, "Battle tanks: 100 needed, 95 declared, 95.0\u202f% (near)"),
        (TANKS, True, "Battle tanks: at most 100, 95 declared, 95.0\u202f% (near)"),
        (
            "change-of-battle-tanks",
            False,
            "Change in battle tanks: 100\u202f% needed, 95\u202f% declared (near)",
        ),
        ("exceedances", True, "Exceedances in the year: at most 100, 95 counted (near)"),
        ("returns", False, "States that have given theirs: at least 100, 95 counted (near)"),
    ],
)
def test_how_it_is_said(measure, limit, says):
    margin = Margin(measure, 100, Amount(95), Answer.NO, True, Evidence(EvidenceLevel.MODEL), limit)
    assert margin_text(margin, read_vocabulary()).en == says
