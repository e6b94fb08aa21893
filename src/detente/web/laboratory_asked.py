"""What the laboratory is asked for: one agreement with other numbers, and columns beside it, all in the address.

The address names the agreement, each number that differs from it by its own address
(``notify.personnel.personnel=3000``), and each column beside it as an address of its own in ``beside``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from detente.agreements.model import Agreement
from detente.assessment.laboratory.knobs import Knob, KnobKey, Variant, knobs_of, parse_number
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId
from detente.node.laboratory import MOST_NAME, SavedVariant
from detente.web import urls
from detente.web.forms.fields import Fields, build_fields

#: More columns than these and two more nobody reads side by side.
MOST_BESIDE = 4
BESIDE, NAME, AGREEMENT, ONLY = "beside", "name", "agreement", "only"


@dataclass(frozen=True, slots=True)
class Numbered:
    """An agreement with every number that can be turned, in the order of its articles."""

    agreement: Agreement
    knobs: tuple[Knob, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """An agreement with what was typed for its numbers; ``changes`` are those that differ from it."""

    numbered: Numbered
    name: str
    typed: Mapping[KnobKey, str]
    changes: Mapping[KnobKey, int]
    problems: Mapping[KnobKey, InputError]

    @property
    def agreement(self) -> Agreement:
        """The agreement."""
        return self.numbered.agreement

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """Every number of the agreement, in the order of its articles."""
        return self.numbered.knobs

    @property
    def numbers(self) -> dict[str, int]:
        """What differs from the agreement, by address."""
        return {".".join(key): value for key, value in self.changes.items()}

    @property
    def query(self) -> dict[str, str]:
        """The column in an address."""
        named = {NAME: self.name} if self.name else {}
        return {AGREEMENT: self.agreement.id, **named, **{key: str(one) for key, one in self.numbers.items()}}

    @property
    def text(self) -> str:
        """The same as one word, to stand within another address."""
        return urlencode(self.query)

    def variant(self, name: str = "") -> Variant:
        """To be compared; ``name``: what it is called where it has no name of its own."""
        return Variant(self.agreement, self.name or name, self.changes)


@dataclass(frozen=True, slots=True)
class Asked:
    """The column that is turned, those beside it, and which drills are listed."""

    turned: Column
    beside: tuple[Column, ...]
    only: str = ""

    @property
    def place(self) -> str:
        """The address that shows the same to others."""
        return self.path()

    def path(self, path: str = urls.LABORATORY, **more: str | int) -> str:
        """The address of the page, or of a file of the same."""
        columns = [one.text for one in self.beside]
        query = {**self.turned.query, BESIDE: columns, ONLY: self.only, **more}
        return urls.with_query(path, **query)

    def keeping(self) -> Asked:
        """The same with the turned column kept beside, to turn on from there."""
        return replace(self, turned=replace(self.turned, name=""), beside=(*self.beside, self.turned))

    def without(self, place: int) -> Asked:
        """The same without a column beside."""
        return replace(self, beside=self.beside[:place] + self.beside[place + 1 :])

    def turning(self, place: int) -> Asked:
        """The same with a column beside to be turned, and the turned one in its place if it differs."""
        kept = (self.turned,) if self.turned.changes else ()
        return replace(
            self, turned=self.beside[place], beside=(*self.beside[:place], *kept, *self.beside[place + 1 :])
        )

    def adding(self, column: Column) -> Asked:
        """The same with one more column beside."""
        return replace(self, beside=(*self.beside, column))


def number_agreements(agreements: Iterable[Agreement]) -> dict[AgreementId, Numbered]:
    """Those that have a number to turn."""
    found = {}
    for one in agreements:
        articles = {key: _order(provision.article) for key, provision in one.provisions.items()}
        knobs = sorted(knobs_of(one), key=lambda knob: articles[knob.provision])
        if knobs:
            found[one.id] = Numbered(one, tuple(knobs))
    return found


def read_asked(fields: Fields, able: Mapping[AgreementId, Numbered], first: Numbered) -> Asked:
    """What an address asks for; ``first``: the agreement where it names none that is ``able``."""
    beside = [_read_text(text, able) for text in fields.all(BESIDE)[:MOST_BESIDE]]
    turned = read_column(fields, able.get(AgreementId(fields.one(AGREEMENT)), first))
    return Asked(turned, tuple(one for one in beside if one is not None), fields.one(ONLY))


def read_column(fields: Fields, numbered: Numbered) -> Column:
    """An agreement's numbers; one equal to its own is no change, and one that is none is a problem."""
    typed = {knob.key: text for knob in numbered.knobs if (text := fields.one(knob.address))}
    changes: dict[KnobKey, int] = {}
    problems: dict[KnobKey, InputError] = {}
    for knob in numbered.knobs:
        if knob.key in typed:
            try:
                value = parse_number(knob, typed[knob.key])
            except InputError as problem:
                problems[knob.key] = problem
            else:
                if value != knob.agreed.value:
                    changes[knob.key] = value
    return Column(numbered, fields.one(NAME)[:MOST_NAME], typed, changes, problems)


def column_of(saved: SavedVariant, able: Mapping[AgreementId, Numbered]) -> Column | None:
    """A variant as it was saved; None where its agreement is no longer here.

    A number that the agreement no longer has is left out.
    """
    pairs = [(NAME, saved.name), *((address, str(value)) for address, value in saved.changes.items())]
    numbered = able.get(saved.agreement)
    return read_column(build_fields(pairs), numbered) if numbered else None


def as_it_stands(numbered: Numbered) -> Column:
    """An agreement without changes."""
    return Column(numbered, "", {}, {}, {})


def _order(article: str) -> list[tuple[int, str]]:
    """Numbers by their size: 3(2) stands before 3(10)."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"([0-9]+)", article)]


def _read_text(text: str, able: Mapping[AgreementId, Numbered]) -> Column | None:
    fields = build_fields(parse_qsl(text))
    numbered = able.get(AgreementId(fields.one(AGREEMENT)))
    return read_column(fields, numbered) if numbered else None


def all_columns(asked: Asked, turned_name: str) -> Sequence[Variant]:
    """What is compared: the agreement as it stands, the turned column, and those beside."""
    return [
        Variant(asked.turned.agreement),
        asked.turned.variant(turned_name),
        *(one.variant() for one in asked.beside),
    ]
