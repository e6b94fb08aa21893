"""Commitments to a declaration of units, of which single units are opened later.

The commitment says a number of places, chosen by the state, and a root. Each unit stands at one of the places, chosen
by the state's secret; the others are filled with nothing, and nobody can tell them apart. Source:
docs/spec/declarations.md.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from detente.kernel.errors import InputError, ProofError
from detente.kernel.identifiers import AgreementId, StateCode
from detente.ledger.canonical import JsonValue, canonical_bytes
from detente.ledger.merkle import fold, hash_leaf, hash_node, inclusion_proof, verify_inclusion
from detente.ledger.sentences import refuse

FEWEST_PLACES, MOST_PLACES = 1 << 4, 1 << 20
SECRET_BYTES = 32
MAX_ENTRY_BYTES = 1 << 16

_SALT, _PLACE = b"detente-declaration/v1/salt\n", b"detente-declaration/v1/place\n"
_HEX = re.compile("[0-9a-f]{64}", re.ASCII)

UnitJson = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class DeclaredBy:
    """Whose declaration it is, under which agreement, and the day for which it is true, as text."""

    state: StateCode
    agreement: AgreementId
    as_of: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """What is told of a declaration while it is sealed. ``root``: hex."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Opening:
    """One unit opened. ``salt`` and ``proof``: hex; the proof begins beside the unit."""

    unit: UnitJson
    salt: str
    place: int
    proof: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedDeclaration:
    """A whole declaration as its state keeps it. ``units``: by code, as they would stand in a message."""

    by: DeclaredBy
    size: int
    secret: bytes = field(repr=False)
    units: Mapping[str, UnitJson] = field(repr=False)


def smallest_size(units: int) -> int:
    """The smallest number of places that holds so many units; a larger one hides more."""
    return max(FEWEST_PLACES, 1 << max(units - 1, 0).bit_length())


def commit(declaration: SealedDeclaration) -> Commitment:
    """What may be told of a declaration now (docs/spec/declarations.md §3).

    Raises:
        InputError: the number of places, the secret or a unit is not as the specification has it.
    """
    return Commitment(declaration.size, fold(_tree(declaration)[1]).hex())


def open_units(declaration: SealedDeclaration, codes: Sequence[str]) -> dict[str, Opening]:
    """What opens each of these units and nothing else (docs/spec/declarations.md §4).

    Raises:
        InputError: there is no such unit, or what ``commit`` refuses.
    """
    for code in codes:
        if code not in declaration.units:
            raise refuse(InputError, "declaration-unit", unit=code[:80])
    places, leaves = _tree(declaration)
    levels = list(_levels(leaves))
    return {code: _open(declaration, code, places, levels) for code in codes}


def verify_opening(commitment: Commitment, by: DeclaredBy, opening: Opening) -> None:
    """Check that a unit is one of those that were committed to (docs/spec/declarations.md §5).

    Raises:
        ProofError: it is not, or anything of it has not the form it must have.
    """
    size = commitment.size
    if not _is_size(size):
        raise refuse(ProofError, "declaration-size", size=size, least=FEWEST_PLACES, most=MOST_PLACES)
    if not all(_HEX.fullmatch(one) for one in (commitment.root, opening.salt, *opening.proof)):
        raise refuse(ProofError, "declaration-root")
    if not 0 <= opening.place < size:
        raise refuse(ProofError, "declaration-place", place=opening.place, size=size)
    wanted = size.bit_length() - 1
    if len(opening.proof) != wanted:
        found = len(opening.proof)
        raise refuse(ProofError, "declaration-proof", size=size, wanted=wanted, found=found)
    try:
        leaf = hash_leaf(_entry(by, opening.salt, dict(opening.unit)))
        proof = [bytes.fromhex(one) for one in opening.proof]
        verify_inclusion(leaf, opening.place, size, proof, bytes.fromhex(commitment.root))
    except (InputError, ProofError):
        raise refuse(ProofError, "declaration-opening") from None


def _tree(declaration: SealedDeclaration) -> tuple[dict[str, int], list[bytes]]:
    """The place of each unit, and the hashes of all places in order."""
    size = declaration.size
    if not _is_size(size):
        raise refuse(InputError, "declaration-size", size=size, least=FEWEST_PLACES, most=MOST_PLACES)
    if len(declaration.secret) != SECRET_BYTES:
        raise refuse(InputError, "declaration-secret")
    if len(declaration.units) > size:
        raise refuse(InputError, "declaration-full", units=len(declaration.units), size=size)
    places = _places(declaration.secret, size)
    codes = sorted(declaration.units)
    leaves = [b""] * size
    for number, place in enumerate(places):
        unit = dict(declaration.units[codes[number]]) if number < len(codes) else None
        leaves[place] = hash_leaf(_entry(declaration.by, _salt(declaration.secret, place), unit))
    return dict(zip(codes, places, strict=False)), leaves


def _places(secret: bytes, size: int) -> list[int]:
    """The places in an order that only the secret gives."""
    return sorted(range(size), key=lambda place: _keyed(secret, _PLACE, place))


def _salt(secret: bytes, place: int) -> str:
    return _keyed(secret, _SALT, place).hex()


def _keyed(secret: bytes, label: bytes, place: int) -> bytes:
    return hmac.digest(secret, label + place.to_bytes(8, "big"), sha256)


def _entry(by: DeclaredBy, salt: str, unit: JsonValue) -> bytes:
    value: JsonValue = {
        "agreement": by.agreement,
        "as_of": by.as_of,
        "salt": salt,
        "state": by.state,
        "unit": unit,
        "v": 1,
    }
    return canonical_bytes(value, MAX_ENTRY_BYTES)


def _open(
    declaration: SealedDeclaration, code: str, places: Mapping[str, int], levels: Sequence[Sequence[bytes]]
) -> Opening:
    place = places[code]
    proof = inclusion_proof(place, declaration.size, lambda height, index: levels[height][index])
    salt = _salt(declaration.secret, place)
    return Opening(declaration.units[code], salt, place, tuple(one.hex() for one in proof))


def _levels(leaves: list[bytes]) -> Iterator[list[bytes]]:
    """The hashes of each height; their number is a power of two."""
    while True:
        yield leaves
        if len(leaves) == 1:
            return
        leaves = [hash_node(*pair) for pair in zip(leaves[::2], leaves[1::2], strict=True)]


def _is_size(size: int) -> bool:
    return FEWEST_PLACES <= size <= MOST_PLACES and size & (size - 1) == 0
