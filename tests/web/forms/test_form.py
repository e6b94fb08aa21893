"""A form gives back what it was made from, and keeps whatever was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.agreements.model import Format, ItemType, MessageKind
from detente.kernel.errors import Fault
from detente.kernel.languages import Text, same_text
from detente.messages.document import JsonValue
from detente.web.forms.blocks import Form
from detente.web.forms.fields import SentFile, build_fields
from detente.web.forms.form import asked_of, build_form, press, read_form
from detente.web.forms.form_words import NO_FILES
from detente.web.forms.kinds import FORMS
from detente.web.forms.setting import Setting

Send = Callable[[Form], list[tuple[str, str]]]

WORDS = st.from_regex(r"[^\W_]([^\W_]| (?=[^\W_])){0,20}", fullmatch=True).map(partial(normalize, "NFC"))
TEXTS = st.dictionaries(st.sampled_from(["en", "ru", "zh", "kk", "fa"]), WORDS, min_size=1)
NUMBERS = st.integers(0, 2**53 - 1)
AMOUNTS = st.one_of(
    NUMBERS, st.builds(lambda sign, n: {sign: n}, st.sampled_from(["about", "more-than", "up-to"]), NUMBERS)
)
ROWS = st.dictionaries(st.sampled_from(["personnel", "battle-tanks"]), AMOUNTS, min_size=1)
DATES = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
)
INSTANTS = st.datetimes().map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20))
STATES = st.sampled_from(["KZ", "RU", "CN", "MN"])
POSITIONS = st.sampled_from(["+43.5400+075.2100/", "-01.5+000.0/", "+4332.4+07512.6/"])


def some(**members: st.SearchStrategy[JsonValue]) -> st.SearchStrategy[JsonValue]:
    return st.fixed_dictionaries({}, optional=members).filter(bool)


PLACES = some(name=TEXTS, positions=st.lists(POSITIONS, min_size=1, max_size=4), accuracy_km=NUMBERS)
VALUES: dict[ItemType, st.SearchStrategy[JsonValue]] = {
    ItemType.TEXT: TEXTS,
    ItemType.LONG_TEXT: TEXTS,
    ItemType.NUMBER: NUMBERS,
    ItemType.MEASURES: some(total=ROWS, by_state=st.dictionaries(STATES, ROWS, min_size=1)),
    ItemType.DATE: DATES,
    ItemType.INSTANT: INSTANTS,
    ItemType.PERIOD: some(start=st.one_of(DATES, INSTANTS), end=st.one_of(DATES, INSTANTS)),
    ItemType.STATE: STATES,
    ItemType.STATES: st.sets(STATES, min_size=1).map(sorted),
    ItemType.PLACE: PLACES,
    ItemType.AREA: st.lists(PLACES, min_size=1, max_size=3),
    ItemType.CHOICE: st.sampled_from(["live", "staff", "no-longer-in-the-list"]),
    ItemType.FLAG: st.booleans(),
    ItemType.PERSON: some(name=TEXTS, post=TEXTS),
    ItemType.UNIT_REFERENCE: WORDS,
    ItemType.MESSAGE_REFERENCE: st.just("SH96/KZ/2024/0007/EX/O"),
    ItemType.ATTACHMENT: st.just(
        {"name": "план.pdf", "type": "application/pdf", "size": 4, "sha256": "ab" * 32}
    ),
    ItemType.TABLE: st.lists(some(date=DATES, text=TEXTS, flag=st.booleans()), min_size=1, max_size=3),
}
CONTENTS = st.fixed_dictionaries({}, optional={kind.value: values for kind, values in VALUES.items()})
QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def test_every_type_has_its_form_and_its_values() -> None:
    assert set(FORMS) == set(ItemType) == set(VALUES)


@QUICK
@given(content=CONTENTS)
def test_a_form_gives_back_its_content(
    whole_format: Format, setting: Setting, send: Send, content: dict[str, JsonValue]
) -> None:
    form = build_form(whole_format, content, (), setting)
    assert read_form(whole_format, build_fields(send(form))) == content


TYPED = st.one_of(
    WORDS, st.text(max_size=12), st.sampled_from(["next May", "35 OOO", "-5", "31.02.2024 6:00", "99" * 20])
)


@QUICK
@given(data=st.data())
def test_whatever_is_typed_is_read_kept_and_shown_again(
    whole_format: Format, setting: Setting, send: Send, data: st.DataObject
) -> None:
    blank = send(build_form(whole_format, {}, (), setting))
    typed = [(name, value if name.endswith("language") else data.draw(TYPED)) for name, value in blank]
    content = read_form(whole_format, build_fields(typed))
    again = build_fields(send(build_form(whole_format, content, (), setting)))
    assert read_form(whole_format, again) == content


@QUICK
@given(
    fields=st.lists(st.tuples(st.from_regex(r"item\.[a-z-]{3,9}(\.\w{1,5}){0,3}", fullmatch=True), st.text()))
)
def test_no_fields_make_reading_fail(
    whole_format: Format, setting: Setting, fields: list[tuple[str, str]]
) -> None:
    content = read_form(whole_format, build_fields(fields))
    assert isinstance(build_form(whole_format, content, (), setting), Form)


def test_an_empty_form_reads_as_nothing(whole_format: Format, setting: Setting, send: Send) -> None:
    form = build_form(whole_format, {}, (), setting)
    assert read_form(whole_format, build_fields(send(form))) == {}


def test_names_of_fields_are_unique(whole_format: Format, setting: Setting, send: Send) -> None:
    names = [name for name, _ in send(build_form(whole_format, {}, (), setting))]
    assert len(names) == len(set(names)) > 20


@pytest.mark.parametrize(
    ("fields", "content"),
    [
        ({"number": "35 000"}, {"number": 35000}),
        ({"number": "35,000"}, {"number": 35000}),
        ({"number": "12"}, {"number": 12}),
        ({"number": "35.5"}, {"number": "35.5"}),
        ({"number": "3,50"}, {"number": "3,50"}),
        ({"number": "35 OOO"}, {"number": "35 OOO"}),
        ({"number": "9" * 17}, {"number": "9" * 17}),
        ({"date.date": "12.05.2024"}, {"date": "2024-05-12"}),
        ({"date.date": "2024年5月12日"}, {"date": "2024-05-12"}),
        ({"date.date": "2024/5/2"}, {"date": "2024-05-02"}),
        ({"date.date": "2024-5"}, {"date": "2024-05"}),
        ({"date.date": "next May"}, {"date": "next May"}),
        ({"instant.date": "12.5.2024", "instant.time": "6:30"}, {"instant": "2024-05-12T06:30:00Z"}),
        ({"instant.date": "2024-05", "instant.time": "6:30"}, {"instant": "2024-05 6:30"}),
        ({"period.end.date": "2024-05-12"}, {"period": {"end": "2024-05-12"}}),
        ({"measures.total.personnel": "~1300"}, {"measures": {"total": {"personnel": {"about": 1300}}}}),
        ({"measures.total.personnel": "<= 1 300"}, {"measures": {"total": {"personnel": {"up-to": 1300}}}}),
        ({"measures.0.personnel": "5"}, {"measures": {"by_state": {"?": {"personnel": 5}}}}),
        ({"measures.0.state": "KZ"}, {"measures": {"by_state": {"KZ": {}}}}),
        ({"states": "RU", "states.others": "mn, am"}, {"states": ["AM", "MN", "RU"]}),
        ({"place.positions": "43.54, 75.21\n+43+075/"}, {"place": {"positions": ["+43.5400+075.2100/", "+43+075/"]}}),
        ({"place.positions": "143.54, 75.21"}, {"place": {"positions": ["143.54, 75.21"]}}),
        (
            {"text.0.language": "ru", "text.0.words": "а", "text.3.language": "ru", "text.3.words": "б"},
            {"text": {"ru": "а б"}},
        ),
        ({"flag": "no"}, {"flag": False}),
        ({"flag": ""}, {}),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_a_value_or_stays(
    whole_format: Format, fields: dict[str, str], content: dict[str, JsonValue]
) -> None:
    typed = build_fields((f"item.{name}", value) for name, value in fields.items())
    assert read_form(whole_format, typed) == content


def test_a_button_adds_one_blank_row(whole_format: Format, setting: Setting, send: Send) -> None:
    content: dict[str, JsonValue] = {"area": [{"accuracy_km": 1}]}
    fields = build_fields(send(build_form(whole_format, content, (), setting)))
    pressed = press("add:item.area", fields)
    longer = build_form(
        whole_format, read_form(whole_format, pressed.fields), (), blank_in(setting, pressed.blank)
    )
    assert pressed.blank == "item.area"
    assert [
        name for name, _ in send(longer) if name.startswith("item.area") and name.endswith("accuracy")
    ] == [
        "item.area.0.accuracy",
        "item.area.1.accuracy",
    ]


def blank_in(setting: Setting, blank: str | None) -> Setting:
    return Setting(
        agreement=setting.agreement, vocabulary=setting.vocabulary, writing=setting.writing, blank=blank
    )


def test_a_button_takes_away_its_row_alone(whole_format: Format) -> None:
    fields = build_fields(
        [("item.area.1.accuracy", "1"), ("item.area.10.accuracy", "10"), ("item.area.2.accuracy", "2")]
    )
    left = press("remove:item.area.1", fields)
    assert (read_form(whole_format, left.fields), left.blank) == (
        {"area": [{"accuracy_km": 2}, {"accuracy_km": 10}]},
        None,
    )


@pytest.mark.parametrize("button", ["", "check", "submit", "remove:", "add"])
def test_any_other_button_changes_nothing(button: str) -> None:
    fields = build_fields([("item.number", "1")])
    assert press(button, fields).fields == fields


def test_a_fault_stands_beside_its_item_and_says_where(whole_format: Format, setting: Setting) -> None:
    words = same_text("wrong")
    faults = [
        Fault("x", where, words, words) for where in ("item 3", "item 4, KZ, battle tanks", "item 33", "to")
    ]
    form = build_form(whole_format, {}, faults, setting)
    placed = {item.no: [one.where for one in item.faults] for item in form.items if item.faults}
    where = Text("KZ, battle-tanks", "KZ, battle-tanks", "KZ，battle-tanks")
    assert placed == {"3": [None], "4": [where]}
    assert [one.fault.where for one in form.other_faults] == ["item 33", "to"]


def test_a_file_is_described_by_its_bytes(whole_format: Format) -> None:
    file = SentFile("план.pdf", "application/pdf", b"%PDF")
    given_before = [("item.attachment.name", "old.pdf"), ("item.attachment.size", "9")]
    assert read_form(whole_format, build_fields(given_before, {"item.attachment": file})) == {
        "attachment": {
            "name": "план.pdf",
            "type": "application/pdf",
            "size": 4,
            "sha256": "315d429b7714cedb6ad04ac31240145257692630457f3c88253c5beceac76027",
        }
    }


def test_a_file_that_may_be_left_out_is_not_asked_for(whole_format: Format, setting: Setting) -> None:
    items = {item.no: item for item in build_form(whole_format, {}, (), setting).items}
    number = next(item.no for item in whole_format.items if item.type is ItemType.ATTACHMENT)
    assert (items[number].blocks, items[number].help) == ((), NO_FILES)


def test_of_nothing_to_report_only_when_who_and_remarks_are_asked(whole_format: Format) -> None:
    assert asked_of(whole_format, MessageKind.ORIGINAL) is whole_format
    assert {item.type for item in asked_of(whole_format, MessageKind.NIL).items} == {
        ItemType.DATE,
        ItemType.PERSON,
        ItemType.LONG_TEXT,
    }
