"""What can be turned: the thresholds and lead times of an agreement, and variants that turn some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from detente.agreements.model import (
    ActivityLimit,
    Agreement,
    AllOf,
    AnyOf,
    Clock,
    Coded,
    Compare,
    Condition,
    CountLimit,
    DatedValue,
    Evidence,
    EvidenceLevel,
    Forbidden,
    Not,
    Notify,
    Observe,
    Quantity,
    Restrain,
    SimultaneousLimit,
    TimeLimit,
    TimeUnit,
)
from detente.assessment.laboratory import words
from detente.kernel.errors import InputError
from detente.kernel.identifiers import MeasureId, ProvisionId

#: Provision, and the measure that is compared, or ``LEAD``. Where a provision compares a measure again, the
#: second is ``personnel~2``.
KnobKey = tuple[ProvisionId, str]
#: The names of a lead time, and of the numbers of a limit, among a provision's knobs.
LEAD = "lead"
COUNT, SIMULTANEOUS, YEARS = "count", "simultaneous", "years"
#: Larger numbers are slips of the hand.
MOST_NEEDED = 10_000_000
MOST_COUNTED = 999
MOST_LEAD: Mapping[TimeUnit, int] = MappingProxyType(
    {
        TimeUnit.HOURS: 9_999,
        TimeUnit.DAYS: 9_999,
        TimeUnit.WORKING_DAYS: 999,
        TimeUnit.MONTHS: 999,
        TimeUnit.YEARS: 99,
    }
)

#: The kinds of provision the laboratory works on.
Computed = Notify | Observe | Restrain


@dataclass(frozen=True, slots=True)
class Knob:
    """One number of an agreement. ``measure``: of a threshold; ``unit``: of a time, and None of a count.

    ``after``: a time that runs from the activity on, and not towards it.
    """

    provision: ProvisionId
    name: str
    quantity: Quantity
    measure: MeasureId | None
    unit: TimeUnit | None = None
    after: bool = False

    @property
    def key(self) -> KnobKey:
        """What a variant calls it."""
        return self.provision, self.name

    @property
    def address(self) -> str:
        """The same as one word: ``notify.personnel.personnel``."""
        return f"{self.provision}.{self.name}"

    @property
    def agreed(self) -> DatedValue:
        """The newest version of the number."""
        return self.quantity.versions[-1]

    @property
    def most(self) -> int:
        """The largest number it can be turned to."""
        if self.measure is not None:
            return MOST_NEEDED
        return MOST_COUNTED if self.unit is None else MOST_LEAD[self.unit]


@dataclass(frozen=True, slots=True)
class Variant:
    """An agreement with some of its numbers replaced; without changes, the agreement as it is."""

    agreement: Agreement
    name: str = ""
    changes: Mapping[KnobKey, int] = field(default_factory=dict)


def computed_of(agreement: Agreement) -> dict[ProvisionId, Computed]:
    """The provisions the laboratory works on, in the agreement's order."""
    return {key: one for key, one in agreement.provisions.items() if isinstance(one, Computed)}


def knobs_of(agreement: Agreement) -> tuple[Knob, ...]:
    """Every threshold, lead time and limit, provision by provision, thresholds first."""
    return tuple(knob for provision in computed_of(agreement).values() for knob in knobs_in(provision))


def fullest(agreements: Collection[Agreement]) -> Agreement | None:
    """The agreement to begin with: that of which most numbers are known; None where none has a number."""

    def known(agreement: Agreement) -> tuple[int, int]:
        return sum(knob.agreed.value is not None for knob in knobs_of(agreement)), len(agreement.parties)

    return max(filter(knobs_of, agreements), key=known, default=None)


def parse_address(agreement: Agreement, address: str) -> Knob:
    """The knob of that address.

    Raises:
        InputError: the agreement has none.
    """
    knobs = knobs_of(agreement)
    found = next((knob for knob in knobs if knob.address == address), None)
    if found is None:
        raise _no_knob(agreement, address, knobs)
    return found


def parse_number(knob: Knob, text: str) -> int:
    """A number typed for a knob.

    Raises:
        InputError: no whole number, or larger than any threshold or lead time can mean.
    """
    digits = "".join(text.split()).replace(",", "")
    small = len(digits) <= len(str(knob.most))
    if not digits.isascii() or not digits.isdecimal() or not small or int(digits) > knob.most:
        raise words.NO_NUMBER.error(address=knob.address, text=text, most=knob.most)
    return int(digits)


def sort_changes(variant: Variant, knobs: Mapping[KnobKey, Knob]) -> dict[ProvisionId, dict[str, int]]:
    """What a variant changes, by provision; ``knobs`` are those of its agreement.

    Raises:
        InputError: a change names a number the agreement does not have, or is out of range.
    """
    sorted_: dict[ProvisionId, dict[str, int]] = {}
    for key, value in variant.changes.items():
        knob = knobs.get(key)
        if knob is None:
            raise _no_knob(variant.agreement, ".".join(key), list(knobs.values()))
        if not 0 <= value <= knob.most:
            raise words.NO_NUMBER.error(address=knob.address, text=str(value), most=knob.most)
        sorted_.setdefault(knob.provision, {})[knob.name] = value
    return sorted_


def apply_variant(variant: Variant) -> Agreement:
    """The agreement with the variant's numbers; provisions that it leaves alone are the same objects.

    A number replaced holds from the beginning and is marked as model.

    Raises:
        InputError: a change names a number the agreement does not have, or is out of range.
    """
    if not variant.changes:
        return variant.agreement
    changes = sort_changes(variant, {knob.key: knob for knob in knobs_of(variant.agreement)})
    computed = computed_of(variant.agreement)
    changed = {key: change_provision(computed[key], values) for key, values in changes.items()}
    return replace(variant.agreement, provisions={**variant.agreement.provisions, **changed})


def leaves_of(condition: Condition | None) -> Iterator[Compare]:
    """Every comparison of a condition, in the order it is written."""
    match condition:
        case Compare():
            yield condition
        case AllOf() | AnyOf():
            for part in condition.parts:
                yield from leaves_of(part)
        case Not():
            yield from leaves_of(condition.part)


def clock_of(provision: Computed) -> TimeLimit | None:
    """The time limit towards the activity: of telling, or of inviting."""
    match provision:
        case Notify():
            return provision.clock
        case Observe():
            return provision.invitation
        case Restrain():
            return None


def leaf_names(condition: Condition | None) -> tuple[str, ...]:
    """What the comparisons of a condition are called, in the order they are written."""
    seen: Counter[str] = Counter()
    names = []
    for leaf in leaves_of(condition):
        seen[leaf.measure] += 1
        names.append(leaf.measure if seen[leaf.measure] == 1 else f"{leaf.measure}~{seen[leaf.measure]}")
    return tuple(names)


def knobs_in(provision: Computed) -> Iterator[Knob]:
    """Every number of a provision, thresholds first."""
    condition = provision.when.condition
    for name, leaf in zip(leaf_names(condition), leaves_of(condition), strict=True):
        yield Knob(provision.id, name, leaf.at_least, leaf.measure)
    if isinstance(provision, Restrain):
        for name, quantity in _limits_of(provision.limit).items():
            yield Knob(provision.id, name, quantity, None, TimeUnit.YEARS if name == YEARS else None)
    clock = clock_of(provision)
    if isinstance(clock, Clock):  # a fixed date has no length to turn
        yield Knob(provision.id, LEAD, clock.span.amount, None, clock.span.unit, clock.after is not None)


def _no_knob(agreement: Agreement, address: str, knobs: Sequence[Knob]) -> InputError:
    known = ", ".join(knob.address for knob in knobs)
    return words.NO_KNOB.error(address=address, agreement=agreement.short_title, known=known or "—")


def _limits_of(limit: ActivityLimit) -> dict[str, Quantity]:
    match limit:
        case CountLimit():
            return {COUNT: limit.at_most, YEARS: limit.years}
        case SimultaneousLimit():
            return {SIMULTANEOUS: limit.at_most}
        case Forbidden():
            return {}


def change_provision(provision: Computed, values: Mapping[str, int]) -> Computed:
    """The provision with other numbers, by the names of its knobs; names it does not have are passed over."""
    names = iter(leaf_names(provision.when.condition))

    def turned(leaf: Compare) -> Compare:
        name = next(names)
        return replace(leaf, at_least=_set(values[name])) if name in values else leaf

    condition = provision.when.condition
    when = replace(provision.when, condition=_mapped(condition, turned)) if condition else provision.when
    changed = replace(provision, when=when)
    if isinstance(changed, Restrain):
        return replace(changed, limit=_change_limit(changed.limit, values))
    limit = clock_of(changed)
    if not isinstance(limit, Clock) or LEAD not in values:
        return changed
    clock = replace(limit, span=replace(limit.span, amount=_set(values[LEAD])))
    if isinstance(changed, Notify):
        return replace(changed, clock=clock)
    return replace(changed, invitation=clock)


def _change_limit(limit: ActivityLimit, values: Mapping[str, int]) -> ActivityLimit:
    new = {name: _set(values[name]) if name in values else own for name, own in _limits_of(limit).items()}
    match limit:
        case CountLimit():
            return CountLimit(new[COUNT], new[YEARS])
        case SimultaneousLimit():
            return SimultaneousLimit(new[SIMULTANEOUS])
        case Forbidden():
            return limit


def _set(value: int) -> Quantity:
    return Quantity((DatedValue(value, Evidence(EvidenceLevel.MODEL)),))


def _mapped(condition: Condition, change: Callable[[Compare], Compare]) -> Condition:
    match condition:
        case Compare():
            return change(condition)
        case AllOf() | AnyOf():
            return replace(condition, parts=tuple([_mapped(part, change) for part in condition.parts]))
        case Not():
            return Not(_mapped(condition.part, change))
        case Coded():
            return condition
