"""The journal of a log: records that are durable before the files made from them are.

One file with room reserved, written from the front and, once settled, from the front again, so that a sync
moves data alone. A record counts only if its digest, which covers its place and the journal's round, holds:
what an earlier round or a torn write left behind does not.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from detente.node.durable import disk_errors, read_file, sync_path, write_whole

RESERVED_BYTES = 2 << 20

_HEAD = struct.Struct(">8sQ")
_MAGIC = b"journal1"
_FRAME = struct.Struct(">I32s")


class Journal:
    """Records in one file. The caller holds the lock of its folder."""

    def __init__(self, path: Path, after: Callable[[str], None]) -> None:
        self._path = path
        self._after = after
        with disk_errors(path):
            if not path.exists():
                _create(path)
            self._file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        data = read_file(path) or b""
        self._round = _HEAD.unpack_from(data)[1] if data.startswith(_MAGIC) and len(data) >= _HEAD.size else 0
        self.records: list[bytes] = []
        self._ends = [_HEAD.size]
        self._read(data)

    def add(self, record: bytes) -> bytes:
        """Add a record, durably; return what the medium gives back for it.

        Raises:
            OperatorError: the disk refuses; the record does not count.
        """
        start = self._ends[-1]
        framed = _FRAME.pack(len(record), self._digest(start, record)) + record
        with disk_errors(self._path):
            write_whole(self._file, framed, start)
            self._after("journal-written")
            os.fdatasync(self._file)
            read_back = os.pread(self._file, len(record), start + _FRAME.size)
        self._ends.append(start + len(framed))
        return read_back

    def take_back(self) -> None:
        """Make the record added last not count, durably.

        Raises:
            OperatorError: the disk refuses.
        """
        self._ends.pop()
        with disk_errors(self._path):
            write_whole(self._file, bytes(_FRAME.size), self._ends[-1])
            os.fdatasync(self._file)

    def empty(self) -> None:
        """Make no record count, durably.

        Raises:
            OperatorError: the disk refuses.
        """
        with disk_errors(self._path):
            write_whole(self._file, _HEAD.pack(_MAGIC, self._round + 1), 0)
            os.fdatasync(self._file)
            if self._ends[-1] > RESERVED_BYTES:
                os.ftruncate(self._file, RESERVED_BYTES)
        self._round += 1
        self.records = []
        del self._ends[1:]

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def _read(self, data: bytes) -> None:
        start = _HEAD.size
        while len(data) - start >= _FRAME.size:
            length, digest = _FRAME.unpack_from(data, start)
            end = start + _FRAME.size + length
            record = data[start + _FRAME.size : end]
            if len(record) != length or self._digest(start, record) != digest:
                break
            self.records.append(record)
            self._ends.append(end)
            start = end

    def _digest(self, start: int, record: bytes) -> bytes:
        return sha256(_HEAD.pack(_MAGIC, self._round) + start.to_bytes(8, "big") + record).digest()


def _create(path: Path) -> None:
    # Zeros, not a hole: the first write into a hole would have to move the file system's own records too.
    aside = path.with_suffix(".new")
    with aside.open("wb") as file:
        file.write(_HEAD.pack(_MAGIC, 1).ljust(RESERVED_BYTES, b"\x00"))
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    sync_path(path.parent)
