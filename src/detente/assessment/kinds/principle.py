"""``principle``: stands in the text and is shown; nothing is computed from it."""

from __future__ import annotations

from detente.agreements.model import Principle, Provision
from detente.assessment.rules import as_kind
from detente.assessment.scope import Scope


def build_rule(_scope: Scope, provision: Provision) -> None:
    """No rule.

    Raises:
        DetenteBug: the provision is no principle.
    """
    as_kind(provision, Principle)
