"""Sealing to states by age: who can open it, how many stanzas are seen, and what is chosen for whom."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import pytest

from detente.exchange.age import HybridIdentity, Identity, X25519Identity
from detente.exchange.seal import PLAIN, SEALING_SUITES, STANZA_STEPS, AgeSuite, choose_suite, seal, unseal
from detente.kernel.errors import InputError, PeerError, ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.agefile import parse_header
from detente.ledger.directory import StateKeys, format_directory, parse_directory
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.padding import size_class
from detente.ledger.sealing_keys import AGE_PQ, AGE_X25519

BOTH = (AGE_PQ, AGE_X25519)
STATES = [StateCode(state) for state in ("CN", "IN", "RU")]
WIDTHS = {AGE_PQ: b"mlkem768x25519", AGE_X25519: b"X25519"}


def identities(state: str) -> tuple[Identity, ...]:
    return HybridIdentity(state.encode() * 16), X25519Identity(state.encode() * 16)


def keys(state: str, suites: Sequence[str] = BOTH) -> StateKeys:
    log = Ed25519Signer.from_seed(f"{state}/log", Purpose.LOG, state.encode() * 16).key
    document = Ed25519Signer.from_seed(f"{state}/document", Purpose.DOCUMENT, state.lower().encode() * 16).key
    seal_keys = tuple(one.recipient for one in identities(state) if one.recipient.suite in suites)
    return StateKeys(StateCode(state), (log,), (document,), seal_keys)


def suite_of(state: str, suite: str, known: Sequence[StateKeys] = ()) -> AgeSuite:
    mine = identities(state)
    archive = next(one.recipient for one in mine if one.recipient.suite == suite)
    return AgeSuite(suite, mine, archive, {one.state: one for one in known}, secrets.token_bytes)


@pytest.mark.parametrize("suite", BOTH)
def test_those_named_and_the_sender_open_it_and_no_other_state(suite: str) -> None:
    known = [keys(state) for state in (*STATES, "KG")]
    blob = seal(b"envelope", STATES, suite, {suite: suite_of("KZ", suite, known)})
    assert b"envelope" not in blob
    for state in ("KZ", *STATES):
        assert unseal(blob, suite, {suite: suite_of(state, suite)}) == b"envelope"
    with pytest.raises(PeerError) as caught:
        unseal(blob, suite, {suite: suite_of("KG", suite)})
    assert caught.value.code == "seal-others"


@pytest.mark.parametrize("suite", BOTH)
@pytest.mark.parametrize(("count", "seen"), [(0, 4), (3, 4), (4, 8), (9, 12), (12, 16)])
def test_the_number_of_stanzas_says_little_of_the_number_of_recipients(
    suite: str, count: int, seen: int
) -> None:
    states = [StateCode(f"X{chr(65 + one)}") for one in range(count)]
    closing = suite_of("KZ", suite, [keys(state) for state in states])
    header = parse_header(closing.close(b"padded", states))
    assert sum(stanza.arguments[0] == WIDTHS[suite] for stanza in header.stanzas) == seen
    assert seen in STANZA_STEPS


def test_two_blobs_of_one_envelope_have_nothing_in_common() -> None:
    closing = suite_of("KZ", AGE_PQ, [keys("CN")])
    one, other = (closing.close(b"padded", STATES[:1]) for _ in range(2))
    assert len(one) == len(other)
    assert size_class(len(one)) == size_class(len(other))
    shares = [{stanza.arguments[1] for stanza in parse_header(blob).stanzas} for blob in (one, other)]
    assert not shares[0] & shares[1]


@pytest.mark.parametrize("suite", BOTH)
def test_an_altered_blob_is_refused(suite: str) -> None:
    opening = suite_of("KZ", suite)
    blob = opening.close(b"padded" * 100, [])
    for changed in (blob[:-1], blob + b"x", blob[:-1] + bytes([blob[-1] ^ 1]), blob[1:]):
        with pytest.raises(ProofError):
            opening.open(changed)


def test_hybrid_is_chosen_where_every_recipient_has_such_a_key() -> None:
    known = {one.state: one for one in (keys("CN"), keys("IN"), keys("RU", [AGE_X25519]), keys("KG", []))}
    china, india, russia, kyrgyzstan = (StateCode(state) for state in ("CN", "IN", "RU", "KG"))
    assert choose_suite([china, india], known) == AGE_PQ
    assert choose_suite([china, russia], known) == AGE_X25519
    assert choose_suite([], known) == AGE_PQ
    for without in ([kyrgyzstan], [china, kyrgyzstan], [StateCode("UZ")]):
        with pytest.raises(InputError) as caught:
            choose_suite(without, known)
        assert (caught.value.code, without[-1] in caught.value.message.en) == ("seal-no-key", True)


def test_what_cannot_be_sealed_is_refused() -> None:
    closing = suite_of("KZ", AGE_PQ, [keys("RU", [AGE_X25519])])
    for states, code in (([StateCode("RU")], "seal-no-key"), ([StateCode("CN")], "seal-no-key")):
        with pytest.raises(InputError) as caught:
            closing.close(b"padded", states)
        assert caught.value.code == code
    many = [keys(f"{one}{other}") for one in "ABCDEFGH" for other in "ABCDEFGH"]
    closing = suite_of("KZ", AGE_X25519, many)
    assert len(closing.close(b"padded", [one.state for one in many[:63]])) > 64 * 98
    with pytest.raises(InputError) as caught:
        closing.close(b"padded", [one.state for one in many])
    assert caught.value.code == "seal-many"
    with pytest.raises(InputError):
        seal(b"envelope", [], PLAIN, SEALING_SUITES)


def test_a_directory_lists_sealing_keys_and_one_of_each_suite() -> None:
    known = (keys("CN"), keys("RU", [AGE_X25519]), keys("KG", []))
    text = format_directory(known)
    assert parse_directory(text) == known
    line = next(line for line in text.splitlines() if line.startswith("seal age1pq1"))
    for wrong in (text.replace(line, f"{line}\n{line}"), text.replace(line, line[:-1]), f"{line}\n{text}"):
        with pytest.raises(ProofError):
            parse_directory(wrong)
