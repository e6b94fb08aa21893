"""The agreements this node carries."""

from __future__ import annotations

from detente.agreements.model import Agreement
from detente.kernel.identifiers import AgreementId
from detente.node.actors import Actor, Right, require
from detente.node.node import Node


def list_agreements(node: Node, actor: Actor) -> list[Agreement]:
    """All agreements, those this state is party to first.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    state = node.settings.state
    return sorted(node.agreements.values(), key=lambda one: (one.party(state) is None, one.id))


def show_agreement(node: Node, actor: Actor, agreement_id: AgreementId) -> Agreement:
    """One agreement.

    Raises:
        NotAllowed: the actor may not read.
        InputError: this node carries no such agreement.
    """
    require(actor, Right.READ)
    return node.agreement(agreement_id)
