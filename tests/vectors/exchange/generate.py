"""Writes ``vectors.json``: what docs/spec/ledger.md §2, §6, §10 and §11 mean, for other programs to check against.

    python tests/vectors/exchange/generate.py

Sealing draws ephemeral keys, so the sealed blobs are others each time; all that is said about them stays true.
"""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

from detente.exchange.age import HybridIdentity, HybridRecipient, X25519Identity, find_file_key, seal_hybrid
from detente.exchange.seal import AgeSuite
from detente.kernel.identifiers import StateCode
from detente.ledger.agefile import parse_header
from detente.ledger.checkpoints import Checkpoint, sign_checkpoint
from detente.ledger.cosignatures import cosign
from detente.ledger.directory import StateKeys, format_directory
from detente.ledger.envelope import PAYLOAD_TYPE, sign
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.keystatement import KEYS_TYPE, KeyStatement, format_statement
from detente.ledger.mldsa import MlDsa65Signer
from detente.ledger.padding import pad

WHERE = Path(__file__).with_name("vectors.json")
HYBRID, CLASSIC = HybridIdentity(b"h" * 32), X25519Identity(b"x" * 32)
LOG = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32)
DOCUMENT = Ed25519Signer.from_seed("kz.example/log/document", Purpose.DOCUMENT, b"D" * 32)
LASTING = MlDsa65Signer.from_seed("kz.example/log/document-ml-dsa-65", Purpose.DOCUMENT, b"M" * 32)
MIRROR = Ed25519Signer.from_seed("cn.example/log/mirror", Purpose.MIRROR, b"m" * 32)
ROOTS = [
    Ed25519Signer.from_seed(f"kz.example/root-{one}", Purpose.ROOT, bytes([one]) * 32) for one in (1, 2, 3)
]
KEYS = StateKeys(
    StateCode("KZ"),
    (LOG.key,),
    (DOCUMENT.key, LASTING.key),
    (HYBRID.recipient, CLASSIC.recipient),
    tuple(root.key for root in ROOTS),
    2,
)
SECONDS = 1_714_111_200


def _text(data: bytes) -> str:
    return b64encode(data).decode()


def vectors() -> dict[str, object]:
    """Everything, as JSON has it; bytes in base64."""
    envelope = sign(b'{"v":1}', PAYLOAD_TYPE, [DOCUMENT, LASTING])
    closing = AgeSuite("age-x25519", (), CLASSIC.recipient, {}, lambda size: b"e" * size)
    hybrid = seal_hybrid(pad(envelope), [HybridRecipient(HYBRID.public)], lambda size: b"e" * size)
    statement = KeyStatement(1, "", KEYS)
    note = sign_checkpoint(Checkpoint("kz.example/log", 3, b"r" * 32), [LOG]).note
    return {
        "directory": format_directory([KEYS]),
        "envelope": _text(envelope),
        "sealed": [
            {
                "suite": identity.recipient.suite,
                "identity": identity.text,
                "recipient": identity.recipient.text,
                "blob": _text(blob),
                "file_key": find_file_key(parse_header(blob), [identity]).hex(),
            }
            for identity, blob in ((HYBRID, hybrid), (CLASSIC, closing.close(pad(envelope), [])))
        ],
        "statement": {
            "payload": format_statement(statement).decode(),
            "identity": statement.identity,
            "envelope": _text(sign(format_statement(statement), KEYS_TYPE, ROOTS[:2], Purpose.ROOT)),
        },
        "cosignature": {
            "mirror": MIRROR.vkey(),
            "seconds": SECONDS,
            "note": cosign(note, MIRROR, SECONDS).decode(),
        },
    }


if __name__ == "__main__":
    WHERE.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
