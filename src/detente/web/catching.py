"""The last resort of an application: whatever is raised below it becomes an answer, and a log entry if it is ours."""

from __future__ import annotations

import logging
import secrets
from abc import ABC, abstractmethod

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Catching(ABC):
    """Answers what is raised below it; once an answer has begun, there is nothing left to say."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except ClientDisconnect:
            return
        except (
            Exception
        ) as problem:  # the one place where everything is caught: it becomes an answer and a log entry
            if started:
                raise
            await self.respond(scope, problem)(scope, receive, send)

    @abstractmethod
    def respond(self, scope: Scope, problem: Exception) -> Response:
        """The answer for ``problem``."""


def log_incident(problem: Exception) -> str:
    """Keep the details in the log; returns the number under which they stand there."""
    incident = secrets.token_hex(4)
    logging.getLogger("detente.web").error("incident %s", incident, exc_info=problem)
    return incident
