"""Words for kinds, duties, bearers and conditions of provisions."""

from __future__ import annotations

from detente.agreements.model import (
    Addressees,
    Audience,
    Bearer,
    Consent,
    Duty,
    EvidenceLevel,
    Kind,
    NilReturn,
    Purpose,
    Status,
)
from detente.kernel.languages import Text

KINDS = {
    Kind.NOTIFY: Text("Notification", "Уведомление о деятельности", "通报活动"),
    Kind.OBSERVE: Text("Invitation of observers", "Приглашение наблюдателей", "邀请观察员"),
    Kind.RESTRAIN: Text("Restraint", "Ограничение", "限制"),
    Kind.EXCHANGE: Text("Exchange of information", "Обмен информацией", "信息交换"),
    Kind.CEILING: Text("Ceiling", "Предельный уровень", "上限"),
    Kind.QUOTA: Text("Quota", "Квота", "配额"),
    Kind.HOST: Text("Visits", "Посещения", "访问"),
    Kind.RESPOND: Text("Reply to a request", "Ответ на запрос", "答复询问"),
    Kind.MEET: Text("Meetings", "Встречи", "会晤"),
    Kind.DISCLOSE: Text("Disclosure", "Раскрытие сведений", "披露"),
    Kind.NOTICE: Text("Notice of an event", "Сообщение о событии", "事件通报"),
    Kind.PRINCIPLE: Text("Principle", "Принцип", "原则"),
}
DUTIES = {
    Duty.MUST: Text("must", "обязательно", "应当"),
    Duty.RECIPROCAL: Text("reciprocal", "на взаимной основе", "相互"),
    Duty.MAY: Text("voluntary", "на добровольной основе", "自愿"),
}
BEARERS = {
    Bearer.HOST: Text("the host", "принимающее государство", "东道国"),
    Bearer.EACH_PARTICIPANT: Text("each state taking part", "каждое участвующее государство", "每个参加国"),
    Bearer.REQUESTED_STATE: Text("the state that was asked", "запрошенное государство", "被询问国"),
    Bearer.EACH_STATE: Text("each state", "каждое государство", "每个国家"),
    Bearer.EACH_SIDE: Text("each side", "каждая сторона", "每一方"),
    Bearer.ALL_PARTIES: Text("all parties", "все участники", "所有缔约国"),
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
    EvidenceLevel.TEXT: Text("from the text", "по тексту", "依文本"),
    EvidenceLevel.TRANSLATION: Text("from a translation", "по переводу", "依译文"),
    EvidenceLevel.SECONDARY: Text("from reports", "по публикациям", "据报道"),
    EvidenceLevel.MODEL: Text("model", "модель", "范本"),
    EvidenceLevel.UNKNOWN: Text("not available", "нет данных", "未能见到"),
}
PURPOSES = {
    Purpose.ACTIVITY_NOTIFICATION: Text("tells of a drill", "сообщает об учении", "通报演习"),
    Purpose.ACTIVITY_CANCELLATION: Text("calls a drill off", "отменяет учение", "取消演习"),
    Purpose.OBSERVATION_INVITATION: Text("invites observers", "приглашает наблюдателей", "邀请观察员"),
    Purpose.OBSERVATION_REPLY: Text("answers an invitation", "отвечает на приглашение", "答复邀请"),
    Purpose.OBSERVATION_REPORT: Text(
        "reports on an observation", "представляет отчёт о наблюдении", "提交观察报告"
    ),
    Purpose.CLARIFICATION_REQUEST: Text("asks for clarification", "запрашивает разъяснения", "提出询问"),
    Purpose.CLARIFICATION_REPLY: Text("gives clarification", "даёт разъяснения", "答复询问"),
    Purpose.ACTIVITY_REPORT: Text(
        "tells what was reported later", "сообщает о более поздних данных", "通报后来公布的数字"
    ),
    Purpose.INFORMATION_RETURN: Text(
        "gives periodic information", "представляет периодические сведения", "提供定期资料"
    ),
    Purpose.EVENT_NOTICE: Text("tells of an event", "сообщает о событии", "通报事件"),
    Purpose.VISIT_INVITATION: Text("invites to a visit", "приглашает посетить", "邀请访问"),
    Purpose.VISIT_REQUEST: Text("asks for a visit", "запрашивает посещение", "请求访问"),
    Purpose.VISIT_REPLY: Text("answers on a visit", "отвечает о посещении", "就访问作出答复"),
    Purpose.VISIT_CHANGE: Text("changes a visit", "изменяет посещение", "变更访问安排"),
    Purpose.VISIT_TEAM: Text("names the visitors", "сообщает состав посещающих", "通报访问人员"),
    Purpose.VISIT_PROGRAMME: Text("gives the programme", "сообщает программу", "通报日程"),
    Purpose.VISIT_RECORD: Text("keeps the log of a visit", "ведёт журнал посещения", "记录访问过程"),
    Purpose.VISIT_REPORT: Text("reports on a visit", "представляет отчёт о посещении", "提交访问报告"),
    Purpose.INFORMATION_COMMITMENT: Text(
        "commits to a sealed declaration", "закрепляет закрытую декларацию", "对封存申报作出承诺"
    ),
    Purpose.INFORMATION_OPENING: Text(
        "opens a unit of a sealed declaration",
        "раскрывает часть из закрытой декларации",
        "披露封存申报中的一个单位",
    ),
    Purpose.QUOTA_TRANSFER: Text("transfers a quota", "передаёт квоту", "转让配额"),
    Purpose.QUOTA_FULL: Text(
        "tells that a quota is used up", "сообщает об исчерпании квоты", "通报配额已用完"
    ),
    Purpose.MEETING_REQUEST: Text("asks for a meeting", "просит о встрече", "要求举行会议"),
    Purpose.MEETING_RECORD: Text("records a meeting", "фиксирует встречу", "记录会议"),
    Purpose.DISCLOSURE_REQUEST: Text(
        "asks for consent to disclosure", "запрашивает согласие на раскрытие", "请求同意披露"
    ),
    Purpose.DISCLOSURE_CONSENT: Text(
        "answers on consent to disclosure", "отвечает о согласии на раскрытие", "就是否同意披露作出答复"
    ),
    Purpose.DISCLOSURE_NOTICE: Text("tells of a disclosure", "сообщает о раскрытии", "通报披露情况"),
    Purpose.INFORMATION: Text("gives information", "сообщает сведения", "提供信息"),
}
ADDRESSEES = {
    Addressees.ALL_PARTIES: Text("all parties", "всем участникам", "所有缔约国"),
    Addressees.OTHER_SIDE: Text("the other side", "другой стороне", "另一方"),
    Addressees.ONE: Text("one state", "одному государству", "一个国家"),
    Addressees.DEPOSITARY: Text("the depositary", "депозитарию", "保存机关"),
}

OR_MORE = Text("{number} or more", "{number} и более", "{number}及以上")
OF_TYPE = Text("drills of the type: {types}", "виды учений: {types}", "演习类型：{types}")
IN_ZONE = Text("in the zone “{zone}”", "в зоне «{zone}»", "在“{zone}”内")
ON_OWN_SIDE = Text(
    "in the zone “{zone}”, on the host’s own side of the line",
    "в зоне «{zone}» по свою сторону линии",
    "在“{zone}”内本方一侧",
)
BOTH_SIDES = Text(
    "both sides hold such drills at overlapping times",
    "сроки таких учений обеих сторон пересекаются",
    "双方此类演习的时间重叠",
)
BOTH_SIDES_UNKNOWN = Text(
    "both sides hold such drills; how they must lie to each other in time has not been seen",
    "обе стороны проводят такие учения; требуемое соотношение по времени неизвестно",
    "双方均举行此类演习；其时间关系未能见到",
)
CODED = Text("{fact}: {values}", "{fact}: {values}", "{fact}：{values}")
FORBIDDEN = Text("Such drills are not held.", "Такие учения не проводятся.", "不举行此类演习。")
NIL_RETURNS = {
    NilReturn.REQUIRED: Text(
        "A state that has nothing to tell says so.",
        "Государство, которому нечего сообщить, сообщает об этом.",
        "无可通报者亦须说明。",
    ),
    NilReturn.ACCEPTED: Text(
        "A state that has nothing to tell may say so.",
        "Государство, которому нечего сообщить, может сообщить об этом.",
        "无可通报者可予说明。",
    ),
}
AUDIENCES = {
    Audience.PARTIES: Text("Open to the parties.", "Доступно участникам.", "缔约国可知悉。"),
    Audience.OTHER_SIDE: Text("Open to the other side.", "Доступно другой стороне.", "另一方可知悉。"),
}
CONSENTS = {
    None: Text(
        "It is not passed on; the article knows no consent to it.",
        "Передаче не подлежит; согласие на это статьёй не предусмотрено.",
        "不得转交；条款未规定可经同意转交。",
    ),
    Consent.OWNER: Text(
        "Passed on with the written consent of the state it comes from.",
        "Передаётся с письменного согласия государства, от которого получено.",
        "经来源国书面同意可转交。",
    ),
    Consent.OTHER_SIDE: Text(
        "Passed on with the written consent of the other side.",
        "Передаётся с письменного согласия другой стороны.",
        "经另一方书面同意可转交。",
    ),
    Consent.ALL_PARTIES: Text(
        "Passed on with the consent of all parties.",
        "Передаётся с согласия всех участников.",
        "经全体缔约国同意可转交。",
    ),
}
OUTLIVES = Text(
    "This holds after the agreement has ended.",
    "Это действует и после прекращения соглашения.",
    "协定终止后仍然适用。",
)
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
