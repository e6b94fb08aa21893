"""What can be turned: the thresholds and lead times of an agreement, and variants that turn some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from detente.agreements.model import (
    Agreement,
    AllOf,
    AnyOf,
    Clock,
    Coded,
    Compare,
    Condition,
    DatedValue,
    Evidence,
    EvidenceLevel,
    Not,
    Notify,
    Observe,
    Provision,
    Quantity,
    TimeUnit,
)
from detente.assessment.laboratory import words
from detente.kernel.identifiers import MeasureId, ProvisionId

#: Provision, and the measure that is compared, or ``LEAD``. Where a provision compares a measure again, the
#: second is ``personnel~2``.
KnobKey = tuple[ProvisionId, str]
#: The name of a lead time among a provision's knobs.
LEAD = "lead"
#: Larger numbers are slips of the hand.
MOST_NEEDED = 10_000_000
MOST_LEAD = 9_999

#: The kinds of provision the laboratory works on.
Computed = Notify | Observe


@dataclass(frozen=True, slots=True)
class Knob:
    """One number of an agreement. ``measure`` None: a lead time, counted in ``unit``."""

    provision: ProvisionId
    name: str
    quantity: Quantity
    measure: MeasureId | None
    unit: TimeUnit | None = None

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


@dataclass(frozen=True, slots=True)
class Variant:
    """An agreement with some of its numbers replaced; without changes, the agreement as it is."""

    agreement: Agreement
    name: str = ""
    changes: Mapping[KnobKey, int] = field(default_factory=dict)


def knobs_of(agreement: Agreement) -> tuple[Knob, ...]:
    """Every threshold and lead time, provision by provision, thresholds first."""
    return tuple(
        knob
        for provision in agreement.provisions.values()
        if isinstance(provision, Notify | Observe)
        for knob in _knobs_of(provision)
    )


def parse_address(agreement: Agreement, address: str) -> Knob:
    """The knob of that address.

    Raises:
        InputError: the agreement has none.
    """
    knobs = knobs_of(agreement)
    found = next((knob for knob in knobs if knob.address == address), None)
    if found is None:
        known = ", ".join(knob.address for knob in knobs)
        raise words.NO_KNOB.error(address=address, agreement=agreement.short_title, known=known or "—")
    return found


def parse_number(knob: Knob, text: str) -> int:
    """A number typed for a knob.

    Raises:
        InputError: no whole number, or larger than any threshold or lead time can mean.
    """
    digits = "".join(text.split()).replace(",", "")
    most = MOST_LEAD if knob.measure is None else MOST_NEEDED
    if not digits.isascii() or not digits.isdecimal() or len(digits) > len(str(most)) or int(digits) > most:
        raise words.NO_NUMBER.error(address=knob.address, text=text, most=most)
    return int(digits)


def apply_variant(variant: Variant) -> Agreement:
    """The agreement with the variant's numbers; provisions that it leaves alone are the same objects.

    A number replaced holds from the beginning and is marked as model.

    Raises:
        InputError: a change names a number the agreement does not have, or is out of range.
    """
    if not variant.changes:
        return variant.agreement
    by_provision: dict[ProvisionId, dict[str, int]] = {}
    for (provision, name), value in variant.changes.items():
        knob = parse_address(variant.agreement, f"{provision}.{name}")
        by_provision.setdefault(provision, {})[name] = parse_number(knob, str(value))
    changed = {
        key: _changed(provision, by_provision[key])
        for key, provision in variant.agreement.provisions.items()
        if key in by_provision
    }
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


def clock_of(provision: Computed) -> Clock | None:
    """The clock towards the activity: of telling, or of inviting."""
    return provision.clock if isinstance(provision, Notify) else provision.invitation


def leaf_names(condition: Condition | None) -> tuple[str, ...]:
    """What the comparisons of a condition are called, in the order they are written."""
    seen: Counter[str] = Counter()
    names = []
    for leaf in leaves_of(condition):
        seen[leaf.measure] += 1
        names.append(leaf.measure if seen[leaf.measure] == 1 else f"{leaf.measure}~{seen[leaf.measure]}")
    return tuple(names)


def _knobs_of(provision: Computed) -> Iterator[Knob]:
    condition = provision.when.condition
    for name, leaf in zip(leaf_names(condition), leaves_of(condition), strict=True):
        yield Knob(provision.id, name, leaf.at_least, leaf.measure)
    clock = clock_of(provision)
    if clock is not None:
        yield Knob(provision.id, LEAD, clock.span.amount, None, clock.span.unit)


def _changed(provision: Provision, values: Mapping[str, int]) -> Provision:
    if not isinstance(provision, Notify | Observe):
        return provision
    names = iter(leaf_names(provision.when.condition))

    def turned(leaf: Compare) -> Compare:
        name = next(names)
        return replace(leaf, at_least=_set(values[name])) if name in values else leaf

    condition = provision.when.condition
    when = replace(provision.when, condition=_mapped(condition, turned)) if condition else provision.when
    clock = clock_of(provision)
    if clock is not None and LEAD in values:
        clock = replace(clock, span=replace(clock.span, amount=_set(values[LEAD])))
    if isinstance(provision, Notify):
        return replace(provision, when=when, clock=clock)
    return replace(provision, when=when, invitation=clock)


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
