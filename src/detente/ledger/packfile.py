"""A zip file in exactly one byte form: stored members in a given order, no dates, no extras.

Any unzip program opens it. Reading accepts only bytes that writing would have made, which leaves no room for
compressed bombs, two members of one name, paths, comments, or data that hides between members.
Source: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16; docs/spec/ledger.md §7.1.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence

from detente.kernel.errors import ProofError
from detente.ledger.sentences import refuse

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_DATE = 0x21  # 1980-01-01, the earliest a zip file can say
_MODE = 0o100644 << 16


def write_pack(members: Mapping[str, bytes]) -> bytes:
    """The zip file of ``members``, in their order; names are plain ASCII."""
    body, directory = bytearray(), bytearray()
    for name, data in members.items():
        label = name.encode("ascii")
        common = (_VERSION, 0, 0, 0, _DATE, zlib.crc32(data), len(data), len(data), len(label), 0)
        directory += _CENTRAL.pack(b"PK\x01\x02", 3 << 8 | _VERSION, *common, 0, 0, 0, _MODE, len(body))
        directory += label
        body += _LOCAL.pack(b"PK\x03\x04", *common) + label + data
    count = len(members)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def read_pack(data: bytes, names: Sequence[str], max_bytes: int) -> dict[str, bytes]:
    """The members of a zip file that holds exactly ``names``, in that order.

    Raises:
        ProofError: too long, or not byte for byte what ``write_pack`` makes of those members.
    """
    if len(data) > max_bytes:
        raise refuse(ProofError, "pack-size", limit=max_bytes)
    members: dict[str, bytes] = {}
    at = 0
    for name in names:
        start = at + _LOCAL.size + len(name)
        if start > len(data) or data[at + _LOCAL.size : start] != name.encode("ascii"):
            raise refuse(ProofError, "pack-member", name=name)
        at = start + _LOCAL.unpack_from(data, at)[8]
        members[name] = data[start:at]
    if write_pack(members) != data:
        raise refuse(ProofError, "pack-form")
    return members
