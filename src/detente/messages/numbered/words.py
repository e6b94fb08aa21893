"""The words of a notice in three languages: labels, and how coded values are written out and read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

from detente.agreements.model import Item, Vocabulary
from detente.kernel.languages import Language, Text
from detente.messages.values import Qualifier

REFERENCE = "reference"
#: The lines of the head in the order they are printed.
HEAD: Mapping[str, Text] = {
    REFERENCE: Text("Reference", "Номер сообщения", "电文编号"),
    "kind": Text("Kind", "Вид сообщения", "电文种类"),
    "from": Text("From", "Отправитель", "发文方"),
    "to": Text("To", "Адресаты", "收文方"),
    "issued_at": Text("Date", "Дата", "日期"),
    "refers_to": Text("Refers to", "Ссылки", "引用电文"),
    "agreement": Text("Agreement", "Соглашение", "协定"),
    "format": Text("Format", "Формат", "格式"),
    "language": Text("Language", "Язык", "语言"),
    "audience": Text("Audience", "Круг доступа", "可阅范围"),
    "origin": Text("Origin", "Происхождение", "来源"),
    "sources": Text("Sources", "Источники", "出处"),
    "told_on": Text("Made public", "Обнародовано", "公布日期"),
}
UNDER_ARTICLE = Text("{agreement}, {article}", "{agreement}, {article}", "{agreement}，{article}")
END = Text("End of {reference}", "Конец сообщения {reference}", "电文 {reference} 完")

TOTAL = Text("Total", "Всего", "总计")
NAME = Text("Name", "Название", "名称")
PERSON_NAME = Text("Name", "Фамилия и имя", "姓名")
POST = Text("Post", "Должность", "职务")
POSITION = Text("Position", "Координаты", "坐标")
ACCURACY = Text("Accuracy", "Точность", "精度")
FILE_NAME = Text("File", "Файл", "文件")
FILE_TYPE = Text("Type", "Тип", "类型")
FILE_SIZE = Text("Size", "Размер", "大小")
FILE_HASH = Text("SHA-256", "SHA-256", "SHA-256")

YES = Text("yes", "да", "是")
NO = Text("no", "нет", "否")
INSTANT = Text("{day} {time} UTC", "{day} {time} UTC", "{day} {time} UTC")
PERIOD = Text("from {start} to {end}", "с {start} по {end}", "{start}至{end}")
OPEN_PERIOD = Text(
    "from {start}; end not stated", "с {start}; окончание не указано", "自{start}起，结束时间未说明"
)
COORDINATES = Text("{lat}° {ns}, {lon}° {ew}", "{lat}° {ns}, {lon}° {ew}", "{ns}{lat}°，{ew}{lon}°")
NORTH = Text("N", "с. ш.", "北纬")
SOUTH = Text("S", "ю. ш.", "南纬")
EAST = Text("E", "в. д.", "东经")
WEST = Text("W", "з. д.", "西经")
KILOMETRES = Text("km", "км", "公里")
BYTES = Text("bytes", "байт", "字节")
AMOUNTS: Mapping[Qualifier, Text] = {
    Qualifier.ABOUT: Text("about {n}", "около {n}", "约{n}"),
    Qualifier.MORE_THAN: Text("more than {n}", "более {n}", "超过{n}"),
    Qualifier.UP_TO: Text("up to {n}", "до {n}", "至多{n}"),
}

_PLACE = re.compile(r"\{(\w+)\}")
_IN_BRACKETS = re.compile(r".*[(（]([^()（）]+)[)）]", re.S)


def colon(language: Language) -> str:
    """What stands between a label and its value."""
    return "：" if language is Language.ZH else ":"


def unit_word(unit: str, vocabulary: Vocabulary, language: Language) -> str:
    """A unit as it is printed with a number; its code where the vocabulary lacks it."""
    known = vocabulary.units.get(unit)
    return one_line(known.in_(language)) if known else unit


def language_name(code: str, language: Language) -> str:
    """The name of a language in another; the code itself where there is none."""
    return _language_names(language).get(code, code)


@cache
def _language_names(language: Language) -> dict[str, str]:
    return dict(Locale(language.value).languages)


def match(
    template: str, text: str, shapes: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str] | None:
    """What stood in the ``{named}`` places of ``template`` when ``text`` was made from it; None: it was not.

    ``shapes``: the pattern of what may stand in a place, where two places touch.
    """
    pattern, end = "", 0
    for place in _PLACE.finditer(template):
        pattern += re.escape(template[end : place.start()]) + f"(?P<{place[1]}>{shapes.get(place[1], '.+?')})"
        end = place.end()
    found = re.fullmatch(pattern + re.escape(template[end:]), text, re.S)
    return found.groupdict() if found else None


def with_code(words: str, code: str, language: Language) -> str:
    """Words for the reader, and in brackets the code that counts."""
    return f"{words}（{code}）" if language is Language.ZH else f"{words} ({code})"


def with_unit(number: str, unit: str, language: Language) -> str:
    """A number and its unit."""
    return f"{number}{unit}" if language is Language.ZH else f"{number} {unit}"


def between(language: Language) -> str:
    """What stands between two entries that are written one after another."""
    return "；" if language is Language.ZH else "; "


def code_in(text: str) -> str:
    """The code in the last brackets of a text, or the whole text where there are none."""
    found = _IN_BRACKETS.fullmatch(text)
    return found[1].strip() if found else text


def after_label(text: str, labels: Iterable[str]) -> str | None:
    """What follows one of ``labels`` and a colon, without the blanks between; None: no such label."""
    for label in sorted(set(labels), key=len, reverse=True):
        rest = text[len(label) :].lstrip(" ") if text.startswith(label) else ""
        if rest.startswith((":", "：")):
            return rest[1:].lstrip(" ")
    return None


def one_line(label: str) -> str:
    """A label from a pack on one line, with single blanks."""
    return " ".join(label.split())


def in_all(text: Text) -> tuple[str, str, str]:
    """The three languages' words, each on one line."""
    return one_line(text.en), one_line(text.ru), one_line(text.zh)


def choice_words(item: Item, language: Language) -> dict[str, str]:
    """Codes by the words they may be written as: the codes themselves, and every label that is no other's."""
    codes = {choice.code: choice.code for choice in item.choices}
    labels = [choice.label.in_(language) for choice in item.choices]
    for choice, label in zip(item.choices, labels, strict=True):
        plain = label == " ".join(label.split()) and label not in codes
        if plain and labels.count(label) == 1:
            codes[label] = choice.code
    return codes


def word_of(code: str, words: Mapping[str, str]) -> str:
    """How a code is written, given the words that ``choice_words`` reads: its label if it has one to itself."""
    return next((word for word, known in words.items() if known == code and word != code), code)
