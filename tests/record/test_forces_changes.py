"""What has changed between two days, and what one unit or post went through."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from detente.geography.position import parse_position
from detente.kernel.identifiers import AgreementId, MeasureId, StateCode
from detente.kernel.instants import PartialDate
from detente.messages.values import Amount, FreeText, Place
from detente.record.forces import Forces, Post, Unit
from detente.record.forces_changes import (
    DEEPEST,
    Change,
    ChangeKind,
    Stage,
    changes_between,
    history_of,
    path_to,
)

TANKS, GUNS = MeasureId("battle-tanks"), MeasureId("artillery")
FORD = Place(FreeText({"en": "Ford", "ru": "Брод"}), (parse_position("+47.00+010.00/"),))
MILL = Place(FreeText({"en": "Mill"}), (parse_position("+48.00+011.00/"),))


def unit(code: str, under: str | None = None, **others: object) -> Unit:
    known: dict[str, object] = {"name": FreeText({"en": code}), "holdings": {}}
    return Unit(code=code, under=under, **{**known, **others})  # type: ignore[arg-type]


def post(code: str, holder: str | None = None, **others: object) -> Post:
    name = FreeText({"en": holder}) if holder else None
    return Post(code=code, holder=name, **{"title": FreeText({"en": code}), **others})  # type: ignore[arg-type]


def forces(year: int, *known: Unit | Post, posts: bool = False) -> Forces:
    day = PartialDate(f"{year}-01-01")
    return Forces(
        state=StateCode("XA"),
        agreement=AgreementId("pact"),
        as_of=day,
        units_as_of=None if posts else day,
        posts_as_of=day if posts else None,
        units=tuple(one for one in known if isinstance(one, Unit)),
        posts=tuple(one for one in known if isinstance(one, Post)),
        holdings={},
        messages=(),
        origins=(),
    )


def changes(before: list[Unit], after: list[Unit]) -> list[Change]:
    return list(changes_between(forces(2030, *before), forces(2031, *after)))


def changed(kind: ChangeKind, **others: object) -> list[Change]:
    """What is found where a unit below two others has ``others`` instead."""
    above = [unit("MOD"), unit("1A", "MOD")]
    before = unit(
        "B", "1A", city=FORD, level="brigade", strength=100, holdings={TANKS: Amount(7), GUNS: Amount(2)}
    )
    values = {name: getattr(before, name) for name in Unit.__slots__}
    found = changes([*above, before], [*above, Unit(**{**values, **others})])
    assert [(one.kind, one.code) for one in found] == [(kind, "B")]
    return found


def test_nothing_has_changed() -> None:
    assert changes([unit("A"), unit("B", "A")], [unit("B", "A"), unit("A")]) == []


def test_raised_and_disbanded_with_where_they_stand() -> None:
    above, old, new = unit("A"), unit("B", "A"), unit("C", "A")
    assert changes([above, old], [above, new]) == [
        Change(ChangeKind.RAISED, "C", None, new, ("A",)),
        Change(ChangeKind.DISBANDED, "B", old, None, ("A",)),
    ]


def test_each_kind_of_change() -> None:
    path = ("MOD", "1A")
    name = FreeText({"en": "B", "ru": "Б"})
    assert changed(ChangeKind.MOVED, city=MILL) == [Change(ChangeKind.MOVED, "B", FORD, MILL, path)]
    assert changed(ChangeKind.MOVED, city=None) == [Change(ChangeKind.MOVED, "B", FORD, None, path)]
    assert changed(ChangeKind.LEVEL, level=None) == [Change(ChangeKind.LEVEL, "B", "brigade", None, path)]
    assert changed(ChangeKind.STRENGTH, strength=0) == [Change(ChangeKind.STRENGTH, "B", 100, 0, path)]
    assert changed(ChangeKind.RESUBORDINATED, under="MOD") == [
        Change(ChangeKind.RESUBORDINATED, "B", "1A", "MOD", ("MOD",))
    ]
    assert changed(ChangeKind.RENAMED, name=FreeText({"en": "Guard"})) == [
        Change(ChangeKind.RENAMED, "B", FreeText({"en": "B"}), FreeText({"en": "Guard"}), path)
    ]
    assert changed(ChangeKind.HOLDINGS, holdings={TANKS: Amount(7), MeasureId("ships"): Amount(1)}) == [
        Change(ChangeKind.HOLDINGS, "B", {GUNS: Amount(2)}, {MeasureId("ships"): Amount(1)}, path)
    ]
    assert changes([unit("B")], [unit("B", name=name)]) == []


def test_a_place_told_in_another_language_or_more_closely_has_not_moved() -> None:
    bare = Place(FreeText({"ru": "Брод"}))
    same_point = Place(FreeText({"en": "New Ford"}), FORD.positions)
    for before, after in ((FORD, bare), (bare, FORD), (FORD, same_point)):
        assert changes([unit("B", city=before)], [unit("B", city=after)]) == []
    there = Place(FORD.name, MILL.positions)
    assert [one.kind for one in changes([unit("B", city=FORD)], [unit("B", city=there)])] == [
        ChangeKind.MOVED
    ]


def test_what_was_not_told_is_not_compared() -> None:
    assert changes_between(forces(2030, post("HEAD", "A"), posts=True), forces(2031, unit("A"))) == ()


def test_posts() -> None:
    before = forces(
        2030, post("HEAD", "A. B."), post("DEP", "C. D."), post("OLD"), post("SEC", unit="MOD"), posts=True
    )
    after = forces(
        2031,
        post("HEAD", "E. F."),
        post("DEP"),
        post("NEW"),
        post("SEC", "G. H.", unit="GS", title=FreeText({"en": "Chief"})),
        posts=True,
    )
    words = [FreeText({"en": each}) for each in ("A. B.", "E. F.", "C. D.", "SEC", "Chief", "G. H.")]
    assert changes_between(before, after) == (
        Change(ChangeKind.APPOINTED, "HEAD", words[0], words[1]),
        Change(ChangeKind.VACATED, "DEP", words[2], None),
        Change(ChangeKind.CREATED, "NEW", None, post("NEW")),
        Change(ChangeKind.TITLE, "SEC", words[3], words[4]),
        Change(ChangeKind.TRANSFERRED, "SEC", "MOD", "GS"),
        Change(ChangeKind.APPOINTED, "SEC", None, words[5]),
        Change(ChangeKind.ABOLISHED, "OLD", post("OLD"), None),
    )


def test_history_begins_where_it_was_first_told_and_says_when_it_was_not() -> None:
    a, larger = unit("A", strength=1), unit("A", strength=2)
    told = [forces(2029), forces(2030, a), forces(2031, larger), forces(2032), forces(2033, larger)]
    days = [PartialDate(f"{year}-01-01") for year in range(2030, 2034)]
    assert history_of("A", told) == (
        Stage(days[0], a, ()),
        Stage(days[1], larger, (Change(ChangeKind.STRENGTH, "A", 1, 2),)),
        Stage(days[2], None, (Change(ChangeKind.DISBANDED, "A", larger, None),)),
        Stage(days[3], larger, (Change(ChangeKind.RAISED, "A", None, larger),)),
    )
    assert history_of("B", told) == ()


def test_history_of_a_post() -> None:
    told = [forces(2030, post("HEAD", "A"), posts=True), forces(2031, post("HEAD"), posts=True)]
    change = Change(ChangeKind.VACATED, "HEAD", FreeText({"en": "A"}), None)
    assert [one.changes for one in history_of("HEAD", told)] == [(), (change,)]


def test_a_path_ends_in_circles_and_deep_chains() -> None:
    circle = {"A": unit("A", "B"), "B": unit("B", "A")}
    assert path_to("A", circle) == ("A", "B")
    chain = {str(each): unit(str(each), str(each + 1)) for each in range(100)}
    assert path_to("0", chain) == tuple(str(each) for each in range(DEEPEST, 0, -1))
    assert path_to("none", chain) == ()


@given(st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEFG")), unique_by=lambda it: it[0]))
def test_to_and_back_is_the_other_way_round(pairs: list[tuple[str, str]]) -> None:
    before, after = [unit(code, under) for code, under in pairs], [unit("A", "C"), unit("B")]
    there, back = changes(before, after), changes(after, before)
    turned = {ChangeKind.RAISED: ChangeKind.DISBANDED, ChangeKind.DISBANDED: ChangeKind.RAISED}
    assert {
        (turned.get(one.kind, one.kind), one.code, one.after, one.before) for one in there if hashable(one)
    } == {(one.kind, one.code, one.before, one.after) for one in back if hashable(one)}
    assert len(there) == len(back)


def hashable(change: Change) -> bool:
    return not isinstance(change.before, Unit) and not isinstance(change.after, Unit)


def test_twenty_thousand_units_that_were_made_to_be_slow() -> None:
    """Everything in one chain, and every one of them changed."""
    chain = [unit(str(each), str(each + 1)) for each in range(20_000)]
    later = [unit(str(each), str(each + 1), strength=1) for each in range(20_000)]
    began = time.process_time()
    assert len(changes(chain, later)) == 20_000
    assert time.process_time() - began < 3
