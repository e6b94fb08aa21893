"""One state from a list, or several from boxes to tick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from babel import Locale

from detente.agreements.model import Format, Item, ItemType
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Language, Text
from detente.messages.document import JsonValue
from detente.web.forms.blocks import Block, Choose, Entry, Option, Pick, Width
from detente.web.forms.fields import Fields
from detente.web.forms.setting import ItemForm, Spot, as_list, as_typed

_BETWEEN = re.compile(r"[\s,;、，；]+")


def show_state_pick(spot: Spot, name: str, chosen: str, label: Text, *, spoken: bool) -> Pick:
    """A drop-down: the parties, then the states that the message names elsewhere."""
    near = [*spot.setting.agreement.states(), *spot.setting.mentioned]
    return Pick(name, label, tuple(_options(spot, near, chosen)), spoken)


def _options(spot: Spot, codes: Iterable[str], chosen: str) -> Iterator[Option]:
    yield Option("", _NONE, chosen == "")
    for code in dict.fromkeys([*codes, *([chosen] if chosen else [])]):
        yield Option(code, spot.setting.agreement.state_name(StateCode(code)), code == chosen)


def mentioned_states(message_format: Format, content: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """Codes in the items that hold states, whether they can be read as codes or not."""
    named: list[str] = []
    for item in message_format.items:
        value = content.get(item.id)
        if item.type is ItemType.STATES:
            named += [as_typed(code) for code in as_list(value)]
        elif item.type is ItemType.STATE:
            named.append(as_typed(value))
    return tuple(code for code in dict.fromkeys(named) if code)


def _every_state() -> list[str]:
    codes = [str(code) for code in Locale(Language.EN.value).territories]
    return sorted(code for code in codes if len(code) == 2 and code.isalpha() and code not in _NO_STATES)


def show_state(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """One drop-down: the parties first, then every other state."""
    codes = [*spot.setting.agreement.states(), *_every_state()]
    return (Pick(spot.name, spot.item.label, tuple(_options(spot, codes, as_typed(value))), spoken=True),)


def read_state(item: Item, name: str, fields: Fields) -> JsonValue:
    """The code chosen."""
    return fields.one(name) or None


def show_states(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """A box for each party, and a line for the codes of other states."""
    chosen = [as_typed(code) for code in as_list(value)] or _BETWEEN.split(as_typed(value))
    parties = spot.setting.agreement.states()
    boxes = tuple(Option(code, spot.setting.agreement.state_name(code), code in chosen) for code in parties)
    others = " ".join(code for code in chosen if code not in parties)
    return (
        Choose(spot.name, spot.item.label, boxes, several=True),
        Entry(f"{spot.name}.others", _OTHERS, others, Width.MID, example="AM MN"),
    )


def read_states(item: Item, name: str, fields: Fields) -> JsonValue:
    """All codes, ticked and typed, sorted and each once."""
    typed = _BETWEEN.split(fields.one(f"{name}.others").upper())
    codes = sorted({code for code in (*fields.all(name), *typed) if code})
    return [*codes] or None


STATE = ItemForm(show_state, read_state)
STATES = ItemForm(show_states, read_states)

#: Codes of the Unicode CLDR that are areas, unions or placeholders.
_NO_STATES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})
_NONE = Text("—", "—", "—")
_OTHERS = Text("Other states, by code", "Другие государства (коды)", "其他国家（代码）")
