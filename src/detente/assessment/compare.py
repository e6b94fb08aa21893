"""``compare``: which activities would be told of and observed under other thresholds and lead times.

For an agreement as it is, the answers are those of ``assess``; a variant is assessed as the agreement it
would be. Nothing here says what a state should have done: it says what an agreement would ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from detente.agreements.model import Agreement, Duty, Notify, Observe
from detente.assessment.finding import Answer, Gap
from detente.assessment.laboratory.bench import KEPT, LATE, UNSURE, UNTOLD, Bench, Judged
from detente.assessment.laboratory.columns import NO, UNCLEAR, YES, Answers, Columns, Flags, Whole
from detente.assessment.laboratory.knobs import (
    Computed,
    Knob,
    Variant,
    apply_variant,
    leaf_names,
)
from detente.assessment.laboratory.sweeping import Sweep, sweep
from detente.assessment.places import Locator
from detente.assessment.scope import NEAR_PERMILLE
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import AgreementId, ProvisionId
from detente.record.activities import Activity


class Effect(StrEnum):
    """What an agreement asks or allows about an activity."""

    TOLD = "told"
    MAY_BE_TOLD = "may-be-told"
    OBSERVED = "observed"
    MAY_BE_OBSERVED = "may-be-observed"


class Lead(StrEnum):
    """Whether an activity was told of by the deadline."""

    KEPT = "kept"
    LATE = "late"
    UNCLEAR = "unclear"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class EffectReading:
    """One effect on every activity: whether it applies (0 no, 1 unclear, 2 yes), and nearly applies."""

    answers: Answers
    near: Flags

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


@dataclass(frozen=True, slots=True)
class Reading:
    """One variant over all activities; ``agreement`` is what it would be, ``name`` the variant's."""

    name: str
    agreement: Agreement
    judged: Mapping[ProvisionId, Judged]
    bench: Bench

    @property
    def bound(self) -> Flags:
        """Whether the activity's host is a party on the activity's day."""
        return self.bench.bound

    def effects(self) -> tuple[Effect, ...]:
        """The effects this agreement has at all."""
        known = {effect_of(one) for one in self._provisions()}
        return tuple(effect for effect in Effect if effect in known)

    def effect(self, effect: Effect) -> EffectReading:
        """The provisions of one effect taken together: any of them is enough."""
        parts = [self.judged[one.id] for one in self._provisions() if effect_of(one) is effect]
        if not parts:
            size = len(self.bench.columns)
            return EffectReading(np.full(size, NO), np.zeros(size, np.bool_))
        answers: Answers = np.maximum.reduce([part.answers for part in parts])
        near: Flags = np.logical_or.reduce([part.near for part in parts]) & (answers == NO)
        return EffectReading(answers, near)

    def leads(self, effect: Effect) -> list[Lead | None]:
        """For each activity, whether it was told of in time for every provision that applies; else None."""
        worst = np.full(len(self.bench.columns), _NOTHING)
        for provision in self._provisions():
            if effect_of(provision) is effect:
                applies = self.judged[provision.id].answers == YES
                worst = np.where(applies, np.minimum(worst, self.bench.leads(provision, applies)), worst)
        return [_LEADS.get(code) for code in worst.tolist()]

    def missing(self, effect: Effect, index: int) -> tuple[Gap, ...]:
        """What is not known, where the effect on an activity is unclear."""
        gaps: list[Gap] = []
        for provision in self._provisions():
            unclear = self.judged[provision.id].answers[index] == UNCLEAR
            if unclear and effect_of(provision) is effect:
                gaps += self.bench.missing(provision, index)
        return tuple(dict.fromkeys(gaps))

    def sweep(self, knob: Knob, values: Sequence[int] | Whole) -> Sweep:
        """How many activities the knob's effect applies to, were its threshold each of these values.

        Everything else stays as in this variant.

        Raises:
            DetenteBug: the knob is not a threshold of this agreement.
        """
        moved = self.agreement.provisions[knob.provision]
        if not isinstance(moved, Notify | Observe) or knob.measure is None:
            raise DetenteBug("knob", f"{knob.address} is no threshold.")
        others = np.full(len(self.bench.columns), NO)
        for provision in self._provisions():
            if provision.id != moved.id and effect_of(provision) is effect_of(moved):
                others = np.maximum(others, self.judged[provision.id].answers)
        leaf = leaf_names(moved.when.condition).index(knob.name)
        return sweep(self.bench, moved, leaf, others, values)

    def _provisions(self) -> list[Computed]:
        return [one for one in self.agreement.provisions.values() if isinstance(one, Notify | Observe)]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Variants side by side over the same activities, in the order given."""

    activities: tuple[Activity, ...]
    readings: tuple[Reading, ...]


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
    columns = Columns(activities)
    benches: dict[int, Bench] = {}
    readings = []
    for one in variants:
        variant = one if isinstance(one, Variant) else Variant(one)
        base = variant.agreement
        if id(base) not in benches:
            benches[id(base)] = Bench(base, columns, places(base.id), near_permille)
        readings.append(_read(variant, benches[id(base)]))
    return Comparison(columns.activities, tuple(readings))


def effect_of(provision: Computed) -> Effect:
    """What a provision asks or allows."""
    voluntary = provision.duty is Duty.MAY
    if isinstance(provision, Notify):
        return Effect.MAY_BE_TOLD if voluntary else Effect.TOLD
    return Effect.MAY_BE_OBSERVED if voluntary else Effect.OBSERVED


def _read(variant: Variant, bench: Bench) -> Reading:
    agreement = apply_variant(variant)
    judged = {
        provision.id: bench.judge(provision)
        for provision in agreement.provisions.values()
        if isinstance(provision, Notify | Observe)
    }
    return Reading(variant.name, agreement, judged, bench)


_NOTHING = np.int8(KEPT + 1)
_LEADS = {int(KEPT): Lead.KEPT, int(LATE): Lead.LATE, int(UNSURE): Lead.UNCLEAR, int(UNTOLD): Lead.UNTOLD}
_ANSWERS = {int(NO): Answer.NO, int(UNCLEAR): Answer.UNCLEAR, int(YES): Answer.YES}
