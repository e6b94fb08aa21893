"""What ``detente lab`` prints: counts, drills, what was changed, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType

from detente.agreements.model import Agreement, Vocabulary
from detente.assessment.compare import Comparison, EffectReading, Lead, Reading
from detente.assessment.finding import FindingState
from detente.assessment.laboratory import phrases
from detente.assessment.laboratory.effects import Effect
from detente.assessment.laboratory.knobs import knobs_of
from detente.assessment.laboratory.limits import LimitReading
from detente.cli.output import Json, Output, fault_json, fault_line, plain, table
from detente.kernel.identifiers import MeasureId, ProvisionId
from detente.kernel.languages import Text, format_integer

if TYPE_CHECKING:
    from detente.record.activities import Activity
    from detente.record.reported import Reported

_PERSONNEL = MeasureId("personnel")
#: So many of the rows that were left out are named; a program is given all.
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A comparison as tables for a person and as a value for a program."""

    output: Output
    found: Comparison
    reported: Reported

    def counts(self) -> RenderableType:
        """Effects down, variants across."""
        readings, text = self.found.readings, self.output.text
        agreements = dict.fromkeys((one.agreement.id, text(one.agreement.short_title)) for one in readings)
        titles = ", ".join(f"{title} ({agreement})" for agreement, title in agreements)
        title = f"{titles}: {text(_DRILLS.fill(count=len(self.found.activities)))}"
        shown = table("", *(f">{name}" for name in self._names()), title=title)
        for effect in Effect:
            read = [one.effect(effect) if effect in one.effects() else None for one in readings]
            if not any(read):
                continue
            shown.add_row(
                plain(text(phrases.EFFECTS[effect]), "bold"), *(_or_dash(one, _applies) for one in read)
            )
            for lead in Lead:
                leads = [
                    one.leads(effect).count(lead) if effect in one.effects() else None for one in readings
                ]
                if any(leads):
                    cells = ("—" if count is None else str(count) for count in leads)
                    shown.add_row(text(phrases.LEAD_COUNTS[lead]), *cells)
            nearly = phrases.NEAR.fill(percent=readings[0].bench.near_permille // 10)
            shown.add_row(text(nearly), *(_or_dash(one, _nearly) for one in read))
            shown.add_row(text(phrases.UNCLEAR_EFFECTS[effect]), *(_or_dash(one, _unclear) for one in read))
        for provision in dict.fromkeys(limit.provision.id for one in readings for limit in one.limits):
            limits = [_limit(one, provision) for one in readings]
            above = phrases.ABOVE.fill(title=next(limit.provision.title for limit in limits if limit))
            shown.add_row(
                plain(text(above), "bold"),
                *("—" if one is None else str(one.count(FindingState.EXCEEDED)) for one in limits),
            )
            shown.add_row(
                text(phrases.UNCLEAR_YEARS),
                *("—" if one is None else str(one.count(FindingState.UNCLEAR)) for one in limits),
            )
        return shown

    def drills(self) -> RenderableType:
        """Every drill with a sign for each effect and variant: what applies, nearly, or perhaps."""
        shown = table("Drill", "Host", "Start", ">Personnel", *self._names(), title=_LEGEND)
        shown.columns[0].no_wrap, shown.columns[0].overflow, shown.columns[0].max_width = True, "ellipsis", 44
        cells = [self._cells(reading) for reading in self.found.readings]
        for activity, *marks in zip(self.found.activities, *cells, strict=True):
            shown.add_row(*self._facts(activity), *marks)
        return shown

    def changes(self) -> Iterator[RenderableType]:
        """What each variant changes."""
        for name, reading in zip(self._names(), self.found.readings, strict=True):
            changes = ", ".join(
                f"{provision}.{knob} = {value:,}"
                for (provision, knob), value in reading.variant.changes.items()
            )
            if changes:
                yield plain(f"{name}: {changes}")

    def left_out(self) -> Iterator[RenderableType]:
        """How many rows were left out, and the first of them with the reason."""
        skipped, faulty = self.reported.skipped, self.reported.faulty
        if not skipped and not faulty:
            return
        counts = f"{len(skipped)} cannot be told under the agreement, {len(faulty)} cannot be read"
        yield plain(f"Rows left out: {counts}.", "yellow")
        for row in faulty[:_NAMED]:
            yield Group(*(fault_line(fault, self.output) for fault in row.faults))
        for told, why in skipped[: max(0, _NAMED - len(faulty))]:
            yield plain(f"  ○ row {told.number}, {told.name}: {self.output.text(why.reason)}")
        if len(skipped) + len(faulty) > _NAMED:
            yield plain("  … all of them with --json.")

    def knobs(self, agreement: Agreement, vocabulary: Vocabulary) -> Iterator[RenderableType]:
        """Every number that can be set."""
        shown = table("--set", "What", ">Now", "How it is known")
        for knob in knobs_of(agreement):
            value = knob.agreed.value
            shown.add_row(
                knob.address,
                self.output.text(phrases.knob_text(knob, agreement, vocabulary)),
                "?" if value is None else format_integer(value, self.output.language),
                knob.agreed.evidence.level.value,
            )
        yield shown

    def json(self) -> Mapping[str, Json]:
        """The same for a program, drills by the ids of their rows."""
        skipped, faulty = self.reported.skipped, self.reported.faulty
        return {
            "agreement": self.found.readings[0].agreement.id,
            "drills": len(self.found.activities),
            "left_out": {"not_told": len(skipped), "unreadable": len(faulty)},
            "rows_left_out": [
                *(
                    {"row": row.number, "id": row.id, "why": self.output.text(why.reason)}
                    for row, why in skipped
                ),
                *(
                    {
                        "row": row.number,
                        "id": row.id,
                        "faults": [fault_json(one, self.output) for one in row.faults],
                    }
                    for row in faulty
                ),
            ],
            "variants": [
                {
                    "name": name,
                    "agreement": reading.agreement.id,
                    "changes": {".".join(key): value for key, value in reading.variant.changes.items()},
                    "limits": {one.provision.id: _limit_json(one) for one in reading.limits},
                    "effects": {one.value: self._effect_json(reading, one) for one in reading.effects()},
                }
                for name, reading in zip(self._names(), self.found.readings, strict=True)
            ],
        }

    def _names(self) -> list[str]:
        return [self.output.text(name) for name in phrases.reading_names(self.found.readings)]

    def _cells(self, reading: Reading) -> list[str]:
        """What one column says of each drill."""
        read = [(_SIGNS[effect], reading.effect(effect)) for effect in reading.effects()]
        cells = []
        for index, bound in enumerate(reading.bound.tolist()):
            marks = (_sign(letter, one, index) for letter, one in read)
            cells.append(" ".join(filter(None, marks)) if bound else "—")
        return cells

    def _facts(self, activity: Activity) -> tuple[RenderableType, ...]:
        amount = activity.strength.total.get(_PERSONNEL)
        return (
            plain(activity.name.in_(self.output.language) if activity.name else activity.id),
            activity.host,
            str(activity.period.start)[:10] if activity.period else "",
            format_integer(amount.value, self.output.language) if amount else "",
        )

    def _effect_json(self, reading: Reading, effect: Effect) -> Mapping[str, Json]:
        read, leads = reading.effect(effect), reading.leads(effect)
        rows = [row.id for row in self.reported.rows]
        answers = [read.of(index).value for index in range(len(rows))]
        return {
            "applies": [row for row, answer in zip(rows, answers, strict=True) if answer == "yes"],
            "unclear": [row for row, answer in zip(rows, answers, strict=True) if answer == "unclear"],
            "near": [row for row, near in zip(rows, read.near.tolist(), strict=True) if near],
            "leads": {lead.value: leads.count(lead) for lead in Lead},
        }


def _sign(letter: str, read: EffectReading, index: int) -> str:
    near = f"{letter}~" if read.near[index] else ""
    return {"yes": letter, "unclear": f"{letter}?"}.get(read.of(index).value, near)


def _limit_json(limit: LimitReading) -> Mapping[str, Json]:
    """Years above the limit by whose they are, and how many years are unclear."""
    above = [one for one in limit.findings if one.state is FindingState.EXCEEDED]
    return {
        "exceeded": [{"bearer": one.bearer, "year": one.year} for one in above],
        "unclear": limit.count(FindingState.UNCLEAR),
    }


def _limit(reading: Reading, provision: ProvisionId) -> LimitReading | None:
    return next((one for one in reading.limits if one.provision.id == provision), None)


def _or_dash(read: EffectReading | None, count: Callable[[EffectReading], int]) -> str:
    return "—" if read is None else str(count(read))


_applies, _nearly, _unclear = attrgetter("applies"), attrgetter("nearly"), attrgetter("unclear")
_DRILLS = Text("{count} drills", "учений: {count}", "演习{count}次")
_SIGNS = {
    Effect.TOLD: "T",
    Effect.MAY_BE_TOLD: "t",
    Effect.OBSERVED: "O",
    Effect.MAY_BE_OBSERVED: "o",
    Effect.RESTRAINED: "R",
    Effect.COUNTED: "N",
}
_LEGEND = (
    "T told, O observers must be invited, o may be, R not to be held, N limited in number; "
    "? unclear, ~ nearly, — host no party"
)
