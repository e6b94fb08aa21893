"""Words of the map, in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from detente.kernel.languages import Text


class MarkStatus(StrEnum):
    """How a drill stands on the day the map is made for."""

    PLANNED = "planned"
    UNDER_WAY = "under-way"
    ENDED = "ended"
    CANCELLED = "cancelled"


STATUS_WORDS: Mapping[MarkStatus, Text] = {
    MarkStatus.PLANNED: Text("planned", "предстоит", "计划中"),
    MarkStatus.UNDER_WAY: Text("under way", "проходит", "进行中"),
    MarkStatus.ENDED: Text("ended", "завершено", "已结束"),
    MarkStatus.CANCELLED: Text("cancelled", "отменено", "已取消"),
}

TITLE = Text("Map of drills", "Карта учений", "演习地图")
SUMMARY = Text(
    "Drills on the map: {drills}. Zones: {zones}. The table beside the map lists the same drills.",
    "Учений на карте: {drills}. Зон: {zones}. Те же учения перечислены в таблице рядом.",
    "图上演习：{drills}次。适用区域：{zones}个。旁边的表格列出相同的演习。",
)
VISITS_TITLE = Text("Map of visits", "Карта посещений", "访问地图")
VISITS_SUMMARY = Text(
    "Visits on the map: {drills}. The table beside the map lists the same visits.",
    "Посещений на карте: {drills}. Те же посещения перечислены в таблице рядом.",
    "图上访问：{drills}次。旁边的表格列出相同的访问。",
)
BASE = Text("Land, borders and names of states", "Суша, границы и названия государств", "陆地、边界与国名")
PERSONNEL = Text("{count} personnel", "{count} чел.", "{count}人")
NOT_STATED = Text("strength not stated", "численность не указана", "规模未说明")
APPROXIMATE = Text("position approximate", "координаты приблизительные", "坐标为约略坐标")
HERE = Text("{count} drills here", "Учений здесь: {count}", "此处演习{count}次")
PLACES_HERE = Text("{count} places here", "Мест здесь: {count}", "此处地点{count}个")
DASH = Text(" — ", " — ", "——")
SEPARATOR = Text("; ", "; ", "；")
AND_MORE = Text("and {count} more", "и ещё {count}", "另有{count}次")

LEGEND = Text("Key", "Условные знаки", "图例")
SIZE_WORDS: tuple[Text, ...] = (
    Text("under 1,000", "менее 1\u202f000", "不足1,000人"),
    Text("1,000 to 4,999", "1\u202f000–4\u202f999", "1,000–4,999人"),
    Text("5,000 to 12,999", "5\u202f000–12\u202f999", "5,000–12,999人"),
    Text("13,000 and more", "13\u202f000 и более", "13,000人及以上"),
)
ZONE = Text("zone of an agreement", "зона применения соглашения", "协定适用区域")
BORDER = Text("border", "граница", "边界")
DISPUTED = Text("border in dispute", "спорный участок границы", "有争议的边界")

#: What the script puts on its buttons, by the name of its data attribute.
SCRIPT_WORDS: Mapping[str, Text] = {
    "word-in": Text("Zoom in", "Приблизить", "放大"),
    "word-out": Text("Zoom out", "Отдалить", "缩小"),
    "word-whole": Text("Whole map", "Вся карта", "全图"),
    "word-month": Text("Month", "Месяц", "月份"),
    "word-all": Text("All months", "Все месяцы", "全部月份"),
}
