"""The kinds of provision this version reads, each with its builder."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.agreements.kinds import (
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
    Kind.RESTRAIN: restrain.build,
    Kind.EXCHANGE: exchange.build,
    Kind.CEILING: ceiling.build,
    Kind.QUOTA: quota.build,
    Kind.HOST: host.build,
    Kind.RESPOND: respond.build,
    Kind.MEET: meet.build,
    Kind.DISCLOSE: disclose.build,
    Kind.NOTICE: notice.build,
    Kind.PRINCIPLE: principle.build,
}
