"""Every path of the desk, in one place: patterns for the routes, functions for the links."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

TODAY = "/"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
PREFERENCES = "/preferences"
STATIC = "/static"


def static_file(name: str, digest: str) -> str:
    """A static file; ``digest`` changes with its content, so that it may be cached for good."""
    return f"{STATIC}/{quote(name)}?v={digest}"


def with_query(path: str, **parameters: str | int | None) -> str:
    """``path`` with those parameters that are set, in the order given."""
    known = {name: value for name, value in parameters.items() if value not in (None, "")}
    return f"{path}?{urlencode(known)}" if known else path


def local_path(text: str) -> str:
    """``text`` if it is a path of this desk, else the first page: never a way to another host."""
    parts = urlsplit(text)
    is_local = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable()
    return text if is_local and not parts.scheme and not parts.netloc else TODAY
