"""The words of findings on information given, events told and holdings, in three languages: tables only.

``phrases.py`` takes them in. ``{year}`` is the year in question, ``{from_}`` the state of a side that is
meant, ``{where}`` the sector of a ceiling; both stand in brackets or are empty.
"""

from __future__ import annotations

from detente.assessment.finding import FindingState, Missing
from detente.kernel.languages import Text

_S = FindingState

STEPS = {
    "return": Text("information for the year", "информация за год", "年度信息"),
    "notice": Text("notice of an event", "сообщение о событии", "事件通知"),
    "change": Text("notice of a change", "сообщение об изменении", "变化通知"),
    "holdings": Text("ceiling", "предельный уровень", "最高限额"),
    "exceedance": Text("temporary exceedance", "временное превышение", "临时超出"),
    "totals": Text("numbers of a return", "числа в сообщении", "通报中的数字"),
}

CLAUSES = {
    ("return", _S.UPCOMING): Text(
        "information for {year} is to be given by {due}{from_}",
        "информацию за {year} год следует представить не позднее {due}{from_}",
        "应至迟于{due}提供{year}年信息{from_}",
    ),
    ("return", _S.DUE): Text(
        "information for {year} is due by {due}{from_}",
        "срок представления информации за {year} год истекает {due}{from_}",
        "提供{year}年信息的期限于{due}届满{from_}",
    ),
    ("return", _S.MET): Text(
        "information for {year} was given in time (deadline {due})",
        "информация за {year} год представлена в срок (крайний срок — {due})",
        "已按期提供{year}年信息（期限为{due}）",
    ),
    ("return", _S.MET_LATE): Text(
        "information for {year} was given after the deadline of {due}{from_}",
        "информация за {year} год представлена позже срока (крайний срок — {due}){from_}",
        "提供{year}年信息晚于期限（期限为{due}）{from_}",
    ),
    ("return", _S.MISSED): Text(
        "information for {year} not received by {due}{from_}",
        "к {due} информация за {year} год не получена{from_}",
        "截至{due}未收到{year}年信息{from_}",
    ),
    ("notice", _S.MET): Text(
        "notice of the event was given in time (deadline {due})",
        "сообщение о событии направлено в срок (крайний срок — {due})",
        "已按期通知该事件（期限为{due}）",
    ),
    ("notice", _S.MET_LATE): Text(
        "notice of the event was given after the deadline of {due}",
        "сообщение о событии направлено позже срока (крайний срок — {due})",
        "通知该事件晚于期限（期限为{due}）",
    ),
    ("change", _S.UPCOMING): Text(
        "notice of the change is to be given by {due}",
        "сообщение об изменении следует направить не позднее {due}",
        "应至迟于{due}通知该变化",
    ),
    ("change", _S.DUE): Text(
        "notice of the change is due by {due}",
        "срок сообщения об изменении истекает {due}",
        "通知该变化的期限于{due}届满",
    ),
    ("change", _S.MET): Text(
        "notice of the change was given in time (deadline {due})",
        "сообщение об изменении направлено в срок (крайний срок — {due})",
        "已按期通知该变化（期限为{due}）",
    ),
    ("change", _S.MET_LATE): Text(
        "notice of the change was given after the deadline of {due}",
        "сообщение об изменении направлено позже срока (крайний срок — {due})",
        "通知该变化晚于期限（期限为{due}）",
    ),
    ("change", _S.MISSED): Text(
        "notice of the change not received by {due}",
        "к {due} сообщение об изменении не получено",
        "截至{due}未收到变化通知",
    ),
    ("exceedance", _S.WITHIN): Text(
        "what is above the ceilings in {year} is within what the article allows for a time; by the notice it ends "
        "on {due}",
        "превышение предельных уровней в {year} году не выходит за рамки, допускаемые статьёй на время; согласно "
        "сообщению, оно заканчивается {due}",
        "{year}年超出最高限额的部分在条文允许的临时范围内；据通知，于{due}结束",
    ),
}

CLAUSES_WITHOUT_DEADLINE = {
    ("return", _S.UPCOMING): Text(
        "information for {year} is to be given{from_}; no deadline is set",
        "информацию за {year} год следует представить{from_}; срок не установлен",
        "应提供{year}年信息{from_}；未规定期限",
    ),
    ("return", _S.DUE): Text(
        "information for {year} is due{from_}; no deadline is set",
        "требуется информация за {year} год{from_}; срок не установлен",
        "须提供{year}年信息{from_}；未规定期限",
    ),
    ("return", _S.MET): Text(
        "information for {year} was given; no deadline is set",
        "информация за {year} год представлена; срок не установлен",
        "已提供{year}年信息；未规定期限",
    ),
    ("return", _S.OFFERED): Text(
        "information for {year} was given",
        "информация за {year} год представлена",
        "已提供{year}年信息",
    ),
    ("return", _S.AVAILABLE): Text(
        "information for {year} may be given{from_}",
        "информация за {year} год может быть представлена{from_}",
        "可提供{year}年信息{from_}",
    ),
    ("return", _S.UNCLEAR): Text(
        "it cannot be said whether information for {year} is due or was given in time{from_}",
        "нельзя установить, требуется ли информация за {year} год и соблюдён ли срок{from_}",
        "无法判断是否须提供{year}年信息以及是否按期{from_}",
    ),
    ("notice", _S.MET): Text(
        "notice of the event was given; no deadline is set in numbers",
        "сообщение о событии направлено; срок числом не установлен",
        "已通知该事件；未以数字规定期限",
    ),
    ("notice", _S.OFFERED): Text(
        "notice of the event was given", "сообщение о событии направлено", "已通知该事件"
    ),
    ("notice", _S.NOT_TRIGGERED): Text(
        "the notice of the event was withdrawn", "сообщение о событии отозвано", "事件通知已撤回"
    ),
    ("notice", _S.UNCLEAR): Text(
        "it cannot be said whether notice of the event was needed and given in time",
        "нельзя установить, требовалось ли сообщение о событии и соблюдён ли срок",
        "无法判断是否须通知该事件以及是否按期",
    ),
    ("change", _S.NOT_TRIGGERED): Text(
        "no notice of a change is needed", "сообщение об изменении не требуется", "无需通知变化"
    ),
    ("change", _S.DUE): Text(
        "notice of the change is due; no deadline is set in numbers",
        "требуется сообщение об изменении; срок числом не установлен",
        "须通知该变化；未以数字规定期限",
    ),
    ("change", _S.MET): Text(
        "notice of the change was given; no deadline is set in numbers",
        "сообщение об изменении направлено; срок числом не установлен",
        "已通知该变化；未以数字规定期限",
    ),
    ("change", _S.OFFERED): Text(
        "notice of the change was given", "сообщение об изменении направлено", "已通知该变化"
    ),
    ("change", _S.AVAILABLE): Text(
        "notice of the change may be given", "сообщение об изменении может быть направлено", "可通知该变化"
    ),
    ("change", _S.UNCLEAR): Text(
        "it cannot be said whether notice of a change is needed or was given in time",
        "нельзя установить, требуется ли сообщение об изменении и соблюдён ли срок",
        "无法判断是否须通知变化以及是否按期",
    ),
    ("totals", _S.UNCLEAR): Text(
        "the numbers of the return do not add up, so it cannot be said what was told",
        "числа в сообщении не сходятся, поэтому нельзя установить, что именно сообщено",
        "通报中的数字相加不符，无法判断所通报的内容",
    ),
    ("holdings", _S.WITHIN): Text(
        "holdings in {year}{where} are within the ceiling",
        "наличие в {year} году{where} не превышает предельного уровня",
        "{year}年持有量{where}未超出最高限额",
    ),
    ("holdings", _S.NEAR): Text(
        "holdings in {year}{where} are within the ceiling and near it",
        "наличие в {year} году{where} не превышает предельного уровня, но близко к нему",
        "{year}年持有量{where}未超出最高限额，但已接近",
    ),
    ("holdings", _S.EXCEEDED): Text(
        "holdings in {year}{where} are above the number in the article",
        "наличие в {year} году{where} выше уровня, указанного в статье",
        "{year}年持有量{where}高于条文所定数额",
    ),
    ("holdings", _S.NOT_TRIGGERED): Text(
        "the ceiling does not apply yet in {year}{where}",
        "предельный уровень в {year} году ещё не применяется{where}",
        "{year}年尚不适用最高限额{where}",
    ),
    ("holdings", _S.UNCLEAR): Text(
        "it cannot be said whether holdings in {year}{where} are within the ceiling",
        "нельзя установить, не превышает ли наличие в {year} году{where} предельного уровня",
        "无法判断{year}年持有量{where}是否超出最高限额",
    ),
    ("exceedance", _S.WITHIN): Text(
        "what is above the ceilings in {year} is within what the article allows for a time",
        "превышение предельных уровней в {year} году не выходит за рамки, допускаемые статьёй на время",
        "{year}年超出最高限额的部分在条文允许的临时范围内",
    ),
    ("exceedance", _S.EXCEEDED): Text(
        "what is above the ceilings in {year} lasts longer, or comes more often, than the article allows",
        "превышение предельных уровней в {year} году длится дольше или случается чаще, чем допускает статья",
        "{year}年超出最高限额的时间或次数多于条文所允许者",
    ),
    ("exceedance", _S.UNCLEAR): Text(
        "it cannot be said whether the article allows for a time what is above the ceilings in {year}",
        "нельзя установить, допускает ли статья на время превышение предельных уровней в {year} году",
        "无法判断条文是否临时允许{year}年超出最高限额的部分",
    ),
}

GAPS = {
    Missing.AS_OF_DATE: Text(
        "The information does not say for which day it is true ({about}).",
        "В информации не указана дата, на которую она верна ({about}).",
        "所提供信息未注明截至日期（{about}）。",
    ),
    Missing.BUDGET_DATE: Text(
        "When the budget was approved has not been told ({about}).",
        "Дата утверждения бюджета не сообщена ({about}).",
        "未告知预算批准日期（{about}）。",
    ),
    Missing.NIL_RETURN: Text(
        "The article does not say whether a message that there is nothing to tell is enough ({about}).",
        "В статье не сказано, достаточно ли сообщения об отсутствии сведений ({about}).",
        "条文未说明仅告知“无内容可报”是否足够（{about}）。",
    ),
    Missing.RETURN: Text(
        "No information for the year is known ({about}).",
        "Информация за этот год не поступала ({about}).",
        "未见该年度信息（{about}）。",
    ),
    Missing.EVENT_DATE: Text(
        "When it happened is not stated ({about}).",
        "Не указано, когда это произошло ({about}).",
        "未说明发生时间（{about}）。",
    ),
    Missing.SUMS: Text(
        "The parts do not fit the whole ({about}).",
        "Части не соответствуют целому ({about}).",
        "各部分与总数不符（{about}）。",
    ),
    Missing.EXCEEDANCE_TIME: Text(
        "From when to when the ceiling is exceeded has not been told ({about}).",
        "Не сообщено, с какого и по какое время превышен предельный уровень ({about}).",
        "未告知超出最高限额的起止时间（{about}）。",
    ),
}

#: What is counted that stands in no list of measures.
COUNTED = {
    "returns": Text("states that have given theirs", "представившие государства", "已提供的国家"),
    "exceedances": Text("exceedances in the year", "превышения за год", "年内超出次数"),
    "listed-changes": Text(
        "changes between two returns that notices tell of",
        "изменения между двумя ежегодными сообщениями, о которых сообщено",
        "两次年度通报之间已另行通报的变动",
    ),
}

ABOUT = {
    **COUNTED,
    "every_years": Text("how often", "периодичность", "频率"),
    "in_force": Text("entry into force", "вступление в силу", "生效日期"),
    "as_of": Text("as-of date", "отчётная дата", "截至日期"),
    "percent": Text("percentage", "процент", "百分比"),
    "since": Text("from when it holds", "с какого времени действует", "自何时起适用"),
    "exceedance": Text("temporary exceedance", "временное превышение", "临时超出"),
    "exceedance-length": Text("length of the exceedance", "продолжительность превышения", "超出的时长"),
    "accession": Text("accession", "присоединение", "加入"),
    "period": Text("the year in question", "отчётный год", "所涉年度"),
    "return.as-of": Text("as-of date", "отчётная дата", "截至日期"),
    "forces.holdings": Text("totals", "общие числа", "总数"),
    "return.units": Text("number of units", "число частей", "部队数量"),
}
