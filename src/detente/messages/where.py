"""Where a fault is, in the reader's language: faults name places in English codes."""

from __future__ import annotations

import re

from detente.agreements.model import Vocabulary
from detente.kernel.identifiers import MeasureId
from detente.kernel.languages import Text, same_text

_NUMBERED = re.compile(r"(item|line|row|place|position) (\S+)", re.A)
_NUMBERED_WORDS = {
    "item": Text("item {n}", "позиция {n}", "第{n}项"),
    "line": Text("line {n}", "строка {n}", "第{n}行"),
    "row": Text("row {n}", "строка таблицы {n}", "表格第{n}行"),
    "place": Text("place {n}", "место {n}", "地点{n}"),
    "position": Text("position {n}", "координаты {n}", "坐标{n}"),
}
_WORDS = {
    "accuracy": Text("accuracy", "точность", "精度"),
    "agreement": Text("agreement", "соглашение", "协定"),
    "end": Text("end", "окончание", "结束"),
    "format": Text("format", "формат", "格式"),
    "from": Text("from", "отправитель", "发文方"),
    "kind": Text("kind", "вид сообщения", "种类"),
    "language": Text("language", "язык", "语言"),
    "name": Text("name", "название", "名称"),
    "origin": Text("origin", "происхождение", "来源"),
    "positions": Text("positions", "координаты", "坐标"),
    "post": Text("post", "должность", "职务"),
    "reference": Text("reference", "номер сообщения", "电文编号"),
    "refers to": Text("refers to", "ссылки", "引用电文"),
    "sha256": Text("SHA-256", "SHA-256", "SHA-256"),
    "size": Text("size", "размер", "大小"),
    "start": Text("start", "начало", "开始"),
    "to": Text("to", "адресат", "收文方"),
    "type": Text("type", "тип", "类型"),
}


def where_text(where: str, vocabulary: Vocabulary | None = None) -> Text:
    """``item 7, KZ, battle tanks`` in three languages; what is no known word stays as it is."""
    parts = [_part(part, vocabulary) for part in where.split(", ")]
    return Text(
        ", ".join(part.en for part in parts),
        ", ".join(part.ru for part in parts),
        "，".join(part.zh for part in parts),
    )


def _part(part: str, vocabulary: Vocabulary | None) -> Text:
    if found := _NUMBERED.fullmatch(part):
        return _NUMBERED_WORDS[found[1]].fill(n=found[2])
    if part in _WORDS:
        return _WORDS[part]
    measure = vocabulary.measures.get(MeasureId(part.replace(" ", "-"))) if vocabulary else None
    return measure.name if measure else same_text(part)
