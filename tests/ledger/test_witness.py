"""The witness as a machine: every answer it can give, in the order in which it looks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.ledger.checkpoints import Checkpoint, sign_checkpoint, verify_checkpoint
from detente.ledger.cosignatures import Cosignature, verify_cosignatures
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.log import Log
from detente.ledger.mldsa import MlDsa44Signer
from detente.ledger.witness import (
    SIZE_TYPE,
    Cosigned,
    Reply,
    RequestRefused,
    decide,
    format_request,
    read_request,
)

ORIGIN = "kz.example/log"
LOG = Ed25519Signer.from_seed(ORIGIN, Purpose.LOG, b"L" * 32)
FORGER = Ed25519Signer.from_seed(ORIGIN, Purpose.LOG, b"F" * 32)
KEYS = [
    Ed25519Signer.from_seed("w.example", Purpose.WITNESS, b"W" * 32),
    MlDsa44Signer.from_seed("w.example", Purpose.WITNESS, b"W" * 32),
]
LOGS = {ORIGIN: [LOG.key]}
AT = 1_714_111_200


def _answer(body: bytes, last: Cosigned | None = None, now: int = AT, newest: int = 0) -> Reply:
    try:
        return decide(read_request(body, LOGS), last, KEYS, now, newest)
    except RequestRefused as refused:
        return refused.reply


def _note(size: int, root: bytes, signer: Ed25519Signer = LOG, origin: str = ORIGIN) -> bytes:
    return sign_checkpoint(Checkpoint(origin, size, root), [signer]).note


@pytest.fixture
def log(new_log: Callable[[], Log]) -> Log:
    log = new_log()
    log.append([b"one", b"two", b"three"])
    return log


def test_a_first_checkpoint_is_cosigned_by_every_key_of_the_witness(log: Log) -> None:
    note = log.checkpoint.note
    reply = _answer(format_request(0, [], note))
    assert (reply.status, reply.suspect) == (200, False)
    assert verify_cosignatures(note + reply.body, [one.key for one in KEYS]) == tuple(
        Cosignature(one.key, AT) for one in KEYS
    )
    root = log.checkpoint.checkpoint.root
    assert reply.keep == Cosigned(3, root, note + reply.body, AT)


def test_a_longer_one_is_cosigned_with_its_proof_and_the_same_again_as_a_heartbeat(log: Log) -> None:
    last = _answer(format_request(0, [], log.checkpoint.note)).keep
    log.append([b"four", b"five"])
    proof = log.reader().consistency(3)
    later = _answer(format_request(3, proof, log.checkpoint.note), last, AT + 60)
    assert later.status == 200
    assert later.keep is not None
    assert later.keep.size == 5
    again = _answer(format_request(5, [], log.checkpoint.note), later.keep, AT + 90)
    assert (again.status, again.keep and again.keep.seconds) == (200, AT + 90)


def test_what_others_wrote_below_is_not_shown_on(log: Log) -> None:
    stranger = MlDsa44Signer.from_seed("s.example", Purpose.WITNESS, b"S" * 32)
    from detente.ledger.cosignatures import cosign

    reply = _answer(format_request(0, [], cosign(log.checkpoint.note, stranger, AT)))
    assert reply.keep is not None
    assert reply.keep.note == log.checkpoint.note + reply.body


def test_the_wrong_old_size_is_answered_with_the_right_one(log: Log) -> None:
    last = _answer(format_request(0, [], log.checkpoint.note)).keep
    for old in (0, 2):
        assert _answer(format_request(old, [], log.checkpoint.note), last) == Reply(409, b"3\n", SIZE_TYPE)
    assert _answer(format_request(3, [], log.checkpoint.note)) == Reply(409, b"0\n", SIZE_TYPE)


def test_another_history_is_refused_and_kept_as_suspect(log: Log) -> None:
    last = _answer(format_request(0, [], log.checkpoint.note)).keep
    log.append([b"four"])
    proof = log.reader().consistency(3)
    for body in (
        format_request(3, [], _note(3, b"x" * 32)),  # one size, another root
        format_request(3, proof, _note(4, b"x" * 32)),
        format_request(3, [], log.checkpoint.note),
        format_request(3, proof[1:], log.checkpoint.note),
        format_request(3, [b"p" * 32], _note(3, log.checkpoint.checkpoint.root)),
    ):
        reply = _answer(body, last)
        assert (reply.status, reply.keep, reply.suspect) == (422, None, True)
    for body in (
        format_request(0, [], _note(0, b"x" * 32)),
        format_request(0, [b"p" * 32], _note(3, b"x" * 32)),
    ):
        assert _answer(body).status == 422


def test_an_empty_log_may_be_cosigned(new_log: Callable[[], Log]) -> None:
    reply = _answer(format_request(0, [], new_log().checkpoint.note))
    assert reply.status == 200
    assert reply.keep is not None
    assert verify_checkpoint(reply.keep.note, ORIGIN, [LOG.key]).checkpoint.size == 0


def test_a_clock_that_went_back_cosigns_nothing_until_it_has_caught_up(log: Log) -> None:
    body = format_request(0, [], log.checkpoint.note)
    assert _answer(body, now=AT, newest=AT + 1).status == 503
    assert _answer(body, now=AT + 1, newest=AT + 1).status == 200


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda body: b"", 400),
        (lambda body: body.replace(b"old 0", b"old 00"), 400),
        (lambda body: body.replace(b"old 0", b"old -1"), 400),
        (lambda body: body.replace(b"old 0", b"size 0"), 400),
        (lambda body: body.replace(b"old 0", b"old 0 "), 400),
        (lambda body: body.replace(b"old 0\n", b"old 0\n" + b"AAAA\n"), 400),
        (lambda body: body.replace(b"old 0\n", b"old 0\n" + b"A" * 43 + b"=\n" + b"\n"), 400),
        (lambda body: body.replace(b"old 0\n", b"old 0\n" + (b"A" * 43 + b"=\n") * 64), 400),
        (lambda body: body.replace(b"\n", b"\r\n"), 400),
        (lambda body: body.replace(b"old 0", b"old 4"), 400),
        (lambda body: body[:-1], 400),
        (lambda body: body + b"x" * (1 << 18), 400),
        (lambda body: body.replace(b"\nkz.example", b"\nru.example"), 404),
        (lambda body: body.replace(b"\n3\n", b"\n4\n"), 403),
        (lambda body: format_request(0, [], _note(3, b"x" * 32, FORGER)), 403),
    ],
)
def test_what_is_no_request_of_a_known_log_is_refused(
    log: Log, change: Callable[[bytes], bytes], status: int
) -> None:
    body = change(format_request(0, [], log.checkpoint.note))
    reply = _answer(body)
    assert (reply.status, reply.keep, reply.suspect) == (status, None, False)


def test_extension_lines_are_not_cosigned() -> None:
    note = sign_checkpoint(Checkpoint(ORIGIN, 3, b"r" * 32, ("more",)), [LOG]).note
    assert _answer(format_request(0, [], note)).status == 400


def test_a_forged_line_beside_a_good_one_refuses_the_whole(log: Log) -> None:
    both = {ORIGIN: [LOG.key, FORGER.key]}
    good = log.checkpoint.note
    forged = _note(4, b"x" * 32, FORGER).split(b"\n\n")[1]
    with pytest.raises(RequestRefused) as caught:
        read_request(format_request(0, [], good + forged), both)
    assert caught.value.reply.status == 403
    assert _answer(format_request(0, [], good + forged)).status == 200  # to others it is an unknown line


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert _answer(data).status == 400
    assert _answer(b"old 0\n\n" + data).status == 400
