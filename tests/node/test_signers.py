"""Where private keys are kept: in files, in locked files, in a security module."""

from __future__ import annotations

import secrets
import shutil
import subprocess
from pathlib import Path

import pytest

from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import StateCode
from detente.ledger.envelope import PAYLOAD_TYPE, sign, verify_envelope
from detente.ledger.keys import Purpose
from detente.node.keys import create_keys, load_keys
from detente.node.signers import PASSPHRASE, PIN, KeyPlace, lock_keys, read_registry, write_registry

ORIGIN = "kz.example/log"
PHRASE = "correct horse battery staple"
MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
KZ = StateCode("KZ")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    create_keys(tmp_path, ORIGIN, secrets.token_bytes)
    return tmp_path


def test_a_new_node_signs_documents_by_two_kinds_of_key(made: Path) -> None:
    keys = load_keys(made, ORIGIN)
    assert [signer.key.key.suite.name for signer in keys.document] == ["ed25519", "ml-dsa-65"]
    assert [signer.key.name for signer in keys.document] == [
        f"{ORIGIN}/document",
        f"{ORIGIN}/document-ml-dsa-65",
    ]
    required = [key.key for key in keys.public(KZ).document]
    assert verify_envelope(sign(b"{}", PAYLOAD_TYPE, keys.document), required).payload == b"{}"
    assert {
        path.stat().st_mode & 0o777 for path in (made / "keys").iterdir() if path.name != "signers.txt"
    } == {0o600}


def test_a_node_made_before_there_was_a_registry_keeps_its_keys(made: Path) -> None:
    before = load_keys(made, ORIGIN).public(KZ)
    for name in ("signers.txt", "document-ml-dsa-65.pem", "mirror.pem"):
        (made / "keys" / name).unlink()
    keys = load_keys(made, ORIGIN).public(KZ)
    assert (keys.log, keys.document, keys.witness) == (before.log[:1], before.document[:1], ())


def test_locked_keys_open_by_the_passphrase_alone(made: Path) -> None:
    before = load_keys(made, ORIGIN).public(KZ)
    names = lock_keys(made / "keys", PHRASE)
    assert names == [
        "document-ml-dsa-65.pem",
        "document.pem",
        "log-ml-dsa-44.pem",
        "log.pem",
        "mirror.pem",
        "sealing.txt",
        "witness-ml-dsa-44.pem",
        "witness.pem",
    ]
    assert not [path for path in (made / "keys").iterdir() if path.suffix in {".pem"}]
    assert b"PRIVATE" not in b"".join(path.read_bytes() for path in (made / "keys").iterdir())
    assert load_keys(made, ORIGIN, {PASSPHRASE: PHRASE}).public(KZ) == before
    for environ, why in (({}, "are locked"), ({PASSPHRASE: "wrong"}, "do not open")):
        with pytest.raises(OperatorError, match=why):
            load_keys(made, ORIGIN, environ)
    with pytest.raises(OperatorError, match="locked already"):
        lock_keys(made / "keys", PHRASE)


def test_locking_that_was_stopped_leaves_the_keys_as_they_were(made: Path) -> None:
    before = load_keys(made, ORIGIN).public(KZ)
    (made / "keys/log.pem.age").write_bytes(b"half written")
    assert load_keys(made, ORIGIN).public(KZ) == before
    lock_keys(made / "keys", PHRASE)
    assert load_keys(made, ORIGIN, {PASSPHRASE: PHRASE}).public(KZ) == before


@pytest.mark.parametrize(
    "lines",
    [
        "log log.pem\n",
        "watcher file:log.pem\n",
        "log file:none.pem\n",
        "log file:log.pem\n",
        "log pkcs11:x\n",
    ],
)
def test_a_registry_that_names_no_usable_keys_is_refused(made: Path, lines: str) -> None:
    (made / "keys/signers.txt").write_text(lines)
    with pytest.raises(OperatorError):
        load_keys(made, ORIGIN)


# --- A security module, as Debian's softhsm2 plays one --------------------------------------------


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URI of an Ed25519 key made inside a token, whose PIN is 1234."""
    pkcs11 = pytest.importorskip("pkcs11")
    if shutil.which("softhsm2-util") is None or not MODULE.is_file():
        pytest.skip("softhsm2 is not installed (scripts/system-packages)")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    make = ["softhsm2-util", "--init-token", "--free", "--label", "KZ", "--pin", "1234", "--so-pin", "4321"]
    subprocess.run(make, check=True, capture_output=True)
    module = pkcs11.lib(str(MODULE))
    module.reinitialize()
    with module.get_token(token_label="KZ").open(user_pin="1234", rw=True) as session:
        curve = {pkcs11.Attribute.EC_PARAMS: bytes.fromhex("06032b6570")}
        parameters = session.create_domain_parameters(pkcs11.KeyType.EC_EDWARDS, curve, local=True)
        parameters.generate_keypair(
            mechanism=pkcs11.Mechanism.EC_EDWARDS_KEY_PAIR_GEN, store=True, label="document"
        )
    return f"pkcs11:token=KZ;object=document?module-path={MODULE}"


def test_a_key_in_a_security_module_signs_beside_one_in_a_file(made: Path, token: str) -> None:
    places = [place for place in read_registry(made / "keys") if place.uri != "file:document.pem"]
    write_registry(made / "keys", [*places, KeyPlace(Purpose.DOCUMENT, token)])
    keys = load_keys(made, ORIGIN, {PIN: "1234"})
    required = [key.key for key in keys.public(KZ).document]
    assert [key.suite.name for key in required] == ["ml-dsa-65", "ed25519"]
    assert verify_envelope(sign(b"{}", PAYLOAD_TYPE, keys.document), required).payload == b"{}"
    again = load_keys(made, ORIGIN, {PIN: "1234"})
    assert again.public(KZ) == keys.public(KZ)


def test_a_security_module_that_refuses_says_what_to_check(made: Path, token: str) -> None:
    write_registry(made / "keys", [KeyPlace(Purpose.LOG, "file:log.pem"), KeyPlace(Purpose.DOCUMENT, token)])
    for environ in ({PIN: "0000"}, {}):
        with pytest.raises(OperatorError, match="cannot be read"):
            load_keys(made, ORIGIN, environ)
    for wrong in (token.replace("object=document", "object=other"), token.replace("softhsm2.so", "none.so")):
        write_registry(
            made / "keys", [KeyPlace(Purpose.LOG, "file:log.pem"), KeyPlace(Purpose.DOCUMENT, wrong)]
        )
        with pytest.raises(OperatorError, match="cannot be read"):
            load_keys(made, ORIGIN, {PIN: "1234"})
