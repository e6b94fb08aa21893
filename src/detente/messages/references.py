"""Reference numbers of messages, such as ``SH96/KZ/2024/0007/EX/O`` (docs/reference/references.md).

Agreement code, state, year and serial number of the matter, topic of the format, and a mark that says what
the message does to the matter: ``O`` original, ``N`` nil, ``A1`` ``A2`` ... amendments, ``C1`` ``C2`` ...
corrections, ``X`` cancellation. The first five parts name the matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from detente.agreements.model import MessageKind
from detente.kernel.errors import Fault, InputError
from detente.kernel.identifiers import MatterId, Reference, StateCode
from detente.kernel.languages import Text
from detente.kernel.states import parse_state_or_invented
from detente.messages.wording import Wording, kind_word

_LETTERS = {
    MessageKind.ORIGINAL: "O",
    MessageKind.NIL: "N",
    MessageKind.AMENDMENT: "A",
    MessageKind.CORRECTION: "C",
    MessageKind.CANCELLATION: "X",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_COUNTED = frozenset({MessageKind.AMENDMENT, MessageKind.CORRECTION})


@dataclass(frozen=True, slots=True)
class ReferenceParts:
    """A reference taken apart. ``serial`` counts the matters of ``state`` under the agreement in ``year``."""

    code: str
    state: StateCode
    year: int
    serial: int
    topic: str
    mark: str

    @property
    def kind(self) -> MessageKind:
        """What the mark says the message does to its matter."""
        return _KINDS[self.mark[0]]


def parse_reference(text: str) -> ReferenceParts:
    """Take ``SH96/KZ/2024/0007/EX/O`` apart.

    Raises:
        InputError: not of that form; a fault for each part that is wrong.
    """
    code, state, year, serial, topic, mark = _split(text, _PARTS)
    return ReferenceParts(code, StateCode(state), int(year), int(serial), topic, mark)


def format_reference(parts: ReferenceParts) -> Reference:
    """Put a reference together."""
    return Reference(f"{matter_id(parts)}/{parts.mark}")


def parse_matter(text: str) -> MatterId:
    """The first five parts of a reference, checked.

    Raises:
        InputError: not of that form; a fault for each part that is wrong.
    """
    _split(text, _PARTS[:-1])
    return MatterId(text)


def matter_id(parts: ReferenceParts) -> MatterId:
    """The matter these parts belong to; the mark plays no role."""
    return MatterId(f"{parts.code}/{parts.state}/{parts.year:04}/{parts.serial:04}/{parts.topic}")


def matter_of(reference: Reference) -> MatterId:
    """The matter of a well-formed reference: all but its mark."""
    return MatterId(reference.rpartition("/")[0])


def mark_of(kind: MessageKind, existing: Iterable[str]) -> str:
    """The mark the next message of ``kind`` gets in a matter that has the marks ``existing``.

    Raises:
        InputError: the matter is cancelled, has its original already, or has none to build on.
    """
    marks = frozenset(existing)
    opens = kind in (MessageKind.ORIGINAL, MessageKind.NIL)
    if "X" in marks:
        raise MATTER_CANCELLED.error()
    if opens and marks:
        raise MATTER_OPENED.error()
    if not opens and not marks & {"O", "N"}:
        raise MATTER_NOT_OPENED.error(kind=kind_word(kind))
    letter = _LETTERS[kind]
    if kind not in _COUNTED:
        return letter
    return f"{letter}{1 + max((int(mark[1:]) for mark in marks if mark[0] == letter), default=0)}"


@dataclass(frozen=True, slots=True)
class _Part:
    name: Text
    form: re.Pattern[str]
    example: str


_STATE = _Part(Text("state", "государство", "国家"), re.compile(r"[A-Z]{2}", re.A), "KZ")
_PARTS = (
    _Part(
        Text("agreement code", "код соглашения", "协定代码"), re.compile(r"[A-Z][A-Z0-9]{1,7}", re.A), "SH96"
    ),
    _STATE,
    _Part(Text("year", "год", "年份"), re.compile(r"[12][0-9]{3}", re.A), "2024"),
    _Part(
        Text("serial number", "порядковый номер", "序号"),
        re.compile(r"(?!0000)[0-9]{4}|[1-9][0-9]{4,8}", re.A),
        "0007",
    ),
    _Part(Text("topic", "тема", "主题"), re.compile(r"[A-Z]{2}", re.A), "EX"),
    _Part(Text("mark", "знак", "标记"), re.compile(r"[ONX]|[AC][1-9][0-9]{0,3}", re.A), "O, N, A1, C1, X"),
)


def _split(text: str, wanted: tuple[_Part, ...]) -> list[str]:
    parts = text.split("/")
    if len(parts) != len(wanted):
        raise PART_COUNT.error(value=text[:80], needed=len(wanted), found=len(parts))
    faults = [
        fault
        for part, form in zip(parts, wanted, strict=True)
        if (fault := _part_fault(text, part, form)) is not None
    ]
    if faults:
        raise InputError("reference", faults[0].what, faults[0].mend, faults)
    return parts


def _part_fault(text: str, part: str, wanted: _Part) -> Fault | None:
    if not wanted.form.fullmatch(part):
        return PART_WRONG.at(text[:80], part=part[:40], name=wanted.name, example=wanted.example)
    if wanted is _STATE:
        try:
            parse_state_or_invented(part)
        except InputError as error:
            return Fault(error.code, text[:80], error.message, error.mend)
    return None


PART_COUNT = Wording(
    "reference",
    Text(
        "“{value}” is no reference: it has {found} parts instead of {needed}.",
        "«{value}» не является номером сообщения: частей — {found}, требуется {needed}.",
        "“{value}”不是电文编号：有{found}个部分，应为{needed}个。",
    ),
    Text(
        "Write it as SH96/KZ/2024/0007/EX/O.",
        "Запишите в виде SH96/KZ/2024/0007/EX/O.",
        "请写成 SH96/KZ/2024/0007/EX/O 的形式。",
    ),
)
PART_WRONG = Wording(
    "reference",
    Text(
        "In the reference, “{part}” cannot be the {name}.",
        "В номере сообщения на этом месте не может стоять «{part}» ({name}).",
        "编号中的“{part}”不能作为{name}。",
    ),
    Text("Write it like {example}.", "Запишите по образцу: {example}.", "请参照：{example}。"),
)
MATTER_CANCELLED = Wording(
    "matter-cancelled",
    Text(
        "The matter was cancelled; nothing can be added to it.",
        "Дело отменено, дополнить его нельзя.",
        "该事项已取消，不能再作补充。",
    ),
    Text(
        "Send a new original that refers to it.",
        "Направьте новое первоначальное сообщение со ссылкой на него.",
        "请另发一份引用该事项的原始电文。",
    ),
)
MATTER_OPENED = Wording(
    "matter-opened",
    Text(
        "The matter has its first message already.",
        "Первое сообщение по этому делу уже есть.",
        "该事项已有首份电文。",
    ),
    Text(
        "Send an amendment or a correction of it.",
        "Направьте изменение или исправление к нему.",
        "请发送修改或更正电文。",
    ),
)
MATTER_NOT_OPENED = Wording(
    "matter-not-opened",
    Text(
        "There is no original for this message to build on ({kind}).",
        "Нет первоначального сообщения, к которому это относится ({kind}).",
        "没有可供依据的原始电文（{kind}）。",
    ),
    Text(
        "Send the original first.",
        "Сначала направьте первоначальное сообщение.",
        "请先发送原始电文。",
    ),
)
