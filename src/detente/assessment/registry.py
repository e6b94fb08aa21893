"""The kinds of provision that are assessed, each with the module that builds its rules.

To add a kind: a class in ``agreements/model/provisions.py``, a module in ``kinds``, a line below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from detente.agreements.model import Agreement, Kind, Provision
from detente.assessment.kinds import (
    ceiling,
    disclose,
    exchange,
    host,
    meet,
    notice,
    notify,
    observe,
    principle,
    quota,
    respond,
    restrain,
)
from detente.assessment.rules import Rules
from detente.assessment.scope import Scope, scope_of

Build = Callable[[Scope, Provision], Rules]


KINDS: Mapping[Kind, Build] = MappingProxyType(
    {
        Kind.NOTIFY: notify.build_rules,
        Kind.OBSERVE: observe.build_rules,
        Kind.RESPOND: respond.build_rules,
        Kind.RESTRAIN: restrain.build_rules,
        Kind.EXCHANGE: exchange.build_rules,
        Kind.CEILING: ceiling.build_rules,
        Kind.QUOTA: quota.build_rules,
        Kind.HOST: host.build_rules,
        Kind.MEET: meet.build_rules,
        Kind.DISCLOSE: disclose.build_rules,
        Kind.NOTICE: notice.build_rules,
        Kind.PRINCIPLE: principle.build_rules,
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class _This:
    """An agreement as itself: equal to no other, so that it can be looked up without being read through."""

    agreement: Agreement

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and self.agreement is other.agreement

    def __hash__(self) -> int:
        return id(self.agreement)


def rules_of(agreement: Agreement, near_permille: int) -> tuple[Scope, Rules]:
    """An agreement's rules, and whom it binds.

    Raises:
        PackError: a provision asks for what activities do not have.
    """
    return _compile_this(_This(agreement), near_permille)


@lru_cache(maxsize=32)
def _compile_this(this: _This, near_permille: int) -> tuple[Scope, Rules]:
    """An agreement's rules; kept, since an agreement does not change and is asked again and again."""
    scope = scope_of(this.agreement, near_permille)
    provisions = this.agreement.provisions.values()
    return scope, sum((KINDS[one.kind](scope, one) for one in provisions), Rules())
