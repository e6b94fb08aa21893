"""The structure a message lists: one place for each unit, no circles, sums that fit; each fault by its cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.messages.conftest import make_format, make_item

from detente.agreements.model import ItemType, MessageKind, Purpose, Vocabulary
from detente.kernel.errors import Fault, Severity
from detente.kernel.identifiers import AgreementId, FormatId, MeasureId, StateCode
from detente.messages.content import check_content
from detente.messages.document import Draft, JsonValue
from detente.messages.items.context import Context
from detente.messages.structure import check_structure

MEASURES = (MeasureId("personnel"), MeasureId("battle-tanks"))
COLUMNS = (
    make_item("2.1", ItemType.UNIT_REFERENCE, id="unit", required=True),
    make_item("2.2", ItemType.TEXT, id="level"),
    make_item("2.3", ItemType.UNIT_REFERENCE, id="under"),
    make_item("2.4", ItemType.NUMBER, id="strength", unit="persons"),
    make_item("2.5", ItemType.MEASURES, id="holdings", measures=MEASURES),
)
FORM = make_format(
    "structure",
    "SI",
    (
        make_item("1", ItemType.NUMBER, id="units", fact="return.units", unit="units"),
        make_item("2", ItemType.TABLE, id="list", fact="forces.units", columns=COLUMNS, rows=20_000),
        make_item("3", ItemType.MEASURES, id="held", fact="forces.holdings", measures=MEASURES),
        make_item(
            "4",
            ItemType.TABLE,
            id="posts",
            fact="forces.posts",
            columns=(make_item("4.1", ItemType.UNIT_REFERENCE, id="post"),),
        ),
    ),
    purpose=Purpose.INFORMATION_RETURN,
)


def faults(rows: list[JsonValue], **others: JsonValue) -> list[Fault]:
    return list(check_structure({"list": rows, **others}, FORM, Context("")))


def told(rows: list[JsonValue], **others: JsonValue) -> list[tuple[str, str, str]]:
    return [(one.code, one.where, one.what.en) for one in faults(rows, **others)]


def row(code: str, under: str | None = None, **others: JsonValue) -> JsonValue:
    return {"unit": code, **({"under": under} if under else {}), **others}


def test_a_tree_has_no_faults() -> None:
    assert faults([row("B", "A"), row("A"), row("C", "B")]) == []


def test_a_code_twice() -> None:
    assert told([row("A"), row("B", "A"), row("B", "A")]) == [
        ("structure-twice", "item 2, row 3, 2.1", "“B” stands in row 2 already.")
    ]


def test_a_unit_under_two_commands() -> None:
    assert told([row("A"), row("B"), row("C", "A"), row("C", "B"), row("C")]) == [
        ("structure-two-commands", "item 2, row 4, 2.3", "“C” is under “B” here and under “A” in row 3."),
        ("structure-two-commands", "item 2, row 5, 2.3", "“C” is under “—” here and under “A” in row 3."),
    ]


def test_an_unknown_superior() -> None:
    assert told([row("A", "MOD")]) == [
        ("structure-superior", "item 2, row 1, 2.3", "“MOD” is not among the codes of this table.")
    ]


def test_each_circle_is_named_in_full_and_once() -> None:
    rows = [row("T", "D"), row("B", "C"), row("C", "D"), row("D", "B"), row("S", "S"), row("F")]
    assert told(rows) == [
        ("structure-cycle", "item 2, row 2, 2.3", "The subordination runs in a circle: B → C → D → B."),
        ("structure-cycle", "item 2, row 5, 2.3", "The subordination runs in a circle: S → S."),
    ]


def test_a_large_circle_is_cut_short_and_found_at_once() -> None:
    rows = [row(str(each), str((each + 1) % 20_000)) for each in range(20_000)]
    ((code, where, what),) = told(rows)
    assert (code, where) == ("structure-cycle", "item 2, row 1, 2.3")
    assert what.endswith(" → 49 → … → 0.")


def test_parts_that_are_more_than_the_whole() -> None:
    assert told(
        [
            row("A", strength=100, holdings={"total": {"battle-tanks": {"about": 10}}}),
            row("B", "A", strength=60, holdings={"total": {"battle-tanks": 6}}),
            row("C", "A", strength=41, holdings={"total": {"battle-tanks": 5}}),
            row("D", "C", strength=41),
        ]
    ) == [
        (
            "structure-parts",
            "item 2, row 1, 2.4",
            "personnel: what is directly under “A” adds up to 101, more than its own 100.",
        )
    ]


def test_a_total_that_is_not_the_sum() -> None:
    rows = [row("A", strength=100), row("B", strength=50), row("C", "B", strength=50)]
    assert told(rows, held={"total": {"personnel": 150, "battle-tanks": 3}}) == []
    assert told(rows, held={"total": {"personnel": {"about": 160}}}) == []
    assert told(rows, held={"total": {"personnel": 149}}) == [
        (
            "structure-total",
            "item 3, personnel",
            "personnel: the rows at the top add up to 150, the total is 149.",
        )
    ]
    assert told([*rows, row("D")], held={"total": {"personnel": 149}}) == []


def test_more_units_than_are_counted() -> None:
    rows = [row("A", level="army"), row("B", "A", level="brigade"), row("R", "A", level="regiment")]
    assert told(rows, units=2) == []
    assert told(rows, units=1) == [
        (
            "structure-units",
            "item 1",
            "2 brigades, regiments and units without a level are listed, but only 1 are counted.",
        )
    ]


def test_sums_are_warnings_and_the_rest_errors() -> None:
    sums = faults([row("A", strength=1), row("B", "A", strength=2)], held={"total": {"personnel": 5}})
    assert [one.severity for one in sums] == [Severity.WARNING] * 2
    tree = faults([row("A", "A"), row("A"), row("B", "X")])
    assert {one.severity for one in tree} == {Severity.ERROR}


def test_a_post_twice() -> None:
    posts: list[JsonValue] = [{"post": "HEAD"}, {"post": "DEP"}, {"post": "HEAD"}]
    assert told([], posts=posts) == [
        ("post-twice", "item 4, row 3, 4.1", "The post “HEAD” stands in row 1 already.")
    ]


def test_it_is_part_of_what_is_checked_before_sending(vocabulary: Vocabulary) -> None:
    draft = Draft(
        agreement=AgreementId("pact"),
        format=FormatId("structure"),
        sender=StateCode("KZ"),
        to=(StateCode("CN"),),
        kind=MessageKind.ORIGINAL,
        content={"list": [row("A"), row("A")]},
        language="en",
    )
    assert [one.code for one in check_content(draft, FORM, Context("", None, vocabulary))] == [
        "structure-twice"
    ]


def test_a_table_has_as_many_rows_as_its_format_says() -> None:
    draft = Draft(
        agreement=AgreementId("pact"),
        format=FormatId("structure"),
        sender=StateCode("KZ"),
        to=(StateCode("CN"),),
        kind=MessageKind.ORIGINAL,
        content={"list": [row(str(each)) for each in range(20_001)], "posts": [{"post": "A"}] * 1001},
        language="en",
    )
    found = [
        (one.code, one.where) for one in check_content(draft, FORM, Context("")) if one.code == "list-long"
    ]
    assert found == [("list-long", "item 2"), ("list-long", "item 4")]


@pytest.mark.parametrize(
    "value", [None, 5, "x", [], [None, 5, "x", {}, {"unit": 5}, {"unit": "A", "under": 7}]]
)
def test_what_cannot_be_read_is_left_to_others(value: JsonValue) -> None:
    assert (
        list(
            check_structure({"list": value, "posts": value, "held": value, "units": value}, FORM, Context(""))
        )
        == []
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from("ABC"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["total", "personnel", "about", "battle-tanks"]), inner, max_size=3)
    ),
    max_leaves=6,
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(["unit", "under", "level", "strength", "holdings"]), JSON, max_size=5),
    max_size=6,
)


@given(ROWS, JSON, JSON)
def test_whatever_it_is_given_it_returns_faults(
    rows: list[JsonValue], held: JsonValue, units: JsonValue
) -> None:
    for one in check_structure({"list": rows, "held": held, "units": units}, FORM, Context("")):
        assert one.where.startswith("item ")
