"""The JSON API as one application, to be mounted below ``/api/v1``; its description is ``openapi.json`` there."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from detente.node.clock import Clock
from detente.node.node import Node
from detente.web import urls
from detente.web.api import (
    activities,
    agreements,
    drafts,
    findings,
    forces,
    messages,
    peers,
    plans,
    session,
    visits,
)
from detente.web.api.caller import House
from detente.web.api.problems import Problem, Problems
from detente.web.api.reading import StrictRoute
from detente.web.security import BodyLimit

VERSION = "1"
_TOPICS = (session, messages, drafts, activities, visits, forces, plans, findings, agreements, peers)
#: Nothing is measured and sent elsewhere, whatever the environment says.
_NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}


def build_api(node: Node, clock: Clock) -> FastAPI:
    """The API of a node that is open."""
    api = _plain_api()
    api.state.house = House(node, clock)
    return api


def describe_api() -> dict[str, object]:
    """The description of the API (OpenAPI 3.1); it is the same for every node."""
    return _plain_api().openapi()


def _plain_api() -> FastAPI:
    """The endpoints. Pages that describe them load scripts from elsewhere, and are left out."""
    api = FastAPI(
        title="Détente",
        description=_DESCRIPTION,
        version=VERSION,
        servers=[{"url": urls.API}],
        root_path_in_servers=False,
        openapi_url=urls.API_DESCRIPTION.removeprefix(urls.API),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
        generate_unique_id_function=_name_of,
        responses={"default": {"model": Problem, "description": "Why the request was not carried out."}},
        middleware=[Middleware(Problems), Middleware(BodyLimit)],
        exception_handlers={HTTPException: _leave_to_problems, RequestValidationError: _leave_to_problems},
        telemetry=_NO_TELEMETRY,
    )
    api.router.route_class = StrictRoute
    for topic in _TOPICS:
        topic.add_to(api.router)
    return api


def _name_of(route: APIRoute) -> str:
    return route.name


async def _leave_to_problems(request: Request, problem: Exception) -> Response:
    raise problem


_DESCRIPTION = (
    "What the desk does, for programs. Every request but the first carries the token of a session; "
    "cookies are never looked at."
)
