"""A small complete pack to start from: an invented treaty between two invented states."""

from __future__ import annotations

import re

from detente.agreements.reader import read_template
from detente.kernel.errors import InputError
from detente.kernel.languages import Text

#: What the shipped template calls itself; replaced by the name asked for.
TEMPLATE_ID = "two-valleys-2030"
TEMPLATE_CODE = "TV30"

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_BAD_ID = Text(
    "“{value}” cannot be the name of a pack.",
    "«{value}» не может быть именем пакета соглашения.",
    "“{value}”不能用作协定数据包名称。",
)
_MEND_ID = Text(
    "Use small Latin letters and digits, words joined by “-”, as in two-valleys-2030.",
    "Используйте строчные латинские буквы и цифры, слова соединяйте дефисом: two-valleys-2030.",
    "请使用小写拉丁字母和数字，词间用连字符，如 two-valleys-2030。",
)


def new_pack(agreement_id: str) -> dict[str, bytes]:
    """The files of a new pack by path; it loads as it is, and its comments teach the language.

    Raises:
        InputError: ``agreement_id`` is no name for a pack.
    """
    if not _ID.fullmatch(agreement_id):
        raise InputError("pack-name", _BAD_ID.fill(value=agreement_id), _MEND_ID)
    names = {TEMPLATE_ID: agreement_id, TEMPLATE_CODE: propose_code(agreement_id)}
    return {path: _rename(data, names) for path, data in read_template().items()}


def propose_code(agreement_id: str) -> str:
    """Initials and the last two digits of the year: TV30 of two-valleys-2030."""
    words = agreement_id.split("-")
    initials = "".join(word[0] for word in words if not word.isdigit()).upper()[:6]
    year = words[-1][-2:] if len(words) > 1 and words[-1].isdigit() else ""
    code = initials + year
    return code if len(code) > 1 else f"{code}X"


def _rename(data: bytes, names: dict[str, str]) -> bytes:
    text = data.decode("utf-8")
    pattern = "|".join(re.escape(name) for name in names)
    return re.sub(pattern, lambda found: names[found[0]], text).encode("utf-8")
