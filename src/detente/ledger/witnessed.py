"""What the cosignatures below a checkpoint show under a policy: who has seen it, and between when.

Source: docs/spec/ledger.md §13.7, §13.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from detente.kernel.errors import ProofError
from detente.kernel.instants import Instant, Interval, format_instant
from detente.kernel.languages import Text
from detente.ledger.cosignatures import Cosignature, verify_cosignatures
from detente.ledger.directory import StateKeys
from detente.ledger.keys import VerifierKey
from detente.ledger.notes import verify_note
from detente.ledger.policy import LAST_SECOND, Answer, Policy, shown
from detente.ledger.sentences import refuse
from detente.ledger.witness_sentences import REASONS


@dataclass(frozen=True, slots=True)
class Witnessed:
    """Who has cosigned, and when.

    ``by``: the states, and where a key is no known state's the names in the policy, each once; ``between`` the first
    and the last of their cosignatures; ``existed_by``: when they were a quorum.
    """

    answer: Answer
    by: tuple[str, ...]
    between: Interval | None
    existed_by: Instant | None

    @property
    def satisfied(self) -> bool:
        """Whether the quorum has cosigned."""
        return self.answer.satisfied

    @property
    def reasons(self) -> Text:
        """What there is of what the policy asks for."""
        said = [one.sentence for one in self.answer.reasons]
        return Text(*("; ".join(getattr(one, name) for one in said) for name in ("en", "ru", "zh")))

    @property
    def sentence(self) -> Text:
        """By how many, by whom and between when."""
        if self.between is None:
            return REASONS["unwitnessed"]
        return REASONS["witnessed"].fill(
            count=str(len(self.by)),
            names=", ".join(self.by),
            first=format_instant(self.between.earliest),
            last=format_instant(self.between.latest),
        )


def verify_witnessed(
    note: bytes, policy: Policy, log_keys: Sequence[VerifierKey], directory: Iterable[StateKeys] = ()
) -> Witnessed:
    """What the cosignatures on a note show; ``directory`` tells which state a witness's key is of.

    Raises:
        ProofError: a witness's line is wrong, or the policy accepts checkpoints of other logs alone.
    """
    signed_by = verify_note(note, log_keys).signed_by
    if not any(policy.accepts(key) for key in signed_by):
        raise refuse(ProofError, "evidence-policy-log", origin=log_keys[0].name)
    found = [one for one in verify_cosignatures(note, policy.keys) if one.seconds <= LAST_SECOND]
    times = sorted(one.seconds for one in found)
    between = Interval(_instant(times[0]), _instant(times[-1])) if times else None
    answer = policy.satisfied(one.key for one in found)
    return Witnessed(answer, _names(found, policy, directory), between, policy.existed_by(found))


def _names(found: Sequence[Cosignature], policy: Policy, directory: Iterable[StateKeys]) -> tuple[str, ...]:
    states = {key.key: state.state for state in directory for key in state.witness}
    named = {one.key.key: shown(one.name) for one in policy.witnesses}
    return tuple(dict.fromkeys(states.get(one.key.key, named[one.key.key]) for one in found))


def _instant(seconds: int) -> Instant:
    return datetime.fromtimestamp(seconds, UTC)
