"""The two shipped packs, against tables: every number with its article and how it is known."""

from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest

from detente.agreements.check import check_pack
from detente.agreements.load import load_pack
from detente.agreements.model import (
    Agreement,
    AllOf,
    AnyOf,
    Clock,
    Compare,
    Condition,
    CountLimit,
    DatedValue,
    Evidence,
    EvidenceLevel,
    Not,
    Notice,
    Notify,
    Observe,
    Provision,
    Quantity,
    Respond,
    Restrain,
    Status,
    Together,
)
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.identifiers import AgreementId

SHANGHAI = AgreementId("shanghai-1996")
PROPOSAL = AgreementId("sco-proposal-2024")

#: provision, article, what, value (None: not available), level
Number = tuple[str, str, str, int | None, str]

SHANGHAI_NUMBERS: list[Number] = [
    ("border-100km", "zone", "depth_km", 100, "text"),
    ("notice.river-ship-entry", "7(6)", "days before event", None, "unknown"),
    ("notify.military-activity", "5", "personnel", None, "unknown"),
    ("notify.military-activity", "5", "days before activity.start", None, "unknown"),
    ("notify.troop-movement", "5", "personnel", None, "unknown"),
    ("notify.troop-movement", "5", "days before activity.start", None, "unknown"),
    ("observe.both-sides", "6(2)", "personnel", 25_000, "text"),
    ("observe.both-sides", "6(2)", "days before activity.start", 30, "text"),
    ("observe.both-sides", "6(2)", "days before observers.arrival, silence declined", 10, "text"),
    ("observe.both-sides", "6(2)", "observers", 6, "text"),
    ("observe.one-side", "6(1)", "personnel", 35_000, "text"),
    ("observe.one-side", "6(1)", "days before activity.start", 30, "text"),
    ("observe.one-side", "6(1)", "days before observers.arrival, silence declined", 10, "text"),
    ("observe.one-side", "6(1)", "observers", 6, "text"),
    ("observe.voluntary", "6(3)", "personnel", 13_000, "text"),
    ("observe.voluntary", "6(3)", "battle-tanks", 300, "text"),
    ("observe.voluntary", "6(3)", "days before activity.start", 30, "text"),
    ("observe.voluntary", "6(3)", "days before observers.arrival, silence declined", 10, "text"),
    ("observe.voluntary", "6(3)", "observers", 6, "text"),
    ("respond.clarification", "9(2)", "hours after request", 168, "text"),
    ("respond.clarification", "9(2)", "hours after request", 48, "text"),
    ("restrain.number", "4", "personnel", None, "unknown"),
    ("restrain.number", "4", "at most so many", None, "unknown"),
    ("restrain.number", "4", "in so many years", None, "unknown"),
    ("restrain.scale", "4", "personnel", None, "unknown"),
]

PROPOSAL_NUMBERS: list[Number] = [
    ("notice.incident", "10", "hours after event", 24, "model"),
    ("notice.leadership-change", "6(2)", "days after event", 30, "model"),
    ("notice.structure-change", "7(2)", "days after event", 30, "model"),
    ("notify.at-sea", "3(3)", "combat-ships", 10, "model"),
    ("notify.at-sea", "3(3)", "days before activity.start", 30, "model"),
    ("notify.equipment", "3(2)", "battle-tanks", 100, "model"),
    ("notify.equipment", "3(2)", "armoured-combat-vehicles", 200, "model"),
    ("notify.equipment", "3(2)", "artillery", 50, "model"),
    ("notify.equipment", "3(2)", "combat-aircraft", 30, "model"),
    ("notify.equipment", "3(2)", "days before activity.start", 30, "model"),
    ("notify.no-notice", "3(4)", "personnel", 5_000, "model"),
    ("notify.no-notice", "3(4)", "hours after activity.start", 24, "model"),
    ("notify.personnel", "3(1)", "personnel", 5_000, "model"),
    ("notify.personnel", "3(1)", "days before activity.start", 30, "model"),
    ("observe.major", "4(1)", "personnel", 13_000, "model"),
    ("observe.major", "4(1)", "days before activity.start", 30, "model"),
    ("observe.major", "4(1)", "days before observers.arrival, silence declined", 10, "model"),
    ("observe.major", "4(1)", "observers of each state", 3, "model"),
    ("observe.voluntary", "4(2)", "personnel", 5_000, "model"),
    ("observe.voluntary", "4(2)", "days before activity.start", 30, "model"),
    ("observe.voluntary", "4(2)", "days before observers.arrival, silence declined", 10, "model"),
    ("observe.voluntary", "4(2)", "observers of each state", 3, "model"),
    ("respond.clarification", "8", "days after request", 7, "model"),
    ("respond.clarification", "8", "hours after request", 48, "model"),
]

#: number, level, how many provisions, whether something of it is not modelled
SHANGHAI_ARTICLES = [
    ("1", "translation", 1, False),
    ("2", "secondary", 1, False),
    ("3", "unknown", 0, True),
    ("4", "secondary", 3, True),
    ("5", "secondary", 2, False),
    ("6", "text", 4, False),
    ("7", "text", 2, True),
    ("8", "text", 3, False),
    ("9", "text", 3, True),
    ("10", "text", 2, False),
    ("11", "text", 2, False),
    ("12", "text", 1, False),
    ("13", "text", 1, False),
    ("14", "text", 1, False),
    ("15", "text", 1, False),
    ("final", "unknown", 0, True),
]

PROPOSAL_ARTICLES = [
    ("1", "model", 1, False),
    ("2", "model", 1, False),
    ("3", "model", 7, False),
    ("4", "model", 3, False),
    ("5", "model", 3, False),
    ("6", "model", 2, False),
    ("7", "model", 3, False),
    ("8", "model", 1, False),
    ("9", "model", 2, False),
    *((str(number), "model", 1, False) for number in range(10, 18)),
]


@cache
def shipped(agreement_id: AgreementId) -> Agreement:
    return load_pack(shipped_packs()[agreement_id], read_vocabulary())


# --- Reading a pack's numbers ----------------------------------------------------------------------

Stated = tuple[str, DatedValue]


def only(quantity: Quantity) -> DatedValue:
    (version,) = quantity.versions
    return version


def comparisons(condition: Condition | None) -> Iterator[Compare]:
    match condition:
        case Compare():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            yield from chain.from_iterable(comparisons(part) for part in parts)
        case Not(part):
            yield from comparisons(part)
        case _:
            return


def thresholds(condition: Condition | None) -> Iterator[Stated]:
    return ((one.measure, only(one.at_least)) for one in comparisons(condition))


def limit(what: str, quantity: Quantity | None) -> Iterator[Stated]:
    if quantity is not None:
        yield what, only(quantity)


def time(clock: Clock | None) -> Iterator[Stated]:
    if clock is not None:
        event = f"before {clock.before}" if clock.before else f"after {clock.after}"
        silence = f", silence {clock.silence}" if clock.silence else ""
        yield f"{clock.span.unit} {event}{silence}", only(clock.span.amount)


def stated(provision: Provision) -> Iterator[Stated]:
    match provision:
        case Notify():
            yield from chain(thresholds(provision.when.condition), time(provision.clock))
        case Observe():
            yield from chain(
                thresholds(provision.when.condition),
                time(provision.invitation),
                time(provision.reply),
                limit("observers", provision.observers_per_activity),
                limit("observers of each state", provision.observers_per_state),
            )
        case Respond():
            yield from chain(time(provision.clock), time(provision.urgent_clock))
        case Restrain(when=when, limit=CountLimit(at_most, years)):
            counted = chain(limit("at most so many", at_most), limit("in so many years", years))
            yield from chain(thresholds(when.condition), counted)
        case Restrain():
            yield from thresholds(provision.when.condition)
        case Notice(clock=Clock() as clock):
            yield from time(clock)
        case _:
            return


def numbers(agreement: Agreement) -> list[Number]:
    zones = [(zone.id, "zone", "depth_km", only(zone.depth_km)) for zone in agreement.zones.values()]
    promises = [
        (one.id, one.article, what, value)
        for _, one in sorted(agreement.provisions.items())
        for what, value in stated(one)
    ]
    return [(*found[:3], found[3].value, str(found[3].evidence.level)) for found in [*zones, *promises]]


def articles(agreement: Agreement) -> list[tuple[str, str, int, bool]]:
    return [
        (one.no, str(one.evidence.level), len(one.provisions), one.not_modelled is not None)
        for one in agreement.articles
    ]


# --- What is asserted ------------------------------------------------------------------------------

BOTH = [SHANGHAI, PROPOSAL]


@pytest.mark.parametrize("agreement_id", BOTH)
def test_the_pack_has_no_fault(agreement_id: AgreementId) -> None:
    assert check_pack(shipped_packs()[agreement_id], read_vocabulary()) == []


@pytest.mark.parametrize(
    ("agreement_id", "expected"), [(SHANGHAI, SHANGHAI_NUMBERS), (PROPOSAL, PROPOSAL_NUMBERS)]
)
def test_every_number_stands_as_in_its_article(agreement_id: AgreementId, expected: list[Number]) -> None:
    assert numbers(shipped(agreement_id)) == expected


@pytest.mark.parametrize(
    ("agreement_id", "expected"), [(SHANGHAI, SHANGHAI_ARTICLES), (PROPOSAL, PROPOSAL_ARTICLES)]
)
def test_every_article_is_listed(
    agreement_id: AgreementId, expected: list[tuple[str, str, int, bool]]
) -> None:
    assert articles(shipped(agreement_id)) == expected


def test_the_agreement_of_1996_has_two_sides_and_no_date_that_was_not_seen() -> None:
    agreement = shipped(SHANGHAI)
    assert (agreement.code, agreement.status, str(agreement.signed)) == (
        "SH96",
        Status.IN_FORCE,
        "1996-04-26",
    )
    assert (agreement.in_force, agreement.languages) == (None, ())
    assert [(party.state, party.side, str(party.since), party.until) for party in agreement.parties] == [
        ("CN", "china", "1996-04-26", None),
        ("KZ", "joint-party", "1996-04-26", None),
        ("KG", "joint-party", "1996-04-26", None),
        ("RU", "joint-party", "1996-04-26", None),
        ("TJ", "joint-party", "1996-04-26", None),
    ]
    assert {zone.id: zone.lines for zone in agreement.zones.values()} == {
        "border-100km": (("CN", "KG"), ("CN", "KZ"), ("CN", "RU"), ("CN", "TJ"))
    }


def test_how_two_exercises_must_lie_in_time_is_not_assumed() -> None:
    observe = shipped(SHANGHAI).provisions
    relations = {one.article: one.when.both_sides for one in observe.values() if isinstance(one, Observe)}
    assert relations == {"6(1)": None, "6(2)": Together.UNKNOWN, "6(3)": None}


def test_voluntary_invitation_knows_no_limit_of_place() -> None:
    places = {
        one.article: one.when.where and (one.when.where.zone, one.when.where.own_side)
        for one in shipped(SHANGHAI).provisions.values()
        if isinstance(one, Observe)
    }
    assert places == {"6(1)": ("border-100km", True), "6(2)": ("border-100km", True), "6(3)": None}


def test_no_state_is_party_to_the_model() -> None:
    agreement = shipped(PROPOSAL)
    assert (agreement.code, agreement.status, agreement.signed, agreement.in_force) == (
        "SCO24",
        Status.MODEL,
        None,
        None,
    )
    assert [(one.state, one.side, one.since, one.until, one.evidence.level) for one in agreement.parties] == [
        (state, None, None, None, EvidenceLevel.MODEL)
        for state in ("BY", "CN", "IN", "IR", "KZ", "KG", "PK", "RU", "TJ", "UZ")
    ]
    assert agreement.zones == {}


def test_every_number_of_the_model_gives_its_own_reason() -> None:
    provisions = shipped(PROPOSAL).provisions.values()
    without = [
        (one.id, what) for one in provisions for what, value in stated(one) if value.evidence.note is None
    ]
    assert without == []


def all_evidence(agreement: Agreement) -> Iterator[Evidence]:
    yield agreement.evidence
    yield from (one.evidence for one in agreement.articles)
    yield from (one.evidence for one in agreement.zones.values())
    yield from (one.evidence for one in agreement.formats.values())
    yield from (one.evidence for one in agreement.parties)
    for one in agreement.provisions.values():
        yield one.evidence
        yield from (value.evidence for _, value in stated(one))


def test_the_model_claims_no_source_for_its_numbers() -> None:
    assert {one.level for one in all_evidence(shipped(PROPOSAL))} == {EvidenceLevel.MODEL}
