"""The words that lead from an article to a message, in three languages: tables only."""

from __future__ import annotations

from detente.kernel.languages import Text

ARTICLE = Text("Article {no}", "Статья {no}", "第{no}条")
PROVISION = Text("Provision", "Положение", "规定")
NUMBER = Text("Number", "Величина", "数值")
DECLARED = Text("Declared", "Заявлено", "申报内容")
MESSAGE = Text("Message", "Сообщение", "电文")
LIMIT = Text("Time limit", "Срок", "期限")
COUNTING = Text("Counting of days", "Счёт дней", "日期计算")
DONE = Text("Carried out with", "Исполнено сообщением", "履行电文")
COMPARED = Text("Compared with", "Сопоставлено с", "比较对象")
MISSING = Text("Not known", "Неизвестно", "不详")
FINDING = Text("Finding", "Вывод", "结论")
RESULT = Text("So it stands", "Итог", "结果")

NOTHING_KNOWN = Text("no such message is known", "такое сообщение не поступало", "未见此类电文")
NOTHING_KNOWN_OF = Text(
    "{state}: no such message is known", "{state}: такое сообщение не поступало", "{state}：未见此类电文"
)
TITLED = Text("{title}. {summary}", "{title}. {summary}", "{title}。{summary}")
NEEDED = Text("{measure}: {number} or more", "{measure}: {number} и более", "{measure}：{number}及以上")
AT_MOST = Text("{measure}: at most {number}", "{measure}: не более {number}", "{measure}：至多{number}")
NOT_AVAILABLE = Text(
    "{measure}: number not available", "{measure}: величина недоступна", "{measure}：数额不详"
)

ENDS = Text("{rule}; it ends on {due}", "{rule}; истекает {due}", "{rule}；于{due}届满")
COUNTED = Text("the first day counts", "первый день включается", "首日计入")
NOT_COUNTED = Text("the first day does not count", "первый день не включается", "首日不计入")
NOT_KNOWN_COUNTED = Text(
    "whether the first day counts has not been seen",
    "включается ли первый день, неизвестно",
    "首日是否计入不详",
)

REGISTERED = Text(
    "entry {index} in the log of {state}, {when}",
    "запись {index} в журнале ({state}), {when}",
    "{state}日志第{index}条，{when}",
)
REPORTED = Text(
    "entry {index} in the log of {state}; from public reports of {when}",
    "запись {index} в журнале ({state}); по открытым публикациям, {when}",
    "{state}日志第{index}条；据公开报道，{when}",
)
REPORTED_UNDATED = Text(
    "entry {index} in the log of {state}; from public reports, when it was told is not known",
    "запись {index} в журнале ({state}); по открытым публикациям, время сообщения неизвестно",
    "{state}日志第{index}条；据公开报道，通报时间不详",
)
STANDS_TOLD = Text(
    "{state}: told {told}, deadline {due}",
    "{state}: сообщено {told}, срок — {due}",
    "{state}：通报于{told}，期限为{due}",
)
STANDS_OPEN = Text("{state}: deadline {due}", "{state}: срок — {due}", "{state}：期限为{due}")
