"""From a drill known from public reports to the draft its host would have sent, or why there is none.

Items are filled by the fact they carry, in the agreement's own format for telling of an activity, so any
agreement will do. Only what a report says is put into an item; what it leaves open, or counts in another
way than treaties do, stands in words among the remarks. The choices made here, each with its reason, are
in docs/reference/public-drills.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from detente.agreements.model import Addressees, Agreement, Format, Item, Party, Purpose
from detente.kernel.identifiers import MeasureId, StateCode
from detente.kernel.languages import Language, Text
from detente.messages import report_wording as wording
from detente.messages.document import Draft, JsonValue, Origin, OriginKind
from detente.messages.read import write_item
from detente.messages.report_rows import Equipment, PlaceKnown, ReportRow
from detente.messages.values import Amount, FreeText, ItemValue, Period, Place, Qualifier, Strength

#: How far the drill may lie from the coordinates of the place named, in kilometres: an assumption, for the
#: reports name a town and not the ground. Where a point stands for a region or a sea, it is left out.
ACCURACY_KM: Mapping[PlaceKnown, int] = {
    PlaceKnown.CITY: 25,
    PlaceKnown.TOWN: 25,
    PlaceKnown.NEARBY_TOWN: 50,
    PlaceKnown.APPROXIMATE: 75,
    PlaceKnown.CITY_FOR_SEA: 200,
}

#: Kinds of drill, where the collection's own word says what was held; its other words say who held it.
TYPES: Mapping[str, str] = {
    "sco-military": "counter-terrorism-exercise",
    "bilateral-counter-terror": "counter-terrorism-exercise",
    "sco-rats": "counter-terrorism-exercise",
    "naval": "naval-exercise",
    "border": "border-exercise",
}
LIVE = "live-exercise"
NOT_STATED = "not-stated"
PERSONNEL = MeasureId("personnel")

#: The item of a format that takes what has no item of its own.
REMARKS = "remarks"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Why a row does not become a message."""

    code: str
    reason: Text


def draft_of(row: ReportRow, agreement: Agreement) -> Draft | Skipped:
    """What the first host that is party to ``agreement`` would have told all others the format goes to.

    The draft is labelled as reconstructed, with its sources. It may still have faults that ``validate`` finds.
    """
    message_format = notification_format(agreement)
    if message_format is None:
        return Skipped("no-format", wording.NO_FORMAT)
    sender = sender_of(row, agreement)
    if sender is None:
        hosts = ", ".join(row.hosts)
        return Skipped("no-host", wording.NO_HOST.fill(hosts=hosts))
    if row.start is None:
        return Skipped("no-start", wording.NO_START)
    return Draft(
        agreement=agreement.id,
        format=message_format.id,
        sender=sender,
        to=_addressees(agreement, message_format, sender),
        kind=message_format.kinds[0],
        content=_content(row, message_format),
        language=Language.EN.value,
        origin=Origin(OriginKind.RECONSTRUCTED, row.sources, row.announced_on),
    )


def notification_format(agreement: Agreement) -> Format | None:
    """The agreement's format for telling of an activity, or None."""
    formats = agreement.formats.values()
    return next((one for one in formats if one.purpose is Purpose.ACTIVITY_NOTIFICATION), None)


def sender_of(row: ReportRow, agreement: Agreement) -> StateCode | None:
    """The first host that is a party, or None."""
    parties: dict[StateCode, Party | None] = {host: agreement.party(host) for host in row.hosts}
    return next((host for host, party in parties.items() if party is not None), None)


def _addressees(agreement: Agreement, message_format: Format, sender: StateCode) -> tuple[StateCode, ...]:
    own = agreement.party(sender)
    side = own.side if own and message_format.to is Addressees.OTHER_SIDE else None
    others = (party for party in agreement.parties if party.state != sender)
    return tuple(sorted(party.state for party in others if side is None or party.side != side))


def _content(row: ReportRow, message_format: Format) -> dict[str, JsonValue]:
    content: dict[str, JsonValue] = {}
    told: ItemValue | None = None
    for item in message_format.items:
        fill = _BY_FACT.get(item.fact or "")
        value = fill(row, item) if fill else None
        if value is not None:
            content[item.id] = write_item(item, value)
        if item.fact == "activity.strength":
            told = value
    for item in message_format.items:
        if item.id == REMARKS and item.fact is None:
            lines = [*_remarks(row), *_counts_left(row, told), *_cautions(row)]
            content[item.id] = write_item(item, FreeText({Language.EN.value: "\n".join(lines)}))
    return content


# --- Items by fact --------------------------------------------------------------------------------


def _name(row: ReportRow, _item: Item) -> FreeText:
    return FreeText({Language.EN.value: row.name, **local_names(row.name_local)})


def local_names(text: str) -> dict[str, str]:
    """``Мирная миссия / 和平使命`` by language, where the script tells it; the first name of each language."""
    found: dict[str, str] = {}
    for name in (part.strip() for part in text.split(" / ")):
        language = _language_of(name)
        if language is not None:
            found.setdefault(language, name)
    return found


_RUSSIAN = re.compile("[А-Яа-яЁё]")
_KAZAKH = re.compile("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")


def _language_of(name: str) -> str | None:
    if any(unicodedata.name(character, "").startswith("CJK UNIFIED") for character in name):
        return Language.ZH.value
    if _KAZAKH.search(name):
        return "kk"
    return Language.RU.value if _RUSSIAN.search(name) else None


def _type(row: ReportRow, item: Item) -> str | None:
    """The kind said, else a live exercise where the report counts troops or equipment, else not stated."""
    counted = row.personnel is not None or row.personnel_by_state or row.equipment
    wanted = TYPES.get(row.type) or (LIVE if counted else NOT_STATED)
    codes = [choice.code for choice in item.choices]
    return next((code for code in (wanted, NOT_STATED) if code in codes), None)


def _period(row: ReportRow, _item: Item) -> Period | None:
    return None if row.start is None else Period(row.start, row.end)


def _area(row: ReportRow, _item: Item) -> tuple[Place, ...]:
    """The place the coordinates belong to, and the training area by name where it says more."""
    accuracy = ACCURACY_KM.get(row.place_known) if row.place_known else None
    known = row.position is not None and accuracy is not None
    name = row.place if row.training_area in ("", row.place) else f"{row.place}: {row.training_area}"
    words = FreeText({Language.EN.value: name})
    return (Place(words, (row.position,), accuracy) if known and row.position else Place(words),)


def _strength(row: ReportRow, item: Item) -> Strength | None:
    total: dict[MeasureId, Amount] = {}
    if row.personnel is not None:
        total[PERSONNEL] = Amount(row.personnel, row.personnel_qualifier)
    for measure, count in _treaty_counts(row).items():
        total[measure] = Amount(count)
    total = {measure: amount for measure, amount in total.items() if measure in item.measures}
    shares = {state: {PERSONNEL: Amount(count)} for state, count in row.personnel_by_state.items()}
    if PERSONNEL not in item.measures:
        shares = {}
    missing = [measure for measure in item.required_measures if measure not in total]
    complete = not missing or (missing == [PERSONNEL] and shares)
    return Strength(total, shares) if complete and (total or shares) else None


_MEASURES = {
    Equipment.TANKS: MeasureId("battle-tanks"),
    Equipment.ARMOURED_VEHICLES: MeasureId("armoured-combat-vehicles"),
    Equipment.ARTILLERY: MeasureId("artillery"),
}


def _treaty_counts(row: ReportRow) -> dict[MeasureId, int]:
    """Columns that count what the measure counts.

    Armoured vehicles only where tanks are counted apart: alone, the column often holds all vehicles. Ships and
    aircraft never: reports count supply ships and transport aircraft with them.
    """
    apart = Equipment.TANKS in row.equipment
    return {
        measure: row.equipment[column]
        for column, measure in _MEASURES.items()
        if column in row.equipment and (apart or column is not Equipment.ARMOURED_VEHICLES)
    }


def _participants(row: ReportRow, _item: Item) -> tuple[str, ...] | None:
    return tuple(sorted(set(row.participants))) or None


def _purpose(row: ReportRow, _item: Item) -> FreeText | None:
    return FreeText({Language.EN.value: row.purpose}) if row.purpose else None


_BY_FACT: Mapping[str, Callable[[ReportRow, Item], ItemValue | None]] = {
    "activity.name": _name,
    "activity.type": _type,
    "activity.period": _period,
    "activity.area": _area,
    "activity.strength": _strength,
    "activity.participants": _participants,
    "activity.purpose": _purpose,
}


# --- Remarks: everything else the row says --------------------------------------------------------


def _remarks(row: ReportRow) -> list[str]:
    lines = [f"Entry {row.id} of a collection of public reports; not an official notification."]
    if row.name_local and not local_names(row.name_local):
        lines.append(f"Local name: {row.name_local}.")
    if len(row.hosts) > 1:
        lines.append(f"Hosts: {', '.join(row.hosts)}.")
    if row.observers:
        lines.append(f"Named as invited or present to observe: {', '.join(row.observers)}.")
    if row.announcement_note:
        lines.append(f"How it was announced: {row.announcement_note}.")
    if row.vienna_document:
        lines.append(f"Reports speak of a Vienna Document notification: {row.vienna_document}.")
    return lines


def _counts_left(row: ReportRow, told: ItemValue | None) -> list[str]:
    """Numbers that did not find a place in the table of strengths."""
    in_table = {*told.total, *(PERSONNEL for _ in told.by_state)} if isinstance(told, Strength) else set()
    lines = [f"Equipment: {row.equipment_note}."] if row.equipment_note else []
    lines += [
        f"{_EQUIPMENT[column]}: {count}{_why_left(row, column)}."
        for column, count in row.equipment.items()
        if _MEASURES.get(column) not in in_table
    ]
    if PERSONNEL in in_table:
        return lines
    if row.personnel is not None:
        qualifier = "" if row.personnel_qualifier is Qualifier.EXACT else f"{row.personnel_qualifier.value} "
        lines.append(f"Personnel: {qualifier}{row.personnel}.")
    if row.personnel_by_state:
        shares = ", ".join(f"{state} {count}" for state, count in row.personnel_by_state.items())
        lines.append(f"Personnel by state: {shares}.")
    return lines


def _why_left(row: ReportRow, column: Equipment) -> str:
    if column is Equipment.ARMOURED_VEHICLES and Equipment.TANKS not in row.equipment:
        return " (the report does not count tanks apart)"
    return f" (the report does not say how many are {_WANTED[column]})" if column in _WANTED else ""


def _cautions(row: ReportRow) -> list[str]:
    lines = []
    if row.position and row.place_known not in ACCURACY_KM:
        known = row.place_known.value if row.place_known else "not said"
        lines.append(f"The place is known only roughly ({known}), so no coordinates are given.")
    if row.notes:
        lines.append(f"Notes: {row.notes}")
    if row.to_verify:
        lines.append(f"Still to be verified: {', '.join(row.to_verify)}.")
    return lines


_EQUIPMENT = {
    Equipment.TANKS: "Tanks",
    Equipment.ARMOURED_VEHICLES: "Armoured vehicles",
    Equipment.ARTILLERY: "Artillery",
    Equipment.AIRCRAFT: "Aircraft",
    Equipment.HELICOPTERS: "Helicopters",
    Equipment.AIRCRAFT_AND_HELICOPTERS: "Aircraft and helicopters",
    Equipment.SHIPS: "Ships",
    Equipment.ALL: "Pieces of equipment in all",
}
#: What a treaty would count of them.
_WANTED = {
    Equipment.AIRCRAFT: "combat aircraft",
    Equipment.HELICOPTERS: "combat helicopters",
    Equipment.SHIPS: "combat ships",
}
