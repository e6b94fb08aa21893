"""What a form is drawn from: a few kinds of control, and ways to put them together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from detente.kernel.errors import Fault
from detente.kernel.languages import Text


class Width(StrEnum):
    """How much room a control takes; each is a class of the stylesheet."""

    TINY = "w-tiny"
    SHORT = "w-short"
    MID = "w-mid"
    WIDE = "w-wide"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something typed. ``lines`` over 1 makes it a large field; ``numeric`` offers a keyboard of digits.

    ``spoken`` labels are read out but not drawn, where the table or the item says it already; ``unit``
    stands behind the field.
    """

    kind: ClassVar[str] = "entry"
    name: str
    label: Text
    value: str
    width: Width = Width.WIDE
    lines: int = 1
    numeric: bool = False
    example: str = ""
    spoken: bool = False
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    label: Text
    chosen: bool


@dataclass(frozen=True, slots=True)
class Pick:
    """One of a closed list, from a drop-down."""

    kind: ClassVar[str] = "pick"
    name: str
    label: Text
    options: tuple[Option, ...]
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Choose:
    """One or several of a short list, all in sight."""

    kind: ClassVar[str] = "choose"
    name: str
    label: Text
    options: tuple[Option, ...]
    several: bool


@dataclass(frozen=True, slots=True)
class Upload:
    """A file; ``known`` are the hidden values of the one given before, ``known_name`` what it was called."""

    kind: ClassVar[str] = "upload"
    name: str
    label: Text
    known: tuple[tuple[str, str], ...]
    known_name: str


Control = Entry | Pick | Choose | Upload


@dataclass(frozen=True, slots=True)
class Line:
    """Controls beside each other; ``remove`` is the row to take away by a button at the end."""

    kind: ClassVar[str] = "line"
    parts: tuple[Control, ...]
    remove: str | None = None


@dataclass(frozen=True, slots=True)
class GridColumn:
    """What a column of a grid is about; ``remove`` is the column to take away by a button below it."""

    head: Text | Pick
    remove: str | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid: what it is about, and one cell a column."""

    head: Text
    cells: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to fill in. ``add`` names the list that a button lengthens by a column."""

    kind: ClassVar[str] = "grid"
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    add: str
    add_label: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things of the same shape, with its title."""

    title: Text | None
    blocks: tuple[Block, ...]
    remove: str | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Several things of the same shape, and a button for one more; ``boxed``: each in a box of its own."""

    kind: ClassVar[str] = "repeat"
    parts: tuple[Part, ...]
    add: str
    add_label: Text
    boxed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Several things of different shape, each under its own title."""

    kind: ClassVar[str] = "group"
    parts: tuple[Part, ...]


Block = Control | Line | Grid | Repeat | Group


@dataclass(frozen=True, slots=True)
class PlacedFault:
    """A fault, and where it is in the reader's language; None where the item's own label says it."""

    fault: Fault
    where: Text | None


@dataclass(frozen=True, slots=True)
class FormItem:
    """A numbered item of the form. ``lone``: it is a single control, which its label names directly."""

    no: str
    name: str
    label: Text
    help: Text | None
    required: bool
    blocks: tuple[Block, ...]
    faults: tuple[PlacedFault, ...]
    lone: bool


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form. ``other_faults`` belong to no item: addressees, references, the message as a whole."""

    items: tuple[FormItem, ...]
    other_faults: tuple[PlacedFault, ...]
