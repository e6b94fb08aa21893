"""What one scalar of a pack means: text, a whole number, true, false or null; everything doubtful is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.kernel.errors import Fault
from detente.kernel.languages import same_text

#: A value as YAML or JSON has it; there are no floats.
Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]

#: The largest whole number every JSON reader keeps exactly.
MAX_INTEGER = 2**53 - 1

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something in a file is not taken; becomes a fault once its place is known."""

    code: str
    what: str
    mend: str

    def at(self, place: str) -> Fault:
        """The fault at ``place``."""
        return Fault(self.code, place, same_text(self.what), same_text(self.mend))


def find_hidden(text: str) -> re.Match[str] | None:
    """The first character that cannot be seen or that turns the order of others around."""
    return _HIDDEN.search(text)


def refuse_hidden(hidden: re.Match[str]) -> Refusal:
    """Why such a character is not taken."""
    what = f"Here stands the character U+{ord(hidden.group()):04X}, which nobody can see."
    return Refusal("hidden-character", what, "Take it away.")


def resolve_scalar(text: str, *, plain: bool) -> Plain | Refusal:
    """The value of a scalar; ``plain``: it stands without quotes."""
    if hidden := find_hidden(text):
        return refuse_hidden(hidden)
    if not plain:
        return text
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    return _resolve_number(text)


def _resolve_number(text: str) -> Plain | Refusal:
    if _INTEGER.fullmatch(text):
        return _resolve_integer(text)
    if _OTHER_BASE.fullmatch(text):
        return Refusal(
            "number-base", f"“{text}” is a number that is not decimal.", "Write it in decimal, or in quotes."
        )
    if _FLOAT.fullmatch(text):
        mend = f'Use whole numbers and a smaller unit; if it is text, put it in quotes: "{text}".'
        return Refusal("float", f"“{text}” is not a whole number.", mend)
    return text


def _resolve_integer(text: str) -> Plain | Refusal:
    digits = text.lstrip("+-")
    if len(digits) > 1 and digits.startswith("0"):
        mend = f'Write it without the zero, or in quotes: "{text}".'
        return Refusal(
            "leading-zero", f"“{text}” begins with a zero; readers disagree about what it means.", mend
        )
    if len(digits) > 16 or int(digits) > MAX_INTEGER:
        return Refusal(
            "number-too-large", f"“{text[:40]}” is larger than {MAX_INTEGER}.", "Use a larger unit."
        )
    return int(text)
