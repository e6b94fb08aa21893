"""Drills: the list, one drill with every finding about it, and all of a time as GeoJSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from detente.assessment.finding import FindingState
from detente.documents.geojson import MEDIA_TYPE, activities_geojson, format_geojson
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Interval, parse_partial_date
from detente.kernel.languages import Language
from detente.messages.document import OriginKind
from detente.messages.references import parse_matter
from detente.node import activities as service
from detente.record.activities import ActivityStatus
from detente.web.api import values as wire
from detente.web.api.caller import Answers, Signed
from detente.web.api.findings import Finding, finding_of

MOST_FEATURES = 500


class Span(wire.Asked):
    """From one date to another, each known to the day, month or year; drills that touch it, by their dates."""

    since: Annotated[wire.Word, Field(description="A date: that day, month or year, or later.")] = ""
    until: Annotated[wire.Word, Field(description="A date: that day, month or year, or earlier.")] = ""

    @property
    def is_given(self) -> bool:
        """Whether either is."""
        return bool(self.since or self.until)

    def within(self) -> Interval:
        """From the first to the last second they may mean.

        Raises:
            InputError: one of them is no date.
        """
        return Interval(
            parse_partial_date(self.since or _FIRST).interval.earliest,
            parse_partial_date(self.until or _LAST).interval.latest,
        )


class ActivityQuery(Span):
    """Which drills to list; what is not given does not matter."""

    host: wire.Word = ""
    type: wire.Word = ""
    words: Annotated[wire.Word, Field(description="In the name or the number.")] = ""
    state: Annotated[FindingState | None, Field(description="With a finding in that state.")] = None
    undated: Annotated[bool, Field(description="Only those whose dates are not known.")] = False
    order: Annotated[service.Order, Field(description="Downwards with a minus.")] = "-start"
    page: wire.PageNumber = 1
    size: wire.PageSize = 50


class MapQuery(Span):
    """Which drills to draw, and in which language they are named."""

    language: Language = Language.EN


class ActivityLine(wire.Shape):
    """A drill in a list. ``start``: within which instants it begins; ``end_until``: the last instant it may end."""

    id: str
    agreement: str
    host: str
    status: ActivityStatus
    origin: OriginKind
    type: str | None
    name: wire.FreeWords | None
    start: wire.Interval | None
    end_until: datetime | None
    personnel: int | None
    observers_invited: int


class ActivityPage(wire.Shape):
    """One page of the list; undated drills come last. ``total`` stops at 1001, which means “more than 1000”."""

    rows: list[ActivityLine]
    total: int
    number: int
    size: int


class Position(wire.Shape):
    """Degrees on WGS 84, east and north."""

    lon: float
    lat: float


class Place(wire.Shape):
    """No position, a point, or a polygon of three points or more, good to ``accuracy_km``."""

    name: wire.FreeWords
    positions: list[Position]
    accuracy_km: int | None


class Period(wire.Shape):
    """From and to; ``end`` null: not declared."""

    start: wire.Moment
    end: wire.Moment | None


class Strength(wire.Shape):
    """Declared numbers by measure: of the whole, and of each participating state."""

    total: dict[str, wire.Amount]
    by_state: dict[str, dict[str, wire.Amount]]


class Origin(wire.Shape):
    """Where the newest message comes from; ``sources`` and ``told_on`` for one rebuilt from public reports."""

    kind: OriginKind
    sources: list[str]
    told_on: wire.Moment | None


class Telling(wire.Shape):
    """A message about the drill, and when the others were told (null: not known)."""

    reference: str
    told: wire.Interval | None


class Reply(Telling):
    """A state's answer to an invitation."""

    state: str
    accepted: bool
    observers: int | None


class Invitation(Telling):
    """An invitation of observers, with the answers to it."""

    to: list[str]
    arrival: wire.Moment | None
    replies: list[Reply]


class Report(Telling):
    """A strength that a state reports of the drill later, beside what its host declared; no verdict."""

    state: str
    source: wire.FreeWords | None
    strength: Strength


class Activity(wire.Shape):
    """What is known of one drill after its newest message; any fact may be missing.

    ``formation`` and ``direction`` are codes of the vocabulary.
    """

    id: str
    agreement: str
    host: str
    status: ActivityStatus
    name: wire.FreeWords | None
    type: str | None
    formation: str | None
    direction: str | None
    period: Period | None
    area: list[Place]
    strength: Strength
    participants: list[str]
    purpose: wire.FreeWords | None
    origin: Origin
    tellings: list[Telling]
    invitations: list[Invitation]
    reports: list[Report]
    messages: list[str]


class AssessedActivity(wire.Shape):
    """One drill and what every agreement means for it at ``at``."""

    at: datetime
    activity: Activity
    findings: list[Finding]


def add_to(router: APIRouter) -> None:
    """Put this topic's endpoints into the API."""
    features: Answers = {200: {"content": {MEDIA_TYPE: {"schema": {"type": "object"}}}}}
    router.get("/activities")(list_activities)
    router.get("/activities.geojson", response_class=Response, responses=features)(draw_activities)
    router.get("/activities/{matter:path}")(show_activity)


def list_activities(caller: Signed, asked: Annotated[ActivityQuery, Query()]) -> ActivityPage:
    """Drills, newest start first unless asked otherwise."""
    wanted = service.ActivityFilter(
        host=StateCode(asked.host) if asked.host else None,
        type=asked.type or None,
        within=asked.within() if asked.is_given else None,
        words=asked.words,
        state=asked.state,
        undated=asked.undated,
    )
    found = service.list_activities(caller.node, caller.actor, wanted, asked.order, asked.page, asked.size)
    return ActivityPage.of(found)


def draw_activities(caller: Signed, asked: Annotated[MapQuery, Query()]) -> Response:
    """Dated drills by start, at most 500, as GeoJSON; ``more`` is true where there are others: ask for less time."""
    found = service.activities_between(caller.node, caller.actor, asked.within(), MOST_FEATURES + 1)
    drawn = activities_geojson(found[:MOST_FEATURES], asked.language)
    data = format_geojson({**drawn, "more": len(found) > MOST_FEATURES})
    return Response(data, media_type=MEDIA_TYPE)


def show_activity(caller: Signed, matter: str) -> AssessedActivity:
    """One drill, with every finding about it, those that do not apply too."""
    view = service.show_activity(caller.node, caller.actor, parse_matter(matter), caller.at)
    findings = [finding_of(caller.node, one) for one in view.findings]
    return AssessedActivity(at=caller.at, activity=Activity.of(view.activity), findings=findings)


_FIRST, _LAST = "1900", "2999"
