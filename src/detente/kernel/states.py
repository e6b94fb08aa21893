"""States by their code, with their names in the three languages.

Names are those of the Unicode CLDR (through Babel): a name here implies no position on any status.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Language, Text

#: Codes that ISO 3166-1 leaves to its users.
_USER_ASSIGNED = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")
_UNKNOWN = Text("“{value}” is no state code.", "«{value}» — не код государства.", "“{value}”不是国家代码。")
_MEND = Text(
    "Use two capital letters of ISO 3166-1, such as KZ.",
    "Укажите две прописные буквы по ISO 3166-1, например KZ.",
    "请使用 ISO 3166-1 的两个大写字母，如 KZ。",
)


@cache
def _names(language: Language) -> dict[str, str]:
    territories = Locale(language.value).territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}


def parse_state(text: str) -> StateCode:
    """An ISO 3166-1 alpha-2 code.

    Raises:
        InputError: CLDR knows no such territory.
    """
    if text not in _names(Language.EN):
        raise InputError("state", _UNKNOWN.fill(value=text), _MEND)
    return StateCode(text)


def parse_state_or_invented(text: str) -> StateCode:
    """An ISO 3166-1 alpha-2 code, or one that ISO leaves to its users, which invented states have.

    Raises:
        InputError: it is neither.
    """
    return StateCode(text) if _USER_ASSIGNED.fullmatch(text) else parse_state(text)


@cache
def state_name(code: StateCode) -> Text:
    """The short name of a state; the code itself where there is none."""
    return Text(*(_names(language).get(code, code) for language in Language))
