"""What has changed in a state's forces from one day to another, and what one unit or post went through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.kernel.identifiers import MeasureId
from detente.kernel.instants import PartialDate
from detente.messages.values import Amount, FreeText, Place
from detente.record.forces import Forces
from detente.record.forces_rows import Post, Unit

#: What may stand before or after in a change; None: nothing was told of it.
ChangedValue = FreeText | Place | str | int | Mapping[MeasureId, Amount] | Unit | Post | None


class ChangeKind(StrEnum):
    """What has changed: of a unit, or of a post and who holds it."""

    RAISED = "raised"
    DISBANDED = "disbanded"
    RENAMED = "renamed"
    MOVED = "moved"
    RESUBORDINATED = "resubordinated"
    LEVEL = "level"
    STRENGTH = "strength"
    HOLDINGS = "holdings"
    CREATED = "created"
    ABOLISHED = "abolished"
    APPOINTED = "appointed"
    VACATED = "vacated"
    TITLE = "title"
    TRANSFERRED = "transferred"


#: The kinds that are about posts; the others are about units.
OF_POSTS = frozenset(
    {
        ChangeKind.CREATED,
        ChangeKind.ABOLISHED,
        ChangeKind.APPOINTED,
        ChangeKind.VACATED,
        ChangeKind.TITLE,
        ChangeKind.TRANSFERRED,
    }
)
#: How far up a path leads; deeper than any command, and short where a table is made to be slow.
DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that has changed of a unit or post.

    ``before`` and ``after``: the unit or post itself where it came or went (the other is None); otherwise its
    name, place, superior's code, level, strength, title or holder. Of holdings, only the measures that differ, each
    missing where it was not told. ``path``: the codes of those above the unit, the highest first.
    """

    kind: ChangeKind
    code: str
    before: ChangedValue
    after: ChangedValue
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A unit or post as it was told for one day; None: it was not among those told.

    ``changes``: what had changed since the stage before.
    """

    as_of: PartialDate | None
    known: Unit | Post | None
    changes: tuple[Change, ...]


def changes_between(before: Forces, after: Forces) -> tuple[Change, ...]:
    """Every change from one to the other: of units in the order of the later table, those that went last; of posts.

    Where one of the two lists no units (or posts), nothing is said of these.
    """
    found: list[Change] = []
    if before.units_as_of is not None and after.units_as_of is not None:
        found += unit_changes(before.units, after.units)
    if before.posts_as_of is not None and after.posts_as_of is not None:
        found += post_changes(before.posts, after.posts)
    return tuple(found)


def history_of(code: str, over_time: Iterable[Forces]) -> tuple[Stage, ...]:
    """A unit or post through the years, in the order given; the first stage is where it was first told."""
    stages: list[Stage] = []
    last: Unit | Post | None = None
    for forces in over_time:
        known = _find(forces, code)
        if known is not None or stages:
            stages.append(Stage(_as_of(forces, known or last), known, _since(last, known, stages)))
            last = known
    return tuple(stages)


def _since(
    last: Unit | Post | None, known: Unit | Post | None, stages: Sequence[Stage]
) -> tuple[Change, ...]:
    if not stages:
        return ()
    if isinstance(last or known, Post):
        return tuple(_changed_post(_as_post(last), _as_post(known)))
    return tuple(_changed_unit(_as_unit(last), _as_unit(known), ()))


def _as_unit(known: Unit | Post | None) -> Unit | None:
    return known if isinstance(known, Unit) else None


def _as_post(known: Unit | Post | None) -> Post | None:
    return known if isinstance(known, Post) else None


def _find(forces: Forces, code: str) -> Unit | Post | None:
    among: tuple[tuple[Unit, ...] | tuple[Post, ...], ...] = (forces.units, forces.posts)
    return next((one for some in among for one in some if one.code == code), None)


def _as_of(forces: Forces, known: Unit | Post | None) -> PartialDate | None:
    return forces.posts_as_of if isinstance(known, Post) else forces.units_as_of


def unit_changes(before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[Change]:
    """The changes of units, in the order of ``after``; those that went last."""
    old, new = {one.code: one for one in before}, {one.code: one for one in after}
    for code, unit in new.items():
        known = old.get(code)
        if known != unit:
            yield from _changed_unit(known, unit, path_to(code, new))
    for code, unit in old.items():
        if code not in new:
            yield Change(ChangeKind.DISBANDED, code, unit, None, path_to(code, old))


def _changed_unit(before: Unit | None, after: Unit | None, path: tuple[str, ...]) -> Iterator[Change]:
    if before is None and after is not None:
        yield Change(ChangeKind.RAISED, after.code, None, after, path)
    elif after is None and before is not None:
        yield Change(ChangeKind.DISBANDED, before.code, before, None, path)
    elif before is not None and after is not None:
        code = after.code
        if names_differ(before.name, after.name):
            yield Change(ChangeKind.RENAMED, code, before.name, after.name, path)
        if before.level != after.level:
            yield Change(ChangeKind.LEVEL, code, before.level, after.level, path)
        if before.under != after.under:
            yield Change(ChangeKind.RESUBORDINATED, code, before.under, after.under, path)
        if _has_moved(before.city, after.city):
            yield Change(ChangeKind.MOVED, code, before.city, after.city, path)
        if before.strength != after.strength:
            yield Change(ChangeKind.STRENGTH, code, before.strength, after.strength, path)
        if before.holdings != after.holdings:
            yield _changed_holdings(before, after, path)


def _changed_holdings(before: Unit, after: Unit, path: tuple[str, ...]) -> Change:
    differ = [
        measure
        for measure in dict.fromkeys((*before.holdings, *after.holdings))
        if before.holdings.get(measure) != after.holdings.get(measure)
    ]
    old, new = (
        {one: held[one] for one in differ if one in held} for held in (before.holdings, after.holdings)
    )
    return Change(ChangeKind.HOLDINGS, after.code, old, new, path)


def names_differ(before: FreeText, after: FreeText) -> bool:
    """Whether the words differ in a language that both have, or they have none in common."""
    one, other = before.by_language, after.by_language
    if one == other:
        return False
    shared = one.keys() & other.keys()
    return any(one[language] != other[language] for language in shared) or not shared


def _has_moved(before: Place | None, after: Place | None) -> bool:
    """Another name alone does not move a place whose position is the same, nor a closer position of the same name."""
    if before is None or after is None or before == after:
        return before is not after and before != after
    if before.positions and before.positions == after.positions:
        return False
    return names_differ(before.name, after.name) or bool(before.positions and after.positions)


def post_changes(before: Sequence[Post], after: Sequence[Post]) -> Iterator[Change]:
    """The changes of posts, in the order of ``after``; those that went last."""
    old, new = {one.code: one for one in before}, {one.code: one for one in after}
    for code in (*new, *(each for each in old if each not in new)):
        if old.get(code) != new.get(code):
            yield from _changed_post(old.get(code), new.get(code))


def _changed_post(before: Post | None, after: Post | None) -> Iterator[Change]:
    if before is None and after is not None:
        yield Change(ChangeKind.CREATED, after.code, None, after)
    elif after is None and before is not None:
        yield Change(ChangeKind.ABOLISHED, before.code, before, None)
    elif before is not None and after is not None:
        if names_differ(before.title, after.title):
            yield Change(ChangeKind.TITLE, after.code, before.title, after.title)
        if before.unit != after.unit:
            yield Change(ChangeKind.TRANSFERRED, after.code, before.unit, after.unit)
        if after.holder is None and before.holder is not None:
            yield Change(ChangeKind.VACATED, after.code, before.holder, None)
        elif after.holder is not None and (
            before.holder is None or names_differ(before.holder, after.holder)
        ):
            yield Change(ChangeKind.APPOINTED, after.code, before.holder, after.holder)


def path_to(code: str, by_code: Mapping[str, Unit]) -> tuple[str, ...]:
    """The codes above a unit, the highest first; at most the nearest ``DEEPEST``, each once."""
    above: dict[str, None] = {}
    under = by_code[code].under if code in by_code else None
    while under is not None and under in by_code and under not in above and len(above) < DEEPEST:
        above[under] = None
        under = by_code[under].under
    return tuple(reversed(above))
