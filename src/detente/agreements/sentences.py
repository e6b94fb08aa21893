"""The sentences a scenario is told in, and what each says.

A day stands for noon UTC::

    KZ tells on 2024-05-01 of a live-exercise at Zharkent from 2024-08-01 to 2024-08-10 with 36,000 personnel
    KZ amends on 2024-06-01 with about 12,900 personnel and 310 battle-tanks
    KZ cancels on 2024-06-10
    KZ invites CN on 2024-06-20 to arrive on 2024-08-01
    CN accepts on 2024-07-01 with 4 observers        CN declines on 2024-07-01
    CN asks KZ on 2024-05-01 urgently                KZ answers on 2024-05-02
    CN withdraws on 2024-05-03
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.agreements.explain import show, suggest
from detente.agreements.model import Claim, Declared, Deed, Told
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.kernel.errors import InputError
from detente.kernel.identifiers import MeasureId, StateCode
from detente.kernel.instants import Instant, parse_instant, parse_partial_date

UNKNOWN_DAY = "an unknown day"
#: In a sentence: an exercise whose type is not stated.
NO_TYPE = "drill"

_STATE = "[A-Z]{2}"
_ON = rf" on (?P<on>{UNKNOWN_DAY}|\S+)"
_TO = rf" (?P<to>{_STATE}(?:, {_STATE})*(?: and {_STATE})?)"
_OF = r" of an? (?P<type>[a-z-]+)"
_SAYING = r"(?: at (?P<place>.+?))?(?: from (?P<start>\S+))?(?: to (?P<end>\S+))?(?: with (?P<numbers>.+))?"
_FORMS: Mapping[Deed, tuple[str, str]] = {
    Deed.TELLS: (_ON + _OF + _SAYING, "on DAY of a TYPE at PLACE from DAY to DAY with NUMBER MEASURE"),
    Deed.AMENDS: (_ON + _SAYING, "on DAY at PLACE from DAY to DAY with NUMBER MEASURE"),
    Deed.CANCELS: (_ON, "on DAY"),
    Deed.INVITES: (_TO + _ON + r"(?: to arrive on (?P<arrival>\S+))?", "XB on DAY to arrive on DAY"),
    Deed.ACCEPTS: (_ON + r"(?: with (?P<observers>\d{1,6}) observers)?", "on DAY with NUMBER observers"),
    Deed.DECLINES: (_ON, "on DAY"),
    Deed.ASKS: (_TO + _ON + "(?P<urgent> urgently)?", "XB on DAY"),
    Deed.ANSWERS: (_ON, "on DAY"),
    Deed.WITHDRAWS: (_ON, "on DAY"),
}
_HEAD = re.compile(rf"(?P<state>{_STATE}) (?P<deed>[a-z]+)\b")
_NUMBER = re.compile(
    r"(?:(?P<claim>about|more than|up to) )?(?P<number>\d{1,3}(?:,\d{3})*|\d{1,12}) (?P<measure>[a-z-]+)"
    rf"(?: of (?P<of>{_STATE}))?"
)
_BETWEEN_NUMBERS = re.compile(r" and |, (?=[a-z\d])")


def build_told(part: Part, places: Mapping[str, str], reading: Reading) -> Told | None:
    """The sentence at ``part``; None, and a fault, where it says nothing that can be played."""
    text = " ".join(part.string().split())
    match = _match(part, text, reading)
    if match is None:
        return None
    said = {key: value for key, value in match.groupdict().items() if value is not None}
    kind, place = said.get("type"), said.get("place")
    if kind not in (None, NO_TYPE):
        _check(part, kind, "type of activity", tuple(reading.vocabulary.activity_types), reading)
    if place is not None:
        _check(part, place, "place of this file", tuple(places), reading)
    on = said["on"]
    return Told(
        text=text,
        deed=Deed(said["deed"]),
        state=StateCode(said["state"]),
        on=None if on == UNKNOWN_DAY else build_day(part, on, reading),
        to=tuple(StateCode(one) for one in re.findall(_STATE, said.get("to", ""))),
        type=None if kind == NO_TYPE else kind,
        place=place,
        position=places.get(place) if place else None,
        start=_check_date(part, said.get("start"), reading),
        end=_check_date(part, said.get("end"), reading),
        numbers=_build_numbers(part, said["numbers"], reading) if "numbers" in said else (),
        arrival=_check_date(part, said.get("arrival"), reading),
        observers=int(said["observers"]) if "observers" in said else None,
        urgent="urgent" in said,
    )


def build_day(part: Part, text: str, reading: Reading) -> Instant | None:
    """A day at noon, or an instant; None, and a fault, where it is neither."""
    try:
        return parse_instant(text if "T" in text else f"{text}T12:00:00Z")
    except InputError:
        mend = "Write a day, 2024-05-12, or an instant in UTC, 2024-05-12T06:30:00Z."
        reading.fault(part, "no-such-date", f"{show(text)} is no day and no instant.", mend)
        return None


def _match(part: Part, text: str, reading: Reading) -> re.Match[str] | None:
    head = _HEAD.match(text)
    if head is None:
        mend = "Begin with a state's code and a verb, as in: XA tells on 2031-05-01 of a live-exercise."
        reading.fault(part, "no-sentence", f"{show(text)} does not begin like a sentence.", mend)
        return None
    verb = head["deed"]
    if verb not in [*Deed]:
        reading.fault(part, "unknown-verb", f"“{verb}” is no verb of a scenario.", suggest(verb, Deed))
        return None
    pattern, form = _FORMS[Deed(verb)]
    match = re.fullmatch(_HEAD.pattern + pattern, text)
    if match is None:
        what = f"{show(text)} cannot be read after “{verb}”."
        reading.fault(part, "no-sentence", what, f"Write it as: {head['state']} {verb} {form}.")
    return match


def _check(part: Part, name: str, what: str, known: tuple[str, ...], reading: Reading) -> None:
    if name not in known:
        code = f"unknown-{what.split(maxsplit=1)[0]}"
        reading.fault(part, code, f"“{name}” is no {what}.", suggest(name, known))


def _check_date(part: Part, text: str | None, reading: Reading) -> str | None:
    """A date or instant as messages write it."""
    if text is not None:
        try:
            _ = parse_instant(text) if "T" in text else parse_partial_date(text)
        except InputError as error:
            reading.fault(part, "no-such-date", error.message.en, error.mend.en)
    return text


def _build_numbers(part: Part, text: str, reading: Reading) -> tuple[Declared, ...]:
    found: dict[tuple[str, str | None], Declared] = {}
    for each in _BETWEEN_NUMBERS.split(text):
        match = _NUMBER.fullmatch(each)
        if match is None:
            mend = "Write it as: 36,000 personnel; or: about 310 battle-tanks of XA."
            reading.fault(part, "no-number", f"{show(each)} is no number of anything.", mend)
            continue
        _check(part, match["measure"], "measure", tuple(reading.vocabulary.measures), reading)
        key = match["measure"], match["of"]
        if key in found:
            reading.fault(
                part, "duplicate-number", f"{show(each)} gives a number a second time.", "Give it once."
            )
        found[key] = Declared(
            MeasureId(match["measure"]),
            int(match["number"].replace(",", "")),
            Claim(match["claim"].replace(" ", "-")) if match["claim"] else None,
            StateCode(match["of"]) if match["of"] else None,
        )
    return tuple(found.values())
