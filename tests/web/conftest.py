"""Two desks: one of two small pages with the real middleware, and one of a real node with something to show."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Scope
from tests.agreements_in_use import IN_USE
from tests.node.visit_stories import (
    NOW,
    SCO,
    VIENNA,
    open_pair,
    tell_of_a_quota,
    tell_of_observers,
    tell_visits,
)
from tests.web.stories import AT, tell_story

from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Text
from detente.node.actors import NotAllowed, Role, operator
from detente.node.ground import Ground, load_ground
from detente.node.lifecycle import create_node, open_node
from detente.node.node import Node
from detente.node.settings import Settings
from detente.node.users import add_user
from detente.web import preferences
from detente.web.app import build_app
from detente.web.csrf import FormGuard, Tokens, visit_of
from detente.web.errors import ErrorPages
from detente.web.frame import Frame, Reader, read_language, read_place, read_theme
from detente.web.reading import fields_of
from detente.web.security import BodyLimit, SecureHeaders
from detente.web.static_files import StaticFiles, load_static_files
from detente.web.templating import Pages, build_pages

TOKENS = Tokens(b"a secret of the node, for tests..")


class Client:
    """A browser without a network: one cookie jar, plain calls, no redirect followed."""

    def __init__(self, app: Starlette, runner: asyncio.Runner) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://desk")
        self._runner = runner
        self.cookies = self._client.cookies

    def get(self, url: str, **how: Any) -> httpx.Response:
        return self.request("GET", url, **how)

    def post(self, url: str, **how: Any) -> httpx.Response:
        return self.request("POST", url, **how)

    def request(self, method: str, url: str, **how: Any) -> httpx.Response:
        return self._runner.run(self._client.request(method, url, **how))


@pytest.fixture(scope="session")
def static() -> StaticFiles:
    return load_static_files()


@pytest.fixture(scope="session")
def pages(static: StaticFiles) -> Pages:
    return build_pages(static)


def bare_frame(scope: Scope) -> Frame:
    return Frame(
        language=read_language(scope),
        theme=read_theme(scope),
        place=read_place(scope),
        token=TOKENS.issue(visit_of(scope)),
        at=AT,
        version="0",
        state=StateCode("KZ"),
    )


def frame(scope: Scope) -> Frame:
    return replace(bare_frame(scope), reader=Reader("duty", ()), log_size=1)


@pytest.fixture
def client(pages: Pages, static: StaticFiles) -> Iterator[Client]:
    def show(request: Request) -> Response:
        return HTMLResponse(json.dumps({"token": TOKENS.issue(visit_of(request.scope))}))

    def take(request: Request) -> Response:
        fields = fields_of(request.scope)
        files = {name: len(file.content) for name, file in fields.files.items()}
        return JSONResponse({"fields": fields.by_name, "files": files})

    def fail(request: Request) -> Response:
        raise _FAILURES[request.path_params["how"]]

    app = Starlette(
        routes=[
            Route("/", show),
            Route("/take", take, methods=["POST"]),
            Route("/fail/{how}", fail),
            Route("/static/{name:path}", static.serve),
            *preferences.routes(),
        ],
        middleware=[
            Middleware(SecureHeaders),
            Middleware(ErrorPages, pages=pages, frame_of=frame, bare_frame_of=bare_frame),
            Middleware(BodyLimit, limit_bytes=100_000),
            Middleware(FormGuard, tokens=TOKENS),
        ],
        exception_handlers={HTTPException: _raise_again},
    )
    with asyncio.Runner() as runner:
        yield Client(app, runner)


def _raise_again(request: Request, problem: Exception) -> Response:
    raise problem


_FAILURES = {
    "input": InputError("no-message", Text("No such.", "Нет.", "没有。"), Text("Look.", "См.", "请查。")),
    "right": NotAllowed("not-allowed", "You may not.", "Ask."),
    "disk": OperatorError("disk", "The disk is full.", "Make room."),
    "bug": ValueError("unforeseen"),
}


# --- A real node --------------------------------------------------------------------------------------

PASSWORD = "a long password"
PEOPLE = {
    "duty": frozenset({Role.DRAFTER}),
    "second": frozenset({Role.DRAFTER, Role.RELEASER}),
    "releaser": frozenset({Role.RELEASER}),
    "reader": frozenset({Role.READER}),
}


@dataclass(frozen=True, slots=True)
class Served:
    """A node with its pages, and how to visit them."""

    node: Node
    app: Starlette
    runner: asyncio.Runner

    def visit(self, name: str = "", language: str = "en") -> Client:
        """A browser, signed in if a name is given."""
        client = Client(self.app, self.runner)
        client.cookies.set("detente_language", language)
        if name:
            token = token_in(client.get("/sign-in").text)
            answer = client.post("/sign-in", data={"token": token, "name": name, "password": PASSWORD})
            assert answer.status_code == 303, answer.text
        return client


def token_in(text: str) -> str:
    """The token of a page's forms."""
    found = re.search(r'name="token" value="([^"]+)"', text)
    assert found, text
    return found[1]


@pytest.fixture(scope="session")
def ground() -> Ground:
    return load_ground()


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as started:
        yield started


def make_node(folder: Path, state: str, ground: Ground, **changes: Any) -> Node:
    settings = Settings(
        state=StateCode(state), origin=f"{state.lower()}.example/log", **({"agreements": IN_USE} | changes)
    )
    create_node(folder, settings)
    node = open_node(folder, {}, AT, ground=ground)
    for name, roles in PEOPLE.items():
        add_user(node, operator(), name, PASSWORD, roles, AT)
    return node


def serve_told(
    tmp_path_factory: pytest.TempPathFactory, ground: Ground, runner: asyncio.Runner
) -> Iterator[Served]:
    """Kazakhstan's desk: a drill of its own told and amended, observers invited, one drill of China's received,
    a draft begun and one submitted. Tests of this desk only look."""
    folder = tmp_path_factory.mktemp("told")
    node, other = make_node(folder / "KZ", "KZ", ground), make_node(folder / "CN", "CN", ground)
    tell_story(node, other)
    yield Served(node, build_app(node, lambda: AT), runner)
    node.close()
    other.close()


@pytest.fixture(scope="session")
def told(
    tmp_path_factory: pytest.TempPathFactory, ground: Ground, runner: asyncio.Runner
) -> Iterator[Served]:
    """See ``serve_told``."""
    yield from serve_told(tmp_path_factory, ground, runner)


def serve_visited(
    tmp_path_factory: pytest.TempPathFactory, ground: Ground, runner: asyncio.Runner
) -> Iterator[Served]:
    """Kazakhstan's desk: an offer of China's accepted, with team and programme; requests asked, declined and
    withdrawn; a drill to which China sends observers; a quota with one request. Tests of this desk only look."""
    folder = tmp_path_factory.mktemp("visited")
    kz, cn, de = open_pair(folder, ground, f"{SCO},{VIENNA}", ("KZ", "CN", "DE"))
    for name, roles in PEOPLE.items():
        add_user(kz, operator(), name, PASSWORD, roles, NOW)
    tell_visits(kz, cn)
    tell_of_observers(kz, cn)
    tell_of_a_quota(kz, de)
    yield Served(kz, build_app(kz, lambda: NOW), runner)
    for node in (kz, cn, de):
        node.close()


@pytest.fixture(scope="session")
def visited(
    tmp_path_factory: pytest.TempPathFactory, ground: Ground, runner: asyncio.Runner
) -> Iterator[Served]:
    """See ``serve_visited``."""
    yield from serve_visited(tmp_path_factory, ground, runner)


@pytest.fixture
def fresh(tmp_path: Path, ground: Ground, runner: asyncio.Runner) -> Iterator[Served]:
    """Kazakhstan's desk with nothing told yet."""
    node = make_node(tmp_path / "KZ", "KZ", ground)
    yield Served(node, build_app(node, lambda: AT), runner)
    node.close()
