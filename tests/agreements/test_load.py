"""The toy pack becomes exactly this agreement; and no change to a pack does more than make faults."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from copy import deepcopy

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.agreements.load import PackLoader, digest_pack, load_pack
from detente.agreements.model import (
    Agreement,
    AllOf,
    AnyOf,
    Article,
    Bearer,
    Choice,
    Clock,
    Coded,
    Compare,
    DatedValue,
    Duration,
    Duty,
    Event,
    Evidence,
    EvidenceLevel,
    Item,
    ItemType,
    Kind,
    Not,
    Notify,
    Observe,
    Party,
    Principle,
    Quantity,
    Respond,
    Side,
    Source,
    Status,
    TimeUnit,
    Together,
    Trigger,
    Vocabulary,
    Where,
    Zone,
)
from detente.agreements.new import TEMPLATE_ID, new_pack
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.agreements.scalars import Plain
from detente.kernel.errors import PackError
from detente.kernel.identifiers import FormatId, MeasureId, ProvisionId, StateCode, ZoneId
from detente.kernel.instants import PartialDate, parse_instant
from detente.kernel.languages import Text

Changed = Callable[[str, str, str], dict[str, bytes]]

MODEL = Evidence(EvidenceLevel.MODEL)
UNKNOWN = Evidence(EvidenceLevel.UNKNOWN)
NOTIFY = "provisions/notify.large.yaml"
OBSERVE = "provisions/observe.very-large.yaml"
NOTIFICATION = "formats/drill-notification.yaml"


def number(value: int | None, evidence: Evidence = MODEL) -> Quantity:
    return Quantity((DatedValue(value, evidence),))


def days(amount: int) -> Duration:
    return Duration(TimeUnit.DAYS, number(amount))


def test_identity_of_the_toy_pack(toy: Agreement, toy_files: dict[str, bytes]) -> None:
    evidence = toy.evidence
    signed = PartialDate("2030-05-12")
    assert (toy.id, toy.code, toy.status) == ("two-valleys-2030", "TV30", Status.INVENTED)
    assert toy.short_title == Text("Two Valleys Treaty", "Договор о Двух Долинах", "双谷条约")
    assert (toy.signed, toy.in_force) == (signed, PartialDate("2030-09-01"))
    assert (toy.languages, toy.start_day_counts) == (("en", "ru", "zh"), False)
    assert toy.sides == (
        Side("north", Text("Northern side", "Северная сторона", "北方")),
        Side("south", Text("Southern side", "Южная сторона", "南方")),
    )
    north, south = toy.parties
    assert north == Party(
        StateCode("XA"),
        "north",
        PartialDate("2030-09-01"),
        None,
        evidence,
        Text("Northland", "Северная Долина", "北谷国"),
    )
    assert toy.states() == ("XA", "XB")
    assert toy.state_name(StateCode("XB")) == south.name
    assert toy.state_name(StateCode("KZ")).en == "Kazakhstan"
    assert toy.evidence_of == dict.fromkeys(
        ("signed", "place", "in_force", "languages", "start_day_counts"), evidence
    )
    assert toy.changes == toy_files["CHANGES.md"].decode()


def test_zones_and_articles_of_the_toy_pack(toy: Agreement) -> None:
    assert toy.zones == {
        "border-50km": Zone(
            ZoneId("border-50km"),
            Text("50 km zone", "Полоса 50 км", "五十公里区域"),
            number(50),
            ((StateCode("XA"), StateCode("XB")),),
            MODEL,
        )
    }
    assert [(article.no, article.provisions) for article in toy.articles] == [
        ("1", ("principle.no-force",)),
        ("2", ("notify.large",)),
        ("3", ("observe.very-large",)),
        ("4", ("respond.clarification",)),
        ("5", ()),
    ]
    assert toy.articles[4] == Article(
        "5",
        Text("Duration", "Срок действия", "有效期"),
        Text(
            "The treaty is concluded for an unlimited time.",
            "Договор заключён на неограниченный срок.",
            "本条约无限期有效。",
        ),
        (),
        Text("Nothing to compute.", "Вычислять нечего.", "无须计算。"),
        MODEL,
    )


def test_provisions_of_the_toy_pack(toy: Agreement) -> None:
    near = Where(ZoneId("border-50km"), own_side=True)
    personnel = Quantity((DatedValue(6000, MODEL), DatedValue(5000, MODEL, PartialDate("2032-01-01"))))
    expected = [
        Notify(
            id=ProvisionId("notify.large"),
            kind=Kind.NOTIFY,
            article="2",
            title=Text(
                "Large drill near the border", "Крупное учение вблизи границы", "边境附近的大规模演习"
            ),
            summary=None,
            evidence=MODEL,
            duty=Duty.MUST,
            bearer=Bearer.HOST,
            when=Trigger(
                ("live-exercise", "command-staff-exercise"),
                near,
                AnyOf(
                    (
                        Compare(MeasureId("personnel"), personnel),
                        Compare(MeasureId("battle-tanks"), number(80)),
                    )
                ),
            ),
            clock=Clock(days(30), before=Event.ACTIVITY_START),
            format=FormatId("drill-notification"),
        ),
        Observe(
            id=ProvisionId("observe.very-large"),
            kind=Kind.OBSERVE,
            article="3(1)",
            title=Text(
                "Observers at a very large drill",
                "Наблюдатели на очень крупном учении",
                "特大规模演习的观察员",
            ),
            summary=Text(
                "The host invites observers of the other state, who may send up to four.",
                "Принимающее государство приглашает наблюдателей другого государства, не более четырёх.",
                "东道国邀请另一国派出不超过四名观察员。",
            ),
            evidence=MODEL,
            duty=Duty.MUST,
            bearer=Bearer.HOST,
            when=Trigger(("live-exercise",), near, AllOf((Compare(MeasureId("personnel"), number(8000)),))),
            invitation=Clock(days(21), before=Event.ACTIVITY_START),
            reply=Clock(days(7), before=Event.OBSERVERS_ARRIVAL, silence="declined"),
            observers_per_activity=number(4),
            invitation_format=FormatId("observation-invitation"),
            reply_format=FormatId("observation-reply"),
        ),
        Principle(
            id=ProvisionId("principle.no-force"),
            kind=Kind.PRINCIPLE,
            article="1",
            title=Text("No use of force", "Неприменение силы", "不使用武力"),
            summary=None,
            evidence=MODEL,
        ),
        Respond(
            id=ProvisionId("respond.clarification"),
            kind=Kind.RESPOND,
            article="4",
            title=Text(
                "Answer to a request for clarification", "Ответ на запрос о разъяснении", "对询问的答复"
            ),
            summary=None,
            evidence=MODEL,
            bearer=Bearer.REQUESTED_STATE,
            request_format=FormatId("clarification-request"),
            reply_format=FormatId("clarification-reply"),
            clock=Clock(days(5), after=Event.REQUEST),
            urgent_clock=Clock(Duration(TimeUnit.HOURS, number(48)), after=Event.REQUEST),
            urgent_item="urgent",
        ),
    ]
    assert toy.provisions == {each.id: each for each in expected}
    days_around = "2031-12-31T23:59:59Z", "2032-01-01T00:00:00Z"
    assert [personnel.on(parse_instant(at)).value for at in days_around] == [6000, 5000]


def test_formats_of_the_toy_pack(toy: Agreement, vocabulary: Vocabulary) -> None:
    assert sorted(toy.formats) == [
        "clarification-reply",
        "clarification-request",
        "drill-cancellation",
        "drill-notification",
        "observation-invitation",
        "observation-reply",
    ]
    notification = toy.formats[FormatId("drill-notification")]
    assert [item.no for item in notification.items] == ["1", "2", "3", "4", "5", "6", "7"]
    assert notification.item("type").choices == tuple(
        Choice(code, label) for code, label in vocabulary.activity_types.items()
    )
    measures = ("personnel", "battle-tanks", "armoured-combat-vehicles", "artillery")
    assert notification.item("strength") == Item(
        no="5",
        id="strength",
        type=ItemType.MEASURES,
        label=Text("Strength", "Численность", "规模"),
        required=True,
        fact="activity.strength",
        measures=tuple(MeasureId(name) for name in measures),
        required_measures=(MeasureId("personnel"),),
    )
    assert toy.formats[FormatId("drill-cancellation")].own_matter is False
    assert toy.formats[FormatId("observation-invitation")].item("programme-days").unit == "days"
    assert toy.formats[FormatId("clarification-request")].item("area").within == "border-50km"


def test_conditions_of_every_form(loader: PackLoader, changed: Changed) -> None:
    files = changed(
        OBSERVE,
        "  all:\n    - {measure: personnel, at_least: 8000}",
        "  both_sides: overlapping-periods\n  not:\n    any:\n      - "
        "{fact: activity.type, is: [air-exercise, naval-exercise]}\n"
        "      - all: [{measure: personnel, at_least: {value: null, evidence: {level: unknown}}, unit: persons}]",
    )
    provision = loader.load(files).provisions[ProvisionId("observe.very-large")]
    assert isinstance(provision, Observe)
    unknown = AllOf((Compare(MeasureId("personnel"), number(None, UNKNOWN)),))
    assert provision.when.condition == Not(
        AnyOf((Coded("activity.type", ("air-exercise", "naval-exercise")), unknown))
    )
    assert provision.when.both_sides is Together.OVERLAPPING


def test_a_number_may_have_evidence_of_its_own(loader: PackLoader, changed: Changed) -> None:
    own = "{level: text, source: {title: Article 2, url: 'https://example.org/2'}, note: {en: a, ru: б, zh: 丙}}"
    files = changed(NOTIFY, "at_least: 80", f"at_least: {{value: 80, evidence: {own}}}")
    provision = loader.load(files).provisions[ProvisionId("notify.large")]
    assert isinstance(provision, Notify)
    assert isinstance(provision.when.condition, AnyOf)
    source = Source("Article 2", "https://example.org/2")
    evidence = Evidence(EvidenceLevel.TEXT, source, Text("a", "б", "丙"))
    assert provision.when.condition.parts[1] == Compare(MeasureId("battle-tanks"), number(80, evidence))


def test_what_exists_and_was_not_seen_stays_unknown(loader: PackLoader, changed: Changed) -> None:
    files = changed(
        "agreement.yaml", "in_force: 2030-09-01", "in_force: {value: null, evidence: {level: unknown}}"
    )
    agreement = loader.load(files)
    assert (agreement.in_force, agreement.evidence_of["in_force"]) == (None, UNKNOWN)


def test_a_way_of_counting_that_is_not_known_is_marked(loader: PackLoader, changed: Changed) -> None:
    unknown = "start_day_counts: {value: null, evidence: {level: unknown}}"
    agreement = loader.load(changed("agreement.yaml", "start_day_counts: false", unknown))
    assert (agreement.start_day_counts, agreement.evidence_of["start_day_counts"]) == (False, UNKNOWN)


def test_limits_per_state_and_clocks_left_out(loader: PackLoader, changed: Changed) -> None:
    files = changed(OBSERVE, "limits: {observers_per_exercise: 4}", "limits: {observers_per_state: 2}")
    text = files[OBSERVE].decode()
    start, end = text.index("clock:"), text.index("limits:")
    provision = loader.load(files | {OBSERVE: (text[:start] + text[end:]).encode()}).provisions[
        ProvisionId("observe.very-large")
    ]
    assert isinstance(provision, Observe)
    assert (provision.observers_per_activity, provision.observers_per_state) == (None, number(2))
    assert (provision.invitation, provision.reply) == (None, None)


def test_own_choices_of_an_activity_type_keep_their_order_and_labels(
    loader: PackLoader, changed: Changed
) -> None:
    files = changed(
        NOTIFICATION,
        "type: choice",
        "type: choice\n    choices: [{code: live-exercise, label: {en: A, ru: Б, zh: 丙}}]",
    )
    item = loader.load(files).formats[FormatId("drill-notification")].item("type")
    assert item.choices == (Choice("live-exercise", Text("A", "Б", "丙")),)


def test_a_table_has_columns(loader: PackLoader, changed: Changed) -> None:
    column = (
        '{no: "8.1", id: unit, type: unit-reference, required: true, label: {en: Unit, ru: Часть, zh: 部队}}'
    )
    table = '  - no: "8"\n    id: units\n    type: table\n'
    table += f"    label: {{en: Units, ru: Части, zh: 部队}}\n    columns: [{column}]\n"
    files = changed(NOTIFICATION, "evidence: {level: model}", f"{table}evidence: {{level: model}}")
    item = loader.load(files).formats[FormatId("drill-notification")].item("units")
    unit = Item(
        no="8.1", id="unit", type=ItemType.UNIT_REFERENCE, label=Text("Unit", "Часть", "部队"), required=True
    )
    assert (item.columns, item.required) == ((unit,), False)


def test_order_of_files_makes_no_difference(
    loader: PackLoader, toy: Agreement, toy_files: dict[str, bytes]
) -> None:
    assert loader.load(dict(reversed(toy_files.items()))) == toy


def test_load_pack_is_the_loader_for_one(
    vocabulary: Vocabulary, toy: Agreement, toy_files: dict[str, bytes]
) -> None:
    assert load_pack(toy_files, vocabulary) == toy


def test_an_empty_pack_misses_its_files(loader: PackLoader) -> None:
    assert [(fault.code, fault.where) for fault in loader.check({})] == [
        ("missing-file", "CHANGES.md"),
        ("missing-file", "agreement.yaml"),
        ("missing-file", "articles.yaml"),
    ]


def test_the_folder_must_bear_the_name(loader: PackLoader, toy_files: dict[str, bytes]) -> None:
    assert loader.check(toy_files, TEMPLATE_ID) == []
    with pytest.raises(PackError) as caught:
        loader.load(toy_files, "elsewhere")
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [
        ("id-not-folder", "agreement.yaml:7")
    ]


def test_a_spoilt_file_makes_no_noise_elsewhere(loader: PackLoader, toy_files: dict[str, bytes]) -> None:
    """Whatever file is spoilt, it alone is reported, although others refer to what stands in it."""
    for path in [name for name in toy_files if name.endswith(".yaml")]:
        faults = loader.check(toy_files | {path: b"spoilt: ["})
        assert {fault.where.partition(":")[0] for fault in faults} == {path}


def test_the_digest_is_that_of_common_tools(toy: Agreement, toy_files: dict[str, bytes]) -> None:
    """As ``sha256sum`` of every file, sorted, through ``sha256sum``."""
    listing = b"".join(
        hashlib.sha256(data).hexdigest().encode() + b"  " + path.encode() + b"\n"
        for path, data in sorted(toy_files.items())
    )
    assert toy.digest == digest_pack(toy_files) == hashlib.sha256(listing).hexdigest()


def test_the_digest_changes_with_any_byte_or_name(toy: Agreement, toy_files: dict[str, bytes]) -> None:
    others = [toy_files | {path: data + b"\n"} for path, data in toy_files.items()]
    others.append({f"x{path}": data for path, data in toy_files.items()})
    digests = {digest_pack(files) for files in others}
    assert len(digests) == len(others)
    assert toy.digest not in digests


def test_all_shipped_packs_load_quickly() -> None:
    """Schemas and words included; the bound is several times what it takes."""
    start = time.perf_counter()
    loader = PackLoader(read_vocabulary())
    loaded = [loader.load(files, name) for name, files in shipped_packs().items()]
    assert loaded
    assert time.perf_counter() - start < 2.0


# --- Any change at all --------------------------------------------------------------------------------

TOY = new_pack(TEMPLATE_ID)
YAML_PATHS = sorted(path for path in TOY if path.endswith(".yaml"))
TREES: dict[str, Plain] = {path: yaml.load(TOY[path], yaml.BaseLoader) for path in YAML_PATHS}
NUMBERS_AND_FLAGS = {"true": True, "false": False}


def typed(value: Plain, key: str = "") -> Plain:
    """The tree as the strict reader sees it: numbers and flags where they stand without quotes."""
    if isinstance(value, dict):
        return {name: typed(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner, key) for inner in value]
    if isinstance(value, str) and key not in ("no", "article", "requires"):
        return int(value) if value.isdigit() else NUMBERS_AND_FLAGS.get(value, value)
    return value


def places(value: Plain, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside: list[tuple[str | int, ...]] = []
    if isinstance(value, dict):
        inside = [each for key, inner in value.items() for each in places(inner, (*path, key))]
    if isinstance(value, list):
        inside = [each for index, inner in enumerate(value) for each in places(inner, (*path, index))]
    return [path, *inside]


NOTHING = object()
ODD: list[object] = [
    NOTHING,
    None,
    True,
    7,
    -1,
    "",
    "x",
    "2030-02-30",
    [],
    {},
    ["x"],
    [None],
    [[1]],
    {"x": 1},
]
ODD += [
    {"value": 1},
    {"value": None, "evidence": {"level": "unknown"}},
    {"en": "a"},
    {"level": "text"},
    {"any": []},
]
PLACES = [(path, place) for path, tree in TREES.items() for place in places(tree) if place]


def take(place: tuple[str, tuple[str | int, ...]]) -> Plain:
    """A value from anywhere in the pack."""
    value: object = typed(deepcopy(TREES[place[0]]))
    for step in place[1]:
        value = value[step]  # type: ignore[index]
    return value  # type: ignore[return-value]


edits = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(ODD) | st.sampled_from(PLACES).map(take)),
    min_size=1,
    max_size=3,
    unique_by=lambda edit: edit[0][0],
)


def mutate(changes: list[tuple[tuple[str, tuple[str | int, ...]], object]]) -> dict[str, bytes]:
    """The toy pack with a few values taken away or replaced by something else of a pack, or by nonsense."""
    files = dict(TOY)
    for (path, where), odd in changes:
        tree = typed(deepcopy(TREES[path]))
        replace(tree, where, odd)
        files[path] = yaml.safe_dump(tree, allow_unicode=True).encode()
    return files


def replace(tree: Plain, where: tuple[str | int, ...], value: object) -> None:
    holder: object = tree
    for step in where[:-1]:
        holder = holder[step]  # type: ignore[index]
    if value is NOTHING:
        del holder[where[-1]]  # type: ignore[attr-defined]
    else:
        holder[where[-1]] = value  # type: ignore[index]


def test_the_typed_trees_are_the_toy_pack(loader: PackLoader, toy: Agreement) -> None:
    """So that the next test changes one thing, and not the whole."""
    files = TOY | {
        path: yaml.safe_dump(typed(tree), allow_unicode=True).encode() for path, tree in TREES.items()
    }
    assert loader.check(files) == []
    assert loader.load(files).provisions == toy.provisions


@settings(max_examples=150, deadline=None)
@given(changes=edits)
def test_any_change_gives_faults_with_places_or_an_agreement(
    loader: PackLoader, changes: list[tuple[tuple[str, tuple[str | int, ...]], object]]
) -> None:
    """A gap in a schema would show here as DetenteBug."""
    files = mutate(changes)
    faults = loader.check(files)
    for fault in faults:
        path, _, line = fault.where.rpartition(":")
        assert 1 <= int(line) <= files[path].count(b"\n") + 1
        assert fault.what.en
        assert fault.mend.en
    if not faults:
        loader.load(files)


@settings(deadline=None)
@given(path=st.sampled_from([*YAML_PATHS, "CHANGES.md"]), data=st.binary(max_size=100))
def test_any_bytes_raise_only_our_error(loader: PackLoader, path: str, data: bytes) -> None:
    files = TOY | {path: data}
    if loader.check(files):
        with pytest.raises(PackError):
            loader.load(files)
    else:
        loader.load(files)
