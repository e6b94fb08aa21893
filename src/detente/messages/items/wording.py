"""What may be wrong with the value of an item, in three languages."""

from __future__ import annotations

from dataclasses import dataclass

from detente.agreements.model import ItemType
from detente.kernel.errors import Severity
from detente.kernel.languages import Text
from detente.messages.wording import Wording

#: How each JSON type is called to a person; the truth value comes before the number it also is in Python.
JSON_KINDS: tuple[tuple[type, Text], ...] = (
    (bool, Text("yes or no", "да или нет", "是或否")),
    (int, Text("a number", "число", "数字")),
    (float, Text("a number with a fraction", "дробное число", "小数")),
    (str, Text("a text", "текст", "文字")),
    (list, Text("a list", "список", "列表")),
    (dict, Text("an object with members", "объект с полями", "带成员的对象")),
    (type(None), Text("nothing", "пустое значение", "空值")),
)


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is given: the name of its form, and an example of its JSON."""

    name: Text
    example: str


_WORDS = Form(Text("text by language", "текст по языкам", "按语言的文字"), '{"en": "Tulip-2024"}')
AMOUNT = Form(Text("a whole number", "целое число", "整数"), '1500, {"about": 1500}')
POSITION = Form(Text("a position", "координаты", "坐标"), "+43.5400+075.2100/")

#: The form of each item type.
FORMS: dict[ItemType, Form] = {
    ItemType.TEXT: _WORDS,
    ItemType.LONG_TEXT: _WORDS,
    ItemType.NUMBER: Form(Text("a whole number", "целое число", "整数"), "6"),
    ItemType.MEASURES: Form(
        Text("numbers by measure", "числа по категориям", "按类别的数字"),
        '{"total": {"personnel": 1500}}',
    ),
    ItemType.DATE: Form(Text("a date", "дата", "日期"), "2024-05-12"),
    ItemType.INSTANT: Form(
        Text("an instant in UTC", "момент времени UTC", "协调世界时时刻"), "2024-05-12T06:00:00Z"
    ),
    ItemType.PERIOD: Form(
        Text("a period", "период", "时间段"),
        '{"start": "2024-05-12", "end": "2024-05-20"}',
    ),
    ItemType.STATE: Form(Text("a state code", "код государства", "国家代码"), "KZ"),
    ItemType.STATES: Form(
        Text("a list of state codes", "список кодов государств", "国家代码列表"),
        '["KZ", "RU"]',
    ),
    ItemType.PLACE: Form(
        Text("a place", "место", "地点"),
        '{"name": {"en": "Otar"}, "positions": ["+43.5400+075.2100/"]}',
    ),
    ItemType.AREA: Form(
        Text("a list of places", "список мест", "地点列表"),
        '[{"name": {"en": "Otar"}, "positions": ["+43.5400+075.2100/"]}]',
    ),
    ItemType.CHOICE: Form(Text("a code of the list", "код из перечня", "列表中的代码"), "live-exercise"),
    ItemType.FLAG: Form(Text("yes or no", "да или нет", "是或否"), "true"),
    ItemType.PERSON: Form(Text("a person", "лицо", "人员"), '{"name": {"en": "A. Akhmetov"}}'),
    ItemType.UNIT_REFERENCE: Form(Text("the number of a unit", "номер части", "部队编号"), "12345"),
    ItemType.MESSAGE_REFERENCE: Form(
        Text("the reference of a message", "номер сообщения", "电文编号"),
        "SH96/KZ/2024/0007/EX/O",
    ),
    ItemType.ATTACHMENT: Form(
        Text("an attachment", "вложение", "附件"),
        '{"name": "map.pdf", "type": "application/pdf", "size": 1024, "sha256": "…"}',
    ),
    ItemType.TABLE: Form(Text("a list of rows", "список строк", "行列表"), "[{…}, {…}]"),
}

WRONG_TYPE = Wording(
    "wrong-type",
    Text(
        "Here stands {given}; it must be {wanted}.",
        "Здесь указано: {given}; требуется: {wanted}.",
        "此处为{given}，应为{wanted}。",
    ),
    Text("Write it as {example}.", "Запишите в виде {example}.", "请写成 {example}。"),
)
MEMBER_MISSING = Wording(
    "member-missing",
    Text("“{member}” is missing.", "Не указано «{member}».", "缺少“{member}”。"),
    Text("Add it.", "Добавьте его.", "请补充。"),
)
MEMBER_UNKNOWN = Wording(
    "member-unknown",
    Text("“{member}” is not known here.", "«{member}» здесь не предусмотрено.", "此处没有“{member}”。"),
    Text("Known are: {known}.", "Предусмотрены: {known}.", "可用的有：{known}。"),
)
LIST_EMPTY = Wording(
    "list-empty",
    Text("The list is empty.", "Список пуст.", "列表为空。"),
    Text(
        "Fill it, or leave the item out.", "Заполните его или не заполняйте позицию.", "请填写，或略去该项。"
    ),
)
LIST_LONG = Wording(
    "list-long",
    Text(
        "The list has {length} entries; {limit} are allowed.",
        "Записей в списке: {length}; допускается не более {limit}.",
        "列表有{length}项，最多{limit}项。",
    ),
    Text(
        "Shorten it, or attach it as a file.", "Сократите его или приложите файлом.", "请缩短，或作为附件。"
    ),
)
TEXT_WITHOUT_LANGUAGE = Wording(
    "text-language",
    Text(
        "The text does not say in which language it is.",
        "Не указано, на каком языке текст.",
        "未注明文字的语言。",
    ),
    Text(
        'Name the language with it: {{"en": "…"}}.',
        'Укажите язык вместе с текстом: {{"ru": "…"}}.',
        '请连同语言一起写明：{{"zh": "…"}}。',
    ),
)
LANGUAGE_WRONG = Wording(
    "language-code",
    Text("“{value}” is no language code.", "«{value}» не является кодом языка.", "“{value}”不是语言代码。"),
    Text(
        "Use a code of BCP 47, such as en, ru, zh or kk.",
        "Укажите код по BCP 47, например en, ru, zh или kk.",
        "请使用 BCP 47 代码，如 en、ru、zh 或 kk。",
    ),
)
TEXT_EMPTY = Wording(
    "text-empty",
    Text("The text is empty.", "Текст пуст.", "文字为空。"),
    Text(
        "Write it, or leave the item out.", "Напишите его или не заполняйте позицию.", "请填写，或略去该项。"
    ),
)
TEXT_TOO_LONG = Wording(
    "text-long",
    Text(
        "The text has {length} characters; {limit} are allowed.",
        "Длина текста — {length}; допускается не более {limit} знаков.",
        "文字有{length}个字符，最多{limit}个。",
    ),
    Text(
        "Shorten it, or attach it as a file.", "Сократите его или приложите файлом.", "请缩短，或作为附件。"
    ),
)
TEXT_FORBIDDEN = Wording(
    "text-control",
    Text(
        "Character {place} of the text is the invisible {code}, which cannot be printed.",
        "Знак {place} текста — невидимый символ {code}, напечатать его нельзя.",
        "文字的第{place}个字符是不可见字符 {code}，无法打印。",
    ),
    Text("Remove it.", "Удалите его.", "请删除。"),
)
TEXT_NOT_NFC = Wording(
    "text-nfc",
    Text(
        "The text is not in Unicode normal form C.",
        "Текст не приведён к нормальной форме Юникода NFC.",
        "文字不是 Unicode 规范形式 NFC。",
    ),
    Text("Convert it to NFC.", "Преобразуйте его в NFC.", "请转换为 NFC。"),
)
TEXT_EDGES = Wording(
    "text-edges",
    Text(
        "The text begins or ends with blanks.",
        "Текст начинается или заканчивается пробелами.",
        "文字首尾有空白。",
    ),
    Text("Remove them.", "Удалите их.", "请删除。"),
)
TEXT_LINES = Wording(
    "text-lines",
    Text("The text must be on one line.", "Текст должен быть в одну строку.", "文字须写在一行内。"),
    Text("Join the lines.", "Объедините строки.", "请合并各行。"),
)
NUMBER_RANGE = Wording(
    "number-range",
    Text("{value} is out of range.", "{value} вне допустимых пределов.", "{value} 超出范围。"),
    Text(
        "Give a whole number from 0 to 9007199254740991.",
        "Укажите целое число от 0 до 9007199254740991.",
        "请填写0至9007199254740991之间的整数。",
    ),
)
NUMBER_UNIT = Wording(
    "wrong-unit",
    Text(
        "The number is given in “{given}”; this item counts {unit}.",
        "Число указано в единицах «{given}»; здесь единица измерения — {unit}.",
        "数字的单位是“{given}”，本项单位为{unit}。",
    ),
    Text(
        "Convert it, and write the whole number alone.",
        "Пересчитайте и запишите одно целое число.",
        "请换算，并只写整数。",
    ),
)
MEASURE_UNKNOWN = Wording(
    "wrong-measure",
    Text(
        "“{measure}” is not counted in this item.",
        "«{measure}» в этой позиции не учитывается.",
        "本项不统计“{measure}”。",
    ),
    Text("It counts: {known}.", "Учитываются: {known}.", "本项统计：{known}。"),
)
MEASURE_MISSING = Wording(
    "measure-missing",
    Text("The number is missing: {measure}.", "Не указано число: {measure}.", "缺少数字：{measure}。"),
    Text(
        "Give it in total, or for each state; 0 where there are none.",
        "Укажите общее число или число по каждому государству; если таких нет — 0.",
        "请填写总数或各国数目；没有的填0。",
    ),
)
MEASURES_EMPTY = Wording(
    "measures-empty",
    Text("No numbers are given.", "Числа не указаны.", "没有填写数字。"),
    Text(
        "Give at least one, or leave the item out.",
        "Укажите хотя бы одно или не заполняйте позицию.",
        "请至少填写一个，或略去该项。",
    ),
)
SUM_EXCEEDS = Wording(
    "sum-exceeds",
    Text(
        "{measure}: the states add up to {sum}, more than the total of {total}.",
        "{measure}: сумма по государствам ({sum}) больше общего числа ({total}).",
        "{measure}：各国合计{sum}，超过总数{total}。",
    ),
    Text("Check the numbers.", "Проверьте числа.", "请核对数字。"),
    Severity.WARNING,
)
SUM_FALLS_SHORT = Wording(
    "sum-short",
    Text(
        "{measure}: the states add up to {sum}, less than the total of {total}.",
        "{measure}: сумма по государствам ({sum}) меньше общего числа ({total}).",
        "{measure}：各国合计{sum}，少于总数{total}。",
    ),
    Text(
        "Check the numbers; if not every state is listed, this is fine.",
        "Проверьте числа; если указаны не все государства, это допустимо.",
        "请核对数字；如未列出全部国家，可不处理。",
    ),
    Severity.WARNING,
)
END_BEFORE_START = Wording(
    "end-before-start",
    Text(
        "The end {end} is before the start {start}.",
        "Окончание {end} раньше начала {start}.",
        "结束时间 {end} 早于开始时间 {start}。",
    ),
    Text("Correct one of them.", "Исправьте одно из них.", "请更正其中之一。"),
)
STATES_ORDER = Wording(
    "states-order",
    Text(
        "The states are not in the order of their codes, or one is repeated.",
        "Государства стоят не по порядку кодов либо повторяются.",
        "国家未按代码排序，或有重复。",
    ),
    Text("Write: {sorted}.", "Запишите: {sorted}.", "请写成：{sorted}。"),
)
CHOICE_UNKNOWN = Wording(
    "choice-unknown",
    Text("“{value}” is not in the list.", "«{value}» нет в перечне.", "列表中没有“{value}”。"),
    Text("Choose one of: {known}.", "Выберите из: {known}.", "请从中选择：{known}。"),
)
TWO_POSITIONS = Wording(
    "two-positions",
    Text(
        "Two positions are neither a point nor an area.",
        "Две точки не образуют ни места, ни района.",
        "两个坐标既不是点也不是区域。",
    ),
    Text("Give one, or three and more.", "Укажите одну либо три и более.", "请给出一个，或三个及以上。"),
)
ACCURACY_WRONG = Wording(
    "accuracy",
    Text(
        "The accuracy {value} is no whole number of kilometres.",
        "Точность {value} не является целым числом километров.",
        "精度{value}不是整数公里。",
    ),
    Text(
        "Give 1 to 1000, or leave it out.",
        "Укажите число от 1 до 1000 или не заполняйте.",
        "请填写1至1000，或略去。",
    ),
)
PLACE_OUTSIDE = Wording(
    "outside-zone",
    Text(
        "The place lies outside the zone: {zone}.",
        "Место находится вне зоны: {zone}.",
        "该地点在区域之外：{zone}。",
    ),
    Text(
        "Check the coordinates; latitude comes first, then longitude.",
        "Проверьте координаты: сначала широта, затем долгота.",
        "请核对坐标：先纬度，后经度。",
    ),
)
PLACE_UNCERTAIN = Wording(
    "zone-uncertain",
    Text(
        "Whether the place lies in the zone cannot be told, so near is it to its edge: {zone}.",
        "Место находится так близко к краю зоны, что нельзя установить, лежит ли оно в ней: {zone}.",
        "该地点距区域边缘过近，无法判断是否在内：{zone}。",
    ),
    Text("Check the coordinates.", "Проверьте координаты.", "请核对坐标。"),
    Severity.WARNING,
)
PLACE_WITHOUT_POSITION = Wording(
    "zone-no-position",
    Text(
        "Without a position it cannot be told whether the place lies in the zone: {zone}.",
        "Без координат нельзя установить, лежит ли место в зоне: {zone}.",
        "没有坐标，无法判断该地点是否在区域内：{zone}。",
    ),
    Text("Add the position.", "Добавьте координаты.", "请补充坐标。"),
    Severity.WARNING,
)
ZONE_WITHOUT_LINE = Wording(
    "zone-no-line",
    Text(
        "No border line is loaded here, so the place was not checked against the zone: {zone}.",
        "Линия границы не загружена, поэтому место не сверено с зоной: {zone}.",
        "未载入边界线，未核对该地点是否在区域内：{zone}。",
    ),
    Text(
        "Ask the administrator to load the agreed line.",
        "Попросите администратора загрузить согласованную линию.",
        "请管理员载入商定的边界线。",
    ),
    Severity.WARNING,
)
FILE_NAME_WRONG = Wording(
    "file-name",
    Text(
        "“{value}” is no plain file name.",
        "«{value}» не является простым именем файла.",
        "“{value}”不是单纯的文件名。",
    ),
    Text("Use a name without folders.", "Укажите имя без папок.", "请使用不含目录的名称。"),
)
FILE_TYPE_WRONG = Wording(
    "file-type",
    Text(
        "“{value}” is no media type.", "«{value}» не является типом содержимого.", "“{value}”不是媒体类型。"
    ),
    Text(
        "Write it like application/pdf.", "Запишите по образцу application/pdf.", "请参照 application/pdf。"
    ),
)
FILE_HASH_WRONG = Wording(
    "file-hash",
    Text(
        "The SHA-256 is not 64 small hexadecimal digits.",
        "SHA-256 должен состоять из 64 шестнадцатеричных цифр в нижнем регистре.",
        "SHA-256 不是64位小写十六进制数。",
    ),
    Text("Attach the file again.", "Приложите файл заново.", "请重新附上文件。"),
)
ROW_EMPTY = Wording(
    "row-empty",
    Text("The row is empty.", "Строка пуста.", "该行为空。"),
    Text("Fill it, or remove it.", "Заполните или удалите её.", "请填写或删除。"),
)
COLUMN_MISSING = Wording(
    "column-missing",
    Text("The row lacks “{column}”.", "В строке нет «{column}».", "该行缺少“{column}”。"),
    Text("Fill it in.", "Заполните.", "请填写。"),
)
COLUMN_UNKNOWN = Wording(
    "column-unknown",
    Text("There is no column “{column}”.", "Столбца «{column}» нет.", "没有“{column}”这一列。"),
    Text("Known are: {known}.", "Предусмотрены: {known}.", "可用的有：{known}。"),
)
