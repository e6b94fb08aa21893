"""The kinds of provision this version reads, each with its builder."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.agreements.kinds import notify, observe, principle, respond
from detente.agreements.kinds.common import Common
from detente.agreements.model import Kind, Provision
from detente.agreements.parts import Part
from detente.agreements.reading import Reading

#: Builds a provision from its file, given what all kinds have in common.
Build = Callable[[Part, Common, Reading], Provision]

#: The branch of each in ``schema/provision.json`` bears the kind's own name.
KINDS: Mapping[Kind, Build] = {
    Kind.NOTIFY: notify.build,
    Kind.OBSERVE: observe.build,
    Kind.RESPOND: respond.build,
    Kind.PRINCIPLE: principle.build,
}
