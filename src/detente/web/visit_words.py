"""Words of visits: where one stands, what can be done, what is logged; in three languages."""

from __future__ import annotations

from collections.abc import Mapping

from detente.agreements.model import MessageKind
from detente.assessment.quota_views import UseState
from detente.kernel.languages import Text
from detente.messages.wording import kind_word
from detente.node.visit_steps import Act, NextStep
from detente.record.visits import VisitStatus

STATUSES: Mapping[VisitStatus, Text] = {
    VisitStatus.ASKED: Text("asked for", "запрошено", "已请求"),
    VisitStatus.OFFERED: Text("offered", "предложено", "已邀请"),
    VisitStatus.AGREED: Text("agreed", "согласовано", "已商定"),
    VisitStatus.DECLINED: Text("declined", "отклонено", "已谢绝"),
    VisitStatus.WITHDRAWN: Text("withdrawn", "отозвано", "已撤回"),
    VisitStatus.POSTPONED: Text("postponed", "перенесено", "已推迟"),
    VisitStatus.UNDER_WAY: Text("under way", "проходит", "进行中"),
    VisitStatus.END_NOT_TOLD: Text("end not told", "окончание не сообщено", "未通报结束"),
    VisitStatus.ENDED: Text("ended", "завершено", "已结束"),
    VisitStatus.REPORTED: Text("reported", "отчёт представлен", "已提交报告"),
}
#: How a status is marked: a tone of the stylesheet and a sign.
STATUS_MARKS: Mapping[VisitStatus, tuple[str, str]] = {
    VisitStatus.ASKED: ("info", "send"),
    VisitStatus.OFFERED: ("info", "offered"),
    VisitStatus.AGREED: ("good", "met"),
    VisitStatus.DECLINED: ("calm", "remove"),
    VisitStatus.WITHDRAWN: ("calm", "remove"),
    VisitStatus.POSTPONED: ("warn", "clock"),
    VisitStatus.UNDER_WAY: ("warn", "upcoming"),
    VisitStatus.END_NOT_TOLD: ("doubt", "unclear"),
    VisitStatus.ENDED: ("calm", "used-up"),
    VisitStatus.REPORTED: ("good", "check"),
}
_CHANGED = Text("{kind}: {title}", "{kind}: {title}", "{kind}：{title}")
_WITHDRAW = Text("Take back: {title}", "Отозвать: {title}", "撤回：{title}")
_AMEND = Text("Change: {title}", "Изменить: {title}", "更改：{title}")


def status_options() -> tuple[tuple[str, Text], ...]:
    """Every status with its word, for a filter."""
    return tuple((status.value, word) for status, word in STATUSES.items())


def step_label(step: NextStep) -> Text:
    """What a button says."""
    match step.kind:
        case MessageKind.ORIGINAL:
            return step.format.title
        case MessageKind.CANCELLATION:
            return _WITHDRAW.fill(title=step.format.title)
        case MessageKind.AMENDMENT:
            return _AMEND.fill(title=step.format.title)
        case _:
            return _CHANGED.fill(kind=kind_word(step.kind), title=step.format.title)


#: What comes first among the steps: what is asked of one, then what one may add, then taking back.
STEP_ORDER: Mapping[Act, int] = {act: place for place, act in enumerate(Act)}

USES: Mapping[UseState, Text] = {
    UseState.USED: Text("used", "использовано", "已使用"),
    UseState.RESERVED: Text("kept free", "зарезервировано", "已预留"),
    UseState.FREED: Text("does not count", "не учитывается", "不计入"),
}
USE_MARKS: Mapping[UseState, tuple[str, str]] = {
    UseState.USED: ("good", "used-up"),
    UseState.RESERVED: ("info", "upcoming"),
    UseState.FREED: ("calm", "not-triggered"),
}
DUTIES = {
    "must": Text("must be invited", "приглашается обязательно", "必须邀请"),
    "reciprocal": Text("to be invited in return", "приглашается на взаимной основе", "对等邀请"),
    "may": Text("may be invited", "может быть приглашено", "可以邀请"),
}
