"""Writes ``vectors.json``: what docs/spec/declarations.md means, for other programs to check against.

    python tests/vectors/declarations/generate.py

Written from the specification alone, without the program: each tells whether the other is right.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path

WHERE = Path(__file__).with_name("vectors.json")
SECRET = bytes(range(32))
BY = {"agreement": "two-valleys", "as_of": "2031-01-01", "state": "XA"}
UNITS = {
    "1": {"unit": "1", "name": {"en": "1st Guard Brigade", "zh": "第一近卫旅"}, "strength": 2400},
    "2": {"unit": "2", "name": {"en": "2nd Mountain Battalion"}, "under": "1", "strength": 600},
    "staff": {"unit": "staff", "name": {"en": "Staff", "ru": "Штаб"}},
}


def keyed(label: str, place: int) -> bytes:
    """Section 2.1."""
    return hmac.new(SECRET, f"{label}\n".encode() + place.to_bytes(8, "big"), hashlib.sha256).digest()


def entry(place: int, unit: object) -> bytes:
    """Section 3.1; within the profile, sorted keys without blanks are canonical."""
    value = {**BY, "salt": keyed("detente-declaration/v1/salt", place).hex(), "unit": unit, "v": 1}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def hash_of(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = len(leaves) // 2
    return hashlib.sha256(b"\x01" + hash_of(leaves[:half]) + hash_of(leaves[half:])).digest()


def proof(place: int, leaves: list[bytes]) -> list[str]:
    """RFC 6962, section 2.1.1."""
    if len(leaves) == 1:
        return []
    half = len(leaves) // 2
    left, right = leaves[:half], leaves[half:]
    if place < half:
        return [*proof(place, left), hash_of(right).hex()]
    return [*proof(place - half, right), hash_of(left).hex()]


def declaration(size: int) -> dict[str, object]:
    """A commitment with every unit opened."""
    order = sorted(range(size), key=lambda place: keyed("detente-declaration/v1/place", place))
    at = dict(zip(sorted(UNITS), order, strict=False))
    units = {place: UNITS[code] for code, place in at.items()}
    leaves = [entry(place, units.get(place)) for place in range(size)]
    return {
        "size": size,
        "root": hash_of(leaves).hex(),
        "openings": [
            {
                "unit": UNITS[code],
                "place": place,
                "salt": keyed("detente-declaration/v1/salt", place).hex(),
                "proof": proof(place, leaves),
            }
            for code, place in at.items()
        ],
    }


def vectors() -> dict[str, object]:
    """Everything, as JSON has it."""
    return {
        "by": BY,
        "secret": SECRET.hex(),
        "units": UNITS,
        "declarations": [declaration(16), declaration(64)],
    }


if __name__ == "__main__":
    WHERE.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
