"""The seam of sealing: what goes in comes out, and a new suite needs no other change."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.exchange.seal import SEALING_SUITES, seal, unseal
from detente.kernel.errors import InputError, PeerError, ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.padding import size_class

RU = [StateCode("RU")]


class Reversing:
    """A suite of another sort."""

    def close(self, padded: bytes, recipients: Sequence[StateCode]) -> bytes:
        return "".join(recipients).encode() + padded[::-1]

    def open(self, blob: bytes) -> bytes:
        return blob[2:][::-1]


@given(st.binary(max_size=10_000))
def test_what_is_sealed_is_unsealed_and_shows_only_its_class(envelope: bytes) -> None:
    blob = seal(envelope, RU)
    assert unseal(blob) == envelope
    assert len(blob) == size_class(len(blob))


def test_another_suite_is_one_more_member_of_the_mapping() -> None:
    suites = {**SEALING_SUITES, "reversing": Reversing()}
    blob = seal(b"envelope", RU, "reversing", suites)
    assert blob.startswith(b"RU")
    assert unseal(blob, "reversing", suites) == b"envelope"
    with pytest.raises(ProofError) as caught:
        unseal(blob, "plain", suites)
    assert caught.value.code == "padding"


def test_what_cannot_be_sealed_or_unsealed_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        seal(b"envelope", [])
    assert refused.value.code == "seal-nobody"
    with pytest.raises(InputError) as refused:
        seal(b"envelope", RU, "age-x25519")
    assert refused.value.code == "seal-suite"
    with pytest.raises(PeerError) as caught:
        unseal(b"blob", "age-x25519")
    assert caught.value.code == "seal-suite"


@given(st.binary(max_size=50))
def test_any_blob_is_refused_as_proof(blob: bytes) -> None:
    with pytest.raises(ProofError):
        unseal(blob)
