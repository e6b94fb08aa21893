"""The model for the SCO: every number of its later articles, and that each gives its own reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from detente.agreements.load import load_pack
from detente.agreements.model import (
    Agreement,
    Consent,
    Disclose,
    Duty,
    Evidence,
    EvidenceLevel,
    Exchange,
    Host,
    Kind,
    NilReturn,
    Notice,
    Quantity,
    YearDay,
)
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.identifiers import AgreementId

PROPOSAL = AgreementId("sco-proposal-2024")
WRITTEN_OUT = (Kind.EXCHANGE, Kind.HOST, Kind.MEET, Kind.NOTICE)

#: provision, where in it, value
NUMBERS = [
    ("exchange.exercise-plan", "due.day", (12, 15)),
    ("exchange.exercise-plan", "first.span.amount", 60),
    ("exchange.leadership", "as_of", (1, 1)),
    ("exchange.leadership", "due.day", (12, 15)),
    ("exchange.leadership", "first.span.amount", 60),
    ("exchange.structure", "as_of", (1, 1)),
    ("exchange.structure", "due.day", (12, 15)),
    ("exchange.structure", "first.span.amount", 60),
    *(
        (name, path, value)
        for name, first in (("host.offer", "invitation"), ("host.request", "request"))
        for path, value in (
            (f"{first}.span.amount", 30),
            ("keep.span.amount", 60),
            ("length_at_most.amount", 2),
            ("reply.span.amount", 14),
            ("report.span.amount", 14),
            ("team", 4),
        )
    ),
    ("meet.consultations", "extraordinary.clock.span.amount", 14),
    ("meet.consultations", "times", 1),
    ("notice.incident", "clock.span.amount", 24),
    ("notice.leadership-change", "clock.span.amount", 30),
    ("notice.structure-change", "clock.span.amount", 30),
]


@cache
def proposal() -> Agreement:
    return load_pack(shipped_packs()[PROPOSAL], read_vocabulary())


def inside(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Everything in a loaded provision with the names of the fields that lead to it."""
    yield path, value
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for part in value:
            yield from inside(part, path)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from inside(getattr(value, name), f"{path}.{name}" if path else name)


def values() -> Iterator[tuple[str, str, object, Evidence]]:
    """Every value of the kinds written out here. How often a return is given is left to the language: every year."""
    for name, provision in sorted(proposal().provisions.items()):
        if provision.kind not in WRITTEN_OUT:
            continue
        for path, value in inside(provision):
            if isinstance(value, Quantity) and path != "every_years":
                yield from ((name, path, each.value, each.evidence) for each in value.versions)
            if isinstance(value, YearDay):
                yield name, path, value.month_day, value.evidence


def test_every_number_stands_as_in_its_article() -> None:
    assert sorted((name, path, value) for name, path, value, _ in values()) == sorted(NUMBERS, key=str)


def test_every_number_gives_its_own_reason() -> None:
    inherited = {one.evidence for one in proposal().provisions.values()}
    found = [(name, path, how) for name, path, _, how in values()]
    assert {how.level for _, _, how in found} == {EvidenceLevel.MODEL}
    assert [(name, path) for name, path, how in found if how.note is None or how in inherited] == []


def test_what_is_told_every_year_is_told_by_one_day_and_nil_is_an_answer() -> None:
    returns = [one for one in proposal().provisions.values() if isinstance(one, Exchange)]
    assert {one.id: (one.duty, one.nil, one.format) for one in returns} == {
        "exchange.exercise-plan": (Duty.MUST, NilReturn.REQUIRED, "exercise-plan"),
        "exchange.leadership": (Duty.MUST, NilReturn.ACCEPTED, "leadership-information"),
        "exchange.structure": (Duty.MUST, NilReturn.ACCEPTED, "structure-information"),
    }
    assert {str(one.due) for one in returns if one.due is None} == set()


def test_visits_are_free_in_both_directions_and_alike() -> None:
    visits = [one for one in proposal().provisions.values() if isinstance(one, Host)]
    assert {(one.id, one.duty, one.every_years) for one in visits} == {
        ("host.offer", Duty.MAY, None),
        ("host.request", Duty.MAY, None),
    }
    assert {(one.invitation_format, one.request_format) for one in visits} == {
        ("visit-offer", None),
        (None, "visit-request"),
    }


def test_silence_is_no_consent_and_confidence_outlives_the_agreement() -> None:
    (one,) = [one for one in proposal().provisions.values() if isinstance(one, Disclose)]
    assert (one.consent, one.outlives, one.what) == (Consent.OWNER, True, ())


def test_changes_and_incidents_are_told_of() -> None:
    notices = [one for one in proposal().provisions.values() if isinstance(one, Notice)]
    assert {one.id: one.events for one in notices} == {
        "notice.incident": ("military-incident",),
        "notice.leadership-change": ("leadership-change",),
        "notice.structure-change": ("unit-change",),
    }
