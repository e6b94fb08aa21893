"""A format with an item of every type, and what a browser would send from its form."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

import pytest

from detente.agreements.model import (
    Addressees,
    Agreement,
    Choice,
    Evidence,
    EvidenceLevel,
    Format,
    Item,
    ItemType,
    Measure,
    MessageKind,
    Party,
    Purpose,
    Status,
    Vocabulary,
)
from detente.kernel.identifiers import AgreementId, FormatId, MeasureId, StateCode
from detente.kernel.languages import same_text
from detente.web.forms.blocks import (
    Block,
    Choose,
    Control,
    Entry,
    Form,
    Grid,
    Group,
    Line,
    Pick,
    Repeat,
    Upload,
)
from detente.web.forms.setting import Setting

KNOWN = Evidence(EvidenceLevel.TEXT)
PERSONNEL, TANKS = MeasureId("personnel"), MeasureId("battle-tanks")


def an_item(no: int, kind: ItemType, **more: object) -> Item:
    item_id = kind.value
    return Item(no=str(no), id=item_id, type=kind, label=same_text(item_id), required=False, **more)  # type: ignore[arg-type]


EXTRAS: dict[ItemType, dict[str, object]] = {
    ItemType.MEASURES: {"measures": (PERSONNEL, TANKS)},
    ItemType.CHOICE: {"choices": tuple(Choice(code, same_text(code)) for code in ("live", "staff"))},
    ItemType.TABLE: {
        "columns": (an_item(1, ItemType.DATE), an_item(2, ItemType.TEXT), an_item(3, ItemType.FLAG))
    },
    ItemType.NUMBER: {"unit": "days"},
}


@pytest.fixture(scope="session")
def whole_format() -> Format:
    return Format(
        id=FormatId("whole"),
        topic="EX",
        purpose=Purpose.INFORMATION,
        title=same_text("whole"),
        article="1",
        to=Addressees.ALL_PARTIES,
        kinds=(MessageKind.ORIGINAL,),
        requires=(),
        own_matter=True,
        items=tuple(an_item(no, kind, **EXTRAS.get(kind, {})) for no, kind in enumerate(ItemType, 1)),
        evidence=KNOWN,
    )


@pytest.fixture(scope="session")
def setting() -> Setting:
    parties = tuple(Party(StateCode(code), None, None, None, KNOWN) for code in ("KZ", "RU"))
    agreement = Agreement(
        id=AgreementId("toy"),
        code="TOY",
        title=same_text("toy"),
        short_title=same_text("toy"),
        status=Status.INVENTED,
        signed=None,
        place=None,
        in_force=None,
        languages=("ru", "kk"),
        start_day_counts=False,
        sides=(),
        parties=parties,
        zones=MappingProxyType({}),
        articles=(),
        provisions=MappingProxyType({}),
        formats=MappingProxyType({}),
        evidence=KNOWN,
        changes="",
        digest="",
    )
    measures = {one: Measure(one, same_text(one), same_text(one), None) for one in (PERSONNEL, TANKS)}
    vocabulary = Vocabulary(measures, {}, {}, {"days": same_text("days")})
    return Setting(agreement=agreement, vocabulary=vocabulary, writing="ru")


def sent(form: Form) -> list[tuple[str, str]]:
    """The names and values a browser sends when the form is submitted as it stands."""
    return [
        pair
        for item in form.items
        for block in item.blocks
        for control in _controls(block)
        for pair in _values(control)
    ]


def _controls(block: Block) -> Iterator[Control]:
    match block:
        case Line():
            yield from block.parts
        case Grid():
            yield from (column.head for column in block.columns if isinstance(column.head, Pick))
            for row in block.rows:
                yield from row.cells
        case Repeat() | Group():
            for part in block.parts:
                for inner in part.blocks:
                    yield from _controls(inner)
        case _:
            yield block


def _values(control: Control) -> Iterator[tuple[str, str]]:
    match control:
        case Entry():
            yield control.name, control.value
        case Pick():
            chosen = [option.value for option in control.options if option.chosen]
            yield control.name, (chosen or [control.options[0].value])[0]
        case Choose():
            yield from ((control.name, option.value) for option in control.options if option.chosen)
        case Upload():
            yield from control.known


@pytest.fixture(scope="session")
def send() -> object:
    return sent
