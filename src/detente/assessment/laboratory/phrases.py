"""Words of the laboratory in three languages: effects, lead times, and what can be turned."""

from __future__ import annotations

from detente.agreements.model import Agreement, TimeUnit, Vocabulary
from detente.assessment.compare import Effect, Lead
from detente.assessment.laboratory.knobs import Knob
from detente.assessment.wording import measure_name
from detente.kernel.languages import Text

EFFECTS = {
    Effect.TOLD: Text("To be told of", "Подлежат уведомлению", "须通报"),
    Effect.MAY_BE_TOLD: Text("May be told of", "Возможно уведомление", "可以通报"),
    Effect.OBSERVED: Text(
        "Observers must be invited", "Наблюдатели приглашаются обязательно", "须邀请观察员"
    ),
    Effect.MAY_BE_OBSERVED: Text(
        "Observers may be invited", "Наблюдатели могут быть приглашены", "可邀请观察员"
    ),
}
UNCLEAR_EFFECTS = {
    Effect.TOLD: Text("… unclear whether", "… неясно, подлежат ли", "……不明"),
    Effect.MAY_BE_TOLD: Text("… unclear whether", "… неясно, возможно ли", "……不明"),
    Effect.OBSERVED: Text("… unclear whether", "… неясно, обязательно ли", "……不明"),
    Effect.MAY_BE_OBSERVED: Text("… unclear whether", "… неясно, могут ли", "……不明"),
}
NEAR = Text(
    "… nearly: 90 % of the threshold or more", "… почти: от 90 % порога", "……接近：达门槛的 90 % 以上"
)
LEADS = {
    Lead.KEPT: Text("told in time", "сообщено в срок", "按期通报"),
    Lead.LATE: Text("told after the deadline", "сообщено после срока", "逾期通报"),
    Lead.UNCLEAR: Text(
        "telling date not known well enough", "дата сообщения точно не известна", "通报日期不够明确"
    ),
    Lead.UNTOLD: Text("not told", "не сообщено", "未通报"),
}
LEAD_COUNTS = {
    Lead.KEPT: Text("… of these, told in time", "… из них сообщено в срок", "……其中按期通报"),
    Lead.LATE: Text("… of these, told after the deadline", "… из них сообщено после срока", "……其中逾期通报"),
    Lead.UNCLEAR: Text(
        "… of these, telling date not known", "… из них дата сообщения не известна", "……其中通报日期不明"
    ),
    Lead.UNTOLD: Text("… of these, not told", "… из них не сообщено", "……其中未通报"),
}
UNITS = {
    TimeUnit.DAYS: Text("days", "дней", "天"),
    TimeUnit.HOURS: Text("hours", "часов", "小时"),
    TimeUnit.MONTHS: Text("months", "месяцев", "个月"),
}
AS_AGREED = Text("As it stands", "Как есть", "现行")
LEAD_TIME = Text("Lead time, {unit}", "Срок, {unit}", "提前期（{unit}）")
_KNOB = Text("Article {article}: {name}", "Статья {article}: {name}", "第{article}条：{name}")


def knob_name(knob: Knob, vocabulary: Vocabulary) -> Text:
    """What a number is called among those of its provision."""
    if knob.measure is None:
        return LEAD_TIME.fill(unit=UNITS[knob.unit or TimeUnit.DAYS])
    return measure_name(knob.measure, vocabulary)


def knob_text(knob: Knob, agreement: Agreement, vocabulary: Vocabulary) -> Text:
    """The same with its article."""
    article = agreement.provisions[knob.provision].article
    return _KNOB.fill(article=article, name=knob_name(knob, vocabulary))
