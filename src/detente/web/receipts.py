"""How far a message has come: what its addressees' nodes hold and have answered, in words."""

from __future__ import annotations

from dataclasses import dataclass

from detente.exchange.receipts import ReceiptCode
from detente.kernel.identifiers import Reference
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.kernel.states import state_name
from detente.node.deliveries import Delivery, Told, deliveries_of
from detente.web.desk import Visit


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A receipt or a notice: what it says, by whose clock when, and where it is registered."""

    words: Text
    by: Text
    issued_at: Instant
    index: int | None
    good: bool


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One addressee; ``stands``: how it stands there now."""

    state: Text
    stands: Text
    good: bool
    held_at: Instant | None
    answers: tuple[AnswerLine, ...]


def delivery_lines(visit: Visit, reference: Reference) -> tuple[DeliveryLine, ...]:
    """A line for each addressee; for a peer's message, what was answered to it."""
    return tuple(_line(one) for one in deliveries_of(visit.node, visit.actor, reference))


def _line(one: Delivery) -> DeliveryLine:
    answers = tuple(map(_answer, one.answers))
    opened = any(told.answer is ReceiptCode.OPENED for told in one.answers)
    return DeliveryLine(state_name(one.state), _stands(one), opened, one.held_at, answers)


def _answer(told: Told) -> AnswerLine:
    words = ANSWERS[told.answer]
    return AnswerLine(
        words, state_name(told.sender), told.issued_at, told.index, told.answer is ReceiptCode.OPENED
    )


def _stands(one: Delivery) -> Text:
    receipts = [told.answer for told in one.answers if told.answer is not ReceiptCode.NO_RECEIPT]
    if ReceiptCode.OPENED in receipts:
        return ANSWERS[ReceiptCode.OPENED]
    if receipts:
        return ANSWERS[receipts[-1]]
    if one.closed:
        return CLOSED
    return HELD if one.held_at else SILENT


#: What an answer says. It is its node that answers, not a person.
ANSWERS = {
    ReceiptCode.OPENED: Text("received and opened", "получено и вскрыто", "已收到并开启"),
    ReceiptCode.DUPLICATE: Text(
        "received again; the first counts", "получено повторно; учитывается первое", "重复收到，以首份为准"
    ),
    ReceiptCode.UNDECRYPTABLE: Text(
        "not received: it cannot be unsealed", "не принято: не удалось распечатать", "未接收：无法开封"
    ),
    ReceiptCode.BAD_SIGNATURE: Text(
        "not received: a signature is absent or wrong",
        "не принято: подпись отсутствует или неверна",
        "未接收：签名缺失或有误",
    ),
    ReceiptCode.REVOKED_KEY: Text(
        "not received: a key that signed it was revoked before",
        "не принято: ключ подписи был ранее отозван",
        "未接收：签名密钥此前已被撤销",
    ),
    ReceiptCode.UNREADABLE: Text(
        "not received: the document cannot be read",
        "не принято: документ не читается",
        "未接收：文件无法读取",
    ),
    ReceiptCode.WRONG_SENDER: Text(
        "not received: the document names another sender",
        "не принято: в документе указан иной отправитель",
        "未接收：文件所载发文方不符",
    ),
    ReceiptCode.UNKNOWN_FORMAT: Text(
        "waits: its format is not known there", "ожидает: там неизвестен его формат", "待收：对方没有该格式"
    ),
    ReceiptCode.UNFIT: Text(
        "not received: its content does not fit its format",
        "не принято: содержание не соответствует формату",
        "未接收：内容与格式不符",
    ),
    ReceiptCode.REFERENCE_TAKEN: Text(
        "not received: another message of its number is known there",
        "не принято: там известно другое сообщение с тем же номером",
        "未接收：对方已有同一编号的另一电文",
    ),
    ReceiptCode.NO_RECEIPT: Text(
        "noted: no receipt had come by then",
        "отмечено: к этому времени квитанция не поступила",
        "已注明：截至当时未收到回执",
    ),
}
CLOSED = Text(
    "not sealed to it yet: its sealing key is not known",
    "ещё не запечатано для него: ключ запечатывания неизвестен",
    "尚未向其密封：其密封密钥未知",
)
HELD = Text(
    "its node holds the registration; no receipt yet",
    "его узел хранит регистрацию; квитанции ещё нет",
    "其节点已持有登记，尚无回执",
)
SILENT = Text("no receipt yet", "квитанции ещё нет", "尚无回执")
