"""Sealed blobs before clients written by others: age (C2SP's vectors, Debian's age, age-encryption in JavaScript)."""

from __future__ import annotations

import json
import shutil
import subprocess
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest

from detente.exchange.age import (
    HybridIdentity,
    HybridRecipient,
    X25519Identity,
    find_file_key,
    parse_identity,
    seal_hybrid,
)
from detente.exchange.seal import AgeSuite
from detente.kernel.errors import DetenteError
from detente.ledger.agefile import open_age, parse_header
from detente.ledger.sealing_keys import AGE_PQ, AGE_X25519

ROOT = Path(__file__).parents[2]
MODULES = ROOT / ".foreign/node_modules"
CODES = {
    "success": {"success"},
    "no match": {"seal-others"},
    "HMAC failure": {"age-key"},
    "header failure": {"age-form", "age-mixed"},
    "payload failure": {"age-payload"},
}
#: Where we are stricter than the vectors, by the name of the vector (docs/spec/ledger.md §6.4).
STRICTER = {"hybrid_and_x25519": "age-mixed"}
DUMP = """
import * as all from "cctv-age";
const vectors = all.default || all;
const text = {};
for (const name of Object.keys(vectors)) text[name] = Buffer.from(vectors[name]).toString("base64");
console.log(JSON.stringify(text));
"""

pytestmark = pytest.mark.foreign
in_node = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "cctv-age").is_dir(),
    reason="Node.js with cctv-age and age-encryption is not installed (scripts/system-packages)",
)


def run_node(program: str, **values: str) -> str:
    """What a program in JavaScript prints, told ``values`` as the object ``given``."""
    whole = f"const given = {json.dumps(values)};\n{program}"
    command = ["node", "--input-type=module", "-"]
    done = subprocess.run(
        command, input=whole, cwd=MODULES.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@in_node
def test_every_vector_without_passphrase_or_armour_ends_as_it_says() -> None:
    from base64 import b64decode

    vectors = {name: b64decode(text) for name, text in json.loads(run_node(DUMP)).items()}
    found, expected = {}, {}
    for name, vector in vectors.items():
        head, _, data = vector.partition(b"\n\n")
        said = [line.split(": ", 1) for line in head.decode().split("\n")]
        of = {key: value for key, value in said if key != "identity"}
        if "passphrase" in of or "armored" in of:
            continue
        if of.get("compressed") == "zlib":
            data = zlib.decompress(data)
        identities = [value for key, value in said if key == "identity"]
        found[name] = outcome(data, identities, of.get("payload", ""))
        expected[name] = {STRICTER[name]} if name in STRICTER else CODES[of["expect"]]
    assert len(found) > 80
    assert {name: code for name, code in found.items() if code not in expected[name]} == {}


def outcome(data: bytes, identities: list[str], payload: str) -> str:
    try:
        header = parse_header(data)
        opened = open_age(data, header, find_file_key(header, [parse_identity(one) for one in identities]))
    except DetenteError as problem:
        return problem.code
    return "success" if sha256(opened).hexdigest() == payload else "another payload"


@in_node
def test_what_we_seal_to_hybrid_keys_the_javascript_client_opens() -> None:
    identity = HybridIdentity(b"h" * 32)
    others = [HybridRecipient(HybridIdentity(bytes([one]) * 32).public) for one in range(3)]
    blob = seal_hybrid(
        b"payload" * 1000, [*others, HybridRecipient(identity.public)], lambda size: b"e" * size
    )
    program = """
    import { Decrypter } from "age-encryption";
    const one = new Decrypter();
    one.addIdentity(given.identity);
    process.stdout.write(await one.decrypt(Buffer.from(given.blob, "hex"), "text"));
    """
    assert run_node(program, identity=identity.text, blob=blob.hex()) == "payload" * 1000


@in_node
def test_what_the_javascript_client_seals_we_open_and_its_keys_are_ours() -> None:
    program = """
    import { Encrypter, identityToRecipient } from "age-encryption";
    const recipient = await identityToRecipient(given.identity);
    const one = new Encrypter();
    one.addRecipient(recipient);
    console.log(recipient, Buffer.from(await one.encrypt(given.text)).toString("hex"));
    """
    for identity in (HybridIdentity(b"h" * 32), X25519Identity(b"x" * 32)):
        recipient, blob = run_node(program, identity=identity.text, text="Учение").split()
        assert recipient == identity.recipient.text
        header = parse_header(data := bytes.fromhex(blob))
        assert open_age(data, header, find_file_key(header, [identity])).decode() == "Учение"


def x25519_suite(identity: X25519Identity) -> AgeSuite:
    return AgeSuite(AGE_X25519, [identity], identity.recipient, {}, lambda size: b"e" * size)


@pytest.mark.skipif(shutil.which("age") is None, reason="Debian's age is not installed")
def test_debians_age_opens_what_we_seal_and_we_open_what_it_seals(tmp_path: Path) -> None:
    identity = X25519Identity(b"x" * 32)
    (tmp_path / "identity").write_text(identity.text + "\n")
    (tmp_path / "sealed").write_bytes(x25519_suite(identity).close(b"payload", []))
    opened = subprocess.run(
        ["age", "-d", "-i", tmp_path / "identity", tmp_path / "sealed"], check=True, capture_output=True
    )
    assert opened.stdout == b"payload"
    sealed = subprocess.run(
        ["age", "-r", identity.recipient.text], input=b"theirs", check=True, capture_output=True
    )
    assert x25519_suite(identity).open(sealed.stdout) == b"theirs"


def test_pyrage_and_we_open_the_same() -> None:
    identity = X25519Identity(b"x" * 32)
    theirs = pyrage.x25519.Identity.from_str(identity.text)
    assert str(theirs.to_public()) == identity.recipient.text
    blob = x25519_suite(identity).close(b"payload", [])
    assert pyrage.decrypt(blob, [theirs]) == x25519_suite(identity).open(blob) == b"payload"


@pytest.mark.parametrize("make", [HybridIdentity, X25519Identity])
def test_a_key_written_and_read_is_the_same(make: Callable[[bytes], HybridIdentity]) -> None:
    identity = make(b"s" * 32)
    assert parse_identity(identity.text).recipient == identity.recipient
    assert identity.recipient.suite in (AGE_PQ, AGE_X25519)
    assert identity.text not in repr(identity)
