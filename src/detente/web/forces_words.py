"""Words of pages on forces, in three languages."""

from __future__ import annotations

from collections.abc import Mapping

from detente.kernel.languages import Text
from detente.record.forces_changes import ChangeKind

NOW = Text("now", "сейчас", "现在")
CHART_TITLE = Text(
    "Structure of the forces: {state}", "Структура вооружённых сил: {state}", "武装力量编成：{state}"
)
CHANGES_TITLE = Text(
    "Changes of the structure from {before} to {after}: {state}",
    "Изменения структуры с {before} по {after} год: {state}",
    "{before}年至{after}年编成变化：{state}",
)
MAP_TITLE = Text("Map of headquarters cities", "Карта городов размещения штабов", "机关驻地城市地图")
MAP_SUMMARY = Text(
    "Cities on the map: {drills}. The table beside the map lists the same cities.",
    "Городов на карте: {drills}. Те же города перечислены в таблице рядом.",
    "图上城市：{drills}个。旁边的表格列出相同的城市。",
)
HEADQUARTERS = Text("headquarters: {count}", "штабов: {count}", "机关：{count}个")

#: Codes of the vocabulary's list of what a line rests on that are pointed out: tone and sign.
BASIS_MARKS: Mapping[str, tuple[str, str]] = {
    "general-knowledge": ("doubt", "unclear"),
    "public-source": ("calm", "about"),
}

#: What has changed, in the order of the filter: words, and tone and sign of the badge.
CHANGES: Mapping[ChangeKind, Text] = {
    ChangeKind.RAISED: Text("raised", "создано", "组建"),
    ChangeKind.DISBANDED: Text("disbanded", "расформировано", "撤销"),
    ChangeKind.RENAMED: Text("renamed", "переименовано", "更名"),
    ChangeKind.MOVED: Text("moved", "передислоцировано", "移防"),
    ChangeKind.RESUBORDINATED: Text("put under another command", "переподчинено", "改变隶属关系"),
    ChangeKind.LEVEL: Text("another level", "изменён уровень", "改变层级"),
    ChangeKind.STRENGTH: Text("another strength", "изменена численность", "人数变化"),
    ChangeKind.HOLDINGS: Text("other holdings", "изменено наличие", "持有量变化"),
    ChangeKind.CREATED: Text("post created", "должность введена", "增设职务"),
    ChangeKind.ABOLISHED: Text("post abolished", "должность упразднена", "撤销职务"),
    ChangeKind.APPOINTED: Text("appointed", "назначено новое лицо", "任命"),
    ChangeKind.VACATED: Text("fell vacant", "должность освободилась", "职务空缺"),
    ChangeKind.TITLE: Text("another title", "изменено наименование должности", "职务名称变化"),
    ChangeKind.TRANSFERRED: Text("put elsewhere", "отнесена к другому органу", "改变所属单位"),
}
_CAME, _WENT, _ELSE = ("good", "add"), ("warn", "remove"), ("info", "forth")
CHANGE_MARKS: Mapping[ChangeKind, tuple[str, str]] = {
    ChangeKind.RAISED: _CAME,
    ChangeKind.CREATED: _CAME,
    ChangeKind.APPOINTED: ("good", "people"),
    ChangeKind.DISBANDED: _WENT,
    ChangeKind.ABOLISHED: _WENT,
    ChangeKind.VACATED: ("warn", "people"),
    ChangeKind.RENAMED: ("info", "write"),
    ChangeKind.TITLE: ("info", "write"),
    ChangeKind.MOVED: ("info", "place"),
    ChangeKind.RESUBORDINATED: _ELSE,
    ChangeKind.TRANSFERRED: _ELSE,
    ChangeKind.LEVEL: ("info", "sort"),
    ChangeKind.STRENGTH: ("info", "people"),
    ChangeKind.HOLDINGS: ("info", "table"),
}
#: What stands in the corner of a changed unit on the chart, and ends the name of its class.
CHART_SIGNS: Mapping[ChangeKind, tuple[str, str]] = {
    ChangeKind.RAISED: ("+", "raised"),
    ChangeKind.DISBANDED: ("−", "disbanded"),
    ChangeKind.RENAMED: ("Aa", "changed"),
    ChangeKind.MOVED: ("→", "changed"),
    ChangeKind.RESUBORDINATED: ("↑", "changed"),
    ChangeKind.LEVEL: ("↕", "changed"),
    ChangeKind.STRENGTH: ("Δ", "changed"),
    ChangeKind.HOLDINGS: ("Δ", "changed"),
}

NAME_OF = Text("{name} ({code})", "{name} ({code})", "{name}（{code}）")
BY = Text("{change} ({percent})", "{change} ({percent})", "{change}（{percent}）")
QUESTION = Text(
    "From the information for {before} to that for {after}, {name} ({code}): {what} (before: {old}; after: {new}). "
    "What explains the change?",
    "В сведениях за {before} и {after} годы, {name} ({code}): {what} (было: {old}; стало: {new}). "
    "Просим разъяснить изменение.",
    "贵方{before}年与{after}年的通报中，{name}（{code}）：{what}（变化前：{old}；变化后：{new}）。请予说明。",
)
NOT_TOLD = Text("not stated", "не указано", "未说明")
VACANT = Text("vacant or not stated", "вакантна или не указано", "空缺或未说明")
TOP = Text("at the top", "высший уровень", "最高一级")
NO_LINE = Text(
    "This line is no longer among the differences of the two years.",
    "Этой строки больше нет среди различий двух лет.",
    "两年差异中已无此行。",
)
SEE_AGAIN = Text(
    "Look at the differences again and choose a line; nothing was begun.",
    "Откройте различия ещё раз и выберите строку; черновик не создан.",
    "请重新查看差异并选择一行；未新建草稿。",
)
NO_QUESTION = Text(
    "Under this agreement nothing can be asked of this state.",
    "По этому соглашению направить запрос данному государству нельзя.",
    "依据该协定不能向该国提出询问。",
)
STRENGTH = Text("{count} personnel", "{count} чел.", "{count}人")
NOTHING = Text("—", "—", "—")
UNITS_ONE_SIDED = Text(
    "Units were told in one of the two years alone, so nothing is said of them.",
    "Сведения о единицах имеются лишь за один из двух лет, поэтому они не сравниваются.",
    "两年中仅有一年通报了编制单位，故不作比较。",
)
POSTS_ONE_SIDED = Text(
    "Posts were told in one of the two years alone, so nothing is said of them.",
    "Сведения о должностях имеются лишь за один из двух лет, поэтому они не сравниваются.",
    "两年中仅有一年通报了职务，故不作比较。",
)
