"""Forces: the units or posts that a return lists, and what a notice says has changed of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.agreements.explain import show
from detente.agreements.model import Purpose
from detente.agreements.scalars import Plain
from detente.agreements.sentences.numbers import tables_of
from detente.agreements.sentences.said import Said
from detente.agreements.sentences.verbs import ON, Meaning, Verb

_CODE = r"[A-Z0-9][A-Za-z0-9-]*"
_TAIL = (
    rf"(?: under (?P<under>{_CODE}))?(?: (?:at|to) (?P<place>.+?))?(?: (?:called|as) (?P<name>.+?))?"
    r"(?: with (?P<numbers>.+))?"
)
_LEVEL = r"(?:(?P<level>[a-z-]+) )?"
_UNIT = re.compile(rf"{_LEVEL}(?P<unit>{_CODE}){_TAIL}")
_UNIT_CHANGE = re.compile(rf"{_LEVEL}(?P<unit>{_CODE}) (?P<change>[a-z]+){_TAIL}")
_POST = re.compile(
    rf"(?P<post>{_CODE})(?: of (?P<of>{_CODE}))? (?:held by (?P<holder>.+?)|(?P<vacant>vacant))"
    r"(?: since (?P<since>\S+))?"
)
_PERSONNEL = "personnel"
_Row = dict[str, Plain]


def _read_list(said: Said) -> Meaning:
    rows = _rows(
        said, _UNIT, "army 1A under MOD at Ford with 900 personnel; or: HEAD of MOD held by Ada Sample"
    )
    posts = [row for row in rows if "post" in row]
    facts: dict[str, Plain] = {"return.as-of": said.date("as_of")}
    if posts:
        facts["forces.posts"] = [_without(row, "vacant") for row in posts]
    if len(posts) < len(rows):
        facts["forces.units"] = [row for row in rows if "post" not in row]
    return Meaning(facts=facts)


def _read_changes(said: Said) -> Meaning:
    rows = _rows(said, _UNIT_CHANGE, "army 1A raised under MOD; or: HEAD held by Ada Sample; or: HEAD vacant")
    posts = [row for row in rows if "post" in row]
    facts: dict[str, Plain] = {
        "event.type": "leadership-change" if posts else "unit-change",
        "event.time": said.date("start"),
    }
    if posts:
        facts["forces.post-changes"] = list(posts)
    if len(posts) < len(rows):
        facts["forces.unit-changes"] = [row for row in rows if "post" not in row]
    return Meaning(facts=facts)


def _rows(said: Said, of_units: re.Pattern[str], example: str) -> Sequence[_Row]:
    """A row for each entry, in order; a fault for one that cannot be read."""
    rows = []
    for entry in said.words["entries"].split("; "):
        match = _POST.fullmatch(entry) or of_units.fullmatch(entry)
        if match is None:
            said.fault("no-entry", f"{show(entry)} is no unit and no post.", f"Write it as: {example}.")
            continue
        words = {name: word for name, word in match.groupdict().items() if word is not None}
        inner = replace(said, words=words)
        rows.append(_post(inner) if "post" in words else _unit(inner))
    return rows


def _unit(said: Said) -> _Row:
    """A unit without a name is called by its code; a change names it only where it is renamed."""
    lists = said.reading.vocabulary.codes_of
    named = said.word("name") or (None if said.word("change") else said.words["unit"])
    numbers = said.numbers("numbers", by_sector=False)
    strength = next((one for one in numbers if one.measure == _PERSONNEL), None)
    if strength is not None and strength.claim is not None:
        said.fault(
            "no-number", "The strength of a unit is an exact number.", "Write it as: with 900 personnel."
        )
    row: Mapping[str, Plain] = {
        "unit": said.words["unit"],
        "change": said.code("change", "change of a unit", lists("forces.change")),
        "name": {"en": named} if named else None,
        "level": said.code("level", "level", lists("forces.level")),
        "under": said.word("under"),
        "city": said.thing("place"),
        "strength": strength.number if strength else None,
        **tables_of("holdings", [one for one in numbers if one is not strength]),
    }
    return {name: value for name, value in row.items() if value is not None}


def _post(said: Said) -> _Row:
    holder = said.word("holder")
    row: Mapping[str, Plain] = {
        "post": said.words["post"],
        "unit": said.word("of"),
        "holder": {"name": {"en": holder}} if holder else None,
        "since": said.date("since"),
        "vacant": True if said.word("vacant") else None,
    }
    return {name: value for name, value in row.items() if value is not None}


def _without(row: _Row, name: str) -> Plain:
    return {each: value for each, value in row.items() if each != name}


VERBS = (
    Verb(
        name="lists",
        after=ON + r"(?: as of (?P<as_of>[^\s,:]+))?: (?P<entries>.+)",
        form="on DAY as of DAY: LEVEL CODE under CODE at PLACE called NAME with NUMBER MEASURE; CODE held by NAME",
        purpose=Purpose.INFORMATION_RETURN,
        read=_read_list,
    ),
    Verb(
        name="announces",
        after=ON + r"(?: of (?P<start>[^\s,:]+))?: (?P<entries>.+)",
        form="on DAY of DAY: CODE CHANGE under CODE to PLACE as NAME with NUMBER MEASURE; CODE held by NAME",
        purpose=Purpose.EVENT_NOTICE,
        read=_read_changes,
    ),
)
