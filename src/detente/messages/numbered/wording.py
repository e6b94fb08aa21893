"""What may be wrong with a notice as it is read, in three languages."""

from __future__ import annotations

from detente.kernel.errors import InputError
from detente.kernel.languages import Text
from detente.messages.wording import Wording


def at_line(wording: Wording, line: int, /, **values: Text | int | str) -> InputError:
    """The error at a line of the notice."""
    fault = wording.at(f"line {line}", **values)
    return InputError(fault.code, fault.what, fault.mend, [fault])


UNREADABLE = Text("The notice cannot be read.", "Уведомление нельзя прочитать.", "无法读取该电文。")
UNPRINTABLE = Text(
    "The message does not fit its format, so it cannot be printed.",
    "Сообщение не соответствует формату, напечатать его нельзя.",
    "该电文不符合其格式，无法打印。",
)
TOO_LONG = Wording(
    "notice-long",
    Text(
        "The text is too long for a notice.", "Текст слишком длинный для уведомления.", "文字过长，不是电文。"
    ),
    Text(
        "At most {limit} characters are read.",
        "Читается не более {limit} знаков.",
        "最多读取 {limit} 个字符。",
    ),
)
NO_HEAD = Wording(
    "notice-head",
    Text(
        "No line “Reference: …” is found, so this is no notice.",
        "Нет строки «Номер сообщения: …», это не уведомление.",
        "没有“电文编号：…”一行，这不是电文。",
    ),
    Text(
        "Give the whole notice from its title to its last line.",
        "Передайте уведомление целиком, от заголовка до последней строки.",
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
        "Строки «{text}» в заголовке быть не может.",
        "抬头没有“{text}”这一行。",
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
        "Нет черты из дефисов между заголовком и позициями.",
        "抬头与各项之间缺少横线。",
    ),
    Text("Put a line of hyphens there.", "Поставьте там черту из дефисов.", "请补上一行连字符。"),
)
END_MISSING = Wording(
    "notice-end",
    Text(
        "The notice does not end as it must; part of it may be missing.",
        "Уведомление не заканчивается как следует, возможно, часть его утрачена.",
        "电文没有正常结尾，可能有缺失。",
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
        "Позиция {number} называется не «{text}».",
        "第 {number} 项的名称不是“{text}”。",
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
        "Строка не вложена в предыдущую и не стоит с ней вровень.",
        "该行既不在上一行之下，也未与其对齐。",
    ),
    Text(
        "Indent it like the lines it belongs to.", "Выровняйте её по соседним строкам.", "请与同级各行对齐。"
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
    Text("What is below does not belong here.", "Текст ниже сюда не относится.", "下面的内容不属于此处。"),
    Text(
        "Put the parts on lines of their own, one step deeper.",
        "Поместите части на отдельные строки, на шаг правее.",
        "请把各部分分行写在下一级。",
    ),
)
VALUE_WRONG = Wording(
    "value",
    Text("“{value}” is not understood here.", "«{value}» здесь непонятно.", "此处无法理解“{value}”。"),
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
        "Число указано в «{given}»; здесь единица — {unit}.",
        "数字的单位是“{given}”，本项单位为{unit}。",
    ),
    Text("Convert it.", "Пересчитайте его.", "请换算。"),
)
