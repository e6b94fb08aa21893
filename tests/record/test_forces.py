"""What a state's forces are on a day: the newest returns, what they leave unchanged, and the notices after them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.identifiers import AgreementId, FormatId, MatterId, MeasureId, Reference, StateCode
from detente.kernel.instants import Interval, PartialDate, parse_instant
from detente.messages.document import Origin
from detente.messages.values import Amount, FreeText, Person, Place, Strength
from detente.record.forces import Forces, Post, Unit, forces_in, forces_of, subordinates, years_told
from detente.record.forces_rows import (
    PostChange,
    UnitChange,
    read_post_changes,
    read_posts,
    read_unit_changes,
    read_units,
)
from detente.record.notices import EventNotice
from detente.record.returns import Return

XA, PACT = StateCode("XA"), AgreementId("pact")
TANKS, GUNS = MeasureId("battle-tanks"), MeasureId("artillery")


def words(text: str) -> FreeText:
    return FreeText({"en": text})


def unit(code: str, under: str | None = None, **others: object) -> Unit:
    return Unit(code=code, name=words(code), under=under, **{"holdings": {}, **others})  # type: ignore[arg-type]


def post(code: str, holder: str | None = None, **others: object) -> Post:
    return Post(code=code, title=words(code), holder=words(holder) if holder else None, **others)  # type: ignore[arg-type]


def returned(serial: int, as_of: str | None, told: str, **others: object) -> Return:
    at = parse_instant(f"{told}T00:00:00Z")
    known: dict[str, object] = {
        "id": MatterId(f"PA/XA/2030/{serial:04}/SI"),
        "agreement": PACT,
        "format": FormatId("structure"),
        "state": XA,
        "reference": Reference(f"PA/XA/2030/{serial:04}/SI/O"),
        "told": Interval(at, at),
        "as_of": PartialDate(as_of) if as_of else None,
        "budget_approved": None,
        "nil": False,
        "units": None,
        "holdings": {},
        "withdrawn": False,
        "origin": Origin(),
        "messages": (Reference(f"PA/XA/2030/{serial:04}/SI/O"),),
    }
    return Return(**{**known, **others})  # type: ignore[arg-type]


def notice(serial: int, happened: str | None, told: str, **others: object) -> EventNotice:
    at = parse_instant(f"{told}T00:00:00Z")
    known: dict[str, object] = {
        "id": MatterId(f"PA/XA/2030/{serial:04}/SC"),
        "agreement": PACT,
        "format": FormatId("change"),
        "state": XA,
        "reference": Reference(f"PA/XA/2030/{serial:04}/SC/O"),
        "told": Interval(at, at),
        "event": None,
        "happened": PartialDate(happened).interval if happened else None,
        "ends": None,
        "amounts": {},
        "withdrawn": False,
        "origin": Origin(),
        "messages": (Reference(f"PA/XA/2030/{serial:04}/SC/O"),),
    }
    return EventNotice(**{**known, **others})  # type: ignore[arg-type]


def change(code: str, kind: str, **others: object) -> UnitChange:
    return UnitChange(code=code, change=kind, **{"holdings": {}, **others})  # type: ignore[arg-type]


YEAR = returned(1, "2030-01-01", "2029-12-10", structure=(unit("MOD"), unit("1A", "MOD", strength=900)))


def forces(returns: list[Return], notices: list[EventNotice], day: str = "2030-12-31") -> Forces | None:
    return forces_of(returns, notices, XA, PACT, date.fromisoformat(day))


def units_on(day: str, *told: Return | EventNotice) -> tuple[Unit, ...]:
    known = forces(
        [one for one in told if isinstance(one, Return)],
        [one for one in told if isinstance(one, EventNotice)],
        day,
    )
    assert known is not None
    return known.units


def test_a_return_is_what_is_known_with_what_it_rests_on() -> None:
    assert forces([YEAR], []) == Forces(
        state=XA,
        agreement=PACT,
        as_of=PartialDate("2030-01-01"),
        units_as_of=PartialDate("2030-01-01"),
        posts_as_of=None,
        units=(unit("MOD"), unit("1A", "MOD", strength=900)),
        posts=(),
        holdings={},
        messages=(Reference("PA/XA/2030/0001/SI/O"),),
        origins=(Origin(),),
    )


def test_nothing_is_known_before_the_day_of_the_first_return_nor_of_others() -> None:
    assert forces([YEAR], [], "2029-12-31") is None
    assert forces_of([YEAR], [], StateCode("XB"), PACT, date(2030, 6, 1)) is None
    assert forces_of([YEAR], [], XA, AgreementId("other"), date(2030, 6, 1)) is None
    assert forces([returned(1, "2030-01-01", "2029-12-10")], []) is None


def test_units_and_posts_come_in_two_formats_each_with_its_day() -> None:
    leaders = returned(
        2, "2030-02-01", "2030-02-01", format=FormatId("leaders"), leadership=(post("HEAD", "A. B."),)
    )
    known = forces([YEAR, leaders], [])
    assert known is not None
    assert (known.as_of, known.units_as_of, known.posts_as_of) == (
        PartialDate("2030-02-01"),
        PartialDate("2030-01-01"),
        PartialDate("2030-02-01"),
    )
    assert (len(known.units), known.posts) == (2, (post("HEAD", "A. B."),))


def test_nothing_to_report_leaves_it_as_it_was_and_newer() -> None:
    nil = returned(2, "2031-01-01", "2030-12-10", nil=True)
    known = forces([nil, YEAR], [], "2031-06-01")
    assert known is not None
    assert known.units == YEAR.structure
    assert known.as_of == PartialDate("2031-01-01")
    assert known.messages == (Reference("PA/XA/2030/0001/SI/O"), Reference("PA/XA/2030/0002/SI/O"))
    assert forces([nil], [], "2031-06-01") is None


def test_a_later_return_counts_from_its_day_and_one_taken_back_never() -> None:
    later = returned(2, "2031-01-01", "2030-12-10", structure=(unit("MOD"),))
    assert units_on("2030-12-31", YEAR, later) == YEAR.structure
    assert units_on("2031-01-01", YEAR, later) == (unit("MOD"),)
    gone = returned(2, "2031-01-01", "2030-12-10", structure=(unit("MOD"),), withdrawn=True)
    assert units_on("2031-01-01", YEAR, gone) == YEAR.structure


def test_numbers_of_an_earlier_year_are_not_those_of_a_later_that_gives_none() -> None:
    first = returned(1, "2030", "2030-01-01", structure=(), holdings={None: {TANKS: Amount(5)}})
    later = returned(2, "2031", "2031-01-01", structure=())
    known = forces([first, later], [], "2031-06-01")
    assert known is not None
    assert known.holdings == {}


def test_notices_are_added_in_the_order_in_which_it_happened() -> None:
    raised = notice(
        3, "2030-03-01", "2030-03-09", unit_changes=(change("2A", "raised", under="MOD", name=words("II")),)
    )
    larger = notice(
        4,
        "2030-04-01",
        "2030-04-02",
        unit_changes=(change("2A", "strength", strength=50, holdings={TANKS: Amount(3)}),),
    )
    more = notice(
        5, "2030-05-01", "2030-05-01", unit_changes=(change("2A", "holdings", holdings={GUNS: Amount(1)}),)
    )
    gone = notice(6, "2030-06-01", "2030-05-20", unit_changes=(change("1A", "disbanded"),))
    told = (gone, more, larger, raised, YEAR)
    assert units_on("2030-02-28", *told) == YEAR.structure
    assert units_on("2030-03-01", *told)[2:] == (Unit(code="2A", name=words("II"), under="MOD", holdings={}),)
    held = {TANKS: Amount(3), GUNS: Amount(1)}
    second = Unit(code="2A", name=words("II"), under="MOD", strength=50, holdings=held)
    assert units_on("2030-05-01", *told) == (*(YEAR.structure or ()), second)
    assert units_on("2030-06-01", *told) == (unit("MOD"), second)


def test_what_happened_before_the_return_is_in_it_already() -> None:
    old = notice(3, "2030-01-01", "2030-01-20", unit_changes=(change("1A", "disbanded"),))
    assert units_on("2030-12-31", YEAR, old) == YEAR.structure
    taken_back = notice(
        4, "2030-05-01", "2030-05-02", unit_changes=(change("1A", "disbanded"),), withdrawn=True
    )
    assert units_on("2030-12-31", YEAR, taken_back) == YEAR.structure


def test_a_notice_without_a_day_counts_from_when_it_was_told() -> None:
    undated = notice(3, None, "2030-05-02", unit_changes=(change("1A", "disbanded"),))
    assert units_on("2030-05-01", YEAR, undated) == YEAR.structure
    assert units_on("2030-05-02", YEAR, undated) == (unit("MOD"),)


def test_a_unit_told_of_by_a_notice_alone_is_known_by_its_code() -> None:
    moved = notice(
        3, "2030-05-01", "2030-05-02", unit_changes=(change("9B", "moved", city=Place(words("Ford"))),)
    )
    assert units_on("2030-06-01", YEAR, moved)[-1] == Unit(
        code="9B", name=FreeText({"und": "9B"}), city=Place(words("Ford")), holdings={}
    )


def test_a_new_holder_has_a_rank_and_a_day_of_his_own() -> None:
    general = post("HEAD", "A. B.", rank=words("General"), since=PartialDate("2020"))
    told = returned(1, "2030", "2030-01-01", leadership=(general, post("DEP", "C. D.")))
    changes = (
        PostChange(code="HEAD", holder=words("E. F."), since=PartialDate("2030-04-01")),
        PostChange(code="DEP", vacant=True),
        PostChange(code="NEW", title=words("New post"), holder=words("G. H.")),
    )
    known = forces([told], [notice(2, "2030-04-01", "2030-04-02", post_changes=changes)])
    assert known is not None
    assert known.posts == (
        post("HEAD", "E. F.", since=PartialDate("2030-04-01")),
        post("DEP"),
        Post(code="NEW", title=words("New post"), holder=words("G. H.")),
    )
    same = (PostChange(code="HEAD", holder=words("A. B."), rank=words("Marshal")),)
    again = forces([told], [notice(2, "2030-04-01", "2030-04-02", post_changes=same)])
    assert again is not None
    assert again.posts[0] == post("HEAD", "A. B.", rank=words("Marshal"), since=PartialDate("2020"))


def test_a_year_is_what_its_returns_say_without_later_notices() -> None:
    later = returned(2, "2031-01-01", "2030-12-10", structure=(unit("MOD"),))
    gone = notice(3, "2030-05-01", "2030-05-02", unit_changes=(change("1A", "disbanded"),))
    known = forces_in([YEAR, later], [gone], XA, PACT, 2030)
    assert known is not None
    assert known.units == YEAR.structure
    assert forces_in([YEAR, later], [gone], XA, PACT, 2032) is None


def test_years_told_are_those_of_formats_that_tell_of_forces() -> None:
    nil = returned(2, "2032-01-01", "2031-12-10", nil=True)
    plan = returned(3, "2035", "2035-01-01", format=FormatId("plan"), nil=True)
    assert years_told([nil, plan, YEAR, returned(4, None, "2036-01-01", nil=True)], XA, PACT) == (2030, 2032)


def test_units_without_a_known_superior_stand_at_the_top() -> None:
    listed = (unit("A"), unit("B", "A"), unit("C", "GONE"))
    assert subordinates(listed) == {None: (unit("A"), unit("C", "GONE")), "A": (unit("B", "A"),)}


ROW = {
    "unit": "1A",
    "name": words("First army"),
    "level": "army",
    "under": "MOD",
    "city": Place(words("Ford")),
    "strength": 900,
    "holdings": Strength({TANKS: Amount(7)}, {}),
    "basis": "public-source",
    "source": words("https://example.org/1"),
}
FIRST = Unit(
    code="1A",
    name=words("First army"),
    level="army",
    under="MOD",
    city=Place(words("Ford")),
    strength=900,
    holdings={TANKS: Amount(7)},
    basis="public-source",
    source="https://example.org/1",
)


def test_rows_are_read_as_far_as_they_say_something() -> None:
    assert read_units((ROW, {"unit": "2A"}, {"name": words("no code")})) == (
        FIRST,
        Unit(code="2A", name=FreeText({"und": "2A"}), holdings={}),
    )
    assert read_units(None) is None
    assert read_units(()) == ()
    assert read_unit_changes(({**ROW, "change": "moved"}, {"name": words("no code")})) == (
        UnitChange(
            code="1A",
            change="moved",
            **{name: getattr(FIRST, name) for name in Unit.__slots__ if name != "code"},
        ),
    )


def test_the_words_of_a_person_stand_in_where_the_post_has_no_title() -> None:
    person = Person(words("A. B."), words("Minister"))
    row = {
        "post": "HEAD",
        "unit": "MOD",
        "holder": person,
        "rank": words("General"),
        "since": PartialDate("2020"),
    }
    read = {
        "code": "HEAD",
        "title": words("Minister"),
        "unit": "MOD",
        "holder": words("A. B."),
        "rank": words("General"),
        "since": PartialDate("2020"),
    }
    assert read_posts((row, {"title": words("no code")})) == (Post(**read),)  # type: ignore[arg-type]
    assert read_post_changes((row, {"post": "DEP", "vacant": True})) == (
        PostChange(**read),  # type: ignore[arg-type]
        PostChange(code="DEP", vacant=True),
    )


@given(st.permutations(range(6)))
def test_the_order_in_which_it_became_known_changes_nothing(order: list[int]) -> None:
    later = returned(2, "2031-01-01", "2030-12-10", structure=(unit("MOD"), unit("3A", "MOD")))
    told: list[Return | EventNotice] = [
        YEAR,
        later,
        returned(3, "2032-01-01", "2031-12-10", nil=True),
        notice(4, "2031-02-01", "2031-02-02", unit_changes=(change("3A", "disbanded"),)),
        notice(5, "2031-02-01", "2031-02-03", unit_changes=(change("3A", "raised", name=words("again")),)),
        notice(6, "2031-03-01", "2031-03-03", unit_changes=(change("3A", "level", level="army"),)),
    ]
    expected = (unit("MOD"), Unit(code="3A", name=words("again"), level="army", holdings={}))
    assert units_on("2032-06-01", *(told[each] for each in order)) == expected
