"""Words for kinds, duties, bearers, clocks and conditions of provisions."""

from __future__ import annotations

from detente.agreements.model import Addressees, Bearer, Duty, Event, EvidenceLevel, Kind, Purpose, Status
from detente.kernel.languages import Text

KINDS = {
    Kind.NOTIFY: Text("Notification", "Уведомление", "通报"),
    Kind.OBSERVE: Text("Observation", "Наблюдение", "观察"),
    Kind.RESTRAIN: Text("Restraint", "Ограничение", "限制"),
    Kind.EXCHANGE: Text("Exchange of information", "Обмен информацией", "信息交换"),
    Kind.CEILING: Text("Ceiling", "Предельный уровень", "上限"),
    Kind.QUOTA: Text("Quota", "Квота", "配额"),
    Kind.HOST: Text("Visits", "Посещения", "访问"),
    Kind.RESPOND: Text("Answer", "Ответ", "答复"),
    Kind.MEET: Text("Meetings", "Встречи", "会晤"),
    Kind.DISCLOSE: Text("Disclosure", "Разглашение", "披露"),
    Kind.NOTICE: Text("Notice of an event", "Извещение о событии", "事件告知"),
    Kind.PRINCIPLE: Text("Principle", "Принцип", "原则"),
}
DUTIES = {
    Duty.MUST: Text("must", "обязательно", "应当"),
    Duty.RECIPROCAL: Text("reciprocal", "на взаимной основе", "相互"),
    Duty.MAY: Text("voluntary", "на добровольной основе", "自愿"),
}
BEARERS = {
    Bearer.HOST: Text("the state that holds the drill", "государство, проводящее учение", "举行演习的国家"),
    Bearer.EACH_PARTICIPANT: Text(
        "each state taking part", "каждое участвующее в учении государство", "每个参演国"
    ),
    Bearer.REQUESTED_STATE: Text("the state that was asked", "запрошенное государство", "被询问国"),
    Bearer.EACH_STATE: Text("each state", "каждое государство", "每个国家"),
    Bearer.EACH_SIDE: Text("each side", "каждая сторона", "每一方"),
}
EVENTS = {
    Event.ACTIVITY_START: Text("the start of the drill", "начала учения", "演习开始"),
    Event.ACTIVITY_END: Text("the end of the drill", "окончания учения", "演习结束"),
    Event.OBSERVERS_ARRIVAL: Text("the observers’ arrival", "прибытия наблюдателей", "观察员抵达"),
    Event.REQUEST: Text("the request", "получения запроса", "提出询问"),
}
STATUSES = {
    Status.IN_FORCE: Text("in force", "действует", "有效"),
    Status.MODEL: Text(
        "model, agreed by no state", "модель, ни одним государством не согласована", "范本，未经任何国家同意"
    ),
    Status.INVENTED: Text("invented, for training", "вымышленное, для обучения", "虚构，供训练用"),
    Status.ENDED: Text("ended", "прекращено", "已终止"),
}
EVIDENCE = {
    EvidenceLevel.TEXT: Text("read in the text itself", "прочитано в самом тексте", "读自文本原文"),
    EvidenceLevel.TRANSLATION: Text("read in a translation", "прочитано в переводе", "读自译文"),
    EvidenceLevel.SECONDARY: Text(
        "known from press or literature", "известно из печати или литературы", "见于报刊或文献"
    ),
    EvidenceLevel.MODEL: Text(
        "written by the authors of the model", "написано составителями модели", "由范本编者拟定"
    ),
    EvidenceLevel.UNKNOWN: Text("not seen", "не найдено", "未见"),
}
PURPOSES = {
    Purpose.ACTIVITY_NOTIFICATION: Text("tells of a drill", "сообщает об учении", "通报演习"),
    Purpose.ACTIVITY_CANCELLATION: Text("calls a drill off", "отменяет учение", "取消演习"),
    Purpose.OBSERVATION_INVITATION: Text("invites observers", "приглашает наблюдателей", "邀请观察员"),
    Purpose.OBSERVATION_REPLY: Text("answers an invitation", "отвечает на приглашение", "答复邀请"),
    Purpose.CLARIFICATION_REQUEST: Text("asks for clarification", "запрашивает разъяснение", "请求澄清"),
    Purpose.CLARIFICATION_REPLY: Text("gives clarification", "даёт разъяснение", "作出澄清"),
    Purpose.INFORMATION: Text("gives information", "сообщает сведения", "提供信息"),
}
ADDRESSEES = {
    Addressees.ALL_PARTIES: Text("all parties", "всем участникам", "所有缔约国"),
    Addressees.OTHER_SIDE: Text("the other side", "другой стороне", "另一方"),
    Addressees.ONE: Text("one state", "одному государству", "一个国家"),
    Addressees.DEPOSITARY: Text("the depositary", "депозитарию", "保存方"),
}

OR_MORE = Text("{number} or more", "{number} и более", "{number}及以上")
AT_MOST = Text("at most {number}", "не более {number}", "至多{number}")
BEFORE = Text("at least {span} before {event}", "не позднее чем за {span} до {event}", "{event}前至少{span}")
AFTER = Text("at most {span} after {event}", "не позднее чем через {span} после {event}", "{event}后{span}内")
TO_TELL = Text("To be told", "Уведомить", "通报时限")
TO_INVITE = Text("Invitation", "Приглашение", "邀请时限")
TO_REPLY = Text("Reply to it", "Ответ на приглашение", "答复邀请时限")
TO_ANSWER = Text("Answer", "Ответ", "答复时限")
TO_ANSWER_URGENT = Text("Answer in urgent cases", "Ответ в срочных случаях", "紧急答复时限")
OBSERVERS_IN_ALL = Text("Observers in all", "Наблюдателей всего", "观察员总数")
OBSERVERS_PER_STATE = Text("Observers of each state", "Наблюдателей от государства", "每国观察员")
OF_TYPE = Text("drills of the type: {types}", "учения вида: {types}", "演习类型：{types}")
IN_ZONE = Text("in the zone “{zone}”", "в зоне «{zone}»", "在“{zone}”内")
ON_OWN_SIDE = Text(
    "in the zone “{zone}”, on the host’s own side of the line",
    "в зоне «{zone}» по свою сторону линии",
    "在“{zone}”内本方一侧",
)
BOTH_SIDES = Text(
    "both sides hold such drills at overlapping times",
    "обе стороны проводят такие учения в пересекающиеся сроки",
    "双方演习时间重叠",
)
BOTH_SIDES_UNKNOWN = Text(
    "both sides hold such drills; how they must stand in time has not been seen",
    "обе стороны проводят такие учения; как они должны соотноситься по времени, неизвестно",
    "双方均举行此类演习；时间关系未见规定",
)
CODED = Text("{fact}: {values}", "{fact}: {values}", "{fact}：{values}")
SILENCE = {
    "declined": Text(
        "No reply in time counts as declined.",
        "Отсутствие ответа в срок считается отказом.",
        "逾期未答复视为谢绝。",
    ),
}
SILENCE_OTHER = Text(
    "No reply in time counts as: {meaning}.",
    "Отсутствие ответа в срок означает: {meaning}.",
    "逾期未答复视为：{meaning}。",
)
