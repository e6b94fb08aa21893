"""Files that never change while the desk runs: stylesheet, scripts. Served from memory, cached by their content."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from detente.web import urls

_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8",
}
#: The address changes with the content, so a browser need never ask again.
_FOR_GOOD = "public, max-age=31536000, immutable"
_DIGEST_LENGTH = 12


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file: its bytes, the same compressed, its type and the digest in its address."""

    content: bytes
    compressed: bytes
    media_type: str
    digest: str


@dataclass(frozen=True, slots=True)
class StaticFiles:
    """All static files by name, such as ``vendor/htmx.min.js``."""

    by_name: Mapping[str, StaticFile]

    def url(self, name: str) -> str:
        """The address of a file, for a template.

        Raises:
            KeyError: there is no such file.
        """
        return urls.static_file(name, self.by_name[name].digest)

    def serve(self, request: Request) -> Response:
        """The route's endpoint.

        Raises:
            HTTPException: 404, there is no such file.
        """
        found = self.by_name.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        headers = {"Cache-Control": _FOR_GOOD, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return Response(found.compressed, headers=headers, media_type=found.media_type)
        return Response(found.content, headers=headers, media_type=found.media_type)


def load_static_files() -> StaticFiles:
    """Everything under ``static/``."""
    return StaticFiles({name: _load(name, file) for name, file in _walk(files("detente.web") / "static", "")})


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.rpartition(".")[2] in _TYPES:
            yield prefix + entry.name, entry


def _load(name: str, file: Traversable) -> StaticFile:
    content = file.read_bytes()
    return StaticFile(
        content=content,
        compressed=gzip.compress(content, mtime=0),
        media_type=_TYPES[name.rpartition(".")[2]],
        digest=sha256(content).hexdigest()[:_DIGEST_LENGTH],
    )
