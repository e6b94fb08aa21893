"""``compare``: which activities would be told of and observed under other thresholds and lead times.

For an agreement as it is, the answers are those of ``assess``; a variant is assessed as the agreement it
would be. Nothing here says what a state should have done: it says what an agreement would ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, reduce
from types import MappingProxyType

import numpy as np

from detente.agreements.model import Agreement, Restrain
from detente.assessment.finding import Answer, Gap
from detente.assessment.laboratory.bench import KEPT, LATE, UNSURE, UNTOLD, Bench, Judged
from detente.assessment.laboratory.columns import NO, UNCLEAR, YES, Answers, Columns, Flags, Whole
from detente.assessment.laboratory.effects import Effect, effect_of
from detente.assessment.laboratory.knobs import (
    Computed,
    Knob,
    Variant,
    apply_variant,
    computed_of,
    leaf_names,
    sort_changes,
)
from detente.assessment.laboratory.limits import LimitReading, is_in_number
from detente.assessment.laboratory.sweeping import Sweep, sweep
from detente.assessment.places import Locator
from detente.assessment.scope import NEAR_PERMILLE
from detente.assessment.trigger import CompiledTrigger
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import AgreementId, MeasureId, ProvisionId
from detente.record.activities import Activity


class Lead(StrEnum):
    """Whether an activity was told of by the deadline."""

    KEPT = "kept"
    LATE = "late"
    UNCLEAR = "unclear"
    UNTOLD = "untold"


@dataclass(frozen=True)
class EffectReading:
    """One effect on every activity: whether it applies (0 no, 1 unclear, 2 yes), and nearly applies.

    No slots: what is near is looked at only where someone asks, and then kept.
    """

    answers: Answers
    parts: tuple[Judged, ...]

    @cached_property
    def near(self) -> Flags:
        """Whether a threshold is missed by little, where the effect does not apply."""
        flags = np.zeros(len(self.answers), np.bool_)
        for part in self.parts:
            flags |= part.near
        flags &= self.answers == NO
        return flags

    @property
    def applies(self) -> int:
        """How many it applies to for sure."""
        return int(np.count_nonzero(self.answers == YES))

    @property
    def unclear(self) -> int:
        """How many it may apply to."""
        return int(np.count_nonzero(self.answers == UNCLEAR))

    @property
    def nearly(self) -> int:
        """How many it does not apply to by little."""
        return int(np.count_nonzero(self.near))

    def of(self, index: int) -> Answer:
        """Whether it applies to one activity."""
        return _ANSWERS[int(self.answers[index])]


@dataclass(frozen=True)
class Reading:
    """One variant over all activities.

    No slots: the agreement it would be is put together only where someone asks, and then kept.
    """

    variant: Variant
    judged: Mapping[ProvisionId, Judged]
    bench: Bench

    @property
    def name(self) -> str:
        """The variant's own name; empty where it has none."""
        return self.variant.name

    @cached_property
    def agreement(self) -> Agreement:
        """What the agreement would be."""
        return apply_variant(self.variant)

    @property
    def bound(self) -> Flags:
        """Whether the activity's host is a party on the activity's day."""
        return self.bench.bound

    def effects(self) -> tuple[Effect, ...]:
        """The effects this agreement has at all."""
        return tuple(self.bench.by_effect)

    def effect(self, effect: Effect) -> EffectReading:
        """The provisions of one effect taken together: any of them is enough."""
        parts = tuple([self.judged[key] for key in self.bench.by_effect.get(effect, ())])
        if not parts:
            return EffectReading(np.full(len(self.bench.columns), NO), ())
        return EffectReading(reduce(np.maximum, [part.answers for part in parts]), parts)

    def leads(self, effect: Effect) -> list[Lead | None]:
        """For each activity, whether it was told of in time for every provision that applies; else None."""
        if not effect.is_told:
            return [None] * len(self.bench.columns)
        worst = np.full(len(self.bench.columns), _NOTHING)
        for key in self.bench.by_effect.get(effect, ()):
            applies = self.judged[key].answers == YES
            leads = self.bench.leads(self._turned[key], applies)
            worst = np.where(applies, np.minimum(worst, leads), worst)
        return [_LEADS.get(code) for code in worst.tolist()]

    @cached_property
    def limits(self) -> tuple[LimitReading, ...]:
        """Every limit in number, in the agreement's order."""
        changes = sort_changes(self.variant, self.bench.knobs)
        return tuple(
            self.bench.limit(key, changes.get(key, _AS_AGREED))
            for key, one in self.bench.provisions.items()
            if isinstance(one, Restrain) and is_in_number(one)
        )

    def number(self, knob: Knob) -> int | None:
        """The number of a knob as it is turned here; None: not available, or this agreement has no such knob."""
        own = self.bench.knobs.get(knob.key)
        return self.variant.changes.get(knob.key, own.agreed.value) if own else None

    def largest(self, measure: MeasureId) -> int:
        """The most that any of the activities declared of a measure."""
        return int(self.bench.columns.amounts(measure).shown.values.max(initial=0))

    def missing(self, effect: Effect, index: int) -> tuple[Gap, ...]:
        """What is not known, where the effect on an activity is unclear."""
        gaps: list[Gap] = []
        for key in self.bench.by_effect.get(effect, ()):
            if self.judged[key].answers[index] == UNCLEAR:
                gaps += self.bench.missing(self._triggers[key], index)
        return tuple(dict.fromkeys(gaps))

    def sweep(self, knob: Knob, values: Sequence[int] | Whole) -> Sweep:
        """How many activities the knob's effect applies to, were its threshold each of these values.

        Everything else stays as in this variant.

        Raises:
            DetenteBug: the knob is not a threshold of this agreement.
        """
        moved = self._turned.get(knob.provision)
        if moved is None or knob.measure is None:
            raise DetenteBug("knob", f"{knob.address} is no threshold.")
        others = np.full(len(self.bench.columns), NO)
        for key in self.bench.by_effect[effect_of(moved)]:
            if key != knob.provision:
                others = np.maximum(others, self.judged[key].answers)
        leaf = leaf_names(moved.when.condition).index(knob.name)
        return sweep(self.bench, moved, leaf, others, values)

    @cached_property
    def _turned(self) -> dict[ProvisionId, Computed]:
        """The provisions with the variant's numbers."""
        return computed_of(self.agreement)

    @cached_property
    def _triggers(self) -> dict[ProvisionId, CompiledTrigger]:
        return {key: self.bench.compile(one) for key, one in self._turned.items()}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Variants side by side over the same activities, in the order given."""

    activities: tuple[Activity, ...]
    readings: tuple[Reading, ...]


class Workbench:
    """Activities with what was looked up of them once, to compare variants over them again and again.

    It may be asked by several threads at a time.
    """

    def __init__(
        self,
        activities: Sequence[Activity],
        places: Callable[[AgreementId], Locator],
        near_permille: int = NEAR_PERMILLE,
    ) -> None:
        self._columns = Columns(activities)
        self._places = places
        self._near_permille = near_permille
        self._benches: dict[int, Bench] = {}

    @property
    def activities(self) -> tuple[Activity, ...]:
        """All of them, in the order given."""
        return self._columns.activities

    def compare(self, variants: Sequence[Agreement | Variant]) -> Comparison:
        """Each agreement or variant over all activities.

        Raises:
            InputError: a variant changes a number its agreement does not have.
            PackError: a provision asks for what activities do not have.
        """
        whole = [one if isinstance(one, Variant) else Variant(one) for one in variants]
        return Comparison(self.activities, tuple(_read(one, self._bench(one.agreement)) for one in whole))

    def _bench(self, agreement: Agreement) -> Bench:
        """By the object itself, which its bench keeps alive: it stands for no other meanwhile."""
        bench = self._benches.get(id(agreement))
        if bench is None:
            bench = Bench(agreement, self._columns, self._places(agreement.id), self._near_permille)
            self._benches[id(agreement)] = bench
        return bench


def compare(
    variants: Sequence[Agreement | Variant],
    activities: Sequence[Activity],
    places: Callable[[AgreementId], Locator],
    near_permille: int = NEAR_PERMILLE,
) -> Comparison:
    """Each agreement or variant over all activities.

    Raises:
        InputError: a variant changes a number its agreement does not have.
        PackError: a provision asks for what activities do not have.
    """
    return Workbench(activities, places, near_permille).compare(variants)


def _read(variant: Variant, bench: Bench) -> Reading:
    changes = sort_changes(variant, bench.knobs)
    judged = {key: bench.judge(key, changes.get(key, _AS_AGREED)) for key in bench.provisions}
    return Reading(variant, judged, bench)


_AS_AGREED: Mapping[str, int] = MappingProxyType({})
_NOTHING = np.int8(KEPT + 1)
_LEADS = {int(KEPT): Lead.KEPT, int(LATE): Lead.LATE, int(UNSURE): Lead.UNCLEAR, int(UNTOLD): Lead.UNTOLD}
_ANSWERS = {int(NO): Answer.NO, int(UNCLEAR): Answer.UNCLEAR, int(YES): Answer.YES}
