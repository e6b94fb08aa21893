"""Kind ``notice``: tell of an event in time."""

from __future__ import annotations

from detente.agreements.clocks import find_limit
from detente.agreements.kinds.common import Common, build_bearer, build_duty
from detente.agreements.model import Change, Evidence, Listed, Notice, Purpose
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_quantity
from detente.kernel.identifiers import FormatId

_EVENTS = ("before event", "after event", "after event.end")
EVENT_TYPE = "event.type"
CHANGE = "forces.change"


def build(part: Part, common: Common, reading: Reading) -> Notice:
    """A provision of this kind from its file."""
    evidence, change, form = common["evidence"], part.find("change"), part.at("format")
    listed = part.find("listed")
    reading.use_format(form, Purpose.EVENT_NOTICE)
    known = tuple(reading.vocabulary.codes_of(EVENT_TYPE))
    return Notice(
        **common,
        duty=build_duty(part),
        bearer=build_bearer(part),
        events=tuple(reading.check_known(each, "type of event", known) for each in part.list_at("event")),
        change=_build_change(change, evidence, reading) if change else None,
        listed=_build_listed(listed, reading) if listed else None,
        clock=find_limit(part, "clock", evidence, reading, _EVENTS),
        format=FormatId(form.string()),
    )


def _build_change(part: Part, evidence: Evidence, reading: Reading) -> Change:
    returns = part.at("returns")
    reading.use_format(returns, Purpose.INFORMATION_RETURN)
    return Change(
        percent=build_quantity(part.at("percent"), evidence, reading),
        measures=reading.use_measures(part.list_at("measures")),
        returns=FormatId(returns.string()),
    )


def _build_listed(part: Part, reading: Reading) -> Listed:
    returns = part.at("returns")
    reading.use_format(returns, Purpose.INFORMATION_RETURN)
    known = tuple(reading.vocabulary.codes_of(CHANGE))
    return Listed(
        returns=FormatId(returns.string()),
        changes=tuple(
            reading.check_known(each, "change of a unit", known) for each in part.list_at("changes")
        ),
    )
