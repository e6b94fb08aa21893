"""The words of plans in three languages: tables only."""

from __future__ import annotations

from detente.assessment.planning.closing import ClosedBy
from detente.assessment.planning.contradiction import GroundBy
from detente.assessment.planning.reasons import AgainstBy
from detente.kernel.languages import Text

PLACED = Text(
    "{placed} of {wanted} visits are placed.",
    "Размещено посещений: {placed} из {wanted}.",
    "所求{wanted}次访问已安排{placed}次。",
)
COST = Text(
    "Partners visited again: {repeated}; received above an even share: {uneven}; crowded months: {crowded}; "
    "holidays near: {near}.",
    "Повторные посещения партнёра: {repeated}; приём сверх равной доли: {uneven}; "
    "месяцы с избытком посещений: {crowded}; праздники поблизости: {near}.",
    "重复访问同一伙伴：{repeated}；接待超出平均份额：{uneven}；月份密集：{crowded}；临近假日：{near}。",
)
PROVEN = Text("Proven: no plan is better.", "Доказано: лучшего плана нет.", "已证明：没有更好的计划。")
MORE_MAY_FIT = Text(
    "Within the work allowed it is not excluded that {number} more could be placed.",
    "В пределах отведённого объёма вычислений не исключено размещение ещё {number}.",
    "在所给计算量内，不排除还可安排{number}次。",
)
GAP = Text(
    "Its cost is {value}; no plan with as many visits costs less than {bound}.",
    "Стоимость плана — {value}; план с тем же числом посещений стоит не менее {bound}.",
    "计划代价为{value}；同样次数的计划代价不低于{bound}。",
)
CHOSEN = Text(
    "Arrival on {day}: of {open} weeks that are open, {good} are as good as this one.",
    "Прибытие {day}: из {open} открытых недель столь же удобны {good}.",
    "{day}抵达：可行的{open}周中，有{good}周同样合适。",
)
NEAR = (
    Text(
        "No public holiday of guest or host is near.",
        "Праздников гостя и принимающего государства поблизости нет.",
        "访问国和东道国临近日期均无公共假日。",
    ),
    Text(
        "A public holiday of guest or host is near.",
        "Поблизости праздник гостя или принимающего государства.",
        "访问国或东道国临近日期有公共假日。",
    ),
    Text(
        "Public holidays of both guest and host are near.",
        "Поблизости праздники и гостя, и принимающего государства.",
        "访问国和东道国临近日期均有公共假日。",
    ),
)
MONTH_ALONE = Text(
    "It is the only visit of either in its month.",
    "В этом месяце у обоих нет других посещений.",
    "该月双方均无其他访问。",
)
MONTH_SHARED = Text(
    "One of the two has another visit in this month.",
    "В этом месяце у одного из них есть другое посещение.",
    "该月其中一方另有访问。",
)
CLOCKS_UNKNOWN = Text(
    "A time limit of the agreement is not available, and held nothing back: check it before asking.",
    "Один из сроков соглашения нам недоступен и не учтён: проверьте его до направления запроса.",
    "协定的某一期限未能见到，未予计入：提出请求前请核对。",
)
NO_CALENDAR = Text(
    "Public holidays are not known of: {states}. Saturday and Sunday were taken as the weekend.",
    "Праздничные дни не известны: {states}. Выходными считались суббота и воскресенье.",
    "下列国家的公共假日不详：{states}。以星期六、星期日为周末。",
)
QUOTAS_UNKNOWN = Text(
    "A quota is not available, and nothing was placed under it: {states}.",
    "Квота не известна, посещения по ней не размещались: {states}.",
    "配额未能见到，未据以安排访问：{states}。",
)
CLOSED = {
    ClosedBy.CLOCK: Text(
        "Too soon to be asked for and answered in time: weeks of {weeks}.",
        "Слишком рано для запроса и ответа в срок: недели с {weeks}.",
        "过早，来不及按期请求和答复：{weeks}起各周。",
    ),
    ClosedBy.WINDOW: Text(
        "Outside the time that was wished for: weeks of {weeks}.",
        "Вне желаемого времени: недели с {weeks}.",
        "不在所求时间之内：{weeks}起各周。",
    ),
    ClosedBy.HOLIDAY: Text(
        "Public holidays, {state}: weeks of {weeks}.",
        "Праздничные дни, {state}: недели с {weeks}.",
        "{state}公共假日：{weeks}起各周。",
    ),
    ClosedBy.WEEKEND: Text(
        "Weekends, {state}: weeks of {weeks}.",
        "Выходные дни, {state}: недели с {weeks}.",
        "{state}周末：{weeks}起各周。",
    ),
    ClosedBy.DRILL: Text(
        "Drill of {state} ({about}): weeks of {weeks}.",
        "Учение, {state} ({about}): недели с {weeks}.",
        "{state}演习（{about}）：{weeks}起各周。",
    ),
    ClosedBy.GIVEN: Text(
        "Closed by {state} ({about}): weeks of {weeks}.",
        "Закрыто, {state} ({about}): недели с {weeks}.",
        "{state}不接待（{about}）：{weeks}起各周。",
    ),
    ClosedBy.HOST_BUSY: Text(
        "{state} receives another visit: weeks of {weeks}.",
        "{state} принимает другое посещение: недели с {weeks}.",
        "{state}接待其他访问：{weeks}起各周。",
    ),
    ClosedBy.GUEST_BUSY: Text(
        "The teams of {state} are elsewhere: weeks of {weeks}.",
        "Группы заняты, {state}: недели с {weeks}.",
        "{state}小组另有访问：{weeks}起各周。",
    ),
}
UNPLACED = Text(
    "Not placed: {number} — {wish}.", "Не размещено: {number} — {wish}.", "未能安排：{number}次——{wish}。"
)
AGAINST = {
    AgainstBy.NO_RIGHT: Text(
        "No quota gives a right to it: {hosts}.",
        "Ни одна квота не даёт на это права: {hosts}.",
        "没有配额赋予此项权利：{hosts}。",
    ),
    AgainstBy.NOT_KNOWN: Text(
        "The quota is not available: {hosts}.", "Квота не известна: {hosts}.", "配额未能见到：{hosts}。"
    ),
    AgainstBy.QUOTA: Text(
        "The quota is used up, with what is planned: {hosts}.",
        "Квота исчерпана с учётом запланированного: {hosts}.",
        "连同计划内的访问，配额已用完：{hosts}。",
    ),
    AgainstBy.SHARE: Text(
        "The share of this partner is used up, with what is planned: {hosts}.",
        "Доля этого партнёра исчерпана с учётом запланированного: {hosts}.",
        "连同计划内的访问，该伙伴的份额已用完：{hosts}。",
    ),
    AgainstBy.OBJECT: Text(
        "The object can be visited no more often: {hosts}.",
        "Число посещений этого объекта исчерпано: {hosts}.",
        "该目标的访问次数已用完：{hosts}。",
    ),
    AgainstBy.CLOCK: Text(
        "It can no longer be asked for and answered in time: {hosts}.",
        "Запрос и ответ в срок уже невозможны: {hosts}.",
        "已来不及按期请求和答复：{hosts}。",
    ),
    AgainstBy.CLOSED: Text(
        "No days in a row are open to both: {hosts}.",
        "Нет подряд идущих дней, открытых для обоих: {hosts}.",
        "没有对双方均可行的连续日期：{hosts}。",
    ),
    AgainstBy.HOST_BUSY: Text(
        "On every open day another visit is received: {hosts}.",
        "Во все открытые дни принимаются другие посещения: {hosts}.",
        "所有可行日期均接待其他访问：{hosts}。",
    ),
    AgainstBy.GUEST_BUSY: Text(
        "On every open day the guest's teams are elsewhere: {hosts}.",
        "Во все открытые дни группы гостя заняты: {hosts}.",
        "所有可行日期访问国小组均另有访问：{hosts}。",
    ),
    AgainstBy.OPEN: Text(
        "There is room, which was not found within the work allowed, or only at the price of another: {hosts}.",
        "Место есть, но в отведённом объёме вычислений не найдено либо возможно лишь вместо другого: {hosts}.",
        "尚有余地，但在所给计算量内未能找到，或须以另一次访问为代价：{hosts}。",
    ),
}
UNDER = Text("({quota})", "({quota})", "（{quota}）")
QUOTA = Text("{article}, {agreement}", "{article}, {agreement}", "{article}，{agreement}")
TOGETHER = Text(
    "These cannot all stand together; without any one of them the others can:",
    "Это не может выполняться одновременно; без любого из условий остальные выполнимы:",
    "以下各项不能同时成立；去掉其中任何一项，其余即可成立：",
)
QUOTA_NOT_KNOWN = Text(
    "How much {state} must still accept is not known, so nothing is planned under it ({quota}).",
    "{state}: остаток квоты неизвестен, поэтому посещения по ней не планируются ({quota}).",
    "{state}尚须接受的次数不详，故不据此安排（{quota}）。",
)
GROUNDS = {
    GroundBy.WISH: Text(
        "Every visit wished for is placed: {wish}.",
        "Размещаются все желаемые посещения: {wish}.",
        "所求访问全部安排：{wish}。",
    ),
    GroundBy.QUOTA: Text(
        "{state} accepts {number} more ({quota}).",
        "{state} принимает ещё {number} ({quota}).",
        "{state}还须接受{number}次（{quota}）。",
    ),
    GroundBy.SHARE: Text(
        "{state} accepts {number} more from {partner} ({quota}).",
        "{state} принимает ещё {number}; партнёр — {partner} ({quota}).",
        "{state}还须接受{partner}{number}次（{quota}）。",
    ),
    GroundBy.OBJECT: Text(
        "{about} can be visited {number} more times ({quota}).",
        "Посещений объекта «{about}» остаётся: {number} ({quota}).",
        "“{about}”还可访问{number}次（{quota}）。",
    ),
    GroundBy.HOST_ALONE: Text(
        "{state} receives {number} at one time, with the free days between.",
        "{state} принимает одновременно не более {number}, с промежутками между посещениями.",
        "{state}同时接待{number}次，两次之间留有间隔。",
    ),
    GroundBy.TEAMS: Text(
        "Teams of {state}: {number}.", "Групп, {state}: {number}.", "{state}的小组数：{number}。"
    ),
    GroundBy.CLOCK: Text(
        "Time to ask and to reply, {state} ({quota}).",
        "Сроки запроса и ответа, {state} ({quota}).",
        "请求和答复的期限，{state}（{quota}）。",
    ),
    GroundBy.WINDOW: Text(
        "The time wished for: {window}.", "Желаемое время: {window}.", "所求时间：{window}。"
    ),
    GroundBy.HOLIDAY: Text("Public holidays, {state}.", "Праздничные дни, {state}.", "{state}的公共假日。"),
    GroundBy.WEEKEND: Text("Weekends, {state}.", "Выходные дни, {state}.", "{state}的周末。"),
    GroundBy.DRILL: Text(
        "Drill of {state}: {about}.", "Учение, {state}: {about}.", "{state}的演习：{about}。"
    ),
    GroundBy.GIVEN: Text(
        "Days closed by {state}: {about}.",
        "Закрытые дни, {state}: {about}.",
        "{state}不接待的日期：{about}。",
    ),
    GroundBy.STANDING: Text(
        "Visits of {state} that stand already.",
        "Посещения, уже назначенные: {state}.",
        "{state}已定的访问。",
    ),
    GroundBy.NO_RIGHT: Text(
        "No quota gives a right to it.",
        "Ни одна квота не даёт на это права.",
        "没有配额赋予此项权利。",
    ),
}
WISH = Text(
    "{guest}, visits: {number}, {days} each, {where}{what}",
    "{guest}, посещений: {number}, по {days}, {where}{what}",
    "{guest}访问{number}次，每次{days}，{where}{what}",
)
ANYWHERE = Text("any state", "любое государство", "任一国家")
AT = Text("in {hosts}", "принимающее государство: {hosts}", "东道国为{hosts}")
IN_BRACKETS = Text(" ({what})", " ({what})", "（{what}）")
SPAN = Text("{first} – {last}", "{first} — {last}", "{first}至{last}")
