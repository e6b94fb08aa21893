"""What a verb of a scenario is, and the pieces that the patterns of several topics share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from detente.agreements.model import Facts, MessageKind, Purpose
from detente.agreements.sentences.said import Said

UNKNOWN_DAY = "an unknown day"

STATE = "[A-Z]{2}"
#: When it is told, and after it, where it is named, in which format.
ON = rf" on (?P<on>{UNKNOWN_DAY}|[^\s,]+)(?: by (?P<format>[a-z][a-z0-9.-]*))?"
#: The states it goes to; ``all``: all other parties.
STATES = rf"(?P<to>all|{STATE}(?:, {STATE})*(?: and {STATE})?)"
#: A number of things, at the end of a sentence.
WITH = r"(?: with (?P<numbers>.+))?"


class Whose(Enum):
    """Whose the earlier sentence is, on which one builds."""

    OWN = auto()
    TOWARDS = auto()
    EITHER = auto()
    NAMED = auto()


@dataclass(frozen=True, slots=True)
class Ground:
    """On which earlier sentence one builds: the newest with one of these verbs.

    ``whose``: told by the same state, by another towards it, either of these, or by the state that the
    sentence names as ``whose``. ``unless``: a group; a sentence that has it stands alone.
    """

    deeds: tuple[str, ...]
    whose: Whose
    unless: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a sentence says: see ``Told``. A fact whose value is None is not said."""

    facts: Facts = field(default_factory=dict)
    instead: Facts | None = None
    implied: Facts = field(default_factory=dict)
    references: Mapping[str, int] = field(default_factory=dict)
    nil: bool = False


def say_nothing(_said: Said) -> Meaning:
    """For a verb that says it all."""
    return Meaning()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb: ``after`` matches what follows it, ``form`` shows how that is written.

    ``purpose`` None: that of the sentence it builds on. ``on`` None: it builds on no other. ``read``: what a
    sentence with it says, out of the named groups of ``after``; the groups ``on``, ``format``, ``to`` and ``whose``
    are read for every verb alike.
    """

    name: str
    after: str
    form: str
    purpose: Purpose | None
    kind: MessageKind = MessageKind.ORIGINAL
    on: Ground | None = None
    read: Callable[[Said], Meaning] = say_nothing

    def builds_on(self, words: Mapping[str, str]) -> Ground | None:
        """What a sentence of these words builds on; None: on nothing."""
        return None if self.on is None or self.on.unless in words else self.on
