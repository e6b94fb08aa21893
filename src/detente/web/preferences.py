"""Language and ground: two small choices of the reader, kept in cookies, made on any page."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from detente.kernel.languages import Language
from detente.web import urls
from detente.web.forms.fields import Fields
from detente.web.frame import LANGUAGE_COOKIE, THEME_COOKIE, Theme
from detente.web.reading import fields_of

_A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a reader chose; None: left as it was."""

    language: Language | None
    theme: Theme | None


def routes() -> list[Route]:
    """The one route: change, and come back to the same page."""
    return [Route(urls.PREFERENCES, change_preferences, methods=["POST"])]


async def change_preferences(request: Request) -> Response:
    """Keep the choice and show the page again that it was made on."""
    fields = fields_of(request.scope)
    response = RedirectResponse(urls.local_path(fields.one("place")), status_code=303)
    keep_choice(response, read_choice(fields), secure=request.url.scheme == "https")
    return response


def read_choice(fields: Fields) -> Preferences:
    """The choice in a form; anything unknown leaves things as they are."""
    language, theme = fields.one("language"), fields.one("theme")
    return Preferences(
        Language(language) if language in tuple(Language) else None,
        Theme(theme) if theme in tuple(Theme) else None,
    )


def keep_choice(response: Response, choice: Preferences, *, secure: bool) -> None:
    """Set the cookies of what was chosen."""
    for name, value in ((LANGUAGE_COOKIE, choice.language), (THEME_COOKIE, choice.theme)):
        if value is not None:
            response.set_cookie(
                name, value.value, max_age=_A_YEAR, httponly=True, samesite="lax", secure=secure
            )
