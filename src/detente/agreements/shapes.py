"""Shapes that stand in many files: texts, evidence, dates, numbers of the agreement, clocks."""

from __future__ import annotations

from collections.abc import Sequence

from detente.agreements.model import (
    DatedValue,
    Evidence,
    EvidenceLevel,
    Quantity,
    Source,
)
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.kernel.errors import InputError
from detente.kernel.instants import PartialDate, parse_partial_date
from detente.kernel.languages import Language, Text


def build_text(part: Part) -> Text:
    """A text in three languages."""
    return Text(*(part.at(language).string() for language in Language))


def find_text(part: Part, key: str) -> Text | None:
    """The text under ``key``, or None."""
    found = part.find(key)
    return build_text(found) if found else None


def build_evidence(part: Part) -> Evidence:
    """How something is known."""
    source = part.find("source")
    level = EvidenceLevel(part.at("level").string())
    return Evidence(level, _build_source(source) if source else None, find_text(part, "note"))


def find_evidence(part: Part, inherited: Evidence) -> Evidence:
    """The evidence under ``part``, or what it inherits."""
    found = part.find("evidence")
    return build_evidence(found) if found else inherited


def _build_source(part: Part) -> Source:
    url = part.find("url")
    return Source(part.at("title").string(), url.string() if url else None)


def build_date(part: Part, reading: Reading) -> PartialDate | None:
    """A date; None, and a fault, where there is no such day."""
    try:
        return parse_partial_date(part.string())
    except InputError as error:
        reading.fault(part, "no-such-date", error.message.en, error.mend.en)
        return None


def check_known_or_unknown(part: Part, evidence: Evidence, reading: Reading, *, known: bool) -> None:
    """A value that is null has evidence of level unknown, and no other has."""
    unknown = evidence.level is EvidenceLevel.UNKNOWN
    if not known and not unknown:
        what = f"A null has evidence of level {evidence.level}: a value that was not seen has level unknown."
        mend = "Write {value: null, evidence: {level: unknown}}, or the value."
        reading.fault(part, "null-not-unknown", what, mend)
    if known and unknown:
        what = "A value stands here although its evidence has level unknown."
        reading.fault(part, "unknown-not-null", what, "Say how it is known, or write null.")


def build_quantity(part: Part, inherited: Evidence, reading: Reading) -> Quantity:
    """A number of the agreement in any of its three forms."""
    if isinstance(part.value, list):
        versions = tuple(_build_version(each, inherited, reading) for each in part.parts())
        _check_order(part.parts(), versions, reading)
        return Quantity(versions)
    if isinstance(part.value, dict):
        return Quantity((_build_version(part, inherited, reading),))
    check_known_or_unknown(part, inherited, reading, known=part.value is not None)
    return Quantity((DatedValue(part.number(), inherited),))


def find_quantity(part: Part, key: str, inherited: Evidence, reading: Reading) -> Quantity | None:
    """The number under ``key``, or None where it is left out."""
    found = part.find(key)
    return build_quantity(found, inherited, reading) if found else None


def _build_version(part: Part, inherited: Evidence, reading: Reading) -> DatedValue:
    value, evidence, since = part.at("value"), find_evidence(part, inherited), part.find("from")
    check_known_or_unknown(value, evidence, reading, known=value.value is not None)
    return DatedValue(value.number(), evidence, build_date(since, reading) if since else None)


def _check_order(parts: Sequence[Part], versions: Sequence[DatedValue], reading: Reading) -> None:
    """Oldest first; only the first may be undated."""
    for index, part in enumerate(parts[1:], 1):
        since, before = versions[index].since, versions[index - 1].since
        if part.find("from") is None:
            reading.fault(
                part,
                "undated-version",
                "Only the first version may have no `from`.",
                "Say from when it holds.",
            )
        elif since and before and since.interval.earliest <= before.interval.latest:
            what = f"The version from {since} stands after the one from {before}."
            reading.fault(
                part.at("from"), "dates-out-of-order", what, "Put the versions in order, oldest first."
            )
