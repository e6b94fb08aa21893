"""Forces at a node: who told of theirs, one state's now and in a year, what changed; and a large return."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.node.stories import DUTY, NOW, RELEASER, SCO, tell_in_format
from tests.node.test_trust import introduce_both

from detente.agreements.model import MessageKind
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, MatterId, Reference, StateCode
from detente.kernel.instants import Instant, PartialDate, parse_instant
from detente.messages.document import JsonValue
from detente.messages.values import FreeText, Place
from detente.node.actors import Actor, NotAllowed
from detente.node.drafts import save_draft, show_draft, start_change, submit_draft
from detente.node.forces import (
    ForcesRow,
    compare_forces,
    forces_history,
    list_forces,
    show_forces,
)
from detente.node.forces_kept import KeptForces
from detente.node.node import Node
from detente.node.pulling import pull
from detente.node.release import release_draft, send_message
from detente.node.storage.schema import message
from detente.record.forces_changes import Change, ChangeKind

KZ, CN, XX = StateCode("KZ"), StateCode("CN"), StateCode("UZ")
READER = DUTY
FIRST, SECOND = parse_instant("2025-12-10T06:00:00Z"), parse_instant("2026-12-10T06:00:00Z")
MARCH, AFTER = parse_instant("2026-03-20T06:00:00Z"), parse_instant("2027-02-01T06:00:00Z")


def unit(code: str, under: str | None = None, **others: JsonValue) -> JsonValue:
    known = {"unit": code, "name": {"en": code}, "level": "command", **others}
    return {**known, "under": under} if under else known


def city(name: str) -> JsonValue:
    return {"name": {"en": name}}


def tell(node: Node, form: str, content: Mapping[str, JsonValue], at: Instant) -> Reference:
    return tell_in_format(node, form, content, (), (), at)


def tell_two_years(node: Node) -> list[Reference]:
    """A return of two years, leaders of the first, and a notice of a move between them."""
    before = [unit("MOD", level="ministry"), unit("South", "MOD", city=city("Taraz"), strength=5000)]
    after = [unit("MOD", level="ministry"), unit("South", "MOD", city=city("Shymkent"), strength=5200)]
    leaders = [{"post": "HEAD", "kind": "head", "holder": {"name": {"en": "Ada Sample"}}}]
    moved = [{"unit": "South", "change": "moved", "city": city("Shymkent")}]
    return [
        tell(node, "structure-information", {"as-of": "2026-01-01", "structure": before}, FIRST),
        tell(
            node,
            "leadership-information",
            {"as-of": "2026-01-01", "agency": {"en": "Ministry"}, "posts": leaders},
            FIRST,
        ),
        tell(
            node, "structure-change", {"event": "unit-change", "date": "2026-03-01", "changes": moved}, MARCH
        ),
        tell(node, "structure-information", {"as-of": "2027-01-01", "structure": after}, SECOND),
    ]


def test_who_told_what_for_which_years(kz: Node) -> None:
    assert list_forces(kz, READER, AFTER) == []
    first, leaders, _, second = tell_two_years(kz)
    (row,) = list_forces(kz, READER, AFTER)
    assert row == ForcesRow(
        state=KZ,
        agreement=SCO,
        as_of=PartialDate("2027-01-01"),
        years=(2026, 2027),
        units=2,
        posts=1,
        forces=row.forces,
        stale=True,  # its leaders of 2026 have not been told anew
    )
    assert row.forces.messages == (second, leaders)
    assert list_forces(kz, READER, AFTER, AgreementId("moscow-1997")) == []
    assert show_forces(kz, READER, KZ, SCO, MARCH).forces.messages[:2] == (first, leaders)


def test_now_is_what_notices_say_and_a_year_what_its_returns_say(kz: Node) -> None:
    first, leaders, notice, _ = tell_two_years(kz)
    now = show_forces(kz, READER, KZ, SCO, MARCH)
    assert now.forces.units[1].city == Place(FreeText({"en": "Shymkent"}))
    assert (now.year, now.years, now.forces.messages) == (None, (2026, 2027), (first, leaders, notice))
    year = show_forces(kz, READER, KZ, SCO, AFTER, 2026)
    assert year.forces.units[1].city == Place(FreeText({"en": "Taraz"}))
    assert (year.year, year.forces.messages) == (2026, (first, leaders))


def test_two_years_compared(kz: Node) -> None:
    first, leaders, _, second = tell_two_years(kz)
    compared = compare_forces(kz, READER, KZ, SCO, 2026, 2027)
    places = [Place(FreeText({"en": name})) for name in ("Taraz", "Shymkent")]
    assert compared.changes == (
        Change(ChangeKind.MOVED, "South", places[0], places[1], ("MOD",)),
        Change(ChangeKind.STRENGTH, "South", 5000, 5200, ("MOD",)),
    )
    assert compared.before.messages == (first, leaders)
    assert second in compared.after.messages


def test_one_unit_and_one_post_through_the_years(kz: Node) -> None:
    tell_two_years(kz)
    history = forces_history(kz, READER, KZ, SCO, "South", AFTER)
    assert [(year, stage.as_of, [one.kind for one in stage.changes]) for year, stage in history.stages] == [
        (2026, PartialDate("2026-01-01"), []),
        (2027, PartialDate("2027-01-01"), [ChangeKind.MOVED, ChangeKind.STRENGTH]),
        (None, PartialDate("2027-01-01"), []),
    ]
    assert [year for year, _ in forces_history(kz, READER, KZ, SCO, "HEAD", AFTER).stages] == [
        2026,
        2027,
        None,
    ]


def test_what_was_not_told_is_said_to_be_missing(kz: Node) -> None:
    with pytest.raises(InputError, match="has told nothing of its forces under"):
        show_forces(kz, READER, KZ, SCO, AFTER)
    tell_two_years(kz)
    with pytest.raises(InputError, match="for 2030"):
        show_forces(kz, READER, KZ, SCO, AFTER, 2030)
    with pytest.raises(InputError, match="for 2020"):
        compare_forces(kz, READER, KZ, SCO, 2020, 2027)
    with pytest.raises(InputError, match="No return names"):
        forces_history(kz, READER, KZ, SCO, "North", AFTER)


def test_only_who_may_read_sees_it(kz: Node) -> None:
    nobody = Actor("nobody", frozenset())
    for see in (
        lambda: list_forces(kz, nobody, NOW),
        lambda: show_forces(kz, nobody, KZ, SCO, NOW),
        lambda: compare_forces(kz, nobody, KZ, SCO, 2026, 2027),
        lambda: forces_history(kz, nobody, KZ, SCO, "South", NOW),
    ):
        with pytest.raises(NotAllowed):
            see()


def test_a_correction_is_seen_at_once(kz: Node) -> None:
    first, *_ = tell_two_years(kz)
    assert len(show_forces(kz, READER, KZ, SCO, AFTER, 2026).forces.units) == 2
    draft = start_change(kz, DUTY, first, MessageKind.CORRECTION, AFTER)
    known = show_draft(kz, DUTY, draft)
    corrected = {**known.draft.content, "structure": [unit("MOD")]}
    save_draft(kz, DUTY, draft, known.revision, AFTER, content=corrected, to=known.draft.to)
    submit_draft(kz, DUTY, draft, AFTER)
    correction = release_draft(kz, RELEASER, draft, AFTER)
    assert len(show_forces(kz, READER, KZ, SCO, AFTER, 2026).forces.units) == 2
    send_message(kz, DUTY, correction, AFTER)
    year = show_forces(kz, READER, KZ, SCO, AFTER, 2026).forces
    assert (len(year.units), correction in year.messages) == (1, True)


def test_what_is_kept_is_dropped_when_it_is_too_much(kz: Node) -> None:
    tell_two_years(kz)
    with kz.reading() as connection:
        matters = [
            MatterId(one)
            for one in connection.execute(select(message.c.matter).order_by(message.c.known_at)).scalars()
        ]
        small, large = KeptForces(most_rows=1), KeptForces()
        for _ in range(2):
            assert small.fold(connection, matters, kz.formats) == large.fold(connection, matters, kz.formats)
        again = large.fold(connection, matters, kz.formats)
        assert all(
            one is other
            for one, other in zip(again, large.fold(connection, matters, kz.formats), strict=True)
        )
    assert (len(small._kept), len(large._kept)) == (1, 4)


def test_a_return_of_five_megabytes_travels_and_is_read(kz: Node, cn: Node) -> None:
    """4,000 units with names in four languages as long as they may be; nothing on the way is too small for it."""
    introduce_both(kz, cn)
    names: dict[str, JsonValue] = {"en": "n" * 290, "ru": "и" * 145, "zh": "部" * 97, "kk": "қ" * 145}
    rows = [unit("MOD"), *(unit(f"U{each}", "MOD", name=names, strength=1) for each in range(4000))]
    reference = tell(kz, "structure-information", {"as-of": "2026-01-01", "structure": rows}, FIRST)
    assert pull(cn, DUTY, KZ, FIRST + timedelta(hours=1)).accepted == [reference]
    with cn.reading() as connection:
        stored = connection.execute(select(message.c.document, message.c.size_class)).one()
    assert 5_000_000 < len(stored.document) < stored.size_class
    seen = show_forces(cn, READER, KZ, SCO, MARCH)
    assert seen.forces == show_forces(kz, READER, KZ, SCO, MARCH).forces
    assert (len(seen.forces.units), seen.forces.units[4000].strength) == (4001, 1)
