"""Evidence packs: what they prove, in whose eyes, and every way they can lie."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import Sent

from detente.kernel.errors import ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.agefile import Stanza, write_age
from detente.ledger.cosignatures import cosign
from detente.ledger.directory import StateKeys, format_directory
from detente.ledger.envelope import PAYLOAD_TYPE, sign
from detente.ledger.evidence import (
    MEMBERS,
    SEALED_MEMBERS,
    EvidenceReport,
    KeySource,
    StepOutcome,
    build_evidence,
    verify_evidence,
)
from detente.ledger.evidence_text import FINDINGS
from detente.ledger.keys import Ed25519Signer, Purpose, Signer, VerifierKey, format_vkey
from detente.ledger.leaf import Leaf, Seen, format_leaf
from detente.ledger.mldsa import MlDsa44Signer
from detente.ledger.notes import format_line, parse_note
from detente.ledger.packfile import write_pack
from detente.ledger.padding import pad
from detente.ledger.policy import Policy
from detente.ledger.timestamped import sign_timestamped
from detente.ledger.witnessed import verify_witnessed

PASSED = ["passed"] * 7
CODES = ["pack", "document", "keys", "signature", "blob", "leaf", "log"]


def outcomes(report: EvidenceReport) -> list[str]:
    assert [step.number for step in report.steps] == list(range(1, 8))
    assert [step.code for step in report.steps] == CODES
    return [step.outcome.value for step in report.steps]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def pack(sent: Any) -> bytes:
    return build_evidence(**sent.parts())


def test_a_pack_proves_its_message_to_whoever_has_the_keys(pack: bytes, sent: Any) -> None:
    report = verify_evidence(pack, [sent.keys])
    assert outcomes(report) == PASSED
    assert (report.proven, report.consistent, report.keys_from) == (True, True, KeySource.TRUSTED)
    assert (report.sender, report.index, report.checkpoint) == ("KZ", sent.index, sent.log.checkpoint)
    assert report.verdict == FINDINGS["verdict-proven"]


def test_without_keys_of_ones_own_it_proves_only_that_it_agrees_with_itself(pack: bytes) -> None:
    report = verify_evidence(pack)
    assert outcomes(report) == PASSED
    assert (report.proven, report.consistent, report.keys_from) == (False, True, KeySource.PACK)
    assert "came with the pack" in report.steps[2].sentence.en
    assert report.verdict == FINDINGS["verdict-consistent"]


def test_an_empty_list_of_keys_trusts_nothing(pack: bytes) -> None:
    report = verify_evidence(pack, [])
    assert outcomes(report) == [
        "passed",
        "passed",
        "failed",
        "not-checked",
        "passed",
        "passed",
        "not-checked",
    ]
    assert (report.proven, report.consistent) == (False, False)


def test_the_same_message_always_makes_the_same_bytes_and_any_unzip_opens_them(
    pack: bytes, sent: Any
) -> None:
    assert build_evidence(**sent.parts()) == pack
    found = members(pack)
    assert tuple(found) == MEMBERS
    assert (found["document.json"], found["sealed.bin"]) == (sent.document, sent.blob)
    readme = found["README.txt"].decode()
    assert "keys.txt" in readme
    assert "ДОКАЗАТЕЛЬСТВО" in readme
    assert "证据" in readme


def _forged(sent: Any, keys: StateKeys, document: bytes, signer: Ed25519Signer) -> bytes:
    """A whole forged pack, right in everything but the keys."""
    envelope = sign(document, PAYLOAD_TYPE, [signer])
    blob = pad(envelope)
    (index,) = sent.log.append([format_leaf(Leaf.of(blob))])
    return build_evidence(
        document=document, envelope=envelope, blob=blob, index=index, log=sent.log, keys=keys
    )


def test_a_forger_with_keys_of_its_own_convinces_nobody_with_the_real_ones(
    sent: Any, log_signer: Ed25519Signer
) -> None:
    forger = Ed25519Signer.from_seed("kz.example/document", Purpose.DOCUMENT, b"F" * 32)
    keys = StateKeys(StateCode("KZ"), (log_signer.key,), (forger.key,))
    pack = _forged(sent, keys, sent.document, forger)
    assert outcomes(verify_evidence(pack)) == PASSED
    report = verify_evidence(pack, [sent.keys])
    assert outcomes(report) == ["passed", "passed", "passed", "failed", "passed", "passed", "passed"]
    assert (report.proven, report.verdict) == (False, FINDINGS["verdict-not-proven"])


def test_a_document_in_anothers_name_is_checked_with_that_others_keys(
    sent: Any, document_signer: Ed25519Signer
) -> None:
    pack = _forged(sent, sent.keys, sent.document.replace(b'"KZ"', b'"RU"'), document_signer)
    for trusted in (None, [sent.keys]):
        report = verify_evidence(pack, trusted)
        assert not report.consistent
        assert report.steps[2].outcome is StepOutcome.FAILED


def _other(signer_seed: bytes, sent: Any) -> bytes:
    return sign(sent.document, PAYLOAD_TYPE, [Ed25519Signer.from_seed("x", Purpose.DOCUMENT, signer_seed)])


@pytest.mark.parametrize(
    ("member", "change", "failed"),
    [
        ("document.json", lambda data, sent: data.replace(b'"v":1', b'"v":2'), [4]),
        ("document.json", lambda data, sent: data + b"\n", [2]),
        ("document.json", lambda data, sent: b"[]", [2]),
        ("document.json", lambda data, sent: data.replace(b'"KZ"', b"7"), [2]),
        ("envelope.json", lambda data, sent: _other(b"f" * 32, sent), [4, 5]),
        ("sealed.bin", lambda data, sent: pad(_other(b"f" * 32, sent)), [5, 6]),
        ("sealed.bin", lambda data, sent: data[:-1] + b"\x01", [5, 6]),
        ("leaf.json", lambda data, sent: format_leaf(Leaf.of(b"another blob")), [6, 7]),
        ("leaf.json", lambda data, sent: data.replace(b"4096", b"8192"), [6, 7]),
        ("leaf.json", lambda data, sent: b"before one", [5, 7]),
        ("message.tlog-proof", lambda data, sent: data.replace(b"index 2", b"index 1"), [7]),
        ("message.tlog-proof", lambda data, sent: b"", [7]),
        ("message.tlog-proof", lambda data, sent: data[:-20] + b"A" * 19 + b"\n", [7]),
    ],
)
def test_a_changed_member_fails_at_its_step(
    pack: bytes, sent: Any, member: str, change: Callable[[bytes, Any], bytes], failed: list[int]
) -> None:
    found = members(pack)
    changed = write_pack({**found, member: change(found[member], sent)})
    assert changed != pack
    report = verify_evidence(changed, [sent.keys])
    assert [step.number for step in report.steps if step.outcome is StepOutcome.FAILED] == failed
    assert not report.consistent


@pytest.mark.parametrize("text", [b"", b"\xff", b"state RU\n"])
def test_keys_in_the_pack_do_not_matter_to_whoever_brings_their_own(
    pack: bytes, sent: Any, text: bytes
) -> None:
    changed = write_pack({**members(pack), "keys.txt": text})
    assert verify_evidence(changed, [sent.keys]).proven
    report = verify_evidence(changed)
    assert report.steps[2].outcome is StepOutcome.FAILED
    assert not report.consistent


def test_keys_of_another_state_in_the_pack_do_not_stand_in(pack: bytes, sent: Any) -> None:
    other = StateKeys(StateCode("RU"), sent.keys.log, sent.keys.document)
    changed = write_pack({**members(pack), "keys.txt": format_directory([other]).encode()})
    assert verify_evidence(changed).steps[2].outcome is StepOutcome.FAILED


def test_a_blob_that_only_a_recipient_can_open_is_said_not_to_be_checked(pack: bytes, sent: Any) -> None:
    leaf = format_leaf(Leaf.of(sent.blob, suite="age-x25519"))
    changed = write_pack({**members(pack), "leaf.json": leaf})
    closed = verify_evidence(changed, [sent.keys])
    assert closed.steps[4].outcome is StepOutcome.NOT_CHECKED
    assert "recipient's key" in closed.steps[4].sentence.en
    assert not closed.consistent
    opened = verify_evidence(changed, [sent.keys], {"age-x25519": lambda _: sent.envelope})
    assert opened.steps[4].outcome is StepOutcome.PASSED


def _compressed(found: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        lambda found: _compressed({**found, "sealed.bin": bytes(50 << 20)}),  # a zip bomb
        lambda found: write_pack({name: found[name] for name in reversed(found)}),
        lambda found: write_pack({**found, "../../etc/passwd": b"x"}),
        lambda found: write_pack(
            {name.replace("keys.txt", "../keys.txt"): data for name, data in found.items()}
        ),
        lambda found: write_pack({name: data for name, data in found.items() if name != "keys.txt"}),
        lambda found: write_pack(found) + b"x",
        lambda found: b"x" + write_pack(found),
        lambda found: write_pack(found)[:-1],
        lambda found: write_pack(found)[:-22] + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 7, 7, 1, 1, 0),
        lambda found: write_pack(found).replace(b"leaf.json", b"envelope.json"[:9]),
        lambda found: b"PK\x05\x06" + bytes(18),
        lambda found: b"",
        lambda found: bytes(40 << 20),
    ],
)
def test_a_zip_of_any_other_form_is_not_opened_at_all(
    pack: bytes, sent: Any, make: Callable[[dict[str, bytes]], bytes]
) -> None:
    report = verify_evidence(make(members(pack)), [sent.keys])
    assert outcomes(report) == ["failed"] + ["not-checked"] * 6
    assert (report.document_id, report.sender, report.index, report.checkpoint) == (None, None, None, None)


def test_a_member_of_the_same_name_twice_is_not_opened(pack: bytes, sent: Any) -> None:
    buffer = io.BytesIO(pack)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("document.json", b"{}")
    report = verify_evidence(buffer.getvalue(), [sent.keys])
    assert report.steps[0].outcome is StepOutcome.FAILED


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(at=st.integers(0, 30_000), noise=st.binary(min_size=1, max_size=3), drop=st.integers(0, 3))
def test_no_changed_byte_leaves_a_pack_proven(
    pack: bytes, sent: Any, at: int, noise: bytes, drop: int
) -> None:
    at %= len(pack)
    changed = pack[:at] + noise + pack[at + drop :]
    report = verify_evidence(changed, [sent.keys])
    assert report.proven == (changed == pack)


@given(st.binary(max_size=200))
def test_any_bytes_get_a_report(data: bytes) -> None:
    report = verify_evidence(data)
    assert outcomes(report) == ["failed"] + ["not-checked"] * 6


def _sealed(sent: Any, file_key: bytes | None = b"k" * 16, payload: bytes | None = None) -> bytes:
    """A pack whose blob is an age file."""
    stanza = Stanza((b"X25519", b"share"), b"b" * 32)
    blob = write_age(b"k" * 16, b"n" * 16, [stanza], payload or pad(sent.envelope))
    (index,) = sent.log.append([format_leaf(Leaf.of(blob, suite="age-x25519"))])
    return build_evidence(**{**sent.parts(), "blob": blob, "index": index, "file_key": file_key})


def test_the_key_of_a_sealed_blob_in_the_pack_lets_anyone_look_inside(sent: Any) -> None:
    pack = _sealed(sent)
    assert tuple(members(pack)) == SEALED_MEMBERS
    assert members(pack)["seal.key"] == b"6b" * 16 + b"\n"
    report = verify_evidence(pack, [sent.keys])
    assert (outcomes(report), report.proven) == (PASSED, True)


def test_a_sealed_blob_without_its_key_is_not_looked_into(sent: Any) -> None:
    report = verify_evidence(_sealed(sent, file_key=None), [sent.keys])
    assert outcomes(report) == [*PASSED[:4], "not-checked", *PASSED[5:]]
    assert not report.consistent


@pytest.mark.parametrize("key", [b"x" * 16, b"k" * 15, b""])
def test_a_key_that_does_not_open_the_blob_proves_nothing(sent: Any, key: bytes) -> None:
    report = verify_evidence(_sealed(sent, file_key=key), [sent.keys])
    assert outcomes(report) == [*PASSED[:4], "failed", *PASSED[5:]]


def test_a_sealed_blob_that_holds_another_envelope_is_found_out(sent: Any) -> None:
    report = verify_evidence(_sealed(sent, payload=pad(b"another")), [sent.keys])
    assert outcomes(report) == [*PASSED[:4], "failed", *PASSED[5:]]


def test_what_an_entry_was_written_after_is_said_with_its_step(sent: Any) -> None:
    seen = (Seen("cn.example/log", 12, bytes(32)), Seen("ru.example/log", 3, bytes(32)))
    blob = pad(sent.envelope + b" ")
    (index,) = sent.log.append([format_leaf(Leaf.of(blob, seen=seen))])
    pack = build_evidence(
        document=sent.document, envelope=sent.envelope, blob=blob, index=index, log=sent.log, keys=sent.keys
    )
    step = verify_evidence(pack, [sent.keys]).steps[5]
    assert step.outcome is StepOutcome.PASSED
    assert step.sentence.en.endswith(
        "It was not written before these logs had as many entries: cn.example/log (12), ru.example/log (3)."
    )


# --- Witnesses ------------------------------------------------------------------------------------

WITNESS = MlDsa44Signer.from_seed("cn.example/witness", Purpose.WITNESS, b"W" * 32)
OTHER = Ed25519Signer.from_seed("w.example", Purpose.WITNESS, b"O" * 32)
POLICY_LINES = [f"witness {name} {format_vkey(one.key)}" for name, one in (("cn", WITNESS), ("w", OTHER))]
BOTH = Policy.parse(
    "\n".join([*POLICY_LINES, "group all-of-them all cn w", "quorum all-of-them", ""]).encode()
)
SEEN = 1_714_111_200


def _witnessed(sent: Sent, *signers: tuple[Signer, int]) -> bytes:
    note = sent.log.checkpoint.note
    for signer, seconds in signers:
        note = cosign(note, signer, seconds)
    sent.log.show_cosigned(note)
    return build_evidence(**sent.parts())  # type: ignore[arg-type]


def test_under_a_policy_it_says_by_whom_and_between_when_it_was_witnessed(sent: Sent) -> None:
    pack = _witnessed(sent, (OTHER, SEEN + 9), (WITNESS, SEEN))
    cn = StateKeys(StateCode("CN"), *_keys_of_cn(), witness=(WITNESS.key,))
    report = verify_evidence(pack, [sent.keys, cn], policy=BOTH)
    assert report.proven
    assert report.steps[-1].number == 8
    assert (
        report.steps[-1].sentence.en
        == "Witnessed by 2 (CN, w) between 2024-04-26T06:00:00Z and 2024-04-26T06:00:09Z, by their clocks."
    )
    assert report.witnessed is not None
    assert report.witnessed.existed_by == datetime(2024, 4, 26, 6, 0, 9, tzinfo=UTC)
    # Without a policy nothing is said of witnesses.
    bare = verify_evidence(pack, [sent.keys])
    assert (bare.proven, bare.witnessed, len(bare.steps)) == (True, None, 7)


def test_what_the_policy_asks_for_and_is_not_there_fails(sent: Sent) -> None:
    report = verify_evidence(_witnessed(sent, (WITNESS, SEEN)), [sent.keys], policy=BOTH)
    assert not report.consistent
    assert [step.outcome for step in report.steps] == [StepOutcome.PASSED] * 7 + [StepOutcome.FAILED]
    assert report.steps[-1].sentence.en.endswith("all-of-them: 1 of 2 needed; not there: w")
    assert report.witnessed is not None
    assert (report.witnessed.by, report.witnessed.existed_by) == (("cn",), None)
    nobody = verify_evidence(build_evidence(**_fresh(sent)), [sent.keys], policy=BOTH)  # type: ignore[arg-type]
    assert nobody.witnessed is not None
    assert (nobody.witnessed.by, nobody.witnessed.between) == ((), None)
    assert nobody.witnessed.sentence.en == "Nobody has witnessed it."


def test_a_policy_for_other_logs_and_a_forged_cosignature_fail(sent: Sent) -> None:
    elsewhere = Ed25519Signer.from_seed("ru.example/log", Purpose.LOG, b"E" * 32)
    lines = [f"log {format_vkey(elsewhere.key)}", POLICY_LINES[0], "quorum cn", ""]
    pack = _witnessed(sent, (WITNESS, SEEN))
    report = verify_evidence(pack, [sent.keys], policy=Policy.parse("\n".join(lines).encode()))
    assert report.steps[-1].outcome is StepOutcome.FAILED
    assert "other logs" in report.steps[-1].sentence.en


def test_a_line_that_a_listed_witness_did_not_make_fails(sent: Sent) -> None:
    forger = MlDsa44Signer.from_seed("cn.example/witness", Purpose.WITNESS, b"F" * 32)
    checkpoint = parse_note(sent.log.checkpoint.note).text
    forged = format_line(WITNESS.key, sign_timestamped(forger, checkpoint, SEEN)).encode()
    with pytest.raises(ProofError) as caught:
        verify_witnessed(sent.log.checkpoint.note + forged, BOTH, sent.keys.log)
    assert caught.value.code == "note-signature"


def _fresh(sent: Sent) -> dict[str, object]:
    sent.log.append([b"newer"])
    return sent.parts()


def _keys_of_cn() -> tuple[tuple[VerifierKey, ...], tuple[VerifierKey, ...]]:
    log = Ed25519Signer.from_seed("cn.example/log", Purpose.LOG, b"l" * 32)
    document = Ed25519Signer.from_seed("cn.example/document", Purpose.DOCUMENT, b"d" * 32)
    return (log.key,), (document.key,)
