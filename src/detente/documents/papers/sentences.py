"""Titles and sentences of letters, lists, notices and forms in three languages."""

from __future__ import annotations

from detente.documents.papers.contents import OccasionKind
from detente.kernel.languages import Text

_V, _O, _I = OccasionKind.VISIT, OccasionKind.OBSERVATION, OccasionKind.INSPECTION

INVITATION_TITLES = {
    _V: Text("Invitation to a visit", "Приглашение к посещению", "访问邀请函"),
    _O: Text("Invitation of observers", "Приглашение наблюдателей", "观察员邀请函"),
    _I: Text("Invitation of inspectors", "Приглашение инспекторов", "视察员邀请函"),
}
INVITES = {
    _V: Text(
        "On the basis of the {agreement}, {article}, we have the honour to invite representatives of your state to "
        "the visit described below.",
        "На основании документа «{agreement}» ({article}) имеем честь пригласить представителей вашего "
        "государства к посещению, сведения о котором приведены ниже.",
        "依据《{agreement}》{article}，谨邀请贵国代表前来访问，有关事项如下。",
    ),
    _O: Text(
        "On the basis of the {agreement}, {article}, we have the honour to invite observers of your state to the "
        "drill described below.",
        "На основании документа «{agreement}» ({article}) имеем честь пригласить наблюдателей вашего "
        "государства на учение, сведения о котором приведены ниже.",
        "依据《{agreement}》{article}，谨邀请贵国派观察员观察下述演习。",
    ),
    _I: Text(
        "On the basis of the {agreement}, {article}, we have the honour to invite inspectors of your state to the "
        "inspection described below.",
        "На основании документа «{agreement}» ({article}) имеем честь пригласить инспекторов вашего "
        "государства для проведения инспекции, сведения о которой приведены ниже.",
        "依据《{agreement}》{article}，谨邀请贵国派视察员进行下述视察。",
    ),
}
REPLY_BY = Text(
    "We should be grateful for your reply by {time}.",
    "Просим направить ответ не позднее {time}.",
    "敬请于{time}前答复。",
)
SILENCE = Text(
    "Where no reply is received by then, the invitation counts as declined.",
    "Если к этому сроку ответ не получен, приглашение считается отклонённым.",
    "届时未收到答复的，视为谢绝邀请。",
)
VOLUNTARY = Text(
    "Participation is voluntary; no reason need be given for declining.",
    "Участие добровольное; отказ не требует объяснения причин.",
    "是否前来由贵方自愿决定；谢绝无须说明理由。",
)
PARTICULARS = Text("Particulars", "Сведения", "有关事项")
PROGRAMME = Text("Programme", "Программа", "日程")
ANNEX = Text("Annex: programme", "Приложение: программа", "附件：日程")

TEAM_TITLES = {
    _V: Text("List of visitors", "Список посещающих", "访问人员名单"),
    _O: Text("List of observers", "Список наблюдателей", "观察员名单"),
    _I: Text("List of inspectors", "Список инспекторов", "视察员名单"),
}
PROGRAMME_TITLES = {
    _V: Text("Programme of the visit", "Программа посещения", "访问日程"),
    _O: Text("Programme of the observation", "Программа наблюдения", "观察日程"),
    _I: Text("Programme of the inspection", "Программа инспекции", "视察日程"),
}
BADGE_TITLES = {
    _V: Text("Badges of the visitors", "Нагрудные карточки гостей", "访问人员胸卡"),
    _O: Text("Badges of the observers", "Нагрудные карточки наблюдателей", "观察员胸卡"),
    _I: Text("Badges of the inspectors", "Нагрудные карточки инспекторов", "视察员胸卡"),
}
ROLES = {
    _V: Text("VISITOR", "ГОСТЬ", "来宾"),
    _O: Text("OBSERVER", "НАБЛЮДАТЕЛЬ", "观察员"),
    _I: Text("INSPECTOR", "ИНСПЕКТОР", "视察员"),
}
TIME = Text("Time", "Время", "时间")
WHAT = Text("What", "Мероприятие", "内容")
WHERE = Text("Where", "Место", "地点")
DAY = Text("Day {n}: {date}", "День {n}: {date}", "第{n}天：{date}")
TIMES_AS_WRITTEN = Text(
    "Times are the host's, as its message gives them.",
    "Время указано так, как в сообщении принимающего государства.",
    "时间以东道国电文所载为准。",
)

NOTIFIES = Text(
    "On the basis of the {agreement}, {article}, we give notice of the following.",
    "На основании документа «{agreement}» ({article}) уведомляем о следующем.",
    "依据《{agreement}》{article}，兹通知如下。",
)
INSPECTORS = Text("Inspectors", "Инспекторы", "视察员")
ASKS = Text(
    "On the basis of the {agreement}, {article}, we have the honour to ask that our representatives may pay the visit "
    "described below.",
    "На основании документа «{agreement}» ({article}) имеем честь просить принять наших представителей; "
    "сведения о посещении приведены ниже.",
    "依据《{agreement}》{article}，谨请贵方接待我方代表前来访问，有关事项如下。",
)
VISITORS = Text("Visitors", "Посещающие", "访问人员")
REQUEST_LAPSES = Text(
    "Where no reply is received by then, the request counts as declined.",
    "Если к этому сроку ответ не получен, просьба считается отклонённой.",
    "届时未收到答复的，视为谢绝请求。",
)
ANSWER_FREE = Text(
    "The answer is free; no reason need be given for declining.",
    "Ответ свободен; отказ не требует объяснения причин.",
    "是否同意由贵方自愿决定；谢绝无须说明理由。",
)

BY_HAND = Text(
    "To be filled in by hand, in block letters. What is written here counts once it is sent as a signed message.",
    "Заполняется от руки печатными буквами. Написанное имеет силу после отправки подписанным сообщением.",
    "请用正楷手工填写。所填内容以经签名的电文发出后为准。",
)
FOR_VISITORS = {
    _V: Text("For the visitors", "От посещающей стороны", "访问方代表"),
    _O: Text("For the observers", "От наблюдающей стороны", "观察员代表"),
    _I: Text("For the inspectors", "От инспектирующей стороны", "视察方代表"),
}
FOR_THE_HOST = Text(
    "For the host (escort)", "От принимающего государства (сопровождающий)", "东道国代表（陪同人员）"
)
NAME_AND_DATE = Text("Name, date and time", "Фамилия, дата и время", "姓名、日期和时间")
UNITS_OF = Text("Number", "Количество", "数量")
CATEGORY = Text("Category", "Категория", "类别")

QUOTA_TITLE = Text("Summary of quotas, {year}", "Сводка квот, {year} год", "{year}年配额汇总")
AS_AT = Text("As at", "По состоянию на", "截至")
QUOTA = Text("Quota", "Квота", "配额")
AMOUNT = Text("Amount", "Величина", "数额")
USED = Text("Used", "Использовано", "已用")
RESERVED = Text("Reserved", "Зарезервировано", "已预留")
LEFT = Text("Left", "Остаток", "剩余")
BY_PARTNER = Text("Used by each state", "Использовано каждым государством", "各国使用情况")
VISITING = Text("Visiting state", "Посещающее государство", "访问国")
OUT_OF = Text("Of at most", "Из возможных", "上限")
FIGURES_FROM = Text(
    "Messages the figures rest on", "Сообщения, на которых основаны цифры", "数字所依据的电文"
)
