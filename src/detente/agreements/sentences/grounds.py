"""On which earlier sentence one builds: an answer on what it answers, a change on what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.agreements.model import MessageKind, Told
from detente.agreements.sentences.verbs import Ground, Verb, Whose
from detente.kernel.identifiers import StateCode

#: Kinds of message in the matter of what they are about; they end with it.
CHANGES = frozenset({MessageKind.AMENDMENT, MessageKind.CORRECTION, MessageKind.CANCELLATION})


@dataclass(frozen=True, slots=True)
class GroundSearch:
    """A sentence that builds on one of ``earlier`` (None: one with faults); ``whose``: the state it names, if any."""

    verb: Verb
    ground: Ground
    state: StateCode
    whose: StateCode | None
    earlier: Sequence[Told | None]

    def find(self) -> int | None:
        """The place of the newest sentence that fits."""
        for place in reversed(range(len(self.earlier))):
            one = self.earlier[place]
            if one is not None and self._fits(one):
                return place
        return None

    def fault(self, place: int | None) -> tuple[str, str, str] | None:
        """Why it cannot build on the sentence at ``place``: code, what and how to mend it."""
        if place is None:
            what = f"Nothing stands before this that {self.state} {self.verb.name}."
            return "nothing-before", what, f"First say that {self._needed()} …"
        one = self.earlier[place]
        if one is not None and self.verb.kind in CHANGES and self._called_off(place):
            what = f"What {self.state} {self.verb.name} here was called off before."
            return "called-off", what, f"Put a new {one.deed} before it."
        return None

    def _fits(self, one: Told) -> bool:
        if one.deed not in self.ground.deeds:
            return False
        own = one.state == self.state
        towards = self.state in one.to or (not one.to and not own)
        match self.ground.whose:
            case Whose.OWN:
                return own
            case Whose.TOWARDS:
                return towards and self.whose in (None, one.state)
            case Whose.EITHER:
                return (own or towards) and self.whose in (None, one.state, *one.to)
            case Whose.NAMED:
                return one.state == self.whose

    def _called_off(self, place: int) -> bool:
        return any(
            one is not None and one.kind is MessageKind.CANCELLATION and one.ground == place
            for one in self.earlier
        )

    def _needed(self) -> str:
        """``XA tells``, ``another state invites XB``."""
        deeds = " or ".join(self.ground.deeds)
        match self.ground.whose:
            case Whose.OWN:
                return f"{self.state} {deeds}"
            case Whose.NAMED:
                return f"{self.whose} {deeds}"
            case Whose.TOWARDS | Whose.EITHER:
                return f"{self.whose or 'another state'} {deeds} {self.state}"
