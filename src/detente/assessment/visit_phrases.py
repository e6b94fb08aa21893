"""The words of findings on visits, meetings and disclosure, in three languages: tables only.

``phrases.py`` takes them in, with those of ``number_phrases.py``.
"""

from __future__ import annotations

from detente.assessment import conduct_phrases, number_phrases
from detente.assessment.finding import FindingState, Said
from detente.kernel.languages import Text

_S = FindingState

STEPS = {
    **number_phrases.STEPS,
    **conduct_phrases.STEPS,
    "visit-invitation": Text("invitation to a visit", "приглашение посетить", "访问邀请"),
    "visit-request": Text("request for a visit", "запрос о посещении", "访问请求"),
    "visit-reply": Text("reply on a visit", "ответ о посещении", "对访问的答复"),
    "visit-report": Text("report of a visit", "отчёт о посещении", "访问报告"),
    "hosting": Text("receiving a visit", "приём посещения", "接待访问"),
    "meeting": Text("meetings", "встречи", "会晤"),
    "extraordinary": Text("extraordinary meeting", "внеочередная встреча", "特别会晤"),
    "consent": Text("answer on consent", "ответ о согласии", "对征求同意的答复"),
    "disclosure": Text("passing on", "передача сведений", "资料转交"),
}

CLAUSES = {
    **conduct_phrases.CLAUSES,
    ("visit-invitation", _S.MET): Text(
        "the invitation to a visit ({other}) was given in time (deadline {due})",
        "приглашение посетить ({other}) направлено в срок (крайний срок — {due})",
        "已按期向{other}发出访问邀请（期限为{due}）",
    ),
    ("visit-invitation", _S.MET_LATE): Text(
        "the invitation to a visit ({other}) was given after the deadline of {due}",
        "приглашение посетить ({other}) направлено позже срока (крайний срок — {due})",
        "向{other}发出访问邀请晚于期限（期限为{due}）",
    ),
    ("visit-request", _S.MET): Text(
        "the visit ({other}) was asked for in time (deadline {due})",
        "запрос о посещении ({other}) направлен в срок (крайний срок — {due})",
        "已按期向{other}提出访问请求（期限为{due}）",
    ),
    ("visit-request", _S.MET_LATE): Text(
        "the visit ({other}) was asked for after the deadline of {due}",
        "запрос о посещении ({other}) направлен позже срока (крайний срок — {due})",
        "向{other}提出访问请求晚于期限（期限为{due}）",
    ),
    ("visit-reply", _S.UPCOMING): Text(
        "a reply on the visit ({other}) is to be given by {due}",
        "ответ о посещении ({other}) следует направить не позднее {due}",
        "应至迟于{due}就访问答复{other}",
    ),
    ("visit-reply", _S.DUE): Text(
        "the reply on the visit ({other}) is due by {due}",
        "срок ответа о посещении ({other}) истекает {due}",
        "就访问答复{other}的期限于{due}届满",
    ),
    ("visit-reply", _S.MET): Text(
        "the reply on the visit ({other}) was given in time (deadline {due})",
        "ответ о посещении ({other}) направлен в срок (крайний срок — {due})",
        "已按期就访问答复{other}（期限为{due}）",
    ),
    ("visit-reply", _S.MET_LATE): Text(
        "the reply on the visit ({other}) was given after the deadline of {due}",
        "ответ о посещении ({other}) направлен позже срока (крайний срок — {due})",
        "就访问答复{other}晚于期限（期限为{due}）",
    ),
    ("visit-reply", _S.MISSED): Text(
        "a reply on the visit ({other}) was not received by {due}",
        "к {due} ответ о посещении ({other}) не получен",
        "截至{due}未收到就访问对{other}的答复",
    ),
    ("visit-report", _S.UPCOMING): Text(
        "a report of the visit ({other}) is to be given by {due}",
        "отчёт о посещении ({other}) следует представить не позднее {due}",
        "应至迟于{due}提交访问{other}的报告",
    ),
    ("visit-report", _S.DUE): Text(
        "the report of the visit ({other}) is due by {due}",
        "срок отчёта о посещении ({other}) истекает {due}",
        "提交访问{other}报告的期限于{due}届满",
    ),
    ("visit-report", _S.MET): Text(
        "the report of the visit ({other}) was given in time (deadline {due})",
        "отчёт о посещении ({other}) представлен в срок (крайний срок — {due})",
        "已按期提交访问{other}的报告（期限为{due}）",
    ),
    ("visit-report", _S.MET_LATE): Text(
        "the report of the visit ({other}) was given after the deadline of {due}",
        "отчёт о посещении ({other}) представлен позже срока (крайний срок — {due})",
        "访问{other}的报告晚于期限提交（期限为{due}）",
    ),
    ("visit-report", _S.MISSED): Text(
        "a report of the visit ({other}) was not received by {due}",
        "к {due} отчёт о посещении ({other}) не получен",
        "截至{due}未收到访问{other}的报告",
    ),
    ("hosting", _S.UPCOMING): Text(
        "a visit is to be received by {due}",
        "посещение следует принять не позднее {due}",
        "应至迟于{due}接待一次访问",
    ),
    ("hosting", _S.DUE): Text(
        "receiving a visit is due by {due}",
        "срок приёма посещения истекает {due}",
        "接待访问的期限于{due}届满",
    ),
    ("hosting", _S.MET): Text(
        "a visit was accepted or received in the years that end on {due}",
        "посещение принято или состоялось за годы, истекающие {due}",
        "在截至{due}的年度内已同意或接待访问",
    ),
    ("hosting", _S.MISSED): Text(
        "no visit is recorded in the years that ended on {due}",
        "за годы, истёкшие {due}, посещений не отмечено",
        "在截至{due}的年度内未见访问记录",
    ),
    ("meeting", _S.UPCOMING): Text(
        "further meetings are to be held by {due}",
        "следующие встречи следует провести не позднее {due}",
        "应至迟于{due}再举行会晤",
    ),
    ("meeting", _S.DUE): Text(
        "further meetings are due by {due}",
        "срок проведения следующих встреч истекает {due}",
        "再举行会晤的期限于{due}届满",
    ),
    ("meeting", _S.MET): Text(
        "as many meetings were held as the article provides for by {due}",
        "проведено столько встреч, сколько статья предусматривает к {due}",
        "会晤次数已达到条文规定截至{due}应有的次数",
    ),
    ("meeting", _S.MISSED): Text(
        "fewer meetings are recorded by {due} than the article provides for",
        "к {due} отмечено меньше встреч, чем предусматривает статья",
        "截至{due}所记录的会晤次数少于条文规定",
    ),
    ("extraordinary", _S.UPCOMING): Text(
        "the meeting asked for ({other}) is to be held by {due}",
        "запрошенную встречу ({other}) следует провести не позднее {due}",
        "应至迟于{due}举行{other}所要求的会晤",
    ),
    ("extraordinary", _S.DUE): Text(
        "the meeting asked for ({other}) is due by {due}",
        "срок проведения запрошенной встречи ({other}) истекает {due}",
        "举行{other}所要求会晤的期限于{due}届满",
    ),
    ("extraordinary", _S.MET): Text(
        "the meeting asked for ({other}) was held in time (deadline {due})",
        "запрошенная встреча ({other}) проведена в срок (крайний срок — {due})",
        "{other}所要求的会晤已按期举行（期限为{due}）",
    ),
    ("extraordinary", _S.MET_LATE): Text(
        "the meeting asked for ({other}) was held after the deadline of {due}",
        "запрошенная встреча ({other}) проведена позже срока (крайний срок — {due})",
        "{other}所要求的会晤晚于期限举行（期限为{due}）",
    ),
    ("extraordinary", _S.MISSED): Text(
        "no record of the meeting asked for ({other}) was received by {due}",
        "к {due} запись о запрошенной встрече ({other}) не получена",
        "截至{due}未收到{other}所要求会晤的记录",
    ),
}

CLAUSES_WITHOUT_DEADLINE = {
    **number_phrases.CLAUSES_WITHOUT_DEADLINE,
    **conduct_phrases.CLAUSES_WITHOUT_DEADLINE,
    ("visit-invitation", _S.OFFERED): Text(
        "a visit was offered ({other})", "предложено посещение ({other})", "已提出接待访问（{other}）"
    ),
    ("visit-invitation", _S.MET): Text(
        "an invitation to a visit was given ({other}); no deadline is set",
        "приглашение посетить ({other}) направлено; срок не установлен",
        "已向{other}发出访问邀请；未规定期限",
    ),
    ("visit-invitation", _S.NOT_TRIGGERED): Text(
        "the invitation to a visit ({other}) was withdrawn",
        "приглашение посетить ({other}) отозвано",
        "对{other}的访问邀请已撤回",
    ),
    ("visit-invitation", _S.UNCLEAR): Text(
        "it cannot be said whether the invitation to a visit ({other}) was in time",
        "нельзя установить, своевременно ли направлено приглашение посетить ({other})",
        "无法判断对{other}的访问邀请是否按期",
    ),
    ("visit-request", _S.MET): Text(
        "the visit was asked for ({other}); no deadline is set",
        "запрос о посещении ({other}) направлен; срок не установлен",
        "已向{other}提出访问请求；未规定期限",
    ),
    ("visit-request", _S.NOT_TRIGGERED): Text(
        "the request for a visit ({other}) was withdrawn",
        "запрос о посещении ({other}) отозван",
        "对{other}的访问请求已撤回",
    ),
    ("visit-request", _S.UNCLEAR): Text(
        "it cannot be said whether the visit ({other}) was asked for in time",
        "нельзя установить, своевременно ли направлен запрос о посещении ({other})",
        "无法判断对{other}的访问请求是否按期",
    ),
    ("visit-reply", _S.DUE): Text(
        "a reply on the visit ({other}) is due; no deadline is set",
        "требуется ответ о посещении ({other}); срок не установлен",
        "须就访问答复{other}；未规定期限",
    ),
    ("visit-reply", _S.MET): Text(
        "a reply on the visit was given ({other}); no deadline is set",
        "ответ о посещении ({other}) направлен; срок не установлен",
        "已就访问答复{other}；未规定期限",
    ),
    ("visit-reply", _S.NOT_TRIGGERED): Text(
        "no reply on the visit ({other}) is needed any more",
        "ответ о посещении ({other}) больше не требуется",
        "无需再就访问答复{other}",
    ),
    ("visit-reply", _S.UNCLEAR): Text(
        "it cannot be said whether the reply on the visit ({other}) is in time",
        "нельзя установить, соблюдён ли срок ответа о посещении ({other})",
        "无法判断就访问对{other}的答复是否按期",
    ),
    ("visit-report", _S.UPCOMING): Text(
        "a report is to be given after the visit ({other})",
        "после посещения ({other}) следует представить отчёт",
        "访问{other}结束后应提交报告",
    ),
    ("visit-report", _S.DUE): Text(
        "a report of the visit ({other}) is due; no deadline is set",
        "требуется отчёт о посещении ({other}); срок не установлен",
        "须提交访问{other}的报告；未规定期限",
    ),
    ("visit-report", _S.MET): Text(
        "a report of the visit ({other}) was given; no deadline is set",
        "отчёт о посещении ({other}) представлен; срок не установлен",
        "已提交访问{other}的报告；未规定期限",
    ),
    ("visit-report", _S.UNCLEAR): Text(
        "it cannot be said whether the report of the visit ({other}) is in time",
        "нельзя установить, соблюдён ли срок отчёта о посещении ({other})",
        "无法判断访问{other}的报告是否按期",
    ),
    ("hosting", _S.AVAILABLE): Text(
        "visits may be received; none is owed",
        "посещения могут приниматься; обязанности принять нет",
        "可以接待访问，但并无义务",
    ),
    ("hosting", _S.OFFERED): Text("a visit was offered", "посещение предложено", "已提出接待访问"),
    ("hosting", _S.UNCLEAR): Text(
        "it cannot be said whether a visit was received",
        "нельзя установить, состоялось ли посещение",
        "无法判断是否已接待访问",
    ),
    ("meeting", _S.AVAILABLE): Text(
        "meetings may be held; their number is not fixed",
        "встречи могут проводиться; их число не установлено",
        "可以举行会晤；次数未作规定",
    ),
    ("meeting", _S.UNCLEAR): Text(
        "it cannot be said how many meetings are to be held",
        "нельзя установить, сколько встреч следует провести",
        "无法判断应举行多少次会晤",
    ),
    ("extraordinary", _S.DUE): Text(
        "a meeting was asked for ({other}); no deadline is set",
        "запрошена встреча ({other}); срок не установлен",
        "{other}已要求举行会晤；未规定期限",
    ),
    ("extraordinary", _S.MET): Text(
        "the meeting asked for ({other}) was held; no deadline is set",
        "запрошенная встреча ({other}) проведена; срок не установлен",
        "{other}所要求的会晤已举行；未规定期限",
    ),
    ("extraordinary", _S.NOT_TRIGGERED): Text(
        "the request for a meeting ({other}) was withdrawn",
        "запрос о встрече ({other}) отозван",
        "{other}的会晤请求已撤回",
    ),
    ("extraordinary", _S.UNCLEAR): Text(
        "it cannot be said whether the meeting asked for ({other}) is in time",
        "нельзя установить, соблюдён ли срок проведения запрошенной встречи ({other})",
        "无法判断{other}所要求的会晤是否按期",
    ),
    ("consent", _S.DUE): Text(
        "an answer is awaited: whether this may be passed on ({other})",
        "ожидается ответ о том, можно ли это передать ({other})",
        "尚待答复{other}：可否转交",
    ),
    ("consent", _S.MET): Text(
        "the request to pass this on ({other}) was answered",
        "на запрос о передаче ({other}) дан ответ",
        "已答复{other}的转交请求",
    ),
    ("consent", _S.NOT_TRIGGERED): Text(
        "the request to pass this on ({other}) was withdrawn",
        "запрос о передаче ({other}) отозван",
        "{other}的转交请求已撤回",
    ),
    ("disclosure", _S.MET): Text(
        "passed on; every consent had been received before",
        "передано; все согласия получены заранее",
        "已转交；事先已获全部同意",
    ),
    ("disclosure", _S.MET_LATE): Text(
        "passed on; consent was received afterwards",
        "передано; согласие получено позднее",
        "已转交；同意在此后收到",
    ),
    ("disclosure", _S.MISSED): Text(
        "passed on; consent not received", "передано; согласие не получено", "已转交；未收到同意"
    ),
    ("disclosure", _S.EXCEEDED): Text(
        "passed on; the article does not provide for it",
        "передано; статья этого не предусматривает",
        "已转交；条文未作此规定",
    ),
    ("disclosure", _S.UNCLEAR): Text(
        "passed on; it cannot be said whether consent had been received before",
        "передано; нельзя установить, было ли согласие получено заранее",
        "已转交；无法判断事先是否已获同意",
    ),
}

#: What no answer in time means, where a step has words of its own for it.
SILENCES = {
    ("visit-reply", "declined"): Text(
        "no reply on the visit ({other}) by {due}; by the article this means that it is declined",
        "к {due} ответ о посещении ({other}) не получен; согласно статье это означает отказ",
        "截至{due}未就访问答复{other}；依条文视为谢绝",
    ),
}

#: What an answer was, after the clause that says that it was given.
SAID = {
    Said.ACCEPTED: Text("accepted", "принято", "已接受"),
    Said.DECLINED: Text("declined", "отклонено", "已谢绝"),
    Said.DECLINED_FREELY: Text(
        "declined, which the article leaves free and for which no reason is needed",
        "отклонено; статья оставляет это на усмотрение, причина не требуется",
        "已谢绝；条文听任自便，无需说明理由",
    ),
    Said.AGREED: Text("consent was given", "согласие дано", "已予同意"),
    Said.NOT_AGREED: Text(
        "consent was not given, to which the state is entitled",
        "согласие не дано, на что государство имеет право",
        "未予同意；该国有权如此",
    ),
}

#: What is counted that is no measure of the vocabulary.
COUNTED = number_phrases.COUNTED | conduct_phrases.COUNTED
