"""What peers fetch over HTTP: the node's public files, as they lie in its ``public`` folder.

Checkpoint and tiles are open to whoever can reach the node; they say nothing of content or recipients.
Blobs are given only to peers that present the node's exchange token.
"""

from __future__ import annotations

import hmac
import re
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import StateCode
from detente.ledger.tiles import CHECKPOINT_PATH
from detente.node.node import Node
from detente.node.peers import heard_from
from detente.node.transport import STATE_HEADER

#: Nothing but these names is ever served (C2SP tlog-tiles paths, our public keys, our blobs).
_OPEN = re.compile(
    r"keys\.txt|checkpoint|cosigned/[0-9a-f]{64}/checkpoint|tile/(\d{1,2}|entries)/(x\d{3}/)*\d{3}(\.p/\d{1,3})?",
    re.ASCII,
)
_BLOB = re.compile(r"blob/[0-9a-f]{2}/[0-9a-f]{62}", re.ASCII)
_FOREVER = "public, max-age=31536000, immutable"
_SHORT = "no-cache"


def routes(node: Node) -> list[Route]:
    """The one route, below ``/exchange/``."""

    def serve(request: Request) -> Response:
        path: str = request.path_params["path"]
        blob = _BLOB.fullmatch(path)
        if blob and not _allowed(node, request):
            return PlainTextResponse("This blob needs the exchange token.\n", status_code=403)
        file = node.folder / "public" / path
        if not (blob or _OPEN.fullmatch(path)) or not file.is_file():
            return PlainTextResponse("There is no such file.\n", status_code=404)
        if path == CHECKPOINT_PATH and _allowed(node, request):
            _note_visit(node, request.headers.get(STATE_HEADER.lower(), ""))
        changing = path.endswith("checkpoint") or path == "keys.txt"
        headers = {"Cache-Control": _SHORT if changing else _FOREVER}
        media = "text/plain; charset=utf-8" if changing else "application/octet-stream"
        return FileResponse(file, media_type=media, headers=headers)

    return [Route("/exchange/{path:path}", serve, methods=["GET"])]


def _note_visit(node: Node, state: str) -> None:
    """Who presents the token says who it is; at worst a peer is then tried sooner."""
    with suppress(OperatorError):  # a full disk keeps nobody from reading
        heard_from(node, StateCode(state))


def _allowed(node: Node, request: Request) -> bool:
    token = node.settings.exchange_token
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())
