"""Receipts: signed, for one log, in one form only; and what may follow on what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.exchange.receipts import (
    PAYLOAD_TYPES,
    Answered,
    ReceiptCode,
    ReceiptList,
    answer_to,
    format_receipts,
    is_news,
    open_receipts,
    parse_receipts,
)
from detente.exchange.seal import seal
from detente.kernel.errors import PeerError, ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.envelope import PAYLOAD_TYPE, sign
from detente.ledger.keystatement import KeyHistory
from detente.ledger.leaf import Leaf, LeafKind

KZ, RU = StateCode("KZ"), StateCode("RU")
LIST = ReceiptList(
    sender=KZ,
    to=RU,
    log="ru.example/log",
    size=9,
    root=bytes(32),
    issued_at=datetime(2024, 5, 1, 6, tzinfo=UTC),
    lines=(
        Answered(2, "a" * 64, ReceiptCode.OPENED, "b" * 64),
        Answered(8, "c" * 64, ReceiptCode.UNDECRYPTABLE),
    ),
)

answers = st.sampled_from(list(ReceiptCode))
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(
    st.dictionaries(st.integers(0, 999), st.tuples(hashes, answers, hashes | st.just("")), min_size=1),
    st.binary(min_size=32, max_size=32),
)
def test_a_list_is_read_as_it_was_written(
    lines: dict[int, tuple[str, ReceiptCode, str]], root: bytes
) -> None:
    written = replace(
        LIST, size=1000, root=root, lines=tuple(Answered(index, *lines[index]) for index in sorted(lines))
    )
    assert parse_receipts(format_receipts(written)) == written


@pytest.mark.parametrize(
    "wrong",
    [
        replace(LIST, lines=()),
        replace(LIST, lines=LIST.lines[::-1]),
        replace(LIST, lines=LIST.lines[:1] * 2),
        replace(LIST, size=8),
        replace(LIST, root=bytes(31)),
        replace(LIST, lines=(Answered(1, "A" * 64, ReceiptCode.OPENED),)),
        replace(LIST, lines=(Answered(1, "a" * 64, ReceiptCode.OPENED, "b"),)),
        replace(LIST, lines=tuple(Answered(i, "a" * 64, ReceiptCode.OPENED) for i in range(257)), size=999),
    ],
)
def test_a_list_of_another_form_is_refused(wrong: ReceiptList) -> None:
    with pytest.raises(ProofError):
        parse_receipts(format_receipts(wrong))


@given(st.binary(max_size=80))
def test_any_bytes_are_no_list(data: bytes) -> None:
    with pytest.raises(ProofError) as caught:
        parse_receipts(data)
    assert caught.value.code == "receipt-form"


def _opened(peer: Any, receipts: ReceiptList, kind: LeafKind = LeafKind.RECEIPT, type_: str = "") -> Any:
    envelope = sign(format_receipts(receipts), type_ or PAYLOAD_TYPES[kind], [peer.document_signer])
    blob = seal(envelope, [RU])
    return open_receipts(0, Leaf.of(blob, kind), blob, KeyHistory(peer.keys), RU)


def test_a_list_is_believed_once_its_sender_signed_it_to_us(peer: Any) -> None:
    assert _opened(peer, LIST).receipts == LIST
    for wrong, code in (
        (replace(LIST, sender=StateCode("TJ")), "message-sender"),
        (replace(LIST, to=StateCode("CN")), "message-not-addressed"),
        (replace(LIST, lines=(Answered(2, "a" * 64, ReceiptCode.NO_RECEIPT),)), "receipt-form"),
    ):
        with pytest.raises(PeerError) as caught:
            _opened(peer, wrong)
        assert caught.value.code == code


def test_a_signature_for_another_purpose_does_not_count(peer: Any) -> None:
    for kind, type_ in (
        (LeafKind.RECEIPT, PAYLOAD_TYPE),
        (LeafKind.RECEIPT, PAYLOAD_TYPES[LeafKind.NOTICE]),
        (LeafKind.NOTICE, PAYLOAD_TYPES[LeafKind.RECEIPT]),
    ):
        with pytest.raises(ProofError) as caught:
            _opened(peer, LIST, kind, type_)
        assert caught.value.code == "envelope-type"


def test_a_notice_says_nothing_but_that_no_receipt_came(peer: Any) -> None:
    notice = replace(LIST, lines=(Answered(2, "a" * 64, ReceiptCode.NO_RECEIPT, "b" * 64),))
    assert _opened(peer, notice, LeafKind.NOTICE).receipts == notice
    with pytest.raises(ProofError):
        _opened(peer, LIST, LeafKind.NOTICE)


def test_nothing_is_answered_twice_and_nothing_follows_on_what_is_final() -> None:
    assert is_news(ReceiptCode.OPENED, [])
    assert is_news(ReceiptCode.OPENED, [ReceiptCode.UNKNOWN_FORMAT, ReceiptCode.BAD_SIGNATURE])
    assert is_news(ReceiptCode.UNFIT, [ReceiptCode.UNKNOWN_FORMAT])
    assert not is_news(ReceiptCode.UNFIT, [ReceiptCode.UNFIT, ReceiptCode.UNKNOWN_FORMAT])
    assert not is_news(ReceiptCode.UNFIT, [ReceiptCode.OPENED])
    assert not is_news(ReceiptCode.OPENED, [ReceiptCode.DUPLICATE])


def test_what_may_be_sealed_to_others_is_not_answered() -> None:
    unanswered = ("blob-withheld", "blob-altered", "seal-others", "message-not-addressed", "leaf-json")
    assert [answer_to(reason) for reason in unanswered] == [None] * 5
    assert answer_to("message-format") is ReceiptCode.UNKNOWN_FORMAT
    assert [one for one in ReceiptCode if not one.refuses] == [
        ReceiptCode.OPENED,
        ReceiptCode.DUPLICATE,
        ReceiptCode.NO_RECEIPT,
    ]


def test_a_damaged_blob_that_was_sealed_to_us_is_answered_and_one_to_others_is_not() -> None:
    from detente.exchange import receipts

    codes = {"age-payload", "age-key", "padding", "envelope-unsigned", "key-revoked", "message-content"}
    assert codes <= set(receipts._ANSWERS)
