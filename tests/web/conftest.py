"""A desk with two pages and the real middleware, for tests of what surrounds every page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Text
from detente.node.actors import NotAllowed
from detente.web import preferences
from detente.web.csrf import FormGuard, Tokens, visit_of
from detente.web.errors import ErrorPages
from detente.web.frame import Frame, Reader, read_language, read_place, read_theme
from detente.web.reading import fields_of
from detente.web.security import BodyLimit, SecureHeaders
from detente.web.static_files import StaticFiles, load_static_files
from detente.web.templating import Pages, build_pages

AT = datetime(2024, 4, 26, 6, 30, tzinfo=UTC)
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
        return JSONResponse({"token": TOKENS.issue(visit_of(request.scope))})

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
