"""Today: what must be done, by when, under which article; and what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.assessment.finding import FindingState
from detente.kernel.instants import Interval
from detente.kernel.languages import Text
from detente.node.activities import activities_between
from detente.node.actors import Right
from detente.node.drafts import list_drafts
from detente.node.findings import OpenDuty, open_duties
from detente.node.messages import MessageFilter, Page, list_messages
from detente.web import urls
from detente.web.activities import ActivityLine, line_of_activity
from detente.web.desk import Desk, Visit
from detente.web.drafts import DraftLine, draft_line
from detente.web.findings import FindingView, view_finding
from detente.web.frame import Frame
from detente.web.matters import matter_name, matter_path
from detente.web.messages import Line, line_of

_MOST_DUTIES = 60
_SHOWN_DUTIES = 20
_SHOWN_MESSAGES = 8
_SHOWN_DRILLS = 10
#: Deadlines that passed longer ago are history: they are found among the drills.
_BEHIND = timedelta(days=90)
#: Drills that are under way or begin within so many days.
_AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty with the name of what it is about, and the page that tells more.

    ``towards``: the states it is owed to, where one step is owed to several alike.
    """

    finding: FindingView
    matter: Text
    path: str
    towards: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """``own`` are duties of this state, ``awaited`` what others owe; ``due`` and ``missed`` count the own ones."""

    frame: Frame
    due: int
    missed: int
    own: tuple[DutyLine, ...]
    awaited: tuple[DutyLine, ...]
    drafts: tuple[DraftLine, ...]
    unread: Page[Line]
    drills: tuple[ActivityLine, ...]
    may_write: bool


def routes(desk: Desk) -> list[BaseRoute]:
    """The first page."""
    return [desk.route(urls.TODAY, show_today)]


def show_today(visit: Visit) -> Response:
    """Everything that asks for something today."""
    node, actor, at = visit.node, visit.actor, visit.at
    since = at - _BEHIND
    own = open_duties(node, actor, at, node.settings.state, _MOST_DUTIES, since)
    others = open_duties(node, actor, at, None, _MOST_DUTIES, since)
    unread = list_messages(node, actor, MessageFilter(unread_by=actor.name), 1, _SHOWN_MESSAGES)
    drills = activities_between(node, actor, Interval(at, at + _AHEAD), _SHOWN_DRILLS)
    writes = actor.may(Right.DRAFT) or actor.may(Right.RELEASE)
    page = TodayPage(
        frame=visit.frame(urls.TODAY),
        due=sum(one.finding.state is FindingState.DUE for one in own),
        missed=sum(one.finding.state is FindingState.MISSED for one in own),
        own=tuple(_lines(visit, own)),
        awaited=tuple(_lines(visit, [one for one in others if one.finding.bearer != node.settings.state])),
        drafts=tuple(_drafts(visit)) if writes else (),
        unread=Page([line_of(visit, row) for row in unread.rows], unread.total, 1, _SHOWN_MESSAGES),
        drills=tuple(line_of_activity(visit, drill) for drill in drills),
        may_write=writes,
    )
    return visit.show("today/today.html", page)


def _lines(visit: Visit, duties: list[OpenDuty]) -> Iterator[DutyLine]:
    """One line for what is owed to several states alike."""
    groups: dict[tuple[object, ...], list[OpenDuty]] = {}
    for duty in duties:
        one = duty.finding
        key = (one.about, one.agreement, one.provision, one.step, one.bearer, one.state, one.due)
        groups.setdefault(key, []).append(duty)
    for group in list(groups.values())[:_SHOWN_DUTIES]:
        first = group[0]
        views = [view_finding(visit.node, duty.finding) for duty in group]
        towards = tuple(view.other for view in views if view.other)
        yield DutyLine(views[0], matter_name(visit.node, first), matter_path(first), towards)


def _drafts(visit: Visit) -> list[DraftLine]:
    """What waits for this person: submitted drafts for a releaser, open ones for a drafter."""
    drafts = list_drafts(visit.node, visit.actor)
    mine = [one for one in drafts if one.stage == "draft" and visit.actor.may(Right.DRAFT)]
    waiting = [one for one in drafts if one.stage == "submitted"]
    return [draft_line(visit, view) for view in [*waiting, *mine]]
