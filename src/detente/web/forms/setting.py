"""What stands around an item while it is drawn, and the JSON that may stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from babel import Locale, UnknownLocaleError

from detente.agreements.model import Agreement, Item, Vocabulary
from detente.kernel.languages import Language, Text
from detente.messages.document import JsonValue
from detente.web.forms.blocks import Block, Option
from detente.web.forms.fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """``writing`` is the language texts are first offered in; ``blank`` the list that gets one more row.

    ``mentioned`` are states that the message names; ``build_form`` finds them.
    """

    agreement: Agreement
    vocabulary: Vocabulary
    writing: str
    blank: str | None = None
    mentioned: tuple[str, ...] = ()

    def wants_blank(self, name: str, known: int) -> bool:
        """Whether the list gets an empty row: because it was asked for, or because it has none."""
        return known == 0 or self.blank == name

    def text_languages(self) -> tuple[str, ...]:
        """Languages a text may be offered in: the desk's own, then the agreement's."""
        return tuple(dict.fromkeys([*(language.value for language in Language), *self.agreement.languages]))


@dataclass(frozen=True, slots=True)
class Spot:
    """An item, the name its fields begin with, and what stands around it."""

    item: Item
    name: str
    setting: Setting

    def inner(self, item: Item, part: str) -> Spot:
        """The spot of a column or part."""
        return replace(self, item=item, name=f"{self.name}.{part}")


@dataclass(frozen=True, slots=True)
class ItemForm:
    """How one type of item is drawn from its JSON, and read back; ``read`` gives None where nothing was typed."""

    show: Callable[[Spot, JsonValue], tuple[Block, ...]]
    read: Callable[[Item, str, Fields], JsonValue]


def as_object(value: JsonValue) -> dict[str, JsonValue]:
    """An object's members; of anything else, none."""
    return value if isinstance(value, dict) else {}


def as_list(value: JsonValue) -> list[JsonValue]:
    """A list's entries; of anything else, none."""
    return value if isinstance(value, list) else []


def as_typed(value: JsonValue) -> str:
    """A plain value as it would be typed; of an object or list, nothing."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    return str(value)


def present(members: dict[str, JsonValue]) -> dict[str, JsonValue] | None:
    """The members that were filled in; None where none was."""
    return {name: value for name, value in members.items() if value is not None} or None


def language_name(code: str) -> Text:
    """A language in the reader's language; its code where it is not known."""
    try:
        locale = Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return Text(code, code, code)
    return Text(*(locale.get_display_name(language.value) or code for language in Language))


def language_options(spot: Spot, chosen: str) -> Iterator[Option]:
    """Every language a text may be given in, with the one that is used even where it is not offered."""
    for code in dict.fromkeys([*spot.setting.text_languages(), chosen]):
        yield Option(code, language_name(code), code == chosen)
