"""Signing in and out."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from detente.kernel.errors import InputError
from detente.node.users import SESSION_LENGTH, language_of, sign_in, sign_out
from detente.web import urls
from detente.web.csrf import SESSION_COOKIE
from detente.web.desk import Desk, go_to
from detente.web.forms.fields import Fields
from detente.web.frame import LANGUAGE_COOKIE, Frame, read_cookie
from detente.web.preferences import Preferences, keep_choice
from detente.web.reading import fields_of


@dataclass(frozen=True, slots=True)
class SignInPage:
    """``place`` is where the way leads afterwards; ``problem`` why the last attempt failed."""

    frame: Frame
    place: str
    name: str
    problem: InputError | None


def routes(desk: Desk) -> list[BaseRoute]:
    """Sign in, sign out."""

    def show(request: Request) -> Response:
        place = urls.local_path(request.query_params.get("place", ""))
        return _show(desk, request, SignInPage(desk.bare_frame(request.scope), place, "", None), 200)

    def enter(request: Request) -> Response:
        return _enter(desk, request)

    def leave(request: Request) -> Response:
        token = read_cookie(request.scope, SESSION_COOKIE)
        if token:
            sign_out(desk.node, token)
        response = go_to(urls.SIGN_IN)
        response.delete_cookie(SESSION_COOKIE)
        return response

    return [
        Route(urls.SIGN_IN, show, methods=["GET"]),
        Route(urls.SIGN_IN, enter, methods=["POST"]),
        Route(urls.SIGN_OUT, leave, methods=["POST"]),
    ]


def _enter(desk: Desk, request: Request) -> Response:
    fields = fields_of(request.scope)
    name, place = fields.one("name"), urls.local_path(fields.one("place"))
    try:
        token = sign_in(desk.node, name, _password(fields), desk.clock())
    except InputError as problem:
        return _show(desk, request, SignInPage(desk.bare_frame(request.scope), place, name, problem), 403)
    response = go_to(place)
    secure = request.url.scheme == "https"
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(SESSION_LENGTH.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=secure,
    )
    if read_cookie(request.scope, LANGUAGE_COOKIE) is None:
        keep_choice(response, Preferences(language_of(desk.node, name), None), secure=secure)
    return response


def _password(fields: Fields) -> str:
    """As it was typed: blanks at its ends belong to it."""
    return fields.by_name.get("password", ("",))[-1]


def _show(desk: Desk, request: Request, page: SignInPage, status: int) -> Response:
    return desk.pages.render("users/sign_in.html", page, status)
