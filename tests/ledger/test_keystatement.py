"""Key statements: who can change a state's keys, from where on, and what stays evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.kernel.errors import ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.directory import StateKeys, format_directory, parse_directory
from detente.ledger.envelope import add_signature, sign
from detente.ledger.keys import Ed25519Signer, Purpose, VerifierKey
from detente.ledger.keystatement import (
    KEYS_TYPE,
    KeyHistory,
    KeyStatement,
    KeyTrouble,
    Standing,
    format_statement,
    history_of,
    parse_statement,
)


def signer(purpose: Purpose, seed: int, name: str = "kz.example/log") -> Ed25519Signer:
    return Ed25519Signer.from_seed(name, purpose, bytes([seed]) * 32)


def public(signers: list[Ed25519Signer]) -> tuple[VerifierKey, ...]:
    return tuple(one.key for one in signers)


LOG, OLD, NEW = signer(Purpose.LOG, 1), signer(Purpose.DOCUMENT, 2), signer(Purpose.DOCUMENT, 3)
ROOT = [signer(Purpose.ROOT, 10 + one) for one in range(3)]
OTHER_ROOT = [signer(Purpose.ROOT, 20 + one) for one in range(3)]
FIRST = StateKeys(StateCode("KZ"), (LOG.key,), (OLD.key,), (), public(ROOT), 2)
SECOND = replace(FIRST, document=(NEW.key,))


def signed(statement: KeyStatement, roots: list[Ed25519Signer]) -> bytes:
    return sign(format_statement(statement), KEYS_TYPE, roots, Purpose.ROOT)


def refusal(history: KeyHistory, envelope: bytes) -> str:
    with pytest.raises(ProofError) as caught:
        history.followed_by(5, envelope)
    return caught.value.code


def test_the_root_keys_stand_in_the_directory() -> None:
    text = format_directory([FIRST])
    assert parse_directory(text) == (FIRST,)
    for wrong in (
        text.replace("threshold 2", "threshold 0"),
        text.replace("threshold 2", "threshold 4"),
        text.replace("threshold 2\n", ""),
        text + "threshold 2\n",
        format_directory([replace(FIRST, root=(), threshold=0)]) + "threshold 1\n",
    ):
        with pytest.raises(ProofError):
            parse_directory(wrong)


def test_a_quorum_of_root_keys_changes_the_keys_from_the_next_entry_on() -> None:
    history = KeyHistory(FIRST).followed_by(5, signed(KeyStatement(1, "", SECOND), ROOT[1:]))
    assert [history.at(index).document for index in (0, 5, 6, 99)] == [
        (OLD.key,),
        (OLD.key,),
        (NEW.key,),
        (NEW.key,),
    ]
    assert history.newest == SECOND
    assert history_of(FIRST, [(placed.index, placed.envelope) for placed in history.placed]) == history


def test_signatures_come_one_by_one_from_their_holders() -> None:
    envelope = signed(KeyStatement(1, "", SECOND), ROOT[:1])
    assert refusal(KeyHistory(FIRST), envelope) == "envelope-unsigned"
    again = add_signature(envelope, ROOT[0], KEYS_TYPE, Purpose.ROOT)
    assert refusal(KeyHistory(FIRST), again) == "envelope-unsigned"
    whole = add_signature(again, ROOT[2], KEYS_TYPE, Purpose.ROOT)
    assert KeyHistory(FIRST).followed_by(5, whole).newest == SECOND


def test_nobody_else_changes_them() -> None:
    statement = KeyStatement(1, "", SECOND)
    assert refusal(KeyHistory(FIRST), signed(statement, OTHER_ROOT)) == "envelope-unsigned"
    by_document = sign(format_statement(statement), KEYS_TYPE, [OLD])
    assert refusal(KeyHistory(FIRST), by_document) == "envelope-unsigned"
    none = replace(FIRST, root=(), threshold=0)
    assert refusal(KeyHistory(none), signed(statement, ROOT)) == "statement-no-root"
    wrong_type = sign(format_statement(statement), "application/json", ROOT, Purpose.ROOT)
    assert refusal(KeyHistory(FIRST), wrong_type) == "envelope-type"


def test_new_root_keys_are_signed_for_by_old_and_new() -> None:
    rotated = replace(SECOND, root=public(OTHER_ROOT))
    statement = KeyStatement(1, "", rotated)
    for too_few in (ROOT, OTHER_ROOT, [*ROOT[:2], OTHER_ROOT[0]], [ROOT[0], *OTHER_ROOT]):
        assert refusal(KeyHistory(FIRST), signed(statement, too_few)) == "envelope-unsigned"
    history = KeyHistory(FIRST).followed_by(5, signed(statement, [*ROOT[:2], *OTHER_ROOT[:2]]))
    following = KeyStatement(2, history.placed[-1].statement.identity, rotated)
    assert refusal(history, signed(following, ROOT)) == "envelope-unsigned"
    assert history.followed_by(9, signed(following, OTHER_ROOT)).newest == rotated


def test_statements_follow_each_other_without_a_gap_or_a_second_branch() -> None:
    history = KeyHistory(FIRST).followed_by(5, signed(KeyStatement(1, "", SECOND), ROOT))
    identity = history.placed[-1].statement.identity
    for statement in (
        KeyStatement(1, "", SECOND),
        KeyStatement(3, identity, SECOND),
        KeyStatement(2, "0" * 64, SECOND),
    ):
        assert refusal(history, signed(statement, ROOT)) == "statement-order"
    elsewhere = replace(SECOND, log=(signer(Purpose.LOG, 1, "elsewhere").key,))
    assert refusal(history, signed(KeyStatement(2, identity, elsewhere), ROOT)) == "statement-form"
    other = replace(SECOND, state=StateCode("RU"))
    assert refusal(history, signed(KeyStatement(2, identity, other), ROOT)) == "statement-form"


def test_a_key_is_revoked_from_an_entry_on_and_suspect_before() -> None:
    key = OLD.key.key
    troubles = (KeyTrouble(key.key_id, Standing.SUSPECT, 2), KeyTrouble(key.key_id, Standing.REVOKED, 4))
    history = KeyHistory(FIRST).followed_by(5, signed(KeyStatement(1, "", SECOND, troubles), ROOT))
    found = [history.standing(key, index) for index in (0, 1, 2, 3, 4, 9)]
    assert found == [*[Standing.GOOD] * 2, *[Standing.SUSPECT] * 2, *[Standing.REVOKED] * 2]
    assert history.standing(NEW.key.key, 9) is Standing.GOOD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"v":1', b'"v":2'),
        (b'"v":1', b'"v":true'),
        (b'"number":1', b'"number":0'),
        (b'"number":1', b'"number":true'),
        (b'"previous":""', b'"previous":"00"'),
        (b"state KZ", b"\\nstate KZ"),
        (b'"troubles":[]', b'"troubles":[{"from":0,"key":"00","standing":"revoked"}]'),
        (b'"troubles":[]', b'"troubles":[],"u":1'),
    ],
)
def test_a_statement_has_one_form(old: bytes, new: bytes) -> None:
    data = format_statement(KeyStatement(1, "", SECOND))
    assert parse_statement(data) == KeyStatement(1, "", SECOND)
    assert old in data
    with pytest.raises(ProofError) as caught:
        parse_statement(data.replace(old, new))
    assert caught.value.code == "statement-form"
