"""What the page of the laboratory is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from detente.agreements.model import EvidenceLevel
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Text
from detente.node.messages import Page
from detente.web.frame import Frame
from detente.web.laboratory_asked import Asked
from detente.web.laboratory_columns import CountRow, Head, NumberRow
from detente.web.laboratory_drills import Choice, DrillLine


@dataclass(frozen=True, slots=True)
class KnobField:
    """A number to turn. ``agreed`` None: not available; ``value`` as typed, else the agreement's own.

    ``stops``: by which name the page has the values that a slider offers.
    """

    address: str
    label: Text
    agreed: int | None
    level: EvidenceLevel
    value: str
    most: int
    stops: str
    problem: InputError | None


@dataclass(frozen=True, slots=True)
class KnobGroup:
    """The numbers of one provision; ``open`` where one of them is known or typed."""

    title: Text
    article: str
    path: str
    fields: tuple[KnobField, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class ChartView:
    """The count along one threshold; ``drawing`` is empty where it changes nothing however it is set."""

    name: Text
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved variant: how many numbers it changes, and the ways to turn it and to put it beside."""

    number: int
    name: str
    agreement: Text
    changes: int
    turn: str
    beside: str


@dataclass(frozen=True, slots=True)
class Way:
    """A whole agreement to choose, or to put beside."""

    id: AgreementId
    title: Text
    path: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be done, and with which number; None: with none of them."""

    number: Text | None
    problem: InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryPage:
    """Columns side by side. ``keep``: the way to turn on from here with the present column beside; empty where
    nothing is changed or there is no room. ``flat``: thresholds that change no count however they are set.
    """

    frame: Frame
    asked: Asked
    agreements: tuple[Way, ...]
    groups: tuple[KnobGroup, ...]
    stops: Mapping[str, tuple[int, ...]]
    heads: tuple[Head, ...]
    numbers: tuple[NumberRow, ...]
    counts: tuple[CountRow, ...]
    keep: str
    others: tuple[Way, ...]
    saved: tuple[Kept, ...]
    charts: tuple[ChartView, ...]
    flat: tuple[Text, ...]
    problems: tuple[Trouble, ...]
    choices: tuple[tuple[Choice, str], ...]
    drills: Page[DrillLine]
    known: int
    cut: bool
    back: str
    csv: str
    parquet: str
    whole: str
    page_link: Mapping[int, str]
