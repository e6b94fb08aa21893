"""Faults in the words of a form: the checks speak of a message's JSON, an officer of fields to fill in."""

from __future__ import annotations

from dataclasses import replace

from detente.agreements.model import ItemType
from detente.kernel.errors import Fault
from detente.kernel.languages import Text

_NUMBER = Text(
    "Write a whole number, such as 1500.", "Укажите целое число, например 1500.", "请填写整数，如1500。"
)
_AMOUNT = Text(
    "Write a whole number, such as 1500; ~1500 where it is approximate.",
    "Укажите целое число, например 1500; приблизительное — ~1500.",
    "请填写整数，如1500；约数写作~1500。",
)
_NO_NUMBER = Text("This is not a number.", "Это не число.", "这不是数字。")
_NO_START = Text("The start is missing.", "Не указано начало.", "缺少开始日期。")
_NO_PLACE = Text("The name of the place is missing.", "Не указано название места.", "缺少地名。")
_NO_NAME = Text("The name is missing.", "Не указаны фамилия и имя.", "缺少姓名。")
_FILL_IN = Text("Fill it in.", "Заполните.", "请填写。")

#: Beside an item for a file that may be left out.
NO_FILES = Text(
    "A file may be attached under “Files”.",
    "Файл можно приложить в разделе «Файлы».",
    "可在“文件”栏附上文件。",
)

#: In place of a table that is too large to be typed.
BY_SPREADSHEET = Text(
    "{count} rows: download them as a spreadsheet, change them there, and send the file back.",
    "Строк: {count}. Скачайте их таблицей, измените в ней и отправьте файл обратно.",
    "共{count}行：请下载为电子表格，修改后再提交文件。",
)

#: By code of the fault and type of the item: what is wrong, and how to mend it.
_WORDS = {
    ("wrong-type", ItemType.NUMBER): (_NO_NUMBER, _NUMBER),
    ("wrong-type", ItemType.MEASURES): (_NO_NUMBER, _AMOUNT),
    ("wrong-type", ItemType.PLACE): (_NO_NUMBER, _NUMBER),
    ("wrong-type", ItemType.AREA): (_NO_NUMBER, _NUMBER),
    ("member-missing", ItemType.PERIOD): (_NO_START, _FILL_IN),
    ("member-missing", ItemType.PLACE): (_NO_PLACE, _FILL_IN),
    ("member-missing", ItemType.AREA): (_NO_PLACE, _FILL_IN),
    ("member-missing", ItemType.PERSON): (_NO_NAME, _FILL_IN),
}


def in_words_of_the_form(fault: Fault, kind: ItemType) -> Fault:
    """The fault as an officer at the form reads it; unchanged where its own words do."""
    words = _WORDS.get((fault.code, kind))
    return replace(fault, what=words[0], mend=words[1]) if words else fault
