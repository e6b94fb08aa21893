"""The words of findings on numbers of drills, visits and visitors, in three languages: tables only.

``{object}`` is what is visited, the part of a step after its first point.
"""

from __future__ import annotations

from detente.assessment.finding import FindingState
from detente.kernel.languages import Text

_S = FindingState

STEPS = {
    "restraint": Text("limit on drills", "ограничение учений", "对演习的限制"),
    "count": Text("number of drills", "число учений", "演习次数"),
    "simultaneous": Text("drills at one time", "одновременные учения", "同时举行的演习"),
    "quota": Text("quota", "квота", "配额"),
    "share": Text("share of the quota", "доля квоты", "配额份额"),
    "object": Text("visits to one object", "посещения одного объекта", "对同一对象的访问"),
    "at-once": Text("visits at one time", "одновременные посещения", "同时进行的访问"),
    "full": Text("notice that the quota is used up", "сообщение об исчерпании квоты", "配额用完的通知"),
    "team": Text("number of visitors", "число посещающих", "访问人数"),
    "length": Text("length of the visit", "продолжительность посещения", "访问时长"),
}

CLAUSES_WITHOUT_DEADLINE = {
    ("restraint", _S.NOT_TRIGGERED): Text(
        "the drill is not among those the article limits",
        "учение не относится к ограничиваемым статьёй",
        "该演习不属于条文限制之列",
    ),
    ("restraint", _S.NEAR): Text(
        "the drill is near those the article does not provide for",
        "учение близко к тем, которые статья не предусматривает",
        "该演习接近条文所不允许的规模",
    ),
    ("restraint", _S.EXCEEDED): Text(
        "a drill was declared; the article provides for none of this kind",
        "заявлено учение; статья таких учений не предусматривает",
        "已申报一次演习；条文不允许此类演习",
    ),
    ("restraint", _S.UNCLEAR): Text(
        "it cannot be said whether the drill is among those the article limits",
        "нельзя установить, относится ли учение к ограничиваемым статьёй",
        "无法判断该演习是否属于条文限制之列",
    ),
    ("count", _S.WITHIN): Text(
        "the number of drills is within what the article provides for",
        "число учений не превышает указанного в статье",
        "演习次数未超出条文所定数额",
    ),
    ("count", _S.NEAR): Text(
        "the number of drills is at or near what the article provides for",
        "число учений равно указанному в статье или близко к нему",
        "演习次数已达到或接近条文所定数额",
    ),
    ("count", _S.EXCEEDED): Text(
        "the number of drills is above what the article provides for",
        "число учений больше указанного в статье",
        "演习次数多于条文所定数额",
    ),
    ("count", _S.UNCLEAR): Text(
        "it cannot be said how many drills count",
        "нельзя установить, сколько учений засчитывается",
        "无法判断应计入多少次演习",
    ),
    ("simultaneous", _S.WITHIN): Text(
        "the number of drills at one time is within what the article provides for",
        "число одновременных учений не превышает указанного в статье",
        "同时举行的演习次数未超出条文所定数额",
    ),
    ("simultaneous", _S.NEAR): Text(
        "the number of drills at one time is at or near what the article provides for",
        "число одновременных учений равно указанному в статье или близко к нему",
        "同时举行的演习次数已达到或接近条文所定数额",
    ),
    ("simultaneous", _S.EXCEEDED): Text(
        "the number of drills at one time is above what the article provides for",
        "число одновременных учений больше указанного в статье",
        "同时举行的演习次数多于条文所定数额",
    ),
    ("simultaneous", _S.UNCLEAR): Text(
        "it cannot be said how many drills are held at one time",
        "нельзя установить, сколько учений проводится одновременно",
        "无法判断同时举行多少次演习",
    ),
    ("quota", _S.AVAILABLE): Text("visits are left in the quota", "квота ещё не исчерпана", "配额尚有剩余"),
    ("quota", _S.NEAR): Text("the quota is nearly used up", "квота почти исчерпана", "配额即将用完"),
    ("quota", _S.USED_UP): Text("the quota is used up", "квота исчерпана", "配额已用完"),
    ("quota", _S.EXCEEDED): Text(
        "more visits were asked for than the quota holds",
        "запрошено больше посещений, чем предусматривает квота",
        "所请求的访问多于配额",
    ),
    ("quota", _S.UNCLEAR): Text(
        "it cannot be said how much of the quota is left",
        "нельзя установить, сколько осталось от квоты",
        "无法判断配额还剩多少",
    ),
    ("share", _S.AVAILABLE): Text(
        "visits are left in the share ({other})",
        "доля ({other}) ещё не исчерпана",
        "{other}的份额尚有剩余",
    ),
    ("share", _S.NEAR): Text(
        "the share ({other}) is nearly used up",
        "доля ({other}) почти исчерпана",
        "{other}的份额即将用完",
    ),
    ("share", _S.USED_UP): Text(
        "the share ({other}) is used up", "доля ({other}) исчерпана", "{other}的份额已用完"
    ),
    ("share", _S.EXCEEDED): Text(
        "more visits were asked for than the share holds ({other})",
        "запрошено больше посещений, чем предусматривает доля ({other})",
        "{other}所请求的访问多于其份额",
    ),
    ("share", _S.UNCLEAR): Text(
        "it cannot be said how much of the share is left ({other})",
        "нельзя установить, сколько осталось от доли ({other})",
        "无法判断{other}的份额还剩多少",
    ),
    ("object", _S.AVAILABLE): Text(
        "“{object}” may be visited again this year",
        "объект «{object}» в этом году ещё можно посетить",
        "本年度仍可访问“{object}”",
    ),
    ("object", _S.NEAR): Text(
        "visits to “{object}” are nearly used up for the year",
        "посещения объекта «{object}» в этом году почти исчерпаны",
        "本年度对“{object}”的访问次数即将用完",
    ),
    ("object", _S.USED_UP): Text(
        "visits to “{object}” are used up for the year",
        "посещения объекта «{object}» в этом году исчерпаны",
        "本年度对“{object}”的访问次数已用完",
    ),
    ("object", _S.EXCEEDED): Text(
        "more visits to “{object}” were asked for than the article provides for",
        "запрошено больше посещений объекта «{object}», чем предусматривает статья",
        "对“{object}”请求的访问多于条文规定",
    ),
    ("object", _S.UNCLEAR): Text(
        "it cannot be said how often “{object}” was visited",
        "нельзя установить, сколько раз посещался объект «{object}»",
        "无法判断“{object}”被访问的次数",
    ),
    ("at-once", _S.WITHIN): Text(
        "no more visits take place at one time than the article provides for",
        "одновременно проводится не больше посещений, чем предусматривает статья",
        "同时进行的访问未超出条文所定次数",
    ),
    ("at-once", _S.EXCEEDED): Text(
        "more visits are agreed for one time than the article provides for",
        "на одно время согласовано больше посещений, чем предусматривает статья",
        "商定在同一时间进行的访问多于条文所定次数",
    ),
    ("at-once", _S.UNCLEAR): Text(
        "it cannot be said how many visits take place at one time",
        "нельзя установить, сколько посещений проводится одновременно",
        "无法判断同时进行的访问有多少次",
    ),
    ("full", _S.NOT_TRIGGERED): Text(
        "the quota is not used up; no notice is needed",
        "квота не исчерпана; сообщение не требуется",
        "配额未用完，无需通知",
    ),
    ("full", _S.DUE): Text(
        "all are to be told at once that the quota is used up",
        "об исчерпании квоты следует сразу сообщить всем",
        "应立即通知各方配额已用完",
    ),
    ("full", _S.MET): Text(
        "all were told that the quota is used up",
        "об исчерпании квоты сообщено всем",
        "已通知各方配额用完",
    ),
    ("full", _S.UNCLEAR): Text(
        "it cannot be said whether the quota is used up",
        "нельзя установить, исчерпана ли квота",
        "无法判断配额是否已用完",
    ),
    ("team", _S.WITHIN): Text(
        "the number of visitors is within what the article provides for",
        "число посещающих не превышает указанного в статье",
        "访问人数未超出条文所定数额",
    ),
    ("team", _S.EXCEEDED): Text(
        "the number of visitors is above what the article provides for",
        "число посещающих больше указанного в статье",
        "访问人数多于条文所定数额",
    ),
    ("team", _S.UNCLEAR): Text(
        "it cannot be said whether the number of visitors is within what the article provides for",
        "нельзя установить, соответствует ли число посещающих указанному в статье",
        "无法判断访问人数是否在条文所定数额之内",
    ),
    ("length", _S.WITHIN): Text(
        "the length of the visit is within what the article provides for",
        "продолжительность посещения соответствует указанной в статье",
        "访问时长符合条文规定",
    ),
    ("length", _S.EXCEEDED): Text(
        "the length of the visit is outside what the article provides for",
        "продолжительность посещения отличается от указанной в статье",
        "访问时长不在条文所定范围之内",
    ),
    ("length", _S.UNCLEAR): Text(
        "it cannot be said whether the length of the visit is within what the article provides for",
        "нельзя установить, соответствует ли продолжительность посещения указанной в статье",
        "无法判断访问时长是否符合条文规定",
    ),
}

#: What is counted that is no measure of the vocabulary, as it begins a sentence or stands in brackets.
COUNTED = {
    "activities": Text("drills", "учения", "演习"),
    "visits": Text("visits", "посещения", "访问次数"),
    "team": Text("visitors", "посещающие", "访问人员"),
    "meetings": Text("meetings", "встречи", "会晤次数"),
    "days": Text("days", "дни", "天数"),
    "hours": Text("hours", "часы", "小时数"),
    "days-at-least": Text("days", "дни", "天数"),
    "hours-at-least": Text("hours", "часы", "小时数"),
    "years": Text("number of years", "число лет", "年数"),
    "length": Text("length of the visit", "продолжительность посещения", "访问时长"),
}
