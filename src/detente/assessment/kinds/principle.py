"""``principle``: stands in the text and is shown; nothing is computed from it."""

from __future__ import annotations

from detente.agreements.model import Principle, Provision
from detente.assessment.rules import Rules, as_kind
from detente.assessment.scope import Scope


def build_rules(_scope: Scope, provision: Provision) -> Rules:
    """No rules.

    Raises:
        DetenteBug: the provision is no principle.
    """
    as_kind(provision, Principle)
    return Rules()
