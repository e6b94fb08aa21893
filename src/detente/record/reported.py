"""Drills known from public reports, as a record holds them, without a node that tells of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from detente.agreements.model import Agreement
from detente.kernel.identifiers import MatterId, StateCode
from detente.kernel.instants import Instant, Interval
from detente.messages.document import Draft
from detente.messages.freeze import freeze
from detente.messages.public_reports import Skipped, draft_of
from detente.messages.references import ReferenceParts, format_reference, matter_id
from detente.messages.report_rows import FaultyRow, ReportRow
from detente.record.activities import Activity
from detente.record.facts import formats_of
from detente.record.message import KnownMessage
from detente.record.periods import OPEN_END
from detente.record.record import fold

_OPENS = "O"


@dataclass(frozen=True, slots=True)
class Reported:
    """The drills of a list, in its order; ``rows`` are those that became a drill, one for one with them.

    ``skipped``: rows that cannot be told under the agreement, each with the reason; ``faulty``: rows that
    cannot be read.
    """

    activities: tuple[Activity, ...]
    rows: tuple[ReportRow, ...]
    skipped: tuple[tuple[ReportRow, Skipped], ...]
    faulty: tuple[FaultyRow, ...]


def reported_activities(rows: Sequence[ReportRow | FaultyRow], agreement: Agreement) -> Reported:
    """What a record would hold, had every row been told by its first host that is party to the agreement.

    When it was told is the day of the public report, where that is known, and nothing otherwise.
    """
    told: list[tuple[ReportRow, KnownMessage]] = []
    skipped: list[tuple[ReportRow, Skipped]] = []
    serials: Counter[tuple[StateCode, int]] = Counter()
    for row in rows:
        if isinstance(row, FaultyRow):
            continue
        draft = draft_of(row, agreement)
        known = row.announced_on or row.start
        if isinstance(draft, Skipped):
            skipped.append((row, draft))
        elif known is not None:  # a draft always has a start
            issued = known.interval.earliest
            told.append((row, _message(draft, agreement, serials, len(told), issued)))
    record = fold([message for _, message in told], formats_of([agreement]))
    matters = [MatterId(message.document.matter) for _, message in told]
    kept = [
        (row, matter) for (row, _), matter in zip(told, matters, strict=True) if matter in record.activities
    ]
    return Reported(
        activities=tuple(record.activities[matter] for _, matter in kept),
        rows=tuple(row for row, _ in kept),
        skipped=tuple(skipped),
        faulty=tuple(row for row in rows if isinstance(row, FaultyRow)),
    )


def _message(
    draft: Draft,
    agreement: Agreement,
    serials: Counter[tuple[StateCode, int]],
    index: int,
    issued: Instant,
) -> KnownMessage:
    """The message its host would have sent; its instant is never looked at, since it was reconstructed."""
    serials[draft.sender, issued.year] += 1
    topic = agreement.formats[draft.format].topic
    parts = ReferenceParts(
        agreement.code, draft.sender, issued.year, serials[draft.sender, issued.year], topic, _OPENS
    )
    document = freeze(draft, format_reference(parts), matter_id(parts), issued)
    return KnownMessage(document, index, Interval(issued, OPEN_END))
