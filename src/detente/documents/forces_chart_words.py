"""Words of charts of command, in three languages."""

from __future__ import annotations

from collections.abc import Mapping

from detente.kernel.languages import Text

SUMMARY = Text(
    "Units shown: {count}, on levels: {levels}. The tree and the table list the same units.",
    "Показано единиц: {count}, уровней: {levels}. Те же единицы перечислены в дереве и таблице.",
    "所示单位：{count}个，层级：{levels}级。树形图和表格列出相同的单位。",
)
HIDDEN = Text(
    "Under {name}: {count} more, not shown; open",
    "В подчинении, не показано ({name}): ещё {count}; открыть",
    "{name}之下另有{count}个未显示；打开",
)
BELOW = Text("below it: {count}", "в подчинении: {count}", "下属：{count}个")
STRENGTH = Text("{count} personnel", "{count} чел.", "{count}人")
SEPARATOR = Text("; ", "; ", "；")
DOT = " · "

#: Codes of the vocabulary's list of what a line rests on that are pointed out.
BASIS: Mapping[str, Text] = {
    "general-knowledge": Text(
        "general knowledge, not checked", "общеизвестно, не проверено", "一般常识，未经核实"
    ),
    "public-source": Text("public source", "открытый источник", "公开来源"),
}
BASIS_SIGNS: Mapping[str, str] = {"general-knowledge": "?"}

#: What the script puts on its buttons, by the name of its data attribute.
SCRIPT_WORDS: Mapping[str, Text] = {
    "word-in": Text("Zoom in", "Приблизить", "放大"),
    "word-out": Text("Zoom out", "Отдалить", "缩小"),
    "word-whole": Text("Whole chart", "Вся схема", "全图"),
}
