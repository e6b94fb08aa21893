"""What surrounds every page: who reads it in which language, the clock, the way about, the state of the node."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from http.cookies import CookieError, SimpleCookie

from babel import negotiate_locale
from starlette.datastructures import Headers
from starlette.types import Scope

from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Language, Text

LANGUAGE_COOKIE = "detente_language"
THEME_COOKIE = "detente_theme"


class Theme(StrEnum):
    """Dark figures on light ground or the reverse; automatic follows the reader's system."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class Icon(StrEnum):
    """Signs of the way about; each is drawn in ``templates/parts/icons.html``."""

    TODAY = "today"
    MESSAGES = "messages"
    WRITE = "write"
    ACTIVITIES = "activities"
    VISITS = "visits"
    FORCES = "forces"
    AGREEMENTS = "agreements"
    LABORATORY = "laboratory"
    TRUST = "seal"


class BannerKind(StrEnum):
    """Why a band runs across every page."""

    CLOCK = "clock"  # the node's clock is not today's
    TRAINING = "training"
    RECONSTRUCTED = "reconstructed"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Banner:
    """One band across every page."""

    kind: BannerKind
    words: Text


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the navigation. ``count``: how many things wait there, None for no number."""

    path: str
    label: Text
    icon: Icon
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is signed in, and as what."""

    name: str
    roles: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page's context carries as ``frame``.

    ``place`` is the path and query that a change of language returns to. ``kept_by`` is the id of the form
    that must be sent along when the language changes, so that nothing typed is lost; None where nothing
    is typed. ``token`` goes into every form. ``state`` and ``log_size`` are None before anyone signs in.
    """

    language: Language
    theme: Theme
    place: str
    token: str
    at: Instant
    version: str
    section: str | None = None
    kept_by: str | None = None
    state: StateCode | None = None
    reader: Reader | None = None
    ways: tuple[Way, ...] = ()
    banners: tuple[Banner, ...] = ()
    log_size: int | None = None


def read_language(scope: Scope) -> Language:
    """The reader's choice, else what the browser asks for, else English."""
    chosen = read_cookie(scope, LANGUAGE_COOKIE)
    if chosen in tuple(Language):
        return Language(chosen)
    wanted = [
        part.split(";")[0].strip() for part in Headers(scope=scope).get("accept-language", "").split(",")
    ]
    found = negotiate_locale([tag.split("-")[0] for tag in wanted], [language.value for language in Language])
    return Language(found) if found else Language.EN


def read_theme(scope: Scope) -> Theme:
    """The reader's choice, else automatic."""
    chosen = read_cookie(scope, THEME_COOKIE)
    return Theme(chosen) if chosen in tuple(Theme) else Theme.AUTO


def read_cookie(scope: Scope, name: str) -> str | None:
    """The value of that cookie, or None where there is none or it cannot be read."""
    cookies = SimpleCookie()
    try:
        cookies.load(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return None
    return cookies[name].value if name in cookies else None


def read_place(scope: Scope) -> str:
    """Path and query of the request, as they were sent."""
    query = scope.get("query_string", b"").decode("latin-1")
    path = str(scope["path"])
    return f"{path}?{query}" if query else path
