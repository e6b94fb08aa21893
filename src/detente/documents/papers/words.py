"""The words of the papers in three languages."""

from __future__ import annotations

from detente.agreements.model import Status
from detente.documents.papers.contents import OccasionKind, PaperKind
from detente.kernel.languages import Text
from detente.messages.document import OriginKind

#: What a paper is called where one chooses among them.
KINDS = {
    PaperKind.INVITATION: Text("Invitation letter", "Письмо с приглашением", "邀请函"),
    PaperKind.TEAM_LIST: Text("Team list", "Список группы", "人员名单"),
    PaperKind.PROGRAMME: Text("Programme", "Программа", "日程"),
    PaperKind.BADGES: Text("Badge sheet", "Лист нагрудных карточек", "胸卡"),
    PaperKind.REPORT_FORM: Text("Report form", "Бланк отчёта", "报告表"),
    PaperKind.INSPECTION_NOTICE: Text("Inspection notice", "Уведомление об инспекции", "视察通知"),
    PaperKind.VISIT_REQUEST: Text("Request for a visit", "Просьба о посещении", "访问请求"),
    PaperKind.QUOTA_SUMMARY: Text("Summary of quotas", "Сводка квот", "配额汇总"),
}

COUNTS = Text(
    "The signed message counts; this paper is printed from it.",
    "Силу имеет подписанное сообщение; настоящий документ отпечатан на его основе.",
    "以经签名的电文为准；本件据该电文印制。",
)
ORIGINS = {
    OriginKind.TRAINING: Text(
        "TRAINING — not an official paper",
        "УЧЕБНЫЙ ДОКУМЕНТ — официальным не является",
        "训练用件，并非正式文书",
    ),
    OriginKind.RECONSTRUCTED: Text(
        "RECONSTRUCTED FROM PUBLIC REPORTS — not an official paper",
        "ВОССТАНОВЛЕНО ПО ОТКРЫТЫМ СООБЩЕНИЯМ — официальным документом не является",
        "根据公开报道整理，并非正式文书",
    ),
}
#: The same at the foot of every page.
MARKS = {
    OriginKind.TRAINING: Text("TRAINING", "УЧЕБНЫЙ ДОКУМЕНТ", "训练用件"),
    OriginKind.RECONSTRUCTED: Text("RECONSTRUCTED", "ВОССТАНОВЛЕНО", "据公开报道整理"),
}
STANDINGS = {
    Status.MODEL: Text(
        "The agreement is a model: no state has agreed to it.",
        "Соглашение является моделью: ни одно государство его не согласовало.",
        "该协定为范本：未经任何国家同意。",
    ),
    Status.INVENTED: Text(
        "The agreement is invented, for training.",
        "Соглашение вымышлено, для обучения.",
        "该协定系虚构，供训练使用。",
    ),
    Status.ENDED: Text("The agreement has ended.", "Действие соглашения прекращено.", "该协定已终止。"),
}

RESTS_ON = Text("What this paper rests on", "Основание настоящего документа", "本件依据")
MESSAGES = Text("Messages", "Сообщения", "电文")
AGREEMENT = Text("Agreement", "Соглашение", "协定")
ARTICLE = Text("Article", "Статья", "条款")
PRINTED = Text("Printed", "Напечатано", "印制时间")
PRINTED_AT = Text("Printed {at}", "Напечатано: {at}", "印制时间：{at}")
PAGE = Text("Page {page} of {of}", "Страница {page} из {of}", "第{page}页，共{of}页")
REFERENCE = Text("Reference", "Номер сообщения", "电文编号")
DATE = Text("Date", "Дата", "日期")
FROM = Text("From", "От кого", "发文方")
TO = Text("To", "Кому", "收文方")
HOST = Text("Host", "Принимающее государство", "东道国")
GUESTS = {
    OccasionKind.VISIT: Text("Visiting side", "Посещающая сторона", "访问方"),
    OccasionKind.OBSERVATION: Text("Observing side", "Наблюдающая сторона", "观察方"),
    OccasionKind.INSPECTION: Text("Inspecting side", "Инспектирующая сторона", "视察方"),
}
OBJECTS = {
    OccasionKind.VISIT: Text("To be visited", "Объект посещения", "访问对象"),
    OccasionKind.OBSERVATION: Text("Drill", "Учение", "演习"),
    OccasionKind.INSPECTION: Text("To be inspected", "Объект инспекции", "视察对象"),
}
SECTOR = Text("Sector", "Сектор", "区段")
ARRIVAL = Text("Arrival", "Прибытие", "抵达")
END = Text("End", "Окончание", "结束")
AREA = Text("Area", "Район", "区域")
AREAS_OF = {
    OccasionKind.VISIT: Text("Area of the visit", "Район посещения", "访问区域"),
    OccasionKind.OBSERVATION: Text("Area of the drill", "Район учения", "演习区域"),
    OccasionKind.INSPECTION: Text("Area of the inspection", "Район инспекции", "视察区域"),
}
POINT = Text("Point {n}", "Точка {n}", "第{n}点")
POINT_OF = Text("{place}, point {n}", "{place}, точка {n}", "{place}第{n}点")
SIZES = {
    OccasionKind.VISIT: Text("Visitors", "Число посещающих", "访问人数"),
    OccasionKind.OBSERVATION: Text("Observers", "Число наблюдателей", "观察员人数"),
    OccasionKind.INSPECTION: Text("Inspectors", "Число инспекторов", "视察员人数"),
}
SIZES_AT_MOST = {
    OccasionKind.VISIT: Text("Visitors, at most", "Посещающих, не более", "访问人数上限"),
    OccasionKind.OBSERVATION: Text("Observers, at most", "Наблюдателей, не более", "观察员人数上限"),
    OccasionKind.INSPECTION: Text("Inspectors, at most", "Инспекторов, не более", "视察员人数上限"),
}
YES = Text("yes", "да", "是")
NO = Text("no", "нет", "否")
NOT_KNOWN = Text("not known", "нет данных", "不详")
STATE_BY_CODE = Text("{name} ({code})", "{name} ({code})", "{name}（{code}）")
WITH_UNIT = Text("{number} ({unit})", "{number} ({unit})", "{number}（{unit}）")
ACCURACY = Text("good to {n} km", "с точностью до {n} км", "精确到{n}公里")

SIGNED_FOR = Text("For {state}", "От имени государства: {state}", "{state}代表")
SIGNATURE = Text("Signature", "Подпись", "签字")
SEAL = Text("Seal", "М. П.", "盖章")
NAME_AND_POST = Text("Name and post", "Фамилия, имя, должность", "姓名和职务")

NAME = Text("Name", "Фамилия, имя", "姓名")
RANK = Text("Rank", "Звание", "军衔")
FUNCTION = Text("Function", "Обязанности", "职责")
STATE = Text("State", "Государство", "国家")
NUMBER = Text("No.", "№", "编号")
BORN = Text("Born", "Дата рождения", "出生日期")
PASSPORT = Text("Passport", "Паспорт", "护照号码")
WITHHELD = Text(
    "Dates of birth and passport numbers are left out of this copy.",
    "Даты рождения и номера паспортов в этом экземпляре не приводятся.",
    "本件不载出生日期和护照号码。",
)
WITHHELD_ITEMS = Text(
    "Personal data is left out of this copy.",
    "Персональные данные в этом экземпляре не приводятся.",
    "本件不载个人资料。",
)
PERSONAL = Text(
    "Contains personal data: to be kept under lock and destroyed after use.",
    "Содержит персональные данные: хранить под замком, после использования уничтожить.",
    "含个人资料：应锁存保管，用毕销毁。",
)
