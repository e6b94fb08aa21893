"""From a drill in the papers to the message its host would have sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement, Vocabulary
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.geography.position import Position
from detente.kernel.identifiers import AgreementId, FormatId, StateCode
from detente.kernel.instants import PartialDate
from detente.messages.document import Draft, Origin, OriginKind
from detente.messages.public_reports import Skipped, draft_of, local_names
from detente.messages.report_rows import Equipment, PlaceKnown, ReportRow
from detente.messages.validate import validate
from detente.messages.values import Qualifier

KZ, RU, MN = StateCode("KZ"), StateCode("RU"), StateCode("MN")
SCO = AgreementId("sco-proposal-2024")
OTHERS = tuple(StateCode(one) for one in ("BY", "CN", "IN", "IR", "KG", "PK", "RU", "TJ", "UZ"))

ROW = ReportRow(
    number=2,
    id="EX-7",
    name="Tulip-2024",
    name_local="Тюльпан-2024 / 郁金香-2024",
    type="csto",
    start=PartialDate("2024-05"),
    end=PartialDate("2024-05-19"),
    hosts=(MN, KZ, RU),
    place="Otar",
    training_area="Matybulak range",
    position=Position(75.21, 43.54),
    place_known=PlaceKnown.APPROXIMATE,
    participants=(RU, KZ, MN),
    observers=(StateCode("UZ"),),
    personnel=2500,
    personnel_qualifier=Qualifier.ABOUT,
    personnel_by_state={KZ: 2000, RU: 500},
    equipment={
        Equipment.TANKS: 70,
        Equipment.ARMOURED_VEHICLES: 90,
        Equipment.AIRCRAFT: 30,
        Equipment.SHIPS: 3,
    },
    equipment_note="no counts of guns",
    purpose="Relief of a town",
    announced_on=PartialDate("2024-04-01"),
    announcement_note="Ministry, 1 Apr 2024",
    vienna_document="disputed",
    sources=("https://example.org/a", "https://example.org/b"),
    notes="Some say 3,000.",
    to_verify=("coords",),
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return read_vocabulary()


@pytest.fixture(scope="module")
def sco(vocabulary: Vocabulary) -> Agreement:
    return load_pack(shipped_packs()[SCO], vocabulary)


def content_of(row: ReportRow, agreement: Agreement) -> dict[str, object]:
    draft = draft_of(row, agreement)
    assert isinstance(draft, Draft)
    return dict(draft.content)


def remarks_of(row: ReportRow, agreement: Agreement) -> list[str]:
    remarks = content_of(row, agreement)["remarks"]
    assert isinstance(remarks, dict)
    return str(remarks["en"]).split("\n")


def test_the_whole_draft(sco: Agreement, vocabulary: Vocabulary) -> None:
    draft = draft_of(ROW, sco)
    assert isinstance(draft, Draft)
    assert validate(draft, sco, vocabulary, {}, {}) == []
    assert draft == Draft(
        agreement=SCO,
        format=FormatId("exercise-notification"),
        sender=KZ,
        to=OTHERS,
        kind=draft.kind,
        content={
            "designation": {"en": "Tulip-2024", "ru": "Тюльпан-2024", "zh": "郁金香-2024"},
            "type": "live-exercise",
            "purpose": {"en": "Relief of a town"},
            "dates": {"start": "2024-05", "end": "2024-05-19"},
            "area": [
                {
                    "name": {"en": "Otar: Matybulak range"},
                    "positions": ["+43.5400+075.2100/"],
                    "accuracy_km": 75,
                }
            ],
            "participants": ["KZ", "MN", "RU"],
            "strength": {
                "total": {
                    "personnel": {"about": 2500},
                    "battle-tanks": 70,
                    "armoured-combat-vehicles": 90,
                },
                "by_state": {"KZ": {"personnel": 2000}, "RU": {"personnel": 500}},
            },
            "remarks": {
                "en": "Entry EX-7 of a collection of public reports; not an official notification.\n"
                "Hosts: MN, KZ, RU.\n"
                "Named as invited or present to observe: UZ.\n"
                "How it was announced: Ministry, 1 Apr 2024.\n"
                "Reports speak of a Vienna Document notification: disputed.\n"
                "Equipment: no counts of guns.\n"
                "Aircraft: 30 (the report does not say how many are combat aircraft).\n"
                "Ships: 3 (the report does not say how many are combat ships).\n"
                "Notes: Some say 3,000.\n"
                "Still to be verified: coords."
            },
        },
        language="en",
        origin=Origin(
            OriginKind.RECONSTRUCTED,
            ("https://example.org/a", "https://example.org/b"),
            PartialDate("2024-04-01"),
        ),
    )


def test_a_drill_of_no_party_is_skipped(sco: Agreement) -> None:
    skipped = draft_of(replace(ROW, hosts=(MN, StateCode("NO"))), sco)
    assert isinstance(skipped, Skipped)
    assert (skipped.code, skipped.reason.en) == (
        "no-host",
        "no host is a party to the agreement (MN, NO)",
    )


def test_a_drill_without_any_date_is_skipped(sco: Agreement) -> None:
    skipped = draft_of(replace(ROW, start=None), sco)
    assert isinstance(skipped, Skipped)
    assert skipped.code == "no-start"


def test_an_agreement_without_a_format_for_drills_skips_every_row(sco: Agreement) -> None:
    skipped = draft_of(ROW, replace(sco, formats={}))
    assert isinstance(skipped, Skipped)
    assert skipped.code == "no-format"


@pytest.mark.parametrize(
    ("known", "accuracy"),
    [
        (PlaceKnown.CITY, 25),
        (PlaceKnown.TOWN, 25),
        (PlaceKnown.NEARBY_TOWN, 50),
        (PlaceKnown.APPROXIMATE, 75),
        (PlaceKnown.CITY_FOR_SEA, 200),
        (PlaceKnown.SEA_AREA, None),
        (PlaceKnown.REGION_CAPITAL, None),
        (PlaceKnown.REGION, None),
        (PlaceKnown.COUNTRY, None),
        (None, None),
    ],
)
def test_a_point_that_stands_for_a_region_is_no_position(
    sco: Agreement, known: PlaceKnown | None, accuracy: int | None
) -> None:
    row = replace(ROW, place_known=known)
    place: dict[str, object] = {"name": {"en": "Otar: Matybulak range"}}
    if accuracy is not None:
        place |= {"positions": ["+43.5400+075.2100/"], "accuracy_km": accuracy}
    assert content_of(row, sco)["area"] == [place]
    said = any("only roughly" in line for line in remarks_of(row, sco))
    assert said is (accuracy is None)


@pytest.mark.parametrize(
    ("kind", "counted", "read"),
    [
        ("naval", True, "naval-exercise"),
        ("border", True, "border-exercise"),
        ("sco-rats", False, "counter-terrorism-exercise"),
        ("bilateral-counter-terror", False, "counter-terrorism-exercise"),
        ("national-strategic", True, "live-exercise"),
        ("national-strategic", False, "not-stated"),
        ("something-new", False, "not-stated"),
    ],
)
def test_the_type_is_read_only_where_it_is_sure(sco: Agreement, kind: str, counted: bool, read: str) -> None:
    row = replace(ROW, type=kind)
    if not counted:
        row = replace(row, personnel=None, personnel_by_state={}, equipment={})
    assert content_of(row, sco)["type"] == read


def test_armoured_vehicles_count_only_where_tanks_are_counted_apart(sco: Agreement) -> None:
    row = replace(ROW, equipment={Equipment.ARMOURED_VEHICLES: 36000})
    assert content_of(row, sco)["strength"] == {
        "total": {"personnel": {"about": 2500}},
        "by_state": {"KZ": {"personnel": 2000}, "RU": {"personnel": 500}},
    }
    assert "Armoured vehicles: 36000 (the report does not count tanks apart)." in remarks_of(row, sco)


def test_nothing_counted_means_no_table_of_strengths(sco: Agreement) -> None:
    assert "strength" not in content_of(
        replace(ROW, personnel=None, personnel_by_state={}, equipment={}), sco
    )


def test_numbers_without_an_item_stand_in_the_remarks(sco: Agreement) -> None:
    message_format = sco.formats[FormatId("exercise-notification")]
    items = tuple(item for item in message_format.items if item.fact != "activity.strength")
    narrow = replace(sco, formats={message_format.id: replace(message_format, items=items)})
    assert [
        line for line in remarks_of(ROW, narrow) if "ersonnel" in line or "anks" in line or "vehicles" in line
    ] == [
        "Tanks: 70.",
        "Armoured vehicles: 90.",
        "Personnel: about 2500.",
        "Personnel by state: KZ 2000, RU 500.",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Мирная миссия-2005 / 和平使命-2005", {"ru": "Мирная миссия-2005", "zh": "和平使命-2005"}),
        ("Бірлестік-2024", {"kk": "Бірлестік-2024"}),
        ("天山-2号-2011 / Тянь-Шань-2-2011", {"zh": "天山-2号-2011", "ru": "Тянь-Шань-2-2011"}),
        ("Эшелон, Поиск / Взаимодействие", {"ru": "Эшелон, Поиск"}),
        ("Dostlik", {}),
        ("", {}),
    ],
)
def test_the_script_tells_the_language_of_a_local_name(text: str, names: dict[str, str]) -> None:
    assert local_names(text) == names
