"""Who calls, and how: by the token of a session, in the Authorization header and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from detente.kernel.errors import InputError
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.node.actors import Actor
from detente.node.clock import Clock
from detente.node.node import Node
from detente.node.users import actor_of_session

NO_SESSION = "no-session"


@dataclass(frozen=True, slots=True)
class House:
    """What every endpoint stands on: the node and its clock."""

    node: Node
    clock: Clock


@dataclass(frozen=True, slots=True)
class Caller:
    """One request of someone with a session: all of it happens at the one instant ``at``."""

    node: Node
    actor: Actor
    at: Instant
    token: str


def house_of(request: Request) -> House:
    """The node that is asked."""
    house: House = request.app.state.house
    return house


def caller_of(
    house: Annotated[House, Depends(house_of)],
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))],
) -> Caller:
    """Who calls.

    A cookie is never looked at: a browser sends it along whoever wrote the form, a header it does not.

    Raises:
        InputError: no token, or one that is unknown or has expired.
    """
    at = house.clock()
    actor = actor_of_session(house.node, given.credentials, at) if given else None
    if given is None or actor is None:
        raise InputError(NO_SESSION, _NO_SESSION, _SIGN_IN)
    return Caller(house.node, actor, at, given.credentials)


#: Parameters of endpoints: the caller, or just the node where nobody need have signed in.
Signed = Annotated[Caller, Depends(caller_of)]
Open = Annotated[House, Depends(house_of)]
#: What an endpoint answers that is no JSON, as the framework takes it.
Answers = dict[int | str, dict[str, Any]]

_NO_SESSION = Text(
    "The request carries no token of a session, or one that has expired.",
    "В запросе нет токена сеанса, или срок его действия истёк.",
    "请求未携带会话令牌，或令牌已过期。",
)
_SIGN_IN = Text(
    "Ask for a token with POST /api/v1/session and send it as “Authorization: Bearer …”.",
    "Получите токен запросом POST /api/v1/session и передавайте его как «Authorization: Bearer …».",
    "请通过 POST /api/v1/session 获取令牌，并以“Authorization: Bearer …”发送。",
)
