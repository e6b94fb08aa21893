"""agreement.yaml: what an agreement is, who is bound since when, how its days are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.agreements.model import Evidence, Party, Side, Status, Suspension
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import (
    build_date,
    build_evidence,
    build_text,
    check_known_or_unknown,
    find_evidence,
    find_text,
)
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, ProvisionId, StateCode
from detente.kernel.instants import PartialDate
from detente.kernel.languages import Text
from detente.kernel.states import is_invented, parse_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What agreement.yaml says; the fields are those of ``model.Agreement``."""

    id: AgreementId
    code: str
    title: Text
    short_title: Text
    status: Status
    signed: PartialDate | None
    place: Text | None
    in_force: PartialDate | None
    languages: tuple[str, ...]
    start_day_counts: bool
    sides: tuple[Side, ...]
    parties: tuple[Party, ...]
    evidence: Evidence
    evidence_of: Mapping[str, Evidence]
    extends: AgreementId | None
    suspensions: tuple[Suspension, ...]


def build_identity(part: Part, reading: Reading) -> Identity:
    """What agreement.yaml says."""
    evidence = build_evidence(part.at("evidence"))
    stated = {key: _state(found, evidence, reading) for key in _STATED if (found := part.find(key))}
    values = {key: value for key, (value, _) in stated.items() if value is not None}
    signed = build_date(values["signed"], reading) if "signed" in values else None
    in_force = build_date(values["in_force"], reading) if "in_force" in values else None
    _check_after_signature(in_force, values.get("in_force"), signed, reading)
    sides = part.list_at("sides")
    reading.check_once([each.at("id") for each in sides], "side")
    extends = part.find("extends")
    return Identity(
        id=AgreementId(part.at("id").string()),
        code=part.at("code").string(),
        title=build_text(part.at("title")),
        short_title=build_text(part.at("short_title")),
        status=Status(part.at("status").string()),
        signed=signed,
        place=build_text(values["place"]) if "place" in values else None,
        in_force=in_force,
        languages=tuple(each.string() for each in values["languages"].parts())
        if "languages" in values
        else (),
        start_day_counts=values["start_day_counts"].flag() if "start_day_counts" in values else False,
        sides=tuple(Side(each.at("id").string(), build_text(each.at("title"))) for each in sides),
        parties=_build_parties(part, evidence, signed, reading),
        evidence=evidence,
        evidence_of={key: how for key, (_, how) in stated.items()},
        extends=AgreementId(extends.string()) if extends else None,
        suspensions=tuple(_build_suspension(each, evidence, reading) for each in part.list_at("suspensions")),
    )


def _build_suspension(part: Part, inherited: Evidence, reading: Reading) -> Suspension:
    since, until, provisions = part.find("since"), part.find("until"), part.list_at("provisions")
    one, other = part.at("between").parts()
    reading.states += [one, other]
    reading.suspended += provisions
    pair = StateCode(one.string()), StateCode(other.string())
    if pair[0] >= pair[1]:
        what = f"[{', '.join(pair)}] is not two states in alphabetical order."
        reading.fault(part.at("between"), "pair-order", what, f"Write [{', '.join(sorted(pair))}].")
    return Suspension(
        between=pair,
        since=build_date(since, reading) if since else None,
        until=build_date(until, reading) if until else None,
        provisions=tuple(ProvisionId(each.string()) for each in provisions),
        evidence=find_evidence(part, inherited),
    )


_STATED = ("signed", "place", "in_force", "languages", "start_day_counts")


def _state(part: Part, inherited: Evidence, reading: Reading) -> tuple[Part | None, Evidence]:
    """A plain value, or ``{value, evidence}``: the value's part (None: not known) and how it is known."""
    own = isinstance(part.value, dict) and "evidence" in part.value
    value, evidence = (part.at("value"), find_evidence(part, inherited)) if own else (part, inherited)
    check_known_or_unknown(value, evidence, reading, known=value.value is not None)
    return (None if value.value is None else value), evidence


def _check_after_signature(
    date: PartialDate | None, part: Part | None, signed: PartialDate | None, reading: Reading
) -> None:
    if date and part and signed and date.interval.latest < signed.interval.earliest:
        what = f"{date} is before the signature on {signed}."
        reading.fault(part, "before-signature", what, "Correct one of the two dates.")


def _build_parties(
    part: Part, inherited: Evidence, signed: PartialDate | None, reading: Reading
) -> tuple[Party, ...]:
    parts = part.at("parties").parts()
    reading.check_once([each.at("state") for each in parts], "party")
    sides = tuple(each.at("id").string() for each in part.list_at("sides"))
    return tuple(_build_party(each, inherited, signed, sides, reading) for each in parts)


def _build_party(
    part: Part, inherited: Evidence, signed: PartialDate | None, sides: tuple[str, ...], reading: Reading
) -> Party:
    since, until, name = part.find("since"), part.find("until"), find_text(part, "name")
    since_date = build_date(since, reading) if since else None
    until_date = build_date(until, reading) if until else None
    _check_after_signature(since_date, since, signed, reading)
    if until and since_date and until_date and until_date.interval.latest < since_date.interval.earliest:
        what = f"The party left on {until_date}, before it joined on {since_date}."
        reading.fault(until, "left-before-joining", what, "Correct one of the two dates.")
    return Party(
        state=_build_state(part.at("state"), name, reading),
        side=_find_side(part, sides, reading),
        since=since_date,
        until=until_date,
        evidence=find_evidence(part, inherited),
        name=name,
    )


def _build_state(part: Part, name: Text | None, reading: Reading) -> StateCode:
    """An ISO 3166-1 code, or one left to users together with a name."""
    code = part.string()
    if is_invented(code):
        if name is None:
            what = f"{code} is a code for invented states, and this one has no name."
            reading.fault(part, "state-without-name", what, "Add name: {en: ..., ru: ..., zh: ...}.")
        return StateCode(code)
    try:
        return parse_state(code)
    except InputError as error:
        reading.fault(part, "no-such-state", error.message.en, error.mend.en)
        return StateCode(code)


def _find_side(part: Part, sides: tuple[str, ...], reading: Reading) -> str | None:
    side = part.find("side")
    if side:
        return reading.check_known(side, "side", sides)
    if sides:
        what = "The agreement has sides, and this party is of none."
        reading.fault(part, "party-without-side", what, f"Add side: {' or '.join(sides)}.")
    return None
