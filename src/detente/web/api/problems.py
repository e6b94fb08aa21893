"""What goes wrong, in one shape: a stable code, what happened and what to do in three languages, every fault."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from detente.kernel.errors import Fault, InputError, PeerError, Severity
from detente.web.api import problem_words as words
from detente.web.api import values as wire
from detente.web.api.caller import NO_SESSION
from detente.web.catching import Catching, log_incident
from detente.web.errors import status_of

_LONGEST_PLACE = 80
#: Codes of services whose status is another than that of a page.
_STATUSES = {
    NO_SESSION: 401,
    "sign-in": 401,
    "sign-in-locked": 429,
    "no-peer": 404,
    "draft-changed": 409,
}
_CODES = {404: "no-address", 405: "no-method", 413: "too-large"}


class FaultFound(wire.Shape):
    """One thing wrong with what was sent; ``where`` is a place in it, such as ``item 3`` or ``body.to``."""

    code: str
    where: str
    what: wire.Text
    mend: wire.Text
    severity: Severity


class Problem(wire.Shape):
    """Why a request was not carried out; nothing of it was kept."""

    code: str
    message: wire.Text
    mend: wire.Text
    faults: list[FaultFound]


class Problems(Catching):
    """Turns whatever is raised below it into a :class:`Problem`."""

    def respond(self, scope: Scope, problem: Exception) -> Response:
        """The answer for ``problem``."""
        told = _told(problem)
        status = problem_status(told)
        if status == 503:  # says itself what is wrong; the log knows where
            log_incident(told)
        is_mute = isinstance(told, HTTPException) or status == 500
        said = _spoken_for(told, status) if is_mute else Problem.of(told)
        headers = _headers(problem, status)
        return Response(said.model_dump_json(), status, headers, media_type="application/json")


def problem_status(problem: Exception) -> int:
    """The HTTP status that goes with a problem."""
    if isinstance(problem, InputError) and problem.code in _STATUSES:
        return _STATUSES[problem.code]
    return 502 if isinstance(problem, PeerError) else status_of(problem)


def _told(problem: Exception) -> Exception:
    """What the framework found wrong with a request becomes an error of ours."""
    if not isinstance(problem, RequestValidationError):
        return problem
    faults = [_fault(one) for one in problem.errors()]
    return InputError("request", words.REQUEST, words.SEE_DESCRIPTION, faults)


def _fault(error: Mapping[str, object]) -> Fault:
    """One finding of the framework. What was sent is never repeated: it may be of any kind and length."""
    place = error["loc"]
    where = ".".join(str(part) for part in place) if isinstance(place, tuple) else ""
    kind = str(error["type"])
    what, mend = words.KINDS.get(kind, words.OTHERWISE)
    particulars = error.get("ctx")
    known = {"reason": str(error["msg"])}
    if isinstance(particulars, Mapping):
        known |= {
            name: str(value).replace("'", "").replace(" or ", ", ") for name, value in particulars.items()
        }
    return Fault(kind.replace("_", "-"), where[:_LONGEST_PLACE], what.fill(**known), mend.fill(**known))


def _spoken_for(problem: Exception, status: int) -> Problem:
    what, mend = words.STATUSES.get(status, (words.REQUEST, words.SEE_DESCRIPTION))
    if status >= 500:
        mend = mend.fill(incident=log_incident(problem))
    code = _CODES.get(status, "request" if status < 500 else "internal")
    return Problem(code=code, message=wire.Text.of(what), mend=wire.Text.of(mend), faults=[])


def _headers(problem: Exception, status: int) -> Mapping[str, str]:
    given = problem.headers if isinstance(problem, HTTPException) else None
    return {**(given or {}), **({"WWW-Authenticate": "Bearer"} if status == 401 else {})}
