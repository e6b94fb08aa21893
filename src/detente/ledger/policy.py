"""Policies: whose cosignatures together make a checkpoint believed.

Source: C2SP tlog-policy (5ba5ee83); docs/spec/ledger.md §13. One thing is stricter here: ``quorum none`` is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from detente.kernel.errors import InputError, ProofError
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.cosignatures import Cosignature
from detente.ledger.keys import Purpose, VerifierKey, parse_vkey
from detente.ledger.sentences import refuse
from detente.ledger.suites import SUITES, Suite
from detente.ledger.witness_sentences import REASONS

MAX_POLICY_BYTES = 1 << 20

_NONE = "none"
_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_SPACES = re.compile("[ \t]+")
#: 9999-12-31T23:59:59Z: what bears a later time says nothing of when.
LAST_SECOND = 253_402_300_799
_COUNT = re.compile("[1-9][0-9]{0,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PolicyLog:
    """A log whose checkpoints are accepted; ``url`` is empty where none is given."""

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class PolicyWitness:
    """A witness under the name it has in its policy; ``url`` is where checkpoints are submitted to it."""

    name: str
    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class PolicyGroup:
    """At least ``needed`` of ``members``, each a witness or a group defined before."""

    name: str
    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """What became of one name of the policy: how many of its members count, and which do not."""

    name: str
    needed: int
    have: int
    missing: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Whether there are enough."""
        return self.have >= self.needed

    @property
    def sentence(self) -> Text:
        """The same in words."""
        values = {"name": shown(self.name), "have": str(self.have), "needed": str(self.needed)}
        if self.met:
            return REASONS["met"].fill(**values)
        return REASONS["missing"].fill(missing=", ".join(map(shown, self.missing)), **values)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the quorum cosigned, and why: the quorum first, then what it is made of.

    ``counted`` are the names of the witnesses that cosigned, each once, in the order of the policy.
    """

    satisfied: bool
    counted: tuple[str, ...]
    reasons: tuple[Met, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Logs, witnesses, groups in the order of their lines, and the name that is the quorum. Made by ``parse``."""

    logs: tuple[PolicyLog, ...]
    witnesses: tuple[PolicyWitness, ...]
    groups: tuple[PolicyGroup, ...]
    quorum: str

    @classmethod
    def parse(cls, text: bytes, suites: Mapping[str, Suite] = SUITES) -> Policy:
        """Read the text form.

        Raises:
            InputError: a line of another form, a name that is not defined above, something twice, a threshold that
                nothing meets, or a policy that asks for no witness.
        """
        if len(text) > MAX_POLICY_BYTES:
            raise refuse(InputError, "policy-size", limit=MAX_POLICY_BYTES)
        lines = text.split(b"\n")
        bad = next((number for number, line in enumerate(lines, 1) if _CONTROL.search(line)), None)
        if bad is not None or lines.pop():
            raise refuse(InputError, "policy-characters", line=bad or len(lines) + 1)
        reading = _Reading(suites)
        for number, line in enumerate(lines, 1):
            # Names are octets; this way of decoding keeps different ones different.
            words = [word for word in _SPACES.split(line.decode("utf-8", "surrogateescape")) if word]
            if words and not words[0].startswith("#"):
                reading.take(number, words)
        if reading.quorum in ("", _NONE):
            raise refuse(InputError, "policy-empty")
        return cls(tuple(reading.logs), tuple(reading.witnesses), tuple(reading.groups), reading.quorum)

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        """The witnesses' keys, with which cosignatures are verified."""
        return tuple(witness.key for witness in self.witnesses)

    def accepts(self, log: VerifierKey) -> bool:
        """Whether checkpoints signed by this key are accepted; a policy that lists no log leaves that to others."""
        return not self.logs or any(_same(log, one.key) for one in self.logs)

    def satisfied(self, cosigners: Iterable[VerifierKey]) -> Answer:
        """Whether the keys whose cosignatures were verified are a quorum. Keys it does not know count for nothing."""
        given = list(cosigners)
        counted = {
            one.name: 0.0 for one in self.witnesses if any(_same(one.key, cosigner) for cosigner in given)
        }
        times = self._times(counted)
        return Answer(self.quorum in times, tuple(counted), tuple(self._reasons(times)))

    def existed_by(self, cosignatures: Iterable[Cosignature]) -> Instant | None:
        """When the quorum had cosigned: what it cosigned existed by then. None: it has not.

        Of several cosignatures by one key the earliest counts. For ``k`` of ``n`` witnesses this is the time of
        the k-th earliest.
        """
        given = list(cosignatures)
        first: dict[str, float] = {}
        for witness in self.witnesses:
            seconds = [
                one.seconds for one in given if 0 < one.seconds <= LAST_SECOND and _same(witness.key, one.key)
            ]
            if seconds:
                first[witness.name] = min(seconds)
        found = self._times(first).get(self.quorum)
        return None if found is None else datetime.fromtimestamp(found, UTC)

    def _times(self, first: Mapping[str, float]) -> dict[str, float]:
        """When each name was met. Members stand above their group, so one pass is enough."""
        times = dict(first)
        for group in self.groups:
            members = sorted(times[member] for member in group.members if member in times)
            if len(members) >= group.needed:
                times[group.name] = members[group.needed - 1]
        return times

    def _reasons(self, times: Mapping[str, float]) -> Iterable[Met]:
        groups = {group.name: group for group in self.groups}
        waiting = [self.quorum]
        while waiting:
            name = waiting.pop(0)
            group = groups.get(name)
            members = group.members if group else (name,)
            missing = tuple(member for member in members if member not in times)
            yield Met(name, group.needed if group else 1, len(members) - len(missing), missing)
            waiting += [member for member in members if member in groups]


@dataclass(slots=True)
class _Reading:
    """The lines taken so far."""

    suites: Mapping[str, Suite]
    logs: list[PolicyLog] = field(default_factory=list)
    witnesses: list[PolicyWitness] = field(default_factory=list)
    groups: list[PolicyGroup] = field(default_factory=list)
    quorum: str = ""
    names: set[str] = field(default_factory=lambda: {_NONE})
    members: set[str] = field(default_factory=set)
    keys: set[tuple[str, bytes]] = field(default_factory=set)

    def take(self, line: int, words: list[str]) -> None:
        kinds: dict[str, tuple[Callable[[int, list[str]], None], range]] = {
            "log": (self._log, range(1, 3)),
            "witness": (self._witness, range(2, 4)),
            "group": (self._group, range(3, 1 << 20)),
            "quorum": (self._quorum, range(1, 2)),
        }
        word, *rest = words
        if word not in kinds or len(rest) not in kinds[word][1]:
            raise refuse(InputError, "policy-line", line=line)
        kinds[word][0](line, rest)

    def _log(self, line: int, words: list[str]) -> None:
        self.logs.append(PolicyLog(self._key(line, words[0], Purpose.LOG), "".join(words[1:])))

    def _witness(self, line: int, words: list[str]) -> None:
        self._define(line, words[0])
        key = self._key(line, words[1], Purpose.WITNESS)
        self.witnesses.append(PolicyWitness(words[0], key, "".join(words[2:])))

    def _group(self, line: int, words: list[str]) -> None:
        name, count, *members = words
        for member in members:
            self._require_known(line, member)
            if member in self.members:
                raise refuse(InputError, "policy-twice", line=line)
            self.members.add(member)
        known = {"any": 1, "all": len(members)}
        needed = known.get(count) or (int(count) if _COUNT.fullmatch(count) else 0)
        if not 1 <= needed <= len(members):
            raise refuse(InputError, "policy-threshold", line=line, count=len(members))
        self._define(line, name)
        self.groups.append(PolicyGroup(name, needed, tuple(members)))

    def _quorum(self, line: int, words: list[str]) -> None:
        if self.quorum:
            raise refuse(InputError, "policy-twice", line=line)
        if words[0] != _NONE:
            self._require_known(line, words[0])
        self.quorum = words[0]

    def _define(self, line: int, name: str) -> None:
        if name in self.names:
            raise refuse(InputError, "policy-twice", line=line)
        self.names.add(name)

    def _require_known(self, line: int, name: str) -> None:
        if name == _NONE or name not in self.names:
            raise refuse(InputError, "policy-unknown", line=line, name=shown(name))

    def _key(self, line: int, text: str, purpose: Purpose) -> VerifierKey:
        try:
            key = parse_vkey(text, self.suites, purpose)
            key.name.encode()
        except (ProofError, UnicodeEncodeError) as problem:
            reason = problem.message if isinstance(problem, ProofError) else "UTF-8"
            raise refuse(InputError, "policy-key", line=line, reason=reason) from None
        public = (key.key.suite.name, key.key.raw)
        if public in self.keys:
            raise refuse(InputError, "policy-twice", line=line)
        self.keys.add(public)
        return key


def shown(name: str) -> str:
    """A name of a policy as text that can be shown, whatever octets it is made of."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _same(one: VerifierKey, other: VerifierKey) -> bool:
    return (one.name, one.note_id, one.key.raw) == (other.name, other.note_id, other.key.raw)
