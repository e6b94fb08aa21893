"""The desk as one ASGI application: pages, static files, the public files for peers, and the API for programs."""

from __future__ import annotations

from importlib.metadata import version

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from detente.node.clock import Clock
from detente.node.node import Node
from detente.node.witness import Witness
from detente.web import (
    activities,
    agreements,
    attachments,
    ceilings,
    comparison,
    drafts,
    exchange,
    forces,
    forces_files,
    laboratory,
    lacking,
    messages,
    preferences,
    provision,
    today,
    trust,
    urls,
    users,
    visits,
)
from detente.web.api.app import build_api
from detente.web.atlas import Atlas
from detente.web.csrf import FormGuard, Tokens
from detente.web.desk import Desk
from detente.web.errors import ErrorPages
from detente.web.security import BodyLimit, SecureHeaders
from detente.web.static_files import StaticFiles, load_static_files
from detente.web.templating import build_pages
from detente.web.witness import build_witness_app

_SMALLEST_COMPRESSED = 1024
#: Higher levels cost more time than the bytes they save on a page of a register.
_COMPRESSION = 4
_SECRET_BYTES = 32


def build_app(node: Node, clock: Clock, witness: Witness | None = None) -> Starlette:
    """The pages of a node that is open. Tokens of forms hold as long as the application runs.

    ``witness`` is what the node is to its peers; without one it cosigns nothing.
    """
    static = load_static_files()
    desk = Desk(
        node=node,
        clock=clock,
        pages=build_pages(static),
        tokens=Tokens(node.entropy(_SECRET_BYTES)),
        atlas=Atlas(node.agreements, node.ground.borders),
        version=version("detente"),
    )
    return Starlette(
        routes=_routes(desk, static),
        middleware=[
            Middleware(SecureHeaders),
            Middleware(GZipMiddleware, minimum_size=_SMALLEST_COMPRESSED, compresslevel=_COMPRESSION),
            # From here on in there are pages: errors are told on them, and changes need their tokens.
            Middleware(Turning, prefix=urls.API, aside=build_api(node, clock)),
            Middleware(Turning, prefix=urls.WITNESS, aside=build_witness_app(lambda: witness)),
            Middleware(ErrorPages, pages=desk.pages, frame_of=desk.frame, bare_frame_of=desk.bare_frame),
            Middleware(BodyLimit, files=urls.TAKES_FILES),
            Middleware(FormGuard, tokens=desk.tokens),
        ],
        exception_handlers={HTTPException: _leave_to_error_pages},
    )


class Turning:
    """Passes what is asked below ``prefix`` aside, to another application, and everything else on."""

    def __init__(self, app: ASGIApp, prefix: str, aside: ASGIApp) -> None:
        self._app = app
        self._prefix = prefix
        self._aside = aside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI application."""
        if scope["type"] == "http" and f"{scope['path']}/".startswith(f"{self._prefix}/"):
            below = {**scope, "root_path": scope.get("root_path", "") + self._prefix}
            await self._aside(below, receive, send)
        else:
            await self._app(scope, receive, send)


def _routes(desk: Desk, static: StaticFiles) -> list[BaseRoute]:
    return [
        *today.routes(desk),
        *messages.routes(desk),
        *drafts.routes(desk),
        *forces_files.routes(desk),
        *attachments.routes(desk),
        *activities.routes(desk),
        *visits.routes(desk),
        *forces.routes(desk),
        *ceilings.routes(desk),
        *comparison.routes(desk),
        *agreements.routes(desk),
        *provision.routes(desk),
        *lacking.routes(desk),
        *laboratory.routes(desk),
        *trust.routes(desk),
        *users.routes(desk),
        *preferences.routes(),
        *exchange.routes(desk.node),
        Route(f"{urls.STATIC}/{{name:path}}", static.serve),
    ]


def _leave_to_error_pages(request: Request, problem: Exception) -> Response:
    raise problem
