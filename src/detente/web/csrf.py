"""Every form carries a token that only a page of this desk can know, bound to the reader's own session.

A request that changes something is taken only if it comes from this site (``Sec-Fetch-Site``, where the
browser says so) and its token was made for the cookie it comes with. Tokens are masked anew on every
page, so that compressing a page tells nothing about them.

Source: OWASP CSRF Prevention Cheat Sheet, signed double-submit cookie.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.web.frame import read_cookie
from detente.web.reading import read_fields

SESSION_COOKIE = "detente_session"
VISIT_COOKIE = "detente_visit"
TOKEN_FIELD = "token"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})
_LENGTH = sha256().digest_size


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes and checks tokens with a secret of this node."""

    secret: bytes

    def issue(self, visit: str) -> str:
        """A token for whoever carries ``visit``, different at every call."""
        mask = secrets.token_bytes(_LENGTH)
        return base64.urlsafe_b64encode(mask + _mixed(self._proof(visit), mask)).decode()

    def holds(self, token: str, visit: str) -> bool:
        """Whether the token was issued for ``visit``."""
        try:
            given = base64.urlsafe_b64decode(token.encode("ascii"))
        except (UnicodeEncodeError, binascii.Error):
            return False
        mask, masked = given[:_LENGTH], given[_LENGTH:]
        return len(given) == 2 * _LENGTH and hmac.compare_digest(_mixed(masked, mask), self._proof(visit))

    def _proof(self, visit: str) -> bytes:
        return hmac.digest(self.secret, visit.encode(), sha256)


def visit_of(scope: Scope) -> str:
    """What tokens are bound to: the session, before one the visit; empty where the browser sent neither."""
    visit = scope.get(VISIT_COOKIE) or read_cookie(scope, VISIT_COOKIE)
    return read_cookie(scope, SESSION_COOKIE) or visit or ""


class FormGuard:
    """Reads the form of every request that changes something, and lets it pass only with its token.

    What was read waits in the scope; ``reading.fields_of`` gives it to the page.
    """

    def __init__(self, app: ASGIApp, tokens: Tokens) -> None:
        self._app = app
        self._tokens = tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI application."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = read_cookie(scope, VISIT_COOKIE)
        scope[VISIT_COOKIE] = known or secrets.token_urlsafe(24)
        if scope["method"] not in _SAFE_METHODS:
            await self._check(scope, receive)
        await self._app(scope, receive, send if known else _greeting(scope, send))

    async def _check(self, scope: Scope, receive: Receive) -> None:
        site = Headers(scope=scope).get("sec-fetch-site", "none")
        fields = await read_fields(Request(scope, receive))
        if site not in _OWN_SITES or not self._tokens.holds(fields.one(TOKEN_FIELD), visit_of(scope)):
            raise HTTPException(403, "token")


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=False))


def _greeting(scope: Scope, send: Send) -> Send:
    """Gives a cookie with the first page; files for peers and browsers carry none."""
    secure = "; Secure" if scope["scheme"] == "https" else ""
    cookie = f"{VISIT_COOKIE}={scope[VISIT_COOKIE]}; HttpOnly; Path=/; SameSite=Lax{secure}"

    async def send_with_cookie(message: Message) -> None:
        headers = MutableHeaders(scope=message) if message["type"] == "http.response.start" else None
        if headers is not None and headers.get("content-type", "").startswith("text/html"):
            headers.append("set-cookie", cookie)
        await send(message)

    return send_with_cookie
