"""A witness: it cosigns a log's newest checkpoint when that is shown to extend the one it cosigned before.

A pure machine. ``read_request`` and ``decide`` say what to answer and what to keep; whoever calls them compares and
keeps in one step, and only then answers. Source: C2SP tlog-witness (5ba5ee83); docs/spec/ledger.md §13.4-13.6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from detente.kernel.errors import ProofError
from detente.ledger.checkpoints import Checkpoint, read_checkpoint
from detente.ledger.cosignatures import cosignature_line
from detente.ledger.encoding import decode_hash, encode_base64, parse_decimal
from detente.ledger.keys import Signer, VerifierKey
from detente.ledger.merkle import EMPTY_ROOT, verify_consistency
from detente.ledger.notes import only_lines_of, parse_note, verify_note

#: The body of a request has at most so many bytes, and so many hashes.
MAX_REQUEST_BYTES = 1 << 18
MAX_REQUEST_HASHES = 63
ADD_CHECKPOINT = "add-checkpoint"
SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"

#: Which keys sign the checkpoints of each log, by its origin.
Logs = Mapping[str, Sequence[VerifierKey]]


@dataclass(frozen=True, slots=True)
class Cosigned:
    """What a witness remembers of one log: the newest checkpoint it cosigned, with its cosignatures.

    ``seconds`` is the time in them.
    """

    size: int
    root: bytes
    note: bytes
    seconds: int


@dataclass(frozen=True, slots=True)
class Request:
    """A request whose checkpoint a known log signed. ``text`` and ``signed`` are the checkpoint's, as it stood."""

    old_size: int
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint
    text: str
    signed: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer, in the terms of HTTP. ``keep`` must be durable before; ``suspect``: keep the request itself."""

    status: int
    body: bytes
    media_type: str = TEXT_TYPE
    keep: Cosigned | None = None
    suspect: bool = False


class RequestRefused(Exception):  # noqa: N818 - an outcome, with what to answer
    """The request ends here, whatever the witness remembers."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.reply = Reply(status, f"{why}\n".encode())


def origin_hash(origin: str) -> str:
    """How the newest cosigned checkpoint of a log is asked for: lower-case hex."""
    return sha256(origin.encode()).hexdigest()


def format_request(old_size: int, proof: Sequence[bytes], note: bytes) -> bytes:
    """The body with which a checkpoint is submitted: it extends the log of ``old_size`` entries."""
    lines = [f"old {old_size}", *(encode_base64(step) for step in proof)]
    return "".join(f"{line}\n" for line in lines).encode() + b"\n" + note


def read_request(body: bytes, logs: Logs) -> Request:
    """Take in a request as far as no memory is needed.

    Raises:
        RequestRefused: 400 where it has another form, 404 where the log is unknown, 403 where that log did not
            sign, or a known key's signature is wrong.
    """
    head, blank, note = body.partition(b"\n\n")
    try:
        if len(body) > MAX_REQUEST_BYTES or not blank:
            raise RequestRefused(400, "The request has no checkpoint, or is too long.")
        old_size, proof = _read_head(head)
        parsed = parse_note(note)
        checkpoint = read_checkpoint(parsed.text)
    except (ProofError, UnicodeDecodeError) as problem:
        raise RequestRefused(400, str(problem)) from None
    if checkpoint.extensions:
        raise RequestRefused(400, "Checkpoints with extension lines are not cosigned.")
    keys = logs.get(checkpoint.origin)
    if keys is None:
        raise RequestRefused(404, "This log is not known here.")
    try:
        by = verify_note(note, keys).signed_by
    except ProofError as problem:
        raise RequestRefused(403, str(problem)) from None
    if old_size > checkpoint.size:
        raise RequestRefused(400, "The old size is larger than the checkpoint's.")
    return Request(old_size, proof, checkpoint, parsed.text, only_lines_of(note, by))


def decide(
    request: Request, last: Cosigned | None, signers: Sequence[Signer], now: int, newest: int = 0
) -> Reply:
    """What to answer, given what is remembered of this log.

    Args:
        request: as read.
        last: what was cosigned last of this log; None: nothing.
        signers: the witness's keys; each makes one line.
        now: seconds since 1970, by the witness's clock.
        newest: the latest time in any cosignature this witness has given.
    """
    held = last.size if last else 0
    if request.old_size != held:
        return Reply(409, f"{held}\n".encode(), SIZE_TYPE)
    new = request.checkpoint
    if new.size == 0 and new.root != EMPTY_ROOT:
        return Reply(422, b"The root of an empty log is another.\n", suspect=True)
    try:
        root = last.root if last else EMPTY_ROOT
        verify_consistency(held, root, new.size, new.root, request.proof)
    except ProofError as problem:
        return Reply(422, f"{problem}\n".encode(), suspect=True)
    if now < newest:
        return Reply(503, b"This witness's clock is behind its last cosignature; try again later.\n")
    lines = b"".join(cosignature_line(request.text, signer, now) for signer in signers)
    return Reply(200, lines, keep=Cosigned(new.size, new.root, request.signed + lines, now))


def _read_head(head: bytes) -> tuple[int, tuple[bytes, ...]]:
    first, *steps = head.decode("ascii").split("\n")
    word, _, size = first.partition(" ")
    if word != "old" or len(steps) > MAX_REQUEST_HASHES:
        raise RequestRefused(
            400, "The first line must be “old” and a size, and at most 63 hashes may follow."
        )
    return parse_decimal(size, "old size"), tuple(decode_hash(step, "proof hash") for step in steps)
