"""What may be wrong with a notice as it is read, in three languages."""

from __future__ import annotations

from detente.kernel.errors import InputError
from detente.kernel.languages import Text
from detente.messages.wording import Wording


def at_line(wording: Wording, line: int, /, **values: Text | int | str) -> InputError:
    """The error at a line of the notice."""
    fault = wording.at(f"line {line}", **values)
    return InputError(fault.code, fault.what, fault.mend, [fault])


UNREADABLE = Text("The notice cannot be read.", "Текст сообщения нельзя прочитать.", "无法读取该电文。")
UNPRINTABLE = Text(
    "The message does not fit its format, so it cannot be printed.",
    "Сообщение не соответствует своему формату, поэтому напечатать его нельзя.",
    "该电文不符合其格式，无法打印。",
)
TOO_LONG = Wording(
    "notice-long",
    Text(
        "The text is too long for a notice.",
        "Текст слишком длинный для сообщения.",
        "文字过长，超出电文限度。",
    ),
    Text(
        "At most {limit} characters are read.",
        "Читается не более {limit} знаков.",
        "最多读取{limit}个字符。",
    ),
)
NO_HEAD = Wording(
    "notice-head",
    Text(
        "No line “Reference: …” is found, so this is no notice.",
        "Строка «Номер сообщения: …» не найдена; это не текст сообщения.",
        "未找到“电文编号：……”一行，这不是电文。",
    ),
    Text(
        "Give the whole notice from its title to its last line.",
        "Передайте текст сообщения целиком, от заголовка до последней строки.",
        "请给出从标题到末行的完整电文。",
    ),
)
HEAD_MISSING = Wording(
    "head-missing",
    Text(
        "The head lacks the line “{label}”.", "В заголовке нет строки «{label}».", "抬头缺少“{label}”一行。"
    ),
    Text("Add it.", "Добавьте её.", "请补充。"),
)
HEAD_UNKNOWN = Wording(
    "head-unknown",
    Text(
        "The head has no line such as “{text}”.",
        "Строка «{text}» в заголовке не предусмотрена.",
        "抬头不设“{text}”一行。",
    ),
    Text("Known are: {known}.", "Предусмотрены: {known}.", "可用的有：{known}。"),
)
REPEATED = Wording(
    "repeated",
    Text("“{label}” stands here a second time.", "«{label}» указано второй раз.", "“{label}”重复出现。"),
    Text("Leave one of the two.", "Оставьте одно из двух.", "请只保留一处。"),
)
AGREEMENT_UNKNOWN = Wording(
    "agreement",
    Text(
        "The agreement “{value}” is not known here.",
        "Соглашение «{value}» здесь не известно.",
        "本系统没有协定“{value}”。",
    ),
    Text("Known are: {known}.", "Известны: {known}.", "已有：{known}。"),
)
FORMAT_UNKNOWN = Wording(
    "format",
    Text(
        "The agreement has no format “{value}”.",
        "В соглашении нет формата «{value}».",
        "该协定没有格式“{value}”。",
    ),
    Text("Known are: {known}.", "Предусмотрены: {known}.", "可用的有：{known}。"),
)
RULE_MISSING = Wording(
    "notice-rule",
    Text(
        "The line of hyphens between head and items is missing.",
        "Между заголовком и позициями нет строки дефисов.",
        "抬头与各项之间缺少一行连字符。",
    ),
    Text("Put a line of hyphens there.", "Вставьте там строку дефисов.", "请补上一行连字符。"),
)
END_MISSING = Wording(
    "notice-end",
    Text(
        "The notice does not end as it must; part of it may be missing.",
        "Текст сообщения не имеет должного окончания; возможно, часть его утрачена.",
        "电文缺少应有的结尾，可能有缺失。",
    ),
    Text("Its last line must be: {end}", "Последняя строка должна быть: {end}", "末行应为：{end}"),
)
ITEM_NUMBER = Wording(
    "item-number",
    Text(
        "“{text}” does not begin with the number of an item.",
        "«{text}» не начинается с номера позиции.",
        "“{text}”没有以项号开头。",
    ),
    Text("Items are numbered: {known}.", "Номера позиций: {known}.", "项号有：{known}。"),
)
ITEM_LABEL = Wording(
    "item-label",
    Text(
        "Item {number} is not called “{text}”.",
        "Название позиции {number} — другое, не «{text}».",
        "第{number}项的名称不是“{text}”。",
    ),
    Text("Write it as: {number}. {label}:", "Запишите: {number}. {label}:", "请写成：{number}. {label}："),
)
LABEL = Wording(
    "label",
    Text("“{text}” is not expected here.", "«{text}» здесь не ожидается.", "此处不应有“{text}”。"),
    Text("Here may stand: {known}.", "Здесь могут стоять: {known}.", "此处可写：{known}。"),
)
LIST_NUMBER = Wording(
    "list-number",
    Text(
        "“{text}” does not begin with ({number}).",
        "«{text}» не начинается с ({number}).",
        "“{text}”没有以 ({number}) 开头。",
    ),
    Text(
        "Number the entries (1), (2) and so on.",
        "Нумеруйте записи (1), (2) и так далее.",
        "请依次编号 (1)、(2) 等。",
    ),
)
INDENTATION = Wording(
    "indentation",
    Text(
        "The line stands neither under the one above nor beside it.",
        "Отступ строки не соответствует ни предыдущей строке, ни вложенной в неё.",
        "该行既不在上一行之下，也未与其对齐。",
    ),
    Text(
        "Indent it like the lines it belongs to.",
        "Выровняйте её по строкам, к которым она относится.",
        "请与所属各行对齐。",
    ),
)
VALUE_MISSING = Wording(
    "value-missing",
    Text("Nothing is written here.", "Здесь ничего не написано.", "此处没有内容。"),
    Text(
        "Write the value, or remove the entry.",
        "Впишите значение или удалите запись.",
        "请填写，或删除该条。",
    ),
)
VALUE_BELOW = Wording(
    "value-below",
    Text(
        "What is below does not belong here.",
        "Текст, стоящий ниже, сюда не относится.",
        "下面的内容不属于此处。",
    ),
    Text(
        "Put the parts on lines of their own, one step deeper.",
        "Запишите части отдельными строками, с отступом на шаг больше.",
        "请将各部分分行写在下一级。",
    ),
)
VALUE_WRONG = Wording(
    "value",
    Text("“{value}” is not understood here.", "«{value}» здесь не распознано.", "此处无法识别“{value}”。"),
    Text("Write it like: {example}.", "Запишите по образцу: {example}.", "请参照：{example}。"),
)
PART_MISSING = Wording(
    "part-missing",
    Text("“{label}” is missing below.", "Ниже нет строки «{label}».", "下面缺少“{label}”。"),
    Text("Add it on a line of its own.", "Добавьте её отдельной строкой.", "请另起一行补充。"),
)
UNIT_WRONG = Wording(
    "wrong-unit",
    Text(
        "The number is given in “{given}”; this item counts {unit}.",
        "Число указано в единицах «{given}»; здесь единица измерения — {unit}.",
        "数字的单位是“{given}”，本项单位为{unit}。",
    ),
    Text("Convert it.", "Пересчитайте его.", "请换算。"),
)
