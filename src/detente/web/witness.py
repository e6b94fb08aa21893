"""The witness over HTTP, of a node or alone: checkpoints are submitted, and the newest cosigned ones read.

No caller proves who it is: what counts is the log's own signature. Source: C2SP tlog-witness (5ba5ee83).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from detente.kernel.errors import OperatorError
from detente.ledger.witness import ADD_CHECKPOINT, MAX_REQUEST_BYTES, TEXT_TYPE
from detente.node.witness import Witness

_HASH = re.compile("[0-9a-f]{64}", re.ASCII)
_NO_STORE = {"Cache-Control": "no-store"}
_SHORT = {"Cache-Control": "no-cache"}
_UNAVAILABLE = 503


def build_witness_app(witness: Callable[[], Witness | None]) -> Starlette:
    """The two paths, below wherever this is put. ``witness`` is asked at each call; None: there is none now."""

    async def add(request: Request) -> Response:
        at_work = witness()
        if at_work is None:
            return _unavailable("This node witnesses nothing.")
        body = await _body(request)
        if body is None:
            return PlainTextResponse("The request is too long.\n", 400, _NO_STORE)
        try:
            reply = await run_in_threadpool(at_work.add_checkpoint, body)
        except OperatorError:
            # What this machine lacks is told to its operator; a caller need only know that it may come again.
            return _unavailable("This witness cannot keep anything now.")
        return Response(reply.body, reply.status, {**_NO_STORE, "Content-Type": reply.media_type})

    def newest(request: Request) -> Response:
        at_work, hashed = witness(), str(request.path_params["hashed"])
        try:
            note = at_work.store.newest(hashed) if at_work and _HASH.fullmatch(hashed) else None
        except OperatorError:
            return _unavailable("This witness cannot read its memory now.")
        if note is None:
            return PlainTextResponse("No checkpoint of such a log was cosigned here.\n", 404, _SHORT)
        return Response(note, headers={**_SHORT, "Content-Type": TEXT_TYPE})

    return Starlette(
        routes=[
            Route(f"/{ADD_CHECKPOINT}", add, methods=["POST"]),
            Route("/{hashed}/checkpoint", newest, methods=["GET"]),
        ]
    )


async def _body(request: Request) -> bytes | None:
    parts, size = list[bytes](), 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_REQUEST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)


def _unavailable(why: str) -> Response:
    return PlainTextResponse(f"{why}\n", _UNAVAILABLE, {**_NO_STORE, "Retry-After": "60"})
