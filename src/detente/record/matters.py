"""Which matters a message belongs to, and whose a matter is; both from names alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.kernel.errors import InputError
from detente.kernel.identifiers import MatterId, Reference, StateCode
from detente.messages.document import Document
from detente.messages.references import matter_of, parse_reference

_SLASHES = 5  # in a reference


def host_of(matter: MatterId) -> StateCode:
    """The state whose matter it is: the second part of its name."""
    return StateCode(matter.split("/")[1])


def opened_in(matter: MatterId) -> int:
    """The year in which its owner numbered it: the third part of its name."""
    return int(matter.split("/")[2])


def touched_matters(document: Document) -> tuple[MatterId, ...]:
    """The matters a message belongs to: its own first, then those of the messages it names.

    A message names those it refers to and those in its items. Only what it names itself counts, so this
    never needs other messages, nor the format.
    """
    named = [*document.refers_to, *_references_in(document)]
    return tuple(dict.fromkeys([document.matter, *(matter_of(one) for one in named)]))


def refer_in_full(
    refers_to: Iterable[Reference], earlier: Mapping[Reference, Document]
) -> tuple[Reference, ...]:
    """The references, and after them every one that the messages they name refer to themselves.

    A message that answers an invitation so names the drill as well, and belongs to it wherever it is
    read. ``earlier``: the messages at hand; what is not among them is kept as it stands.
    """
    found: dict[Reference, None] = {}
    waiting = list(refers_to)
    while waiting:
        reference = waiting.pop(0)
        if reference not in found:
            found[reference] = None
            waiting += earlier[reference].refers_to if reference in earlier else ()
    return tuple(found)


def subject_of(document: Document) -> tuple[MatterId, ...]:
    """The matters a message is about: those it names, or its own where it names no other."""
    own, *named = touched_matters(document)
    return tuple(named) or (own,)


def _references_in(document: Document) -> list[Reference]:
    found = []
    for value in document.content.values():
        if isinstance(value, str) and value.count("/") == _SLASHES:
            try:
                parse_reference(value)
            except InputError:
                continue
            found.append(Reference(value))
    return found
