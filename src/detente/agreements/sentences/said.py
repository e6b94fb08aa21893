"""What was matched in a sentence, read piece by piece; whatever cannot be read is a fault on its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.agreements.explain import show, suggest
from detente.agreements.model import Told
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.scalars import Plain
from detente.agreements.sentences.numbers import BETWEEN, Declared, parse_number
from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant, parse_instant, parse_partial_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence that fits its verb: ``words`` are the named groups that are there.

    ``ground``: the place of the sentence it builds on. ``earlier``: all before it, None for one with faults.
    """

    part: Part
    text: str
    state: StateCode
    words: Mapping[str, str]
    places: Mapping[str, str]
    earlier: Sequence[Told | None]
    ground: int | None
    reading: Reading

    @property
    def builds_on(self) -> Told | None:
        """The sentence it builds on."""
        return None if self.ground is None else self.earlier[self.ground]

    def fault(self, code: str, what: str, mend: str) -> None:
        """Something is wrong with the sentence."""
        self.reading.fault(self.part, code, what, mend)

    def word(self, name: str) -> str | None:
        """A group as it stands."""
        return self.words.get(name)

    def number(self, name: str) -> int | None:
        """A group of digits."""
        return int(self.words[name]) if name in self.words else None

    def states(self, name: str) -> tuple[StateCode, ...]:
        """States in the order named."""
        return tuple(StateCode(one) for one in split_states(self.words.get(name, "")))

    def date(self, name: str) -> str | None:
        """A date, or an instant, as messages write it."""
        text = self.words.get(name)
        if text is not None:
            try:
                _ = parse_instant(text) if "T" in text else parse_partial_date(text)
            except InputError as error:
                self.fault("no-such-date", error.message.en, error.mend.en)
        return text

    def code(self, name: str, what: str, known: Iterable[str]) -> str | None:
        """A group that is one of ``known``, which are called ``what``."""
        text = self.words.get(name)
        if text is not None:
            self.check(text, what, known)
        return text

    def check(self, name: str, what: str, known: Iterable[str]) -> None:
        """A fault where ``name`` is none of ``known``."""
        names = tuple(known)
        if name not in names:
            self.fault(
                f"unknown-{what.split(maxsplit=1)[0]}", f"“{name}” is no {what}.", suggest(name, names)
            )

    def place(self, name: str) -> Plain:
        """A place of the file, as messages write it, with its position."""
        text = self.code(name, "place of this file", self.places)
        return self.thing(name) if text in self.places else None

    def thing(self, name: str) -> Plain:
        """Something named, as messages write a place; with its position, where it is a place of the file."""
        text = self.words.get(name)
        if text is None:
            return None
        named: dict[str, Plain] = {"name": {"en": text}}
        return named | {"positions": [self.places[text]]} if text in self.places else named

    def numbers(self, name: str, *, by_sector: bool) -> tuple[Declared, ...]:
        """Numbers of measures; of sectors or else of states, and each once."""
        found: dict[object, Declared] = {}
        for each in BETWEEN.split(self.words[name]) if name in self.words else ():
            one = parse_number(each)
            if one is None or (one.state if by_sector else one.sector):
                example = "in eastern" if by_sector else "of XA"
                mend = f"Write it as: 36,000 personnel; or: about 310 battle-tanks {example}."
                self.fault("no-number", f"{show(each)} is no number of anything.", mend)
                continue
            self.check(one.measure, "measure", self.reading.vocabulary.measures)
            if one.of in found:
                self.fault("duplicate-number", f"{show(each)} gives a number a second time.", "Give it once.")
            if one.sector and one.sector not in [other.sector for other in found.values()]:
                self.reading.use_sector(replace(self.part, value=one.sector))
            found[one.of] = one
        return tuple(found.values())

    def sentence(self, name: str) -> int | None:
        """The place of the earlier sentence of that number; sentences are counted from 1."""
        number = self.number(name)
        if number is not None and not 1 <= number <= len(self.earlier):
            what = f"No sentence {number} stands before this."
            self.fault("no-such-sentence", what, "Count the sentences of this scenario from 1.")
            return None
        return None if number is None else number - 1


def build_day(part: Part, text: str, reading: Reading) -> Instant | None:
    """A day at noon, or an instant; None, and a fault, where it is neither."""
    try:
        return parse_instant(text if "T" in text else f"{text}T12:00:00Z")
    except InputError:
        mend = "Write a day, 2024-05-12, or an instant in UTC, 2024-05-12T06:30:00Z."
        reading.fault(part, "no-such-date", f"{show(text)} is no day and no instant.", mend)
        return None


def split_states(text: str) -> list[str]:
    """``XA, XB and XC``; none for ``all``."""
    return [] if text in ("", "all") else text.replace(" and ", ", ").split(", ")
