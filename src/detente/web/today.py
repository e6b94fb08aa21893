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
from detente.node.visits import visits_between
from detente.web import urls
from detente.web.activities import ActivityLine, line_of_activity
from detente.web.desk import Desk, Visit
from detente.web.drafts import DraftLine, draft_line
from detente.web.findings import FindingView, view_finding
from detente.web.frame import Frame
from detente.web.matters import matter_name, matter_path
from detente.web.messages import Line, line_of
from detente.web.visit_lines import VisitLine, line_of_visit

#: Of what several states owe alike, one line is shown.
_MOST_DUTIES = 80
_SHOWN_DUTIES = 20
_SHOWN_MESSAGES = 8
_SHOWN_DRILLS = 10
_SHOWN_VISITS = 10
#: Deadlines that passed longer ago are history: they are found among the drills.
_BEHIND = timedelta(days=90)
#: Drills and visits that are under way or begin within so many days.
_AHEAD = timedelta(days=30)
#: What is owed later than this is nothing for today.
_DUTIES_AHEAD = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty with the name of what it is about, and the page that tells more.

    ``bearers``: whose duty it is, several where they owe the same in one year. ``towards``: the states it is
    owed to, where one step is owed to several alike.
    """

    finding: FindingView
    matter: Text
    path: str
    bearers: tuple[Text, ...]
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
    visits: tuple[VisitLine, ...]
    may_write: bool


def routes(desk: Desk) -> list[BaseRoute]:
    """The first page."""
    return [desk.route(urls.TODAY, show_today)]


def show_today(visit: Visit) -> Response:
    """Everything that asks for something today."""
    node, actor, at = visit.node, visit.actor, visit.at
    since, until = at - _BEHIND, at + _DUTIES_AHEAD
    own = open_duties(node, actor, at, node.settings.state, _MOST_DUTIES, since, until)
    mine = {one.finding for one in own}
    everyone = open_duties(node, actor, at, None, _MOST_DUTIES, since, until)
    others = [one for one in everyone if one.finding not in mine]
    unread = list_messages(node, actor, MessageFilter(unread_by=actor.name), 1, _SHOWN_MESSAGES)
    drills = activities_between(node, actor, Interval(at, at + _AHEAD), _SHOWN_DRILLS)
    visits = visits_between(node, actor, Interval(at, at + _AHEAD), at, most=_SHOWN_VISITS)
    writes = actor.may(Right.DRAFT) or actor.may(Right.RELEASE)
    page = TodayPage(
        frame=visit.frame(urls.TODAY),
        due=sum(one.finding.state is FindingState.DUE for one in own),
        missed=sum(one.finding.state is FindingState.MISSED for one in own),
        own=tuple(_lines(visit, own)),
        awaited=tuple(_lines(visit, others)),
        drafts=tuple(_drafts(visit)) if writes else (),
        unread=Page([line_of(visit, row) for row in unread.rows], unread.total, 1, _SHOWN_MESSAGES),
        drills=tuple(line_of_activity(visit, drill) for drill in drills),
        visits=tuple(line_of_visit(visit, one) for one in visits),
        may_write=writes,
    )
    return visit.show("today/today.html", page)


def _lines(visit: Visit, duties: list[OpenDuty]) -> Iterator[DutyLine]:
    """One line for what is owed to several states alike, and for what several owe in one year."""
    groups: dict[tuple[object, ...], list[OpenDuty]] = {}
    for duty in duties:
        one = duty.finding
        subject = one.year if duty.matter is None else (one.about, one.bearer)
        key = (subject, one.agreement, one.provision, one.step, one.state, one.due)
        groups.setdefault(key, []).append(duty)
    for group in list(groups.values())[:_SHOWN_DUTIES]:
        first = group[0]
        views = [view_finding(visit.node, duty.finding) for duty in group]
        yield DutyLine(
            finding=views[0],
            matter=matter_name(visit.node, first),
            path=_path(first) if len(group) > 1 else matter_path(first),
            bearers=tuple(dict.fromkeys(view.bearer for view in views)),
            towards=tuple(dict.fromkeys(view.other for view in views if view.other)),
        )


def _path(duty: OpenDuty) -> str:
    """Where several stand together: what they owe in one year on the page of the provision."""
    finding = duty.finding
    if duty.matter is not None:
        return matter_path(duty)
    return urls.provision(finding.agreement, finding.provision, state=finding.state.value)


def _drafts(visit: Visit) -> list[DraftLine]:
    """What waits for this person: submitted drafts for a releaser, open ones for a drafter."""
    drafts = list_drafts(visit.node, visit.actor)
    mine = [one for one in drafts if one.stage == "draft" and visit.actor.may(Right.DRAFT)]
    waiting = [one for one in drafts if one.stage == "submitted"]
    return [draft_line(visit, view) for view in [*waiting, *mine]]
