"""A form that came without its token is not lost: the page that says so offers to send it once more."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

from detente.web.csrf import TOKEN_FIELD
from detente.web.frame import read_place
from detente.web.reading import fields_of

_NEVER_SHOWN = "password"


@dataclass(frozen=True, slots=True)
class Again:
    """A form as it was sent, ready to be sent again: where to, and its fields in order."""

    path: str
    fields: tuple[tuple[str, str], ...]


def offer_again(scope: Scope) -> Again | None:
    """The form of a request, if the browser says that a page of this desk sent it; none with a file or password."""
    fields = fields_of(scope)
    own = Headers(scope=scope).get("sec-fetch-site") == "same-origin"
    if not own or fields.files or _NEVER_SHOWN in fields.by_name:
        return None
    pairs = [(name, value) for name, values in fields.by_name.items() for value in values]
    return Again(read_place(scope), tuple(pair for pair in pairs if pair[0] != TOKEN_FIELD))
