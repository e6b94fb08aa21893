"""The vectors of the specification: another program that reads them as we do agrees with us."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest

from detente.exchange.age import find_file_key, parse_identity
from detente.ledger.agefile import open_age, parse_header
from detente.ledger.checkpoints import verify_checkpoint
from detente.ledger.cosignatures import Cosignature, verify_cosignatures
from detente.ledger.directory import StateKeys, format_directory, parse_directory
from detente.ledger.envelope import verify_envelope
from detente.ledger.keys import parse_vkey
from detente.ledger.keystatement import KeyHistory, format_statement
from detente.ledger.padding import unpad

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors/exchange/vectors.json").read_text(encoding="utf-8")
)


@pytest.fixture
def keys() -> StateKeys:
    [found] = parse_directory(VECTORS["directory"])
    return found


def test_the_directory_is_written_as_it_was_read(keys: StateKeys) -> None:
    assert format_directory([keys]) == VECTORS["directory"]
    assert (len(keys.document), len(keys.seal), len(keys.root), keys.threshold) == (2, 2, 3, 2)


def test_the_document_is_signed_by_both_keys(keys: StateKeys) -> None:
    signed = verify_envelope(b64decode(VECTORS["envelope"]), [key.key for key in keys.document])
    assert signed.payload == b'{"v":1}'


@pytest.mark.parametrize("sealed", VECTORS["sealed"], ids=[one["suite"] for one in VECTORS["sealed"]])
def test_the_sealed_blob_holds_the_envelope(keys: StateKeys, sealed: dict[str, str]) -> None:
    identity, blob = parse_identity(sealed["identity"]), b64decode(sealed["blob"])
    assert (identity.recipient.suite, identity.recipient.text) == (sealed["suite"], sealed["recipient"])
    assert identity.recipient in keys.seal
    header = parse_header(blob)
    assert find_file_key(header, [identity]).hex() == sealed["file_key"]
    assert unpad(open_age(blob, header, bytes.fromhex(sealed["file_key"]))) == b64decode(VECTORS["envelope"])


def test_two_root_keys_signed_the_statement(keys: StateKeys) -> None:
    said = VECTORS["statement"]
    statement = KeyHistory(keys).verify(b64decode(said["envelope"]))
    assert (format_statement(statement).decode(), statement.identity) == (said["payload"], said["identity"])
    assert statement.keys == keys


def test_the_mirror_cosigned_the_checkpoint(keys: StateKeys) -> None:
    said = VECTORS["cosignature"]
    note, mirror = said["note"].encode(), parse_vkey(said["mirror"])
    assert verify_checkpoint(note, keys.origin, keys.log).checkpoint.size == 3
    assert verify_cosignatures(note, [mirror]) == (Cosignature(mirror, said["seconds"]),)
