"""Receipts between two nodes: given once, kept on both sides, and never more positive than what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from tests.node.stories import ADMIN, DUTY, NOW, READER, RELEASER, OpenNode, draft_drill, tell_drill

from detente.exchange.receipts import PAYLOAD_TYPES, Answered, ReceiptCode, ReceiptList, format_receipts
from detente.exchange.seal import seal
from detente.kernel.errors import InputError
from detente.kernel.identifiers import Reference, StateCode
from detente.ledger.checkpoints import parse_checkpoint
from detente.ledger.envelope import PAYLOAD_TYPE, sign
from detente.ledger.leaf import Leaf, LeafKind, format_leaf, parse_leaf
from detente.ledger.notes import parse_note
from detente.node.deliveries import Delivery, Told, answers_on, deliveries_of
from detente.node.drafts import submit_draft
from detente.node.keyring import document_signers
from detente.node.messages import read_document
from detente.node.node import Node
from detente.node.peers import add_peer, list_declined
from detente.node.pulling import pull, pull_all
from detente.node.release import release_draft, send_message
from detente.node.storage.schema import alarm, declined, message, owed_receipt, statement, statement_line

KZ, CN = StateCode("KZ"), StateCode("CN")
LATER, LAST = NOW + timedelta(hours=3), NOW + timedelta(hours=5)


@pytest.fixture(autouse=True)
def _both_follow(kz: Node, cn: Node) -> None:
    follow(kz, cn)
    follow(cn, kz)


def follow(node: Node, of: Node) -> None:
    add_peer(node, ADMIN, (of.folder / "public/keys.txt").read_text(), str(of.folder / "public"), NOW)


def kinds(node: Node) -> list[str]:
    return [parse_leaf(one).kind.value for one in node.log.entries(0, node.log.size)]


def test_a_message_that_was_opened_is_answered_in_the_addressees_own_log(kz: Node, cn: Node) -> None:
    reference = tell_drill(kz)
    assert answers_on(kz, READER, reference) == []
    pull(cn, DUTY, KZ, LATER)
    pull(kz, DUTY, CN, LAST)
    told = [Told(CN, KZ, ReceiptCode.OPENED, LATER, 0)]
    assert answers_on(kz, READER, reference) == told
    assert answers_on(cn, READER, reference) == told
    assert (kinds(kz), kinds(cn)) == (["message"], ["receipt"])


def test_pulling_again_says_nothing_again_and_a_receipt_is_not_answered(
    kz: Node, cn: Node, make_node: OpenNode
) -> None:
    tell_drill(kz)
    for _ in range(3):
        pull(cn, DUTY, KZ, LATER)
        pull(kz, DUTY, CN, LATER)
    cn.close()
    cn = make_node("CN")
    pull(cn, DUTY, KZ, LAST)
    assert (kinds(kz), kinds(cn)) == (["message"], ["receipt"])


def test_several_messages_are_answered_in_one_list(kz: Node, cn: Node) -> None:
    references = [tell_drill(kz) for _ in range(3)]
    pull(cn, DUTY, KZ, LATER)
    pull(kz, DUTY, CN, LAST)
    assert kinds(cn) == ["receipt"]
    assert [answers_on(kz, READER, one) for one in references] == [
        [Told(CN, KZ, ReceiptCode.OPENED, LATER, 0)]
    ] * 3


def test_a_receipt_that_was_signed_and_not_registered_is_registered_later(
    kz: Node, cn: Node, make_node: OpenNode
) -> None:
    reference = tell_drill(kz)
    pull(cn, DUTY, KZ, LATER)
    with cn.writing() as connection:  # as a stop just before the last step leaves it
        connection.execute(update(statement).values(log_index=None))
    cn.close()
    cn = make_node("CN")
    assert answers_on(cn, READER, reference) == [Told(CN, KZ, ReceiptCode.OPENED, LATER, 0)]
    assert kinds(cn) == ["receipt"]


def _register(node: Node, payload: bytes, payload_type: str, kind: LeafKind, *, again: bool = False) -> int:
    """Register whatever bytes, signed as they should be, in a blob that everyone can open; ``again``: in another."""
    signers = document_signers(node)[:: -1 if again else 1]
    blob = seal(sign(payload, payload_type, signers), [KZ, CN])
    leaf = Leaf.of(blob, kind)
    node.blobs_of(node.settings.state).put({leaf.commit: blob})
    return node.log.append([format_leaf(leaf)])[0]


def test_a_message_that_cannot_be_read_is_refused_with_the_reason(kz: Node, cn: Node) -> None:
    place = _register(kz, b"{}", PAYLOAD_TYPE, LeafKind.MESSAGE)
    pull(cn, DUTY, KZ, LATER)
    pull(kz, DUTY, CN, LAST)
    with kz.reading() as connection:
        envelope = connection.execute(select(statement.c.envelope)).scalar_one()
    assert place == 0
    assert b"receipt" in envelope
    assert kinds(cn) == ["receipt"]
    pull(cn, DUTY, KZ, LAST)
    assert kinds(cn) == ["receipt"]


def test_a_duplicate_of_a_refused_message_never_gets_a_positive_receipt(kz: Node, cn: Node) -> None:
    tell_drill(kz)
    pull(cn, DUTY, KZ, LATER)
    with kz.reading() as connection:
        document = connection.execute(select(message.c.document)).scalar_one().replace(b"12900", b"13900")
    _register(kz, document, PAYLOAD_TYPE, LeafKind.MESSAGE)
    pull(cn, DUTY, KZ, LATER)
    # What stood in its way is gone; but the document came before, and was refused there.
    with cn.writing() as connection:
        connection.execute(update(declined).values(leaf=None))
        connection.execute(update(message).values(reference="SCO/KZ/2024/0099/EX/O"))
    _register(kz, document, PAYLOAD_TYPE, LeafKind.MESSAGE, again=True)
    pull(cn, DUTY, KZ, LAST)
    assert [(one.index, one.code) for one in list_declined(cn, READER)] == [
        (1, "reference-taken"),
        (2, "message-duplicate"),
    ]
    pull(kz, DUTY, CN, LAST)
    assert _said(kz) == {0: ["opened"], 1: ["reference-taken"], 2: ["duplicate"]}


def test_a_message_that_can_be_taken_in_later_is_answered_again(kz: Node, cn: Node) -> None:
    tell_drill(kz)
    pull(cn, DUTY, KZ, LATER)
    with kz.reading() as connection:
        document = connection.execute(select(message.c.document)).scalar_one().replace(b"12900", b"13900")
    _register(kz, document, PAYLOAD_TYPE, LeafKind.MESSAGE)
    pull(cn, DUTY, KZ, LATER)
    with cn.writing() as connection:
        connection.execute(update(message).values(reference="SCO/KZ/2024/0099/EX/O"))
    pull(cn, DUTY, KZ, LAST)
    pull(kz, DUTY, CN, LAST)
    assert _said(kz) == {0: ["opened"], 1: ["opened", "reference-taken"]}
    assert list_declined(cn, READER) == []


def _said(node: Node) -> dict[int, list[str]]:
    said: dict[int, list[str]] = {}
    with node.reading() as connection:
        order = (statement_line.c.entry, statement_line.c.answer)
        for row in connection.execute(select(statement_line).order_by(*order)):
            said.setdefault(row.entry, []).append(row.answer)
    return said


def test_a_receipt_for_another_history_of_our_log_raises_an_alarm(kz: Node, cn: Node) -> None:
    reference = tell_drill(kz)
    note = parse_checkpoint(parse_note(kz.log.checkpoint.note).text)
    commit = parse_leaf(kz.log.entry(0)).commit
    honest = ReceiptList(
        sender=CN,
        to=KZ,
        log=note.origin,
        size=1,
        root=note.root,
        issued_at=NOW,
        lines=(Answered(0, commit, ReceiptCode.OPENED),),
    )
    lies = [
        replace(honest, root=bytes(32)),
        replace(honest, size=2),
        replace(honest, log="ru.example/log"),
        replace(honest, lines=(Answered(0, "0" * 64, ReceiptCode.OPENED),)),
    ]
    for lie in lies:
        _register(cn, format_receipts(lie), PAYLOAD_TYPES[LeafKind.RECEIPT], LeafKind.RECEIPT)
    pull(kz, DUTY, CN, LATER)
    assert [one.code for one in list_declined(kz, READER)] == [
        "receipt-history",
        "receipt-history",
        "receipt-log",
        "receipt-entries",
    ]
    with kz.reading() as connection:
        assert connection.execute(select(alarm.c.code)).scalars().all() == ["receipt-history"] * 2
    assert answers_on(kz, READER, reference) == []
    _register(cn, format_receipts(honest), PAYLOAD_TYPES[LeafKind.RECEIPT], LeafKind.RECEIPT)
    pull(kz, DUTY, CN, LATER)
    assert answers_on(kz, READER, reference) == [Told(CN, KZ, ReceiptCode.OPENED, NOW, 4)]


def test_a_late_receipt_and_the_notice_that_none_came_both_stay(kz: Node, cn: Node) -> None:
    reference = tell_drill(kz)
    after = NOW + timedelta(hours=72)
    pull_all(kz, DUTY, after - timedelta(seconds=1))
    assert kinds(kz) == ["message"]
    pull_all(kz, DUTY, after)
    pull_all(kz, DUTY, after + timedelta(hours=9))
    assert kinds(kz) == ["message", "notice"]
    noted = Told(KZ, CN, ReceiptCode.NO_RECEIPT, after, 1)
    assert answers_on(kz, READER, reference) == [noted]
    late = after + timedelta(days=30)
    pull(cn, DUTY, KZ, late)
    pull(kz, DUTY, CN, late)
    assert answers_on(kz, READER, reference) == [noted, Told(CN, KZ, ReceiptCode.OPENED, late, 0)]
    assert answers_on(cn, READER, reference) == [noted, Told(CN, KZ, ReceiptCode.OPENED, late, 0)]


def test_no_notice_is_made_of_a_message_that_was_answered_or_could_not_be_opened(
    kz: Node, cn: Node, make_node: OpenNode
) -> None:
    tell_drill(kz)
    pull(cn, DUTY, KZ, LATER)
    pull(kz, DUTY, CN, LATER)
    pull_all(kz, DUTY, NOW + timedelta(days=9))
    assert kinds(kz) == ["message"]
    ru = make_node("RU", receipt_hours=0)
    tell_drill(ru)
    follow(ru, cn)
    pull_all(ru, DUTY, NOW + timedelta(days=9))
    assert "notice" not in kinds(ru)


def test_answers_wait_while_the_peers_sealing_key_is_not_known(cn: Node, make_node: OpenNode) -> None:
    ru = make_node("RU")
    keys = (ru.folder / "public/keys.txt").read_text()
    without = "".join(line for line in keys.splitlines(keepends=True) if not line.startswith("seal"))
    add_peer(cn, ADMIN, without, str(ru.folder / "public"), NOW)
    follow(ru, cn)
    tell_drill(ru)
    pull(cn, DUTY, StateCode("RU"), LATER)
    assert kinds(cn) == []
    with cn.reading() as connection:
        assert connection.execute(select(owed_receipt.c.answer)).scalars().all() == ["opened"]
    follow(cn, ru)
    pull(cn, DUTY, StateCode("RU"), LAST)
    assert kinds(cn) == ["receipt"]


def test_how_far_a_message_has_come_is_told_by_addressee(kz: Node, cn: Node) -> None:
    reference = tell_drill(kz)
    nothing = [Delivery(state, state != CN, None, ()) for state in _addressees(kz, reference)]
    assert deliveries_of(kz, READER, reference) == nothing
    pull(cn, DUTY, KZ, LATER)
    pull(kz, DUTY, CN, LAST)
    answer = (Told(CN, KZ, ReceiptCode.OPENED, LATER, 0),)
    assert deliveries_of(kz, READER, reference) == [
        replace(one, held_at=LATER, answers=answer) if one.state == CN else one for one in nothing
    ]
    assert deliveries_of(cn, READER, reference) == [Delivery(CN, False, None, answer)]


def _addressees(node: Node, reference: Reference) -> tuple[StateCode, ...]:
    return read_document(node, READER, reference).to


def test_there_are_no_answers_on_a_message_that_is_not_known(kz: Node) -> None:
    with pytest.raises(InputError):
        answers_on(kz, READER, Reference("SCO/KZ/2024/0001/EX/O"))
    draft = draft_drill(kz)
    submit_draft(kz, DUTY, draft, NOW)
    reference = release_draft(kz, RELEASER, draft, NOW)
    assert answers_on(kz, READER, reference) == []
    send_message(kz, DUTY, reference, NOW)
    assert answers_on(kz, READER, reference) == []
