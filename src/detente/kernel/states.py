"""States by their code, with their names in the three languages.

Names are those of the Unicode CLDR (through Babel), and those of the United Nations where the CLDR's own differs
from what the parties write. A name here implies no position on any status.
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
_UNKNOWN = Text(
    "“{value}” is no state code.", "«{value}» не является кодом государства.", "“{value}”不是国家代码。"
)
_MEND = Text(
    "Use two capital letters of ISO 3166-1, such as KZ.",
    "Укажите две прописные буквы по ISO 3166-1, например KZ.",
    "请使用 ISO 3166-1 的两个大写字母，如 KZ。",
)

#: Short names as the United Nations writes them.
_UNITED_NATIONS = {
    "KG": Text("Kyrgyzstan", "Кыргызстан", "吉尔吉斯斯坦"),
    "MM": Text("Myanmar", "Мьянма", "缅甸"),
    "PS": Text("State of Palestine", "Государство Палестина", "巴勒斯坦国"),
    "TW": Text("Taiwan Province of China", "Тайвань, провинция Китая", "中国台湾省"),
}


@cache
def _names(language: Language) -> dict[str, str]:
    territories = Locale(language.value).territories
    names = {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    return names | {code: name.in_(language) for code, name in _UNITED_NATIONS.items()}


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
    return StateCode(text) if is_invented(text) else parse_state(text)


def is_invented(code: str) -> bool:
    """Whether a code is one that ISO 3166-1 leaves to its users, which invented states have."""
    return _USER_ASSIGNED.fullmatch(code) is not None


@cache
def state_name(code: StateCode) -> Text:
    """The short name of a state; the code itself where there is none."""
    return Text(*(_names(language).get(code, code) for language in Language))
