"""The words of findings on how a visit is held, in three languages: tables only. ``visit_phrases.py`` takes them in."""

from __future__ import annotations

from detente.assessment.finding import FindingState
from detente.kernel.languages import Text

_S = FindingState

STEPS = {
    "lateness": Text("arrival of the team", "прибытие группы", "访问组抵达"),
    "visit-first-site": Text("naming of the first place", "объявление первого объекта", "指明首个地点"),
    "visit-remarks": Text("remarks of the escort", "замечания сопровождающих", "陪同组意见"),
    "area": Text("points of the area", "точки, ограничивающие район", "标明区域的点"),
    "diagrams": Text("copies of the diagram", "экземпляры схемы", "示意图份数"),
}

CLAUSES = {
    ("lateness", _S.MET): Text(
        "the team arrived within the time the article leaves for it (until {due})",
        "группа прибыла в пределах времени, отведённого статьёй (до {due})",
        "访问组在条文所留时间内抵达（至{due}）",
    ),
    ("lateness", _S.MET_LATE): Text(
        "the team arrived after {due}; by the article this visit does not take place",
        "группа прибыла позже {due}; согласно статье это посещение не проводится",
        "访问组于{due}之后抵达；依条文本次访问不进行",
    ),
    ("visit-first-site", _S.DUE): Text(
        "the first place is to be named by {due}",
        "первый объект следует назвать не позднее {due}",
        "应至迟于{due}指明首个地点",
    ),
    ("visit-first-site", _S.MET): Text(
        "the first place was named in time (deadline {due})",
        "первый объект назван в срок (крайний срок — {due})",
        "已按期指明首个地点（期限为{due}）",
    ),
    ("visit-first-site", _S.MET_LATE): Text(
        "the first place was named after the deadline of {due}",
        "первый объект назван позже срока (крайний срок — {due})",
        "指明首个地点晚于期限（期限为{due}）",
    ),
    ("visit-first-site", _S.MISSED): Text(
        "that the first place was named by {due} has not been logged",
        "запись о том, что первый объект назван к {due}, отсутствует",
        "未见截至{due}已指明首个地点的记录",
    ),
    ("visit-remarks", _S.AVAILABLE): Text(
        "the escort may add remarks to the report until {due}",
        "сопровождающие могут внести замечания в отчёт до {due}",
        "陪同组可在{due}之前在报告上附加意见",
    ),
    ("visit-remarks", _S.MET): Text(
        "the escort’s remarks were made in time (deadline {due})",
        "замечания сопровождающих внесены в срок (крайний срок — {due})",
        "陪同组意见已按期提出（期限为{due}）",
    ),
    ("visit-remarks", _S.MET_LATE): Text(
        "the escort’s remarks were made after {due}",
        "замечания сопровождающих внесены позже {due}",
        "陪同组意见于{due}之后提出",
    ),
}

CLAUSES_WITHOUT_DEADLINE = {
    ("lateness", _S.UNCLEAR): Text(
        "it cannot be said whether the team arrived within the time the article leaves for it",
        "нельзя установить, прибыла ли группа в пределах времени, отведённого статьёй",
        "无法判断访问组是否在条文所留时间内抵达",
    ),
    ("visit-first-site", _S.UNCLEAR): Text(
        "it cannot be said whether the first place was named in time",
        "нельзя установить, своевременно ли назван первый объект",
        "无法判断首个地点是否按期指明",
    ),
    ("visit-remarks", _S.NOT_TRIGGERED): Text(
        "no remarks of the escort have been logged; the article leaves them open",
        "замечаний сопровождающих не записано; статья их не требует",
        "未见陪同组意见的记录；条文并不要求必须提出",
    ),
    ("visit-remarks", _S.UNCLEAR): Text(
        "it cannot be said whether the escort’s remarks were made in time",
        "нельзя установить, своевременно ли внесены замечания сопровождающих",
        "无法判断陪同组意见是否按期提出",
    ),
    ("area", _S.WITHIN): Text(
        "the area is given by as many points as the article asks for",
        "район задан не меньшим числом точек, чем требует статья",
        "区域所标点数达到条文要求",
    ),
    ("area", _S.EXCEEDED): Text(
        "the area is given by fewer points than the article asks for",
        "район задан меньшим числом точек, чем требует статья",
        "区域所标点数少于条文要求",
    ),
    ("area", _S.UNCLEAR): Text(
        "it cannot be said whether the area is given by enough points",
        "нельзя установить, достаточно ли точек, которыми задан район",
        "无法判断区域所标点数是否足够",
    ),
    ("diagrams", _S.WITHIN): Text(
        "as many copies of the diagram were handed over as the article asks for",
        "передано не меньше экземпляров схемы, чем требует статья",
        "所交示意图份数达到条文要求",
    ),
    ("diagrams", _S.EXCEEDED): Text(
        "fewer copies of the diagram were handed over than the article asks for",
        "передано меньше экземпляров схемы, чем требует статья",
        "所交示意图份数少于条文要求",
    ),
    ("diagrams", _S.UNCLEAR): Text(
        "it cannot be said whether enough copies of the diagram were handed over",
        "нельзя установить, достаточно ли передано экземпляров схемы",
        "无法判断所交示意图份数是否足够",
    ),
}

#: What is counted, as it begins a sentence.
COUNTED = {
    "points-at-least": Text("points of the area", "точки района", "区域点数"),
    "diagrams-at-least": Text("copies of the diagram", "экземпляры схемы", "示意图份数"),
    "visit.arrived": Text("arrival of the team", "прибытие группы", "访问组抵达时间"),
    "visit.site-named": Text("naming of the first place", "объявление первого объекта", "首个地点指明时间"),
    "visit.remarks-made": Text("remarks of the escort", "замечания сопровождающих", "陪同组意见提出时间"),
}
