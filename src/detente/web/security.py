"""What every answer carries, and how much any request may bring.

Source: W3C Content Security Policy Level 3; OWASP Secure Headers.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Nothing from elsewhere, nothing inline, nothing evaluated, no frame around the desk.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
#: Pages are for one reader on a shared machine: none is kept unless its route says otherwise.
_NOT_KEPT = "no-store"

DEFAULT_LIMIT_BYTES = 2 * 1024 * 1024
#: Where a whole spreadsheet is sent: the largest that is read (16 MiB), and the form around it.
FILE_LIMIT_BYTES = 17 * 1024 * 1024
#: A body too large is read to its end and thrown away, so that the browser shows the answer; up to so much.
_PATIENCE_BYTES = 512 * 1024 * 1024


class SecureHeaders:
    """Sets the headers above on every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI application."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", _NOT_KEPT)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class BodyLimit:
    """Refuses a request whose body is larger than ``limit_bytes``, whatever it says of its own length.

    Memory stays flat: the body is counted as it comes, and what is too much is dropped. ``files``: the paths to which
    files are sent, where more is taken.
    """

    def __init__(
        self, app: ASGIApp, limit_bytes: int = DEFAULT_LIMIT_BYTES, files: re.Pattern[str] | None = None
    ) -> None:
        self._app = app
        self._limit_bytes = limit_bytes
        self._files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        larger = self._files is not None and self._files.fullmatch(scope["path"])
        limit_bytes = FILE_LIMIT_BYTES if larger else self._limit_bytes
        if _declared_bytes(headers) > limit_bytes:
            if headers.get("expect", "").lower() != "100-continue":
                await _drain(receive, 0)
            raise HTTPException(413)
        await self._app(scope, _counting(receive, limit_bytes), send)


def _counting(receive: Receive, limit_bytes: int) -> Receive:
    counted = 0

    async def receive_counting() -> Message:
        nonlocal counted
        message = await receive()
        counted += len(message.get("body", b""))
        if counted > limit_bytes:
            if message.get("more_body"):
                await _drain(receive, counted)
            raise HTTPException(413)
        return message

    return receive_counting


def _declared_bytes(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else 0


async def _drain(receive: Receive, counted: int) -> None:
    while counted < _PATIENCE_BYTES:
        message = await receive()
        counted += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return
