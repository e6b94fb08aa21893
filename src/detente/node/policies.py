"""Whose cosignatures this node asks for, by agreement: files of C2SP tlog-policy in the node's folder ``policies``.

``<agreement>.policy`` is that agreement's, ``default.policy`` that of all others. Where neither is there, no witness
is asked for. Source: docs/spec/ledger.md §13.7.
"""

from __future__ import annotations

from pathlib import Path

from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import AgreementId
from detente.ledger.policy import MAX_POLICY_BYTES, Policy
from detente.node.durable import disk_errors, read_file, sync_path
from detente.node.node import Node

FOLDER, SUFFIX, DEFAULT = "policies", ".policy", "default"


def policy_of(node: Node, agreement: AgreementId | None) -> Policy | None:
    """The policy of an agreement, else the one for all others (None: that one); None: no witness is asked for.

    Raises:
        OperatorError: the file is no policy, or cannot be read.
    """
    names = [name for name in (agreement, DEFAULT) if name]
    found = (_load(_path(node, name)) for name in names)
    return next((policy for policy in found if policy is not None), None)


def policies_in_use(node: Node) -> dict[AgreementId, Policy]:
    """The policy of each agreement in use that has one.

    Raises:
        OperatorError: a file is no policy, or cannot be read.
    """
    loaded = {agreement: policy_of(node, agreement) for agreement in node.in_use}
    return {agreement: policy for agreement, policy in loaded.items() if policy is not None}


def set_policy(node: Node, agreement: AgreementId | None, text: bytes) -> Policy:
    """Ask for these witnesses from now on, under one agreement or (None) under all that have no policy of their own.

    Raises:
        InputError: it is no policy, or the agreement is not installed; nothing was changed.
        OperatorError: the disk refuses.
    """
    policy = Policy.parse(text)
    if agreement is not None:
        node.agreement(agreement)
    path = _path(node, agreement or DEFAULT)
    with disk_errors(path):
        path.parent.mkdir(exist_ok=True)
        aside = path.with_suffix(".new")
        aside.write_bytes(text)
        sync_path(aside)
        aside.replace(path)
        sync_path(path.parent)
    return policy


def _path(node: Node, name: str) -> Path:
    return node.folder / FOLDER / f"{name}{SUFFIX}"


def _load(path: Path) -> Policy | None:
    text = read_file(path)
    if text is None:
        return None
    try:
        return Policy.parse(text[: MAX_POLICY_BYTES + 1])
    except InputError as fault:
        raise OperatorError(
            fault.code, f"{path}: {fault.message.en}", "Mend the file; `detente witness policy` checks one."
        ) from fault
