"""The desk of one node: what every page needs, and who visits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from detente.kernel.errors import InputError
from detente.kernel.identifiers import MatterId
from detente.kernel.instants import Instant
from detente.kernel.languages import Language, Text
from detente.kernel.states import state_name
from detente.messages.references import parse_matter
from detente.node.actors import Actor, Right, Role
from detente.node.clock import Clock
from detente.node.node import Node
from detente.node.peers import list_declined, list_peers
from detente.node.users import actor_of_session
from detente.web import urls
from detente.web.atlas import Atlas
from detente.web.csrf import SESSION_COOKIE, Tokens, visit_of
from detente.web.dates import format_long_day
from detente.web.forms.fields import Fields
from detente.web.frame import (
    Banner,
    BannerKind,
    Frame,
    Icon,
    Reader,
    Way,
    read_cookie,
    read_language,
    read_place,
    read_theme,
)
from detente.web.reading import fields_of
from detente.web.templating import Context, Pages


@dataclass(frozen=True, slots=True)
class Desk:
    """One node's pages: the node, its clock, the templates, the maker of tokens, the maps."""

    node: Node
    clock: Clock
    pages: Pages
    tokens: Tokens
    atlas: Atlas
    version: str

    def route(self, path: str, show: Callable[[Visit], Response], methods: Sequence[str] = ("GET",)) -> Route:
        """A page for people who are signed in; anyone else is shown the way to sign in first."""

        def endpoint(request: Request) -> Response:
            at = self.clock()
            actor = self.actor_of(request.scope, at)
            return show(Visit(self, request, actor, at)) if actor else _sign_in_first(request)

        return Route(path, endpoint, methods=list(methods))

    def actor_of(self, scope: Scope, at: Instant) -> Actor | None:
        """Who is signed in; None where nobody is."""
        session = read_cookie(scope, SESSION_COOKIE)
        return actor_of_session(self.node, session, at) if session else None

    def bare_frame(self, scope: Scope) -> Frame:
        """What surrounds a page before anyone is known."""
        at = self.clock()
        return Frame(
            language=read_language(scope),
            theme=read_theme(scope),
            place=read_place(scope),
            token=self.tokens.issue(visit_of(scope)),
            at=at,
            version=self.version,
            state=self.node.settings.state,
            banners=_banners(self.node, at),
        )

    def frame(self, scope: Scope) -> Frame:
        """What surrounds a page: with the way about where someone is signed in."""
        at = self.clock()
        actor = self.actor_of(scope, at)
        return self.frame_for(scope, actor) if actor else self.bare_frame(scope)

    def frame_for(self, scope: Scope, actor: Actor, section: str | None = None) -> Frame:
        """What surrounds a page of someone who is signed in."""
        frame = self.bare_frame(scope)
        return replace(
            frame,
            section=section,
            banners=(*_alarms(self.node, actor), *frame.banners),
            reader=Reader(actor.name, tuple(ROLE_WORDS[role] for role in Role if role in actor.roles)),
            ways=_ways(actor),
            log_size=self.node.log.size if self.node.writer else None,
        )


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of someone who is signed in: all of it happens at the one instant ``at``."""

    desk: Desk
    request: Request
    actor: Actor
    at: Instant

    @property
    def node(self) -> Node:
        """The node."""
        return self.desk.node

    @property
    def language(self) -> Language:
        """The reader's language."""
        return read_language(self.request.scope)

    @property
    def fields(self) -> Fields:
        """The form that was sent."""
        return fields_of(self.request.scope)

    def asked(self, name: str) -> str:
        """A parameter of the query; empty where there is none."""
        return self.request.query_params.get(name, "").strip()

    def asked_number(self, name: str, otherwise: int, most: int = 1_000_000) -> int:
        """A positive whole number of the query, or ``otherwise``."""
        text = self.asked(name)
        is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
        return min(max(int(text), 1), most) if is_number else otherwise

    def matter(self, text: str) -> MatterId:
        """The number of a matter from an address.

        Raises:
            HTTPException: 404, it is no such number.
        """
        try:
            return parse_matter(text)
        except InputError:
            raise HTTPException(404) from None

    def frame(self, section: str, kept_by: str | None = None) -> Frame:
        """What surrounds the page."""
        return replace(self.desk.frame_for(self.request.scope, self.actor, section), kept_by=kept_by)

    def show(self, template: str, context: Context, status: int = 200) -> Response:
        """The page."""
        return self.desk.pages.render(template, context, status)


def go_to(path: str) -> Response:
    """Show another page after something was done (so that reloading does not do it again)."""
    return RedirectResponse(path, status_code=303)


def _sign_in_first(request: Request) -> Response:
    if request.method not in ("GET", "HEAD"):
        raise HTTPException(403, "token")  # the page that keeps what was typed
    return go_to(urls.with_query(urls.SIGN_IN, place=read_place(request.scope)))


def _ways(actor: Actor) -> tuple[Way, ...]:
    ways = [
        Way(urls.TODAY, _TODAY, Icon.TODAY),
        Way(urls.MESSAGES, _MESSAGES, Icon.MESSAGES),
        Way(urls.DRAFTS, _NEW_MESSAGE if actor.may(Right.DRAFT) else _RELEASES, Icon.WRITE),
        Way(urls.ACTIVITIES, _ACTIVITIES, Icon.ACTIVITIES),
        Way(urls.VISITS, _VISITS, Icon.VISITS),
        Way(urls.FORCES, _FORCES, Icon.FORCES),
        Way(urls.AGREEMENTS, _AGREEMENTS, Icon.AGREEMENTS),
        Way(urls.LABORATORY, _LABORATORY, Icon.LABORATORY),
        Way(urls.TRUST, _TRUST, Icon.TRUST),
    ]
    writes = actor.may(Right.DRAFT) or actor.may(Right.RELEASE)
    return tuple(way for way in ways if writes or way.path != urls.DRAFTS)


def _alarms(node: Node, actor: Actor) -> Iterator[Banner]:
    """A peer whose log does not hold is an alarm on every page until an administrator has looked."""
    if actor.may(Right.READ):
        for peer in list_peers(node, actor):
            if peer.stopped:
                yield Banner(BannerKind.ALARM, _STOPPED.fill(state=state_name(peer.state)))
            elif peer.refused:
                yield Banner(BannerKind.ALARM, _REFUSED.fill(state=state_name(peer.state)))
        for one in list_declined(node, actor):
            yield Banner(BannerKind.ALARM, _DECLINED.fill(number=str(one.index), state=state_name(one.state)))


def _banners(node: Node, at: Instant) -> tuple[Banner, ...]:
    banners = []
    if node.settings.training:
        banners.append(Banner(BannerKind.TRAINING, _TRAINING))
    if node.settings.demo_clock():
        days = Text(*(format_long_day(at.date(), language) for language in Language))
        banners.append(Banner(BannerKind.CLOCK, _SET_CLOCK.fill(day=days)))
    return tuple(banners)


ROLE_WORDS = {
    Role.READER: Text("reader", "читатель", "阅读者"),
    Role.DRAFTER: Text("drafter", "составитель", "起草人"),
    Role.RELEASER: Text("releaser", "утверждающий", "签发人"),
    Role.ADMINISTRATOR: Text("administrator", "администратор", "管理员"),
}
_DECLINED = Text(
    "Entry {number} of the log of {state} could not be taken in as a message; see Trust.",
    "Запись № {number} журнала ({state}) не удалось принять как сообщение; см. раздел «Доверие».",
    "{state}日志第{number}条未能作为电文接收；参见“信任”页。",
)
_TODAY = Text("Today", "Сегодня", "今日")
_MESSAGES = Text("Messages", "Сообщения", "电文")
_NEW_MESSAGE = Text("New message", "Новое сообщение", "新建电文")
_RELEASES = Text("To release", "На утверждении", "待签发")
_ACTIVITIES = Text("Drills", "Учения", "演习")
_VISITS = Text("Visits", "Посещения", "访问")
_FORCES = Text("Forces", "Силы", "力量")
_AGREEMENTS = Text("Agreements", "Соглашения", "协定")
_LABORATORY = Text("Laboratory", "Лаборатория", "实验室")
_TRUST = Text("Trust", "Доверие", "信任")
_REFUSED = Text(
    "Alarm: what the node of {state} serves does not hold, so nothing of it is taken in; see Trust.",
    "Тревога: данные узла другого государства ({state}) не прошли проверку и не принимаются; "
    "см. раздел «Доверие».",
    "警报：{state}节点提供的数据未通过核验，未予接收；参见“信任”页。",
)
_STOPPED = Text(
    "Alarm: {state} signed two different histories of its log. Nothing more is taken from it; the proof is kept.",
    "Тревога: подписаны два разных варианта журнала ({state}). Данные из него более не принимаются; "
    "доказательство сохранено.",
    "警报：{state}的日志有两个不同的已签署版本。已停止从中接收，证据已保存。",
)
_TRAINING = Text(
    "Training: nothing here is official.",
    "Учебный режим: всё показанное неофициально.",
    "训练模式：所示内容均非正式。",
)
_SET_CLOCK = Text(
    "Demonstration: this node’s clock has been set and shows {day}.",
    "Демонстрация: часы этого узла установлены на дату: {day}",
    "演示：本节点的时钟系人工设定，现为{day}。",
)
