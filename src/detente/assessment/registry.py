"""The kinds of provision that are assessed, each with the module that builds its rule.

To add a kind: a class in ``agreements/model.py``, a module in ``kinds``, a line below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from detente.agreements.model import Kind, Provision
from detente.assessment.kinds import notify, observe, principle, respond
from detente.assessment.rules import ActivityRule, RequestRule
from detente.assessment.scope import Scope

Build = Callable[[Scope, Provision], ActivityRule | RequestRule | None]

KINDS: Mapping[Kind, Build] = MappingProxyType(
    {
        Kind.NOTIFY: notify.build_rule,
        Kind.OBSERVE: observe.build_rule,
        Kind.RESPOND: respond.build_rule,
        Kind.PRINCIPLE: principle.build_rule,
    }
)
