"""Forces of a state: its structure and leadership at a day, from its returns and the notices after them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TypeVar

from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.kernel.instants import FIRST_INSTANT, Instant, PartialDate
from detente.messages.document import Origin
from detente.record.forces_rows import Post, PostChange, Unit, UnitChange, code_as_name
from detente.record.notices import EventNotice
from detente.record.returns import Holdings, Return

#: The code of ``forces.change`` that ends a unit.
DISBANDED = "disbanded"
M = TypeVar("M", Return, EventNotice)

__all__ = ["Forces", "Post", "Unit", "forces_in", "forces_of", "subordinates", "years_told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forces:
    """What is known of a state's forces on a day, under one agreement.

    ``as_of``: the day of the newest return it rests on, ``units_as_of`` and ``posts_as_of``: of the one that
    lists these; None: not known. ``holdings``: the totals
    as told. ``messages``: what it rests on, the returns first; ``origins``: where these come from.
    """

    state: StateCode
    agreement: AgreementId
    as_of: PartialDate | None
    units_as_of: PartialDate | None
    posts_as_of: PartialDate | None
    units: tuple[Unit, ...]
    posts: tuple[Post, ...]
    holdings: Holdings
    messages: tuple[Reference, ...]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class _Base:
    """The newest return of one format, and the ones after it that say that nothing has changed."""

    told: Return
    unchanged: tuple[Return, ...]

    @property
    def newest(self) -> Return:
        return self.unchanged[-1] if self.unchanged else self.told

    @property
    def as_of(self) -> PartialDate | None:
        return self.newest.as_of or self.told.as_of

    @property
    def since(self) -> Instant:
        """From when on notices change what it says."""
        return _age(self.told)[0]


def forces_of(
    returns: Iterable[Return],
    notices: Iterable[EventNotice],
    state: StateCode,
    agreement: AgreementId,
    on: date,
) -> Forces | None:
    """A state's forces on a day; None where no return tells of them.

    The newest return of each format that is not for a later day counts; one that there is nothing to tell says
    that nothing has changed. What was told of since then in notices of what happened up to ``on`` is added.
    """
    until = datetime(on.year, on.month, on.day, 23, 59, 59, tzinfo=UTC)
    bases = _bases(_own(returns, state, agreement), until)
    units = _newest([one for one in bases if one.told.structure is not None])
    posts = _newest([one for one in bases if one.told.leadership is not None])
    holdings = _newest([one for one in bases if one.told.holdings])
    rests_on = list({one.told.id: one for one in (units, posts, holdings) if one is not None}.values())
    if not rests_on:
        return None
    known = sorted(_own(notices, state, agreement), key=_when)
    after_units = _after([one for one in known if one.unit_changes], units, until)
    after_posts = _after([one for one in known if one.post_changes], posts, until)
    sources: list[Return | EventNotice] = [one for base in rests_on for one in (base.told, *base.unchanged)]
    sources += {one.id: one for one in sorted((*after_units, *after_posts), key=_when)}.values()
    return Forces(
        state=state,
        agreement=agreement,
        as_of=_latest([one.as_of for one in rests_on]),
        units_as_of=units.as_of if units else None,
        posts_as_of=posts.as_of if posts else None,
        units=_change_units((units and units.told.structure) or (), after_units),
        posts=_change_posts((posts and posts.told.leadership) or (), after_posts),
        holdings=holdings.told.holdings if holdings else {},
        messages=tuple(dict.fromkeys(each for one in sources for each in one.messages)),
        origins=tuple(dict.fromkeys(one.origin for one in sources)),
    )


def forces_in(
    returns: Iterable[Return],
    notices: Iterable[EventNotice],
    state: StateCode,
    agreement: AgreementId,
    year: int,
) -> Forces | None:
    """A state's forces as its returns for a year have them: those whose day lies in it; None: there are none."""
    own = _own(returns, state, agreement)
    days = [one.as_of.interval.earliest for one in own if one.as_of is not None]
    within = [day for day in days if day.year == year]
    return forces_of(own, notices, state, agreement, max(within).date()) if within else None


def years_told(returns: Iterable[Return], state: StateCode, agreement: AgreementId) -> tuple[int, ...]:
    """The years for which a state's returns tell of its forces, or that nothing has changed; earliest first."""
    own = _own(returns, state, agreement)
    telling = {one.format for one in own if _tells(one)}
    return tuple(
        sorted({one.as_of.interval.earliest.year for one in own if one.as_of and one.format in telling})
    )


def subordinates(units: Sequence[Unit]) -> Mapping[str | None, tuple[Unit, ...]]:
    """The units under each code, in their order; None: those at the top, or under one that is not among them."""
    known = {one.code for one in units}
    found: dict[str | None, list[Unit]] = {}
    for one in units:
        found.setdefault(one.under if one.under in known else None, []).append(one)
    return {code: tuple(under) for code, under in found.items()}


def _own(matters: Iterable[M], state: StateCode, agreement: AgreementId) -> list[M]:
    return [one for one in matters if one.state == state and one.agreement == agreement and not one.withdrawn]


def _tells(returned: Return) -> bool:
    return (
        returned.structure is not None or returned.leadership is not None or bool(returned.holdings)
    ) and not returned.nil


def _bases(returns: Sequence[Return], until: Instant) -> list[_Base]:
    by_format: dict[FormatId, list[Return]] = {}
    for one in sorted(returns, key=_age):
        if _age(one)[0] <= until:
            by_format.setdefault(one.format, []).append(one)
    return [base for told in by_format.values() if (base := _base(told)) is not None]


def _base(ordered: Sequence[Return]) -> _Base | None:
    last = max((number for number, one in enumerate(ordered) if not one.nil), default=None)
    if last is None or not _tells(ordered[last]):
        return None
    return _Base(ordered[last], tuple(ordered[last + 1 :]))


def _newest(bases: Iterable[_Base]) -> _Base | None:
    return max(bases, key=lambda one: _age(one.newest), default=None)


def _age(returned: Return) -> tuple[Instant, Instant, str]:
    told = returned.told.latest if returned.told else FIRST_INSTANT
    as_of = returned.as_of.interval.earliest if returned.as_of else told
    return as_of, told, returned.id


def _latest(days: Iterable[PartialDate | None]) -> PartialDate | None:
    known = [day for day in days if day is not None]
    return max(known, key=lambda day: day.interval.earliest, default=None)


def _when(notice: EventNotice) -> tuple[Instant, Instant, str]:
    told = notice.told.latest if notice.told else FIRST_INSTANT
    return notice.happened.earliest if notice.happened else told, told, notice.id


def _after(notices: Iterable[EventNotice], base: _Base | None, until: Instant) -> list[EventNotice]:
    """The notices of what happened after the day of a return, and not after ``until``."""
    if base is None:
        return []
    return [one for one in notices if base.since < _when(one)[0] <= until]


def _change_units(units: Sequence[Unit], notices: Iterable[EventNotice]) -> tuple[Unit, ...]:
    by_code = {one.code: one for one in units}
    for notice in notices:
        for change in notice.unit_changes:
            if change.change == DISBANDED:
                by_code.pop(change.code, None)
            else:
                by_code[change.code] = _changed_unit(by_code.get(change.code), change)
    return tuple(by_code.values())


def _changed_unit(unit: Unit | None, change: UnitChange) -> Unit:
    """What a notice says in place of what was known; a unit that was not listed is known by the notice alone."""
    known = unit or Unit(code=change.code, name=code_as_name(change.code), holdings={})
    return replace(
        known,
        name=change.name or known.name,
        level=change.level or known.level,
        under=change.under or known.under,
        city=change.city or known.city,
        strength=known.strength if change.strength is None else change.strength,
        holdings={**known.holdings, **change.holdings},
        basis=change.basis or known.basis,
        source=change.source or known.source,
    )


def _change_posts(posts: Sequence[Post], notices: Iterable[EventNotice]) -> tuple[Post, ...]:
    by_code = {one.code: one for one in posts}
    for notice in notices:
        for change in notice.post_changes:
            by_code[change.code] = _changed_post(by_code.get(change.code), change)
    return tuple(by_code.values())


def _changed_post(post: Post | None, change: PostChange) -> Post:
    """A new holder's rank and first day are his own: those of the one before are dropped."""
    known = post or Post(code=change.code, title=code_as_name(change.code))
    another = change.vacant or change.holder not in (None, known.holder)
    return replace(
        known,
        title=change.title or known.title,
        unit=change.unit or known.unit,
        holder=None if change.vacant else change.holder or known.holder,
        rank=change.rank if another else change.rank or known.rank,
        since=change.since if another else change.since or known.since,
        basis=change.basis or known.basis,
        source=change.source or known.source,
    )
