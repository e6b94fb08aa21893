"""Where activities lie against an agreement's zones, on border lines that the parties agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from detente.agreements.model import Agreement, Where, Zone
from detente.assessment.conditions import day_in_question, value_on
from detente.assessment.finding import Answer, Gap, Missing
from detente.assessment.logic import any_of
from detente.geography.borders import BorderSet
from detente.geography.location import Location
from detente.geography.zones import Band, build_band
from detente.kernel.identifiers import StateCode, ZoneId
from detente.kernel.instants import Instant
from detente.messages.values import Area, Place
from detente.record.activities import Activity

Pair = tuple[StateCode, StateCode]


@dataclass(frozen=True, slots=True)
class Located:
    """Whether an area lies in a zone, wholly or in part; where unclear, what is missing."""

    answer: Answer
    gaps: tuple[Gap, ...] = ()


class Locator(Protocol):
    """Says where activities lie; what ``assess`` needs of a map."""

    def locate_all(self, where: Where, activities: Sequence[Activity]) -> list[Located]:
        """An answer for each activity, in the order given."""
        ...


@dataclass(frozen=True, slots=True)
class _Ground:
    """A zone as it applies to one host: its band (None: no line of it is known), and what is missing."""

    band: Band | None
    missing: tuple[Gap, ...]


class Places:
    """Zones of one agreement on one set of border lines; a band is built when it is first needed.

    ``own_side`` takes the lines between the host's side and the others; an agreement without sides takes
    the host's own lines.
    """

    def __init__(self, agreement: Agreement, borders: BorderSet) -> None:
        self._agreement = agreement
        self._borders = borders
        self._bands: dict[tuple[tuple[Pair, ...], int], Band] = {}
        self._grounds: dict[tuple[ZoneId, StateCode | None, int | None], _Ground] = {}

    def bands_of(self, host: StateCode) -> Mapping[ZoneId, Band]:
        """The zones that reach the side of ``host``, with today's depth; those with no known line are left out."""
        grounds = {zone.id: self._ground(zone, host, None) for zone in self._agreement.zones.values()}
        return {zone: ground.band for zone, ground in grounds.items() if ground.band is not None}

    def locate(self, zone: ZoneId, host: StateCode | None, area: Area, day: Instant | None = None) -> Located:
        """Where an area lies. ``host``: on the own side of that state; None: on either side."""
        ground = self._ground(self._agreement.zones[zone], host, day)
        if ground.band is None:
            return _beyond(ground)
        answers = [_locate_place(ground.band, place) for place in area]
        return _conclude(zone, ground, answers)

    def locate_all(self, where: Where, activities: Sequence[Activity]) -> list[Located]:
        """An answer for each activity; single points without an accuracy of their own are taken together."""
        zone = self._agreement.zones[where.zone]
        dated = len(zone.depth_km.versions) > 1
        found: list[Located | None] = [None] * len(activities)
        points: defaultdict[tuple[StateCode | None, Instant | None], list[int]] = defaultdict(list)
        for index, activity in enumerate(activities):
            host = activity.host if where.own_side else None
            day = day_in_question(activity) if dated else None
            if _is_point(activity.area):
                points[host, day].append(index)
            else:
                found[index] = self.locate(zone.id, host, activity.area, day)
        for (host, day), indexes in points.items():
            ground = self._ground(zone, host, day)
            located = _locate_points(zone.id, ground, [activities[index].area for index in indexes])
            for index, answer in zip(indexes, located, strict=True):
                found[index] = answer
        return [one for one in found if one is not None]

    def _ground(self, zone: Zone, host: StateCode | None, day: Instant | None) -> _Ground:
        depth_km = value_on(zone.depth_km, day).value
        key = (zone.id, host, depth_km)
        if key not in self._grounds:
            self._grounds[key] = self._build_ground(zone, host, depth_km)
        return self._grounds[key]

    def _build_ground(self, zone: Zone, host: StateCode | None, depth_km: int | None) -> _Ground:
        pairs = [pair for pair in zone.lines if host is None or self._is_own(pair, host)]
        if depth_km is None:
            return _Ground(None, (Gap(Missing.TREATY_VALUE, zone.id),) if pairs else ())
        known = tuple(pair for pair in pairs if pair in self._borders.lines)
        missing = tuple(
            Gap(Missing.BORDER_LINE, "-".join(pair)) for pair in pairs if pair not in self._borders.lines
        )
        if not known:
            return _Ground(None, missing)
        if (known, depth_km) not in self._bands:
            self._bands[known, depth_km] = build_band(self._borders, known, depth_km)
        return _Ground(self._bands[known, depth_km], missing)

    def _is_own(self, pair: Pair, host: StateCode) -> bool:
        party = self._agreement.party(host)
        if party is None or party.side is None:
            return host in pair
        sides = [one.side if (one := self._agreement.party(state)) else None for state in pair]
        return sides.count(party.side) == 1


def _beyond(ground: _Ground) -> Located:
    """Where there is no band: outside for sure if none is missing."""
    return Located(Answer.UNCLEAR, ground.missing) if ground.missing else Located(Answer.NO)


def _is_point(area: Area) -> bool:
    return len(area) == 1 and len(area[0].positions) == 1 and not area[0].accuracy_km


def _locate_place(band: Band, place: Place) -> Location | None:
    """None where the place has no position."""
    if not place.positions:
        return None
    return band.locate_place(place.positions, place.accuracy_km or 0)


def _conclude(zone: ZoneId, ground: _Ground, found: Sequence[Location | None]) -> Located:
    """From the answers for each place to one for the area."""
    answers = [_ANSWERS.get(one, Answer.UNCLEAR) if one else Answer.UNCLEAR for one in found]
    unknown = Answer.UNCLEAR if ground.missing or not found else Answer.NO
    answer = any_of([*answers, unknown])
    if answer is not Answer.UNCLEAR:
        return Located(answer)
    gaps = list(ground.missing)
    if None in found or not found:
        gaps.append(Gap(Missing.AREA, "activity.area"))
    if Location.UNCERTAIN in found:
        gaps.append(Gap(Missing.BORDER_UNCERTAINTY, zone))
    return Located(answer, tuple(gaps))


def _locate_points(zone: ZoneId, ground: _Ground, areas: Sequence[Area]) -> list[Located]:
    if ground.band is None:
        return [_beyond(ground)] * len(areas)
    positions = [area[0].positions[0] for area in areas]
    codes = ground.band.locate_many([one.lon for one in positions], [one.lat for one in positions])
    by_code = {one.code: _conclude(zone, ground, [one]) for one in Location}
    return [by_code[code] for code in codes.tolist()]


_ANSWERS = {
    Location.INSIDE: Answer.YES,
    Location.OUTSIDE: Answer.NO,
    Location.UNCERTAIN: Answer.UNCLEAR,
}
