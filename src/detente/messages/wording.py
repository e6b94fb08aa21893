"""How a fault is worded: code, sentence and remedy in one place, and the words for a message's coded parts."""

from __future__ import annotations

from dataclasses import dataclass

from detente.agreements.model import MessageKind
from detente.kernel.errors import Fault, InputError, Severity
from detente.kernel.languages import Text
from detente.messages.document import Audience, OriginKind


@dataclass(frozen=True, slots=True)
class Wording:
    """One kind of fault: a stable code, what is wrong and how to mend it, with ``{named}`` places."""

    code: str
    what: Text
    mend: Text
    severity: Severity = Severity.ERROR

    def at(self, where: str, **values: Text | int | str) -> Fault:
        """The fault at a place the reader can find."""
        return Fault(self.code, where, self.what.fill(**values), self.mend.fill(**values), self.severity)

    def error(self, **values: Text | int | str) -> InputError:
        """The same as an error of its own."""
        return InputError(self.code, self.what.fill(**values), self.mend.fill(**values))


MEND_EACH = Text("Mend each fault listed.", "Исправьте перечисленные ошибки.", "请更正所列各项错误。")


def list_of(texts: list[Text]) -> Text:
    """The texts one after another, as each language lists them."""
    return Text(
        ", ".join(text.en for text in texts),
        ", ".join(text.ru for text in texts),
        "、".join(text.zh for text in texts),
    )


def kind_word(kind: MessageKind) -> Text:
    """What a kind of message is called."""
    return _KINDS[kind]


def origin_word(kind: OriginKind) -> Text:
    """The label a document of that origin carries."""
    return _ORIGINS[kind]


def audience_word(audience: Audience) -> Text:
    """Who may see the document."""
    return _AUDIENCES[audience]


_KINDS = {
    MessageKind.ORIGINAL: Text("original", "первоначальное", "原始"),
    MessageKind.AMENDMENT: Text("amendment", "изменение", "修改"),
    MessageKind.CORRECTION: Text("correction", "исправление", "更正"),
    MessageKind.CANCELLATION: Text("cancellation", "отмена", "取消"),
    MessageKind.NIL: Text("nothing to report", "сообщать не о чем", "无事项可报"),
}
_ORIGINS = {
    OriginKind.OFFICIAL: Text("official", "официальное", "正式"),
    OriginKind.RECONSTRUCTED: Text(
        "reconstructed from public reports", "восстановлено по открытым сообщениям", "根据公开报道整理"
    ),
    OriginKind.TRAINING: Text("training", "учебное", "训练"),
}
_AUDIENCES = {
    Audience.PARTIES: Text("the parties", "участники соглашения", "缔约国"),
    Audience.PUBLIC: Text("public", "для всех", "公开"),
}
