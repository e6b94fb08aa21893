"""Pages for what goes wrong: what happened, what was kept, and what to do now, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Scope

from detente.kernel.errors import DetenteBug, DetenteError, Fault, InputError, OperatorError
from detente.kernel.languages import Text, same_text
from detente.messages.where import where_text
from detente.node.actors import NotAllowed
from detente.web import error_words
from detente.web.again import Again, offer_again
from detente.web.catching import Catching, log_incident
from detente.web.error_words import Sentences
from detente.web.forms.blocks import PlacedFault
from detente.web.frame import Frame
from detente.web.templating import Pages

#: Codes of services that say something is not there.
_ABSENT = (
    *("no-message", "no-activity", "no-matter", "no-agreement", "no-draft", "no-format"),
    *("no-visit", "no-paper", "no-date", "no-alarm", "no-forces", "no-code"),
)


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """``incident`` is the number under which the log holds the details; None where the page says it all.

    ``again``: the form that was not taken, to be sent once more.
    """

    frame: Frame
    status: int
    title: Text
    happened: Text
    kept: Text
    mend: Text
    faults: tuple[PlacedFault, ...] = ()
    incident: str | None = None
    again: Again | None = None


class ErrorPages(Catching):
    """Turns whatever is raised below it into a page.

    ``frame_of`` surrounds the page; ``bare_frame_of`` needs no database and serves where that fails.
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: Pages,
        frame_of: Callable[[Scope], Frame],
        bare_frame_of: Callable[[Scope], Frame],
    ) -> None:
        super().__init__(app)
        self._pages = pages
        self._frame_of = frame_of
        self._bare_frame_of = bare_frame_of

    def respond(self, scope: Scope, problem: Exception) -> Response:
        """The page for ``problem``."""
        status = status_of(problem)
        incident = log_incident(problem) if status >= 500 else None
        again = offer_again(scope) if _is_stale(problem) or isinstance(problem, OperatorError) else None
        page = describe(problem, self._frame(scope, status), status, incident, again)
        response = self._pages.render("error.html", page, status)
        if isinstance(problem, HTTPException) and problem.headers:
            response.headers.update(problem.headers)
        return response

    def _frame(self, scope: Scope, status: int) -> Frame:
        if status >= 500:
            return self._bare_frame_of(scope)
        try:
            return self._frame_of(scope)
        except DetenteError:
            return self._bare_frame_of(scope)


def status_of(problem: Exception) -> int:
    """The HTTP status that tells a machine what the page tells a person."""
    if isinstance(problem, HTTPException):
        return problem.status_code
    if isinstance(problem, NotAllowed):
        return 403
    if isinstance(problem, InputError):
        return 404 if problem.code in _ABSENT else 400
    return 503 if isinstance(problem, OperatorError) else 500


def describe(
    problem: Exception, frame: Frame, status: int, incident: str | None, again: Again | None = None
) -> ErrorPage:
    """The page: our own errors speak for themselves, others are spoken for."""
    words = sentences_of(problem, status, form_kept=again is not None)
    speaks = isinstance(problem, DetenteError) and not isinstance(problem, DetenteBug)
    return ErrorPage(
        frame=frame,
        status=status,
        title=words.title,
        happened=problem.message if speaks and isinstance(problem, DetenteError) else words.happened,
        kept=words.kept,
        mend=problem.mend if speaks and isinstance(problem, DetenteError) and problem.mend.en else words.mend,
        faults=_placed(problem.faults) if isinstance(problem, DetenteError) else (),
        incident=incident,
        again=again,
    )


def _placed(faults: Sequence[Fault]) -> tuple[PlacedFault, ...]:
    return tuple(PlacedFault(fault, where_text(fault.where)) for fault in faults)


def _is_stale(problem: Exception) -> bool:
    return isinstance(problem, HTTPException) and problem.status_code == 403 and problem.detail == "token"


def sentences_of(problem: Exception, status: int, *, form_kept: bool = False) -> Sentences:
    """Ready sentences for a status; a missing token has its own, and so has a page that keeps the form."""
    if _is_stale(problem):
        return error_words.STALE_FORM_KEPT if form_kept else error_words.STALE_FORM
    if form_kept:
        return error_words.MACHINE_FORM_KEPT
    known = error_words.BY_STATUS.get(status)
    if known:
        return known
    general = error_words.BY_STATUS[500 if status >= 500 else 400]
    return Sentences(same_text(f"{status}"), general.happened, general.kept, general.mend)
