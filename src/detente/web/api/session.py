"""Sessions: a token for a name and password, and giving it back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from detente.node import users as service
from detente.web.api import values as wire
from detente.web.api.caller import Open, Signed


class SignIn(wire.Asked):
    """Who wants a session."""

    name: Annotated[str, Field(max_length=200)]
    password: Annotated[str, Field(max_length=1000)]


class Session(wire.Shape):
    """A session: its token is shown once; every other request carries it as ``Authorization: Bearer …``."""

    token: str
    expires_at: datetime


def add_to(router: APIRouter) -> None:
    """Put this topic's endpoints into the API."""
    router.post("/session", status_code=201)(sign_in)
    router.delete("/session", status_code=204)(sign_out)


def sign_in(house: Open, given: SignIn) -> Session:
    """Begin a session. After five wrong passwords in a row a name is locked for five minutes (429)."""
    at = house.clock()
    token = service.sign_in(house.node, given.name, given.password, at)
    return Session(token=token, expires_at=at + service.SESSION_LENGTH)


def sign_out(caller: Signed) -> None:
    """End the session whose token is sent."""
    service.sign_out(caller.node, caller.token)
