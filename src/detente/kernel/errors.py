"""The tree of errors, split by who is at fault.

    DetenteError
    ├── InputError      a person gave something we cannot take
    ├── PackError       an agreement's pack is wrong
    ├── PeerError       another state's node sent something we cannot accept
    │   └── ProofError  a signature, hash or proof does not hold
    ├── OperatorError   this node's machine, settings or storage cannot do it
    └── DetenteBug      our own promise is broken

A duty that was not met is never an error; it is a finding (see ``detente.assessment``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.kernel.languages import Text, as_text


class Severity(StrEnum):
    """How much a fault weighs: an error stops, a warning is shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was given: what, where, and how to mend it.

    ``where`` is a place the reader can find: ``item 3.2``, ``provisions/observe.yaml:14``, ``row 12``.
    ``code`` is stable and never translated.
    """

    code: str
    where: str
    what: Text
    mend: Text
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """One English line."""
        return f"{self.where}: {self.what.en} {self.mend.en}"


class DetenteError(Exception):
    """The root: a stable ``code``, a plain sentence, what to do about it, and every fault found.

    Sentences an officer reads carry three languages; those for an operator may be English alone.
    """

    code: str
    message: Text
    mend: Text
    faults: tuple[Fault, ...]

    def __init__(
        self, code: str, message: Text | str, mend: Text | str = "", faults: Sequence[Fault] = ()
    ) -> None:
        self.code = code
        self.message = as_text(message)
        self.mend = as_text(mend)
        self.faults = tuple(faults)
        super().__init__(f"{self.message.en} {self.mend.en}".strip())


class InputError(DetenteError):
    """A person gave something we cannot take; nothing was changed."""


class PackError(DetenteError):
    """An agreement's pack is wrong; it is not loaded in part."""


class PeerError(DetenteError):
    """Another state's node sent something we cannot accept; nothing of it was stored as true."""


class ProofError(PeerError):
    """A signature, hash or proof does not hold."""


class OperatorError(DetenteError):
    """This node's machine, settings or storage cannot do it; an administrator can mend it."""


class DetenteBug(DetenteError):  # noqa: N818 - a bug is named what it is
    """A promise of our own code is broken; please report it."""
