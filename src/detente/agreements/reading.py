"""What the builders of one pack share: the words of all packs, the faults found, the names referred to.

References are only noted while building; ``resolve.py`` looks them up once everything is built, so that the
order of files does not matter and every dangling one is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.agreements.explain import suggest
from detente.agreements.model import ItemType, Purpose, Vocabulary
from detente.agreements.parts import Part
from detente.kernel.errors import Fault
from detente.kernel.identifiers import FormatId, MeasureId, SectorId
from detente.kernel.languages import same_text


@dataclass(frozen=True, slots=True)
class FormatUse:
    """A format named somewhere: which purpose it must have (None: any), and whether it may ask one state alone."""

    part: Part
    purpose: Purpose | None
    of_one: bool = False


@dataclass(frozen=True, slots=True)
class ItemUse:
    """An item of a format named somewhere, and the type it must have."""

    part: Part
    format: str
    type: ItemType


@dataclass(slots=True)
class Reading:
    """Grows while the files of one pack are built."""

    vocabulary: Vocabulary
    faults: list[Fault] = field(default_factory=list)
    formats: list[FormatUse] = field(default_factory=list)
    items: list[ItemUse] = field(default_factory=list)
    zones: list[Part] = field(default_factory=list)
    states: list[Part] = field(default_factory=list)
    sectors: list[Part] = field(default_factory=list)
    below: list[Part] = field(default_factory=list)
    suspended: list[Part] = field(default_factory=list)

    def fault(self, part: Part, code: str, what: str, mend: str) -> None:
        """Something is wrong at ``part``."""
        self.faults.append(Fault(code, part.place, same_text(what), same_text(mend)))

    def use_format(
        self, part: Part | None, purpose: Purpose | None, *, of_one: bool = False
    ) -> FormatId | None:
        """The format named at ``part``, to be looked up later; None where none is named."""
        if part is None:
            return None
        self.formats.append(FormatUse(part, purpose, of_one))
        return FormatId(part.string())

    def use_sector(self, part: Part | None) -> SectorId | None:
        """The sector named at ``part``, to be looked up later; None where none is named."""
        if part is None:
            return None
        self.sectors.append(part)
        return SectorId(part.string())

    def use_measures(self, parts: Sequence[Part]) -> tuple[MeasureId, ...]:
        """The measures named at ``parts``; a fault for each that measures.yaml does not have."""
        known = tuple(self.vocabulary.measures)
        return tuple(MeasureId(self.check_known(each, "measure", known)) for each in parts)

    def unknown(self, part: Part, what: str, known: tuple[str, ...]) -> None:
        """The name at ``part`` is none of ``known``: a dangling reference."""
        name = part.string()
        self.fault(part, f"unknown-{what.replace(' ', '-')}", f"“{name}” is no {what}.", suggest(name, known))

    def check_known(self, part: Part, what: str, known: tuple[str, ...]) -> str:
        """The name at ``part``; a fault where it is none of ``known``."""
        name = part.string()
        if name not in known:
            self.unknown(part, what, known)
        return name

    def check_once(self, parts: Sequence[Part], what: str) -> None:
        """Each name stands once among ``parts``; a fault for each that stands again."""
        first: dict[str, Part] = {}
        for part in parts:
            name = part.string()
            if name in first:
                self.fault(
                    part,
                    f"duplicate-{what.split(maxsplit=1)[0]}",
                    f"“{name}” stands twice as {what}; first at {first[name].place}.",
                    "Each stands once: rename one or take it away.",
                )
            first.setdefault(name, part)
