"""Which provisions of two agreements speak of the same: a proposal for laying them side by side, no judgement.

Compared is what they are about, never what they say: measures, facts of their formats, events, whose duty it
is, and how their author named them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import fields

from detente.agreements.model import (
    Agreement,
    AllOf,
    AnyOf,
    Bearer,
    Ceiling,
    Coded,
    Compare,
    Condition,
    Duty,
    Formula,
    Kind,
    Not,
    Notice,
    Provision,
    Quota,
    Restrain,
    Trigger,
)
from detente.kernel.identifiers import FormatId

#: Provisions of one kind that belong together; None: the other agreement has nothing like it.
Pair = tuple[Provision | None, Provision | None]


def pair_provisions(one: Agreement, other: Agreement) -> dict[Kind, list[Pair]]:
    """The provisions of both by kind, each once: in the order of the first agreement, then what the other adds.

    Kinds that neither has are left out.
    """
    found: dict[Kind, list[Pair]] = {}
    for kind in Kind:
        firsts = [each for each in one.provisions.values() if each.kind is kind]
        seconds = [each for each in other.provisions.values() if each.kind is kind]
        if firsts or seconds:
            found[kind] = list(_pairs(firsts, seconds, one, other))
    return found


def _pairs(
    firsts: Sequence[Provision], seconds: Sequence[Provision], one: Agreement, other: Agreement
) -> Iterator[Pair]:
    alone = _ALONE if len(firsts) == len(seconds) == 1 else 0
    ranked = sorted(
        (
            (-score, i, j)
            for i, first in enumerate(firsts)
            for j, second in enumerate(seconds)
            if (score := _likeness(first, second, one, other) + alone) >= _LEAST
        ),
    )
    partners: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in partners and j not in partners.values():
            partners[i] = j
    for i, first in enumerate(firsts):
        yield first, seconds[partners[i]] if i in partners else None
    for j, second in enumerate(seconds):
        if j not in partners.values():
            yield None, second


def _likeness(first: Provision, second: Provision, one: Agreement, other: Agreement) -> float:
    """How much two provisions of one kind have in common; between 0 and about 20."""
    shared = float(_SAME_NAME if first.id == second.id else 0)
    shared += _TITLES * _overlap(_title(first), _title(second))
    shared += _ROLES * _overlap(_roles(first), _roles(second))
    shared += _NAMES * _overlap(_words(first), _words(second))
    shared += _MEASURES * _overlap(_measures(first), _measures(second))
    shared += _FACTS * _overlap(_facts(first, one), _facts(second, other))
    shared += _CODES * _overlap(_codes(first), _codes(second))
    if isinstance(first, Restrain) and isinstance(second, Restrain):
        shared += _LIMIT if type(first.limit) is type(second.limit) else -_LIMIT
    return shared + (_terms(first) == _terms(second) != (None, None))


def _overlap(one: Set[str], other: Set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0


def _words(provision: Provision) -> frozenset[str]:
    """What its author called it, without the kind."""
    return frozenset(provision.id.partition(".")[2].split("-"))


def _title(provision: Provision) -> frozenset[str]:
    """The beginnings of the longer words of its English title, so that forms of one word meet."""
    words = provision.title.en.casefold().split()
    return frozenset(word[:_STEM] for word in words if len(word) >= _LONG)


def _roles(provision: Provision) -> frozenset[str]:
    """Which messages it knows: an invitation, a reply, a report ..."""
    named = (field.name for field in fields(provision) if getattr(provision, field.name))
    return frozenset(name for name in named if name.endswith("_format"))


def _terms(provision: Provision) -> tuple[Duty | None, Bearer | None]:
    return getattr(provision, "duty", None), getattr(provision, "bearer", None)


def _measures(provision: Provision) -> frozenset[str]:
    """The measures its numbers are about."""
    match provision:
        case Ceiling(limits=limits):
            return frozenset(measure for limit in limits for measure in limit.measures)
        case Quota(amount=Formula(of=measure)):
            return frozenset({measure})
        case Notice(change=change) if change is not None:
            return frozenset(change.measures)
    return frozenset(leaf.measure for leaf in _leaves(provision) if isinstance(leaf, Compare))


def _codes(provision: Provision) -> frozenset[str]:
    """Events, coded facts and types of drills that it is about."""
    found = {code for leaf in _leaves(provision) if isinstance(leaf, Coded) for code in leaf.one_of}
    when = getattr(provision, "when", None)
    if isinstance(when, Trigger):
        found.update(when.activity)
    if isinstance(provision, Notice):
        found.update(provision.events)
    if isinstance(provision, Quota):
        found.update({provision.sector} if provision.sector else ())
    return frozenset(found)


def _facts(provision: Provision, agreement: Agreement) -> frozenset[str]:
    """What its messages tell."""
    named: list[FormatId] = []
    for field in fields(provision):
        value = getattr(provision, field.name)
        if value and (field.name in {"format", "returns"} or field.name.endswith("_format")):
            named.append(value)
    told = {item.fact for name in named for item in agreement.formats[name].items if item.fact}
    return frozenset(told - _EVERYWHERE)


def _leaves(provision: Provision) -> Iterator[Condition]:
    when = getattr(provision, "when", None)
    if isinstance(when, Trigger) and when.condition is not None:
        yield from _below(when.condition)


def _below(condition: Condition) -> Iterator[Condition]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _below(part)
        case Not(part):
            yield from _below(part)
        case _:
            yield condition


#: What every return says says nothing of what it is about.
_EVERYWHERE = {"return.as-of"}
_STEM = 6
_LONG = 5
#: How much each counts, and from where on two belong together.
_SAME_NAME = 4
_NAMES = 3
_TITLES = 3
_ROLES = 2
_MEASURES = 3
_FACTS = 2
_CODES = 2
_LIMIT = 2
_ALONE = 2
_LEAST = 3
