"""Policies: what is a quorum, when it had cosigned, and every text that is no policy."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import DetenteError, InputError
from detente.ledger.cosignatures import Cosignature
from detente.ledger.keys import Ed25519Signer, Purpose, VerifierKey, format_vkey
from detente.ledger.policy import Answer, Met, Policy, PolicyGroup

AT = 1_714_111_200


def _witness(name: str, purpose: Purpose = Purpose.WITNESS) -> VerifierKey:
    return Ed25519Signer.from_seed(f"{name}.example/witness", purpose, name.encode().ljust(32, b".")).key


KEYS = {name: _witness(name) for name in ("kz", "ru", "cn", "in")}
LOG = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32).key
LINES = {name: f"witness {name} {format_vkey(key)}" for name, key in KEYS.items()}
TWO_SIDES = "\n".join(
    (
        "# one witness of each side",
        f"log {format_vkey(LOG)} https://kz.example/",
        f"{LINES['kz']}  https://kz.example/witness/",
        LINES["ru"],
        f"\t{LINES['cn']}",
        "",
        "group north 2 kz ru",
        "group south any cn",
        "group sides all north south",
        "quorum sides",
        "",
    )
).encode()


def _policy(*lines: str) -> Policy:
    return Policy.parse("".join(f"{line}\n" for line in lines).encode())


def test_a_policy_says_what_its_lines_say() -> None:
    policy = Policy.parse(TWO_SIDES)
    assert [(one.key, one.url) for one in policy.logs] == [(LOG, "https://kz.example/")]
    assert [(one.name, one.key, one.url) for one in policy.witnesses] == [
        ("kz", KEYS["kz"], "https://kz.example/witness/"),
        ("ru", KEYS["ru"], ""),
        ("cn", KEYS["cn"], ""),
    ]
    assert policy.groups == (
        PolicyGroup("north", 2, ("kz", "ru")),
        PolicyGroup("south", 1, ("cn",)),
        PolicyGroup("sides", 2, ("north", "south")),
    )
    assert policy.quorum == "sides"
    other = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"X" * 32).key
    assert (policy.accepts(LOG), policy.accepts(other)) == (True, False)
    assert _policy(LINES["kz"], "quorum kz").accepts(other)


def test_the_answer_says_who_counted_and_what_is_missing() -> None:
    policy = Policy.parse(TWO_SIDES)
    answer = policy.satisfied([KEYS["cn"], KEYS["kz"], KEYS["cn"], KEYS["in"]])
    reasons = (
        Met("sides", 2, 1, ("north",)),
        Met("north", 2, 1, ("ru",)),
        Met("south", 1, 1, ()),
    )
    assert answer == Answer(False, ("kz", "cn"), reasons)
    assert answer.reasons[1].sentence.en == "north: 1 of 2 needed; not there: ru"
    assert policy.satisfied([KEYS["kz"], KEYS["ru"], KEYS["cn"]]).satisfied


def test_only_the_sets_that_meet_every_group_are_a_quorum() -> None:
    policy = Policy.parse(TWO_SIDES)
    met = {
        chosen
        for size in range(5)
        for chosen in combinations(KEYS, size)
        if policy.satisfied([KEYS[name] for name in chosen]).satisfied
    }
    assert met == {("kz", "ru", "cn"), ("kz", "ru", "cn", "in")}


def test_a_key_counts_once_and_only_as_itself() -> None:
    policy = _policy(LINES["kz"], LINES["ru"], "group both 2 kz ru", "quorum both")
    renamed = VerifierKey("ru.example/witness", Purpose.WITNESS, KEYS["kz"].key)
    assert not policy.satisfied([KEYS["kz"], KEYS["kz"], renamed]).satisfied
    assert policy.satisfied([KEYS["kz"], _witness("ru", Purpose.MIRROR)]).satisfied


def test_it_existed_by_the_time_of_the_cosignature_that_made_the_quorum() -> None:
    policy = _policy(*LINES.values(), "group some 2 kz ru cn in", "quorum some")
    times = {"cn": AT + 9, "in": AT + 2, "kz": AT + 5}
    given = [Cosignature(KEYS[name], seconds) for name, seconds in times.items()]
    assert policy.existed_by(given) == datetime.fromtimestamp(AT + 5, UTC)
    again = Cosignature(KEYS["in"], AT + 100)
    assert policy.existed_by([again, *given]) == datetime.fromtimestamp(AT + 5, UTC)
    assert policy.existed_by([again, Cosignature(KEYS["in"], AT)]) is None
    assert policy.existed_by([]) is None
    for absurd in (0, 1 << 62):
        assert policy.existed_by([given[0], Cosignature(KEYS["in"], absurd)]) is None


def test_nested_groups_take_the_time_of_the_slowest_that_is_needed() -> None:
    policy = Policy.parse(TWO_SIDES)
    given = [Cosignature(KEYS["kz"], AT), Cosignature(KEYS["ru"], AT + 7), Cosignature(KEYS["cn"], AT + 3)]
    assert policy.existed_by(given) == datetime.fromtimestamp(AT + 7, UTC)
    assert policy.existed_by(given[:1] + given[2:]) is None


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "policy-empty"),
        ((LINES["kz"],), "policy-empty"),
        ((LINES["kz"], "quorum none"), "policy-empty"),
        ((LINES["kz"], "quorum kz", "quorum kz"), "policy-twice"),
        (("quorum kz", LINES["kz"]), "policy-unknown"),
        ((LINES["kz"], LINES["kz"].replace("witness kz", "witness two"), "quorum kz"), "policy-twice"),
        ((LINES["kz"], LINES["ru"].replace("witness ru", "witness kz"), "quorum kz"), "policy-twice"),
        ((LINES["kz"].replace("witness kz", "witness none"), "quorum none"), "policy-twice"),
        ((LINES["kz"], "group g all kz kz", "quorum g"), "policy-twice"),
        ((LINES["kz"], "group g any kz", "group h any kz", "quorum g"), "policy-twice"),
        ((LINES["kz"], "group g any none", "quorum g"), "policy-unknown"),
        ((LINES["kz"], "group g any g", "quorum g"), "policy-unknown"),
        ((LINES["kz"], "group g 2 kz", "quorum g"), "policy-threshold"),
        ((LINES["kz"], "group g 0 kz", "quorum g"), "policy-threshold"),
        ((LINES["kz"], "group g 01 kz", "quorum g"), "policy-threshold"),
        ((LINES["kz"], "group g most kz", "quorum g"), "policy-threshold"),
        ((LINES["kz"], "group g all", "quorum g"), "policy-line"),
        ((LINES["kz"], "quorum"), "policy-line"),
        ((LINES["kz"], "quorum kz cn"), "policy-line"),
        ((LINES["kz"], "threshold 2", "quorum kz"), "policy-line"),
        ((f"witness kz {format_vkey(LOG)}", "quorum kz"), "policy-key"),
        ((f"log {format_vkey(KEYS['kz'])}", LINES["ru"], "quorum ru"), "policy-key"),
        (("witness kz nonsense", "quorum kz"), "policy-key"),
        ((LINES["kz"], "quorum\u00a0kz"), "policy-line"),
        ((LINES["kz"], "quorum kz\r"), "policy-characters"),
        ((LINES["kz"], "quorum kz\x7f"), "policy-characters"),
    ],
)
def test_what_is_no_policy_is_refused_with_its_reason(lines: tuple[str, ...], code: str) -> None:
    with pytest.raises(InputError) as caught:
        _policy(*lines)
    assert caught.value.code == code


def test_the_last_line_must_end_and_the_text_must_not_be_endless() -> None:
    for text, code in ((TWO_SIDES.rstrip(), "policy-characters"), (b"#" * (1 << 21), "policy-size")):
        with pytest.raises(InputError) as caught:
            Policy.parse(text)
        assert caught.value.code == code


def test_names_are_octets_and_different_ones_stay_different() -> None:
    vkeys = [format_vkey(KEYS[name]).encode() for name in ("kz", "ru")]
    text = b"witness K %s\nwitness \xe2\x84\xaa %s\ngroup \xff all K \xe2\x84\xaa\nquorum \xff\n" % tuple(
        vkeys
    )
    policy = Policy.parse(text)
    answer = policy.satisfied([KEYS["kz"]])
    assert not answer.satisfied
    assert answer.reasons[0].sentence.en == "\ufffd: 1 of 2 needed; not there: \u212a"


@given(
    st.lists(st.sampled_from([*TWO_SIDES.split(b"\n"), b"quorum \xff", b"group a any", b"\0", b"log x+y+z"]))
)
def test_any_bytes_are_a_policy_or_refused_by_us(lines: list[bytes]) -> None:
    try:
        policy = Policy.parse(b"\n".join(lines))
    except DetenteError:
        return
    assert not policy.satisfied([]).satisfied
