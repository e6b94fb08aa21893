"""The words of findings, in three languages: tables only. ``wording.py`` puts them together.

Words report and never accuse. ``{due}`` is the deadline, ``{whom}`` the observers of the state invited,
``{other}`` the state a step is towards; where there is no deadline, the second table is used.
"""

from __future__ import annotations

from detente.assessment import information_phrases, visit_phrases
from detente.assessment.finding import FindingState, Missing
from detente.kernel.languages import Text

STATES = {
    FindingState.NOT_TRIGGERED: Text("not triggered", "не применяется", "不适用"),
    FindingState.OFFERED: Text("offered", "предложено", "已提出"),
    FindingState.UPCOMING: Text("upcoming", "предстоит", "将到期"),
    FindingState.DUE: Text("due", "подлежит исполнению", "待办"),
    FindingState.MET: Text("in time", "в срок", "按期"),
    FindingState.MET_LATE: Text("after the deadline", "позже срока", "逾期完成"),
    FindingState.MISSED: Text("not received", "не получено", "未收到"),
    FindingState.WITHIN: Text("within the number", "в пределах", "未超出"),
    FindingState.NEAR: Text("near the number", "близко к пределу", "接近限额"),
    FindingState.EXCEEDED: Text("above the number", "сверх предела", "超出限额"),
    FindingState.AVAILABLE: Text("possible", "возможно", "可行使"),
    FindingState.USED_UP: Text("used up", "исчерпано", "已用完"),
    FindingState.UNCLEAR: Text("unclear", "неясно", "不明确"),
}

STEPS = {
    "notification": Text("notification", "уведомление", "通报"),
    "invitation": Text("invitation of observers", "приглашение наблюдателей", "邀请观察员"),
    "reply": Text("reply to the invitation", "ответ на приглашение", "对邀请的答复"),
    "observers": Text("number of observers", "число наблюдателей", "观察员人数"),
    "answer": Text("answer to the request", "ответ на запрос", "对询问的答复"),
    **visit_phrases.STEPS,
    **information_phrases.STEPS,
}

CLAUSES = {
    ("notification", FindingState.UPCOMING): Text(
        "notification is to be given by {due}",
        "уведомление следует направить не позднее {due}",
        "应至迟于{due}通报",
    ),
    ("notification", FindingState.DUE): Text(
        "notification is due by {due}",
        "срок уведомления истекает {due}",
        "通报期限于{due}届满",
    ),
    ("notification", FindingState.MET): Text(
        "notification was given in time (deadline {due})",
        "уведомление направлено в срок (крайний срок — {due})",
        "已按期通报（期限为{due}）",
    ),
    ("notification", FindingState.MET_LATE): Text(
        "notification was given after the deadline of {due}",
        "уведомление направлено позже срока (крайний срок — {due})",
        "通报晚于期限（期限为{due}）",
    ),
    ("notification", FindingState.MISSED): Text(
        "notification not received by {due}",
        "к {due} уведомление не получено",
        "截至{due}未收到通报",
    ),
    ("invitation", FindingState.UPCOMING): Text(
        "{whom} are to be invited by {due}",
        "приглашение {whom} следует направить не позднее {due}",
        "应至迟于{due}邀请{whom}",
    ),
    ("invitation", FindingState.DUE): Text(
        "the invitation of {whom} is due by {due}",
        "срок приглашения {whom} истекает {due}",
        "邀请{whom}的期限于{due}届满",
    ),
    ("invitation", FindingState.MET): Text(
        "{whom} were invited in time (deadline {due})",
        "приглашение {whom} направлено в срок (крайний срок — {due})",
        "已按期邀请{whom}（期限为{due}）",
    ),
    ("invitation", FindingState.MET_LATE): Text(
        "{whom} were invited after the deadline of {due}",
        "приглашение {whom} направлено позже срока (крайний срок — {due})",
        "邀请{whom}晚于期限（期限为{due}）",
    ),
    ("invitation", FindingState.MISSED): Text(
        "the invitation of {whom} was not received by {due}",
        "к {due} приглашение {whom} не получено",
        "截至{due}未收到对{whom}的邀请",
    ),
    ("reply", FindingState.UPCOMING): Text(
        "a reply to the invitation ({other}) is to be given by {due}",
        "ответ на приглашение ({other}) следует направить не позднее {due}",
        "应至迟于{due}答复{other}的邀请",
    ),
    ("reply", FindingState.DUE): Text(
        "the reply to the invitation ({other}) is due by {due}",
        "срок ответа на приглашение ({other}) истекает {due}",
        "答复{other}邀请的期限于{due}届满",
    ),
    ("reply", FindingState.MET): Text(
        "the reply to the invitation ({other}) was given in time (deadline {due})",
        "ответ на приглашение ({other}) направлен в срок (крайний срок — {due})",
        "已按期答复{other}的邀请（期限为{due}）",
    ),
    ("reply", FindingState.MET_LATE): Text(
        "the reply to the invitation ({other}) was given after the deadline of {due}",
        "ответ на приглашение ({other}) направлен позже срока (крайний срок — {due})",
        "对{other}邀请的答复晚于期限（期限为{due}）",
    ),
    ("reply", FindingState.MISSED): Text(
        "a reply to the invitation ({other}) was not received by {due}",
        "к {due} ответ на приглашение ({other}) не получен",
        "截至{due}未收到对{other}邀请的答复",
    ),
    ("answer", FindingState.UPCOMING): Text(
        "an answer to the request ({other}) is to be given by {due}",
        "ответ на запрос ({other}) следует направить не позднее {due}",
        "应至迟于{due}答复{other}的询问",
    ),
    ("answer", FindingState.DUE): Text(
        "the answer to the request ({other}) is due by {due}",
        "срок ответа на запрос ({other}) истекает {due}",
        "答复{other}询问的期限于{due}届满",
    ),
    ("answer", FindingState.MET): Text(
        "the request ({other}) was answered in time (deadline {due})",
        "ответ на запрос ({other}) направлен в срок (крайний срок — {due})",
        "已按期答复{other}的询问（期限为{due}）",
    ),
    ("answer", FindingState.MET_LATE): Text(
        "the request ({other}) was answered after the deadline of {due}",
        "ответ на запрос ({other}) направлен позже срока (крайний срок — {due})",
        "对{other}询问的答复晚于期限（期限为{due}）",
    ),
    ("answer", FindingState.MISSED): Text(
        "an answer to the request ({other}) was not received by {due}",
        "к {due} ответ на запрос ({other}) не получен",
        "截至{due}未收到对{other}询问的答复",
    ),
    **visit_phrases.CLAUSES,
    **information_phrases.CLAUSES,
}

CLAUSES_WITHOUT_DEADLINE = {
    ("notification", FindingState.NOT_TRIGGERED): Text(
        "no notification is needed", "уведомление не требуется", "无需通报"
    ),
    ("notification", FindingState.UNCLEAR): Text(
        "it cannot be said whether notification is needed or in time",
        "нельзя установить, требуется ли уведомление и соблюдён ли срок",
        "无法判断是否须通报以及是否按期",
    ),
    ("notification", FindingState.DUE): Text(
        "notification is due; no deadline is set",
        "требуется уведомление; срок не установлен",
        "须通报；未规定期限",
    ),
    ("notification", FindingState.MET): Text(
        "notification was given; no deadline is set",
        "уведомление направлено; срок не установлен",
        "已通报；未规定期限",
    ),
    ("invitation", FindingState.NOT_TRIGGERED): Text(
        "no invitation of observers is needed",
        "приглашать наблюдателей не требуется",
        "无需邀请观察员",
    ),
    ("invitation", FindingState.UNCLEAR): Text(
        "it cannot be said whether an invitation of {whom} is needed or in time",
        "нельзя установить, требуется ли приглашение {whom} и соблюдён ли срок",
        "无法判断是否须邀请{whom}以及是否按期",
    ),
    ("invitation", FindingState.DUE): Text(
        "an invitation of {whom} is due; no deadline is set",
        "требуется приглашение {whom}; срок не установлен",
        "须邀请{whom}；未规定期限",
    ),
    ("invitation", FindingState.MET): Text(
        "{whom} were invited; no deadline is set",
        "приглашение {whom} направлено; срок не установлен",
        "已邀请{whom}；未规定期限",
    ),
    ("invitation", FindingState.OFFERED): Text(
        "observers were invited; inviting is voluntary",
        "наблюдатели приглашены на добровольной основе",
        "已自愿邀请观察员",
    ),
    ("invitation", FindingState.AVAILABLE): Text(
        "observers may be invited, voluntarily; no invitation is known",
        "наблюдатели могут быть приглашены на добровольной основе; сведений о приглашении нет",
        "可自愿邀请观察员；未见邀请",
    ),
    ("reply", FindingState.NOT_TRIGGERED): Text(
        "no reply to the invitation ({other}) is needed",
        "ответ на приглашение ({other}) не требуется",
        "无需答复{other}的邀请",
    ),
    ("reply", FindingState.UNCLEAR): Text(
        "it cannot be said whether the reply to the invitation ({other}) is in time",
        "нельзя установить, соблюдён ли срок ответа на приглашение ({other})",
        "无法判断对{other}邀请的答复是否按期",
    ),
    ("reply", FindingState.DUE): Text(
        "a reply to the invitation ({other}) is due; no deadline is set",
        "требуется ответ на приглашение ({other}); срок не установлен",
        "须答复{other}的邀请；未规定期限",
    ),
    ("reply", FindingState.MET): Text(
        "the reply to the invitation ({other}) was given; no deadline is set",
        "ответ на приглашение ({other}) направлен; срок не установлен",
        "已答复{other}的邀请；未规定期限",
    ),
    ("observers", FindingState.NOT_TRIGGERED): Text(
        "the number of observers is not limited here",
        "число наблюдателей здесь не ограничено",
        "此处不限观察员人数",
    ),
    ("observers", FindingState.WITHIN): Text(
        "the number of observers is within what the article provides for",
        "число наблюдателей не превышает указанного в статье",
        "观察员人数未超出条文所定数额",
    ),
    ("observers", FindingState.EXCEEDED): Text(
        "the number of observers is above what the article provides for",
        "число наблюдателей больше указанного в статье",
        "观察员人数多于条文所定数额",
    ),
    ("observers", FindingState.UNCLEAR): Text(
        "it cannot be said how many observers come",
        "нельзя установить, сколько прибудет наблюдателей",
        "无法判断观察员人数",
    ),
    ("answer", FindingState.NOT_TRIGGERED): Text(
        "the request ({other}) was withdrawn; no answer is needed",
        "запрос ({other}) отозван; ответ не требуется",
        "{other}的询问已撤回，无需答复",
    ),
    ("answer", FindingState.UNCLEAR): Text(
        "it cannot be said whether the answer to the request ({other}) is in time",
        "нельзя установить, соблюдён ли срок ответа на запрос ({other})",
        "无法判断对{other}询问的答复是否按期",
    ),
    **visit_phrases.CLAUSES_WITHOUT_DEADLINE,
    **information_phrases.CLAUSES_WITHOUT_DEADLINE,
}

SILENCES = {
    "declined": Text(
        "no reply by {due}; by the article this means that no observers are sent",
        "к {due} ответ не получен; согласно статье это означает, что наблюдатели не направляются",
        "截至{due}未答复；依条文视为不派观察员",
    ),
}
SILENCE = Text(
    "no answer by {due}; the article says what that means",
    "к {due} ответ не получен; последствия определены в статье",
    "截至{due}未答复；其后果见条文",
)

GAPS = {
    Missing.TREATY_VALUE: Text(
        "The agreement's value is not available ({about}).",
        "Нет данных о величине, установленной соглашением ({about}).",
        "协定所定数值未能见到（{about}）。",
    ),
    Missing.STRENGTH: Text(
        "What was declared does not settle it ({about}).",
        "Заявленных данных недостаточно ({about}).",
        "所报数据不足以判断（{about}）。",
    ),
    Missing.AREA: Text(
        "A position is missing ({about}).",
        "Не указаны координаты ({about}).",
        "缺少坐标（{about}）。",
    ),
    Missing.BORDER_UNCERTAINTY: Text(
        "The place lies too near the edge of the zone for the accuracy of position and border line ({about}).",
        "Место находится слишком близко к краю зоны при данной точности координат и линии границы ({about}).",
        "该地点过于接近区域边缘，坐标和边界线的精度不足以判断（{about}）。",
    ),
    Missing.BORDER_LINE: Text(
        "A border line is not among the lines loaded ({about}).",
        "Среди загруженных линий границы нет нужной ({about}).",
        "已载入的边界线中没有此段（{about}）。",
    ),
    Missing.START_DATE: Text(
        "A date is missing ({about}).", "Не указана дата ({about}).", "缺少日期（{about}）。"
    ),
    Missing.TOLD_DATE: Text(
        "When the message was told is not known ({about}).",
        "Момент сообщения неизвестен ({about}).",
        "告知时间不详（{about}）。",
    ),
    Missing.UNREPORTED: Text(
        "Known from public reports alone, which do not show what ministries wrote to one another ({about}).",
        "Известно только из открытых сообщений, а они не показывают переписки министерств ({about}).",
        "仅见于公开报道，而公开报道不能反映各国国防部之间的往来文书（{about}）。",
    ),
    Missing.ACTIVITY_TYPE: Text(
        "What the article depends on is not stated ({about}).",
        "Не указано сведение, от которого зависит применение статьи ({about}).",
        "未说明决定条文是否适用的事项（{about}）。",
    ),
    Missing.ARRIVAL_DATE: Text(
        "The observers' arrival is not stated ({about}).",
        "Не указано время прибытия наблюдателей ({about}).",
        "未说明观察员抵达时间（{about}）。",
    ),
    Missing.TIME_RELATION: Text(
        "The agreement does not say how the two drills must lie in time ({about}).",
        "Соглашение не определяет, как два учения должны соотноситься во времени ({about}).",
        "协定未规定两次演习在时间上的关系（{about}）。",
    ),
    Missing.DATE_PRECISION: Text(
        "A date is not known closely enough ({about}).",
        "Дата известна недостаточно точно ({about}).",
        "日期不够精确（{about}）。",
    ),
    Missing.CALENDAR: Text(
        "Which days are working days is not known for sure ({about}).",
        "Нет достоверных данных о том, какие дни являются рабочими ({about}).",
        "无法确定哪些日期为工作日（{about}）。",
    ),
    Missing.DIFFERENT_REPORTS: Text(
        "The reports differ ({about}).", "Доклады расходятся ({about}).", "各报告说法不一（{about}）。"
    ),
    Missing.RECEIVER: Text(
        "Who receives is not stated for one state alone ({about}).",
        "Получатель не указан однозначно ({about}).",
        "未明确唯一的受让国（{about}）。",
    ),
    **information_phrases.GAPS,
}

ABOUT = {
    "clock": Text("time limit", "срок", "期限"),
    "bearer": Text("the state whose duty it is", "обязанное государство", "义务方"),
    "monday-to-friday": Text("Monday to Friday", "с понедельника по пятницу", "周一至周五"),
    "start_day_counts": Text("whether the first day counts", "включается ли первый день", "首日是否计入"),
    "observers": Text("observers", "наблюдатели", "观察员"),
    "activity.start": Text("start of the drill", "начало учения", "演习开始"),
    "activity.end": Text("end of the drill", "окончание учения", "演习结束"),
    "activity.area": Text("area of the drill", "район учения", "演习地区"),
    "activity.type": Text("type of the drill", "вид учения", "演习类型"),
    **visit_phrases.COUNTED,
    **information_phrases.ABOUT,
}
