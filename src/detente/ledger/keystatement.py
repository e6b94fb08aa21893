"""Key statements: what keys a state has from now on, signed by its offline root keys and logged by itself.

Source: docs/spec/ledger.md §10; the rotation of roots is that of The Update Framework 1.0.33, section 5.3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from detente.kernel.errors import InputError, ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.canonical import JsonValue, canonical_bytes, parse_canonical
from detente.ledger.directory import StateKeys, format_directory, parse_directory
from detente.ledger.envelope import VerifiedPayload, verify_quorum
from detente.ledger.keys import PublicKey
from detente.ledger.sentences import refuse

KEYS_TYPE = "application/vnd.detente.keys.v1+json"
MAX_STATEMENT_BYTES = 1 << 18
_HEX = re.compile("[0-9a-f]{64}", re.ASCII)


class Standing(StrEnum):
    """What the owner says of a key at a place in its log; the later in this list, the worse."""

    GOOD = "good"
    SUSPECT = "suspect"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class KeyTrouble:
    """From the entry ``index`` on the key ``key_id`` is suspect, or revoked."""

    key_id: str
    standing: Standing
    index: int


@dataclass(frozen=True, slots=True)
class KeyStatement:
    """Statement ``number`` of a state: all its keys from then on, and what came to be known of earlier ones."""

    number: int
    previous: str
    keys: StateKeys
    troubles: tuple[KeyTrouble, ...] = ()

    @property
    def identity(self) -> str:
        """Hex SHA-256 of its bytes, which the next statement names."""
        return sha256(format_statement(self)).hexdigest()


def format_statement(statement: KeyStatement) -> bytes:
    """The bytes that the root keys sign."""
    troubles: list[JsonValue] = [
        {"from": trouble.index, "key": trouble.key_id, "standing": trouble.standing.value}
        for trouble in statement.troubles
    ]
    value: JsonValue = {
        "v": 1,
        "number": statement.number,
        "previous": statement.previous,
        "keys": format_directory([statement.keys]),
        "troubles": troubles,
    }
    return canonical_bytes(value, MAX_STATEMENT_BYTES)


def parse_statement(data: bytes) -> KeyStatement:
    """Read a statement; nothing in it is verified yet.

    Raises:
        ProofError: not of that form.
    """
    try:
        value = parse_canonical(data, MAX_STATEMENT_BYTES)
    except InputError:
        raise refuse(ProofError, "statement-form") from None
    if not isinstance(value, dict) or len(value) != 5:
        raise refuse(ProofError, "statement-form")
    match value:
        case {
            "v": 1,
            "number": int(number),
            "previous": str(previous),
            "keys": str(text),
            "troubles": list(troubles),
        } if (
            type(number) is int and number > 0 and (_HEX.fullmatch(previous) if number > 1 else not previous)
        ):
            entries = parse_directory(text)
            statement = KeyStatement(number, previous, entries[0], tuple(map(_parse_trouble, troubles)))
            # One spelling: no comments, blank lines or second state, and true is no number.
            if len(entries) == 1 and entries[0].root and format_statement(statement) == data:
                return statement
    raise refuse(ProofError, "statement-form")


def _parse_trouble(value: JsonValue) -> KeyTrouble:
    if not isinstance(value, dict) or len(value) != 3:
        raise refuse(ProofError, "statement-form")
    match value:
        case {"from": int(index), "key": str(key_id), "standing": "suspect" | "revoked" as standing} if (
            type(index) is int and index >= 0 and _HEX.fullmatch(key_id)
        ):
            return KeyTrouble(key_id, Standing(standing), index)
    raise refuse(ProofError, "statement-form")


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement at its place in the log."""

    index: int
    statement: KeyStatement
    envelope: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyHistory:
    """A state's keys over the length of its log: those handed over by a safe way, and every statement since."""

    first: StateKeys
    placed: tuple[Placed, ...] = ()

    @property
    def state(self) -> StateCode:
        """Whose keys they are."""
        return self.first.state

    @property
    def newest(self) -> StateKeys:
        """The keys now."""
        return self.placed[-1].statement.keys if self.placed else self.first

    def at(self, index: int) -> StateKeys:
        """The keys by which the entry at ``index`` counts: those of the last statement before it."""
        before = [placed for placed in self.placed if placed.index < index]
        return before[-1].statement.keys if before else self.first

    def standing(self, key: PublicKey, index: int) -> Standing:
        """What the owner has said by now of a key's signatures at ``index``. Entries before stay evidence."""
        said = [
            trouble.standing
            for placed in self.placed
            for trouble in placed.statement.troubles
            if trouble.key_id == key.key_id and trouble.index <= index
        ]
        return max(said, key=list(Standing).index, default=Standing.GOOD)

    def verify(self, envelope: bytes) -> KeyStatement:
        """The next statement, once the root keys before it and its own have signed it.

        Raises:
            ProofError: too few of either signed; it does not follow, or is of another state or origin; or no root
                key is known.
        """
        current = self.newest
        if not current.root:
            raise refuse(ProofError, "statement-no-root", state=self.state)
        statement = parse_statement(_signed_by_root(envelope, current).payload)
        if statement.keys.root != current.root or statement.keys.threshold != current.threshold:
            _signed_by_root(envelope, statement.keys)
        last = self.placed[-1].statement if self.placed else None
        expected = (last.number + 1, last.identity) if last else (1, "")
        if (statement.number, statement.previous) != expected:
            raise refuse(ProofError, "statement-order", state=self.state, number=str(expected[0]))
        if (statement.keys.state, statement.keys.origin) != (current.state, current.origin):
            raise refuse(ProofError, "statement-form")
        return statement

    def followed_by(self, index: int, envelope: bytes) -> KeyHistory:
        """The history with the statement that stands at ``index``.

        Raises:
            ProofError: as ``verify``.
        """
        placed = Placed(index, self.verify(envelope), envelope)
        return KeyHistory(self.first, (*self.placed, placed))


def _signed_by_root(envelope: bytes, keys: StateKeys) -> VerifiedPayload:
    return verify_quorum(envelope, [key.key for key in keys.root], keys.threshold, KEYS_TYPE)


def history_of(first: StateKeys, statements: Sequence[tuple[int, bytes]]) -> KeyHistory:
    """A history rebuilt from envelopes by their places in the log, each verified again.

    Raises:
        ProofError: one does not follow.
    """
    history = KeyHistory(first)
    for index, envelope in statements:
        history = history.followed_by(index, envelope)
    return history
