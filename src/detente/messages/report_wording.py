"""What may be wrong with a CSV of public drills, and why a row of it does not become a message."""

from __future__ import annotations

from detente.kernel.languages import Text
from detente.messages.wording import Wording

TOO_LARGE = Wording(
    "csv-too-large",
    Text(
        "The file has {size} MB; at most {limit} MB are read.",
        "Размер файла — {size} МБ; допускается не более {limit} МБ.",
        "文件为 {size} MB，最多读取 {limit} MB。",
    ),
    Text(
        "Split it, or check that it is the right file.",
        "Разделите его или проверьте, тот ли это файл.",
        "请拆分文件，或核对是否选错文件。",
    ),
)
NOT_UTF8 = Wording(
    "csv-not-utf8",
    Text(
        "Line {line} is not UTF-8 text (byte {byte}).",
        "Строка {line} не является текстом в кодировке UTF-8 (байт {byte}).",
        "第{line}行不是 UTF-8 文本（字节{byte}）。",
    ),
    Text(
        "Save the file as CSV in UTF-8.",
        "Сохраните файл как CSV в кодировке UTF-8.",
        "请将文件另存为 UTF-8 编码的 CSV。",
    ),
)
NO_CSV = Wording(
    "csv-broken",
    Text(
        "Line {line} is no CSV: {problem}.",
        "Строка {line} не соответствует формату CSV: {problem}.",
        "第{line}行不符合 CSV 格式：{problem}。",
    ),
    Text(
        "Check quotation marks and separators there.",
        "Проверьте кавычки и разделители.",
        "请检查该处的引号和分隔符。",
    ),
)
NO_ROWS = Wording(
    "csv-empty",
    Text(
        "The file has no rows below its header.",
        "В файле нет строк, кроме заголовка.",
        "文件除表头外没有数据行。",
    ),
    Text(
        "Give a file with at least one drill.",
        "Укажите файл хотя бы с одним учением.",
        "请提供至少含一次演习的文件。",
    ),
)
HEADER = Wording(
    "csv-header",
    Text(
        "The first row does not name the columns of a list of public drills.",
        "Первая строка не содержит названий столбцов перечня открытых сведений об учениях.",
        "首行不是公开演习清单的列名。",
    ),
    Text(
        "Mend each as said beside it.",
        "Исправьте каждую ошибку, как указано рядом с ней.",
        "请按各项旁的说明更正。",
    ),
)
COLUMN_MISSING = Wording(
    "csv-column-missing",
    Text("The column “{column}” is missing.", "Нет столбца «{column}».", "缺少列“{column}”。"),
    Text("Add it.", "Добавьте его.", "请补上。"),
)
COLUMN_UNKNOWN = Wording(
    "csv-column-unknown",
    Text("The column “{column}” is not known.", "Столбец «{column}» неизвестен.", "未知列“{column}”。"),
    Text(
        "Remove it or rename it; known are: {known}.",
        "Удалите или переименуйте; известны: {known}.",
        "请删除或改名；已知的列有：{known}。",
    ),
)
COLUMN_TWICE = Wording(
    "csv-column-twice",
    Text(
        "The column “{column}” stands there twice.", "Столбец «{column}» указан дважды.", "列“{column}”重复。"
    ),
    Text("Keep one.", "Оставьте один.", "请只保留一个。"),
)
CELLS = Wording(
    "csv-cells",
    Text(
        "The row has {found} cells, the header {wanted}.",
        "Ячеек в строке — {found}, в заголовке — {wanted}.",
        "该行有{found}个单元格，表头有{wanted}个。",
    ),
    Text("Check separators and quotation marks.", "Проверьте разделители и кавычки.", "请检查分隔符和引号。"),
)
ID_TWICE = Wording(
    "csv-id-twice",
    Text(
        "“{value}” names an earlier row already.",
        "Обозначение «{value}» уже использовано выше.",
        "编号“{value}”在前面已使用。",
    ),
    Text(
        "Give each drill an id of its own.",
        "Дайте каждому учению своё обозначение.",
        "请为每次演习使用不同编号。",
    ),
)
CELL_EMPTY = Wording(
    "csv-cell-empty",
    Text("“{column}” is empty.", "Поле «{column}» не заполнено.", "“{column}”为空。"),
    Text("Fill it in.", "Заполните его.", "请填写。"),
)
NO_DAY = Wording(
    "csv-day",
    Text("“{value}” is no full date.", "«{value}» не является полной датой.", "“{value}”不是完整日期。"),
    Text(
        "Write 2024-05-12; a month or year alone belongs in date_text.",
        "Запишите 2024-05-12; месяц или год без дня указывается в date_text.",
        "请写作 2024-05-12；仅知月或年时填入 date_text。",
    ),
)
NO_COUNT = Wording(
    "csv-number",
    Text("“{value}” is no whole number.", "«{value}» не является целым числом.", "“{value}”不是整数。"),
    Text(
        "Write digits only, such as 12900.", "Запишите только цифры, например 12900.", "只写数字，如 12900。"
    ),
)
NO_SHARE = Wording(
    "csv-share",
    Text(
        "“{value}” is no number of a state.",
        "«{value}» не является численностью по государству.",
        "“{value}”不是某国的人数。",
    ),
    Text("Write CN:700;RU:1700.", "Запишите CN:700;RU:1700.", "请写作 CN:700;RU:1700。"),
)
NO_DEGREES = Wording(
    "csv-degrees",
    Text(
        "“{value}” is no number of degrees up to {limit}.",
        "«{value}» не является числом градусов, не превышающим {limit}.",
        "“{value}”不是不超过{limit}的度数。",
    ),
    Text(
        "Write degrees with a point, such as 43.54.",
        "Запишите градусы с точкой, например 43.54.",
        "请写十进制度数，如 43.54。",
    ),
)
HALF_POSITION = Wording(
    "csv-position",
    Text(
        "Only one of lat and lon is given.",
        "Указано только одно из значений lat и lon.",
        "lat 和 lon 只填写了一个。",
    ),
    Text("Give both or neither.", "Укажите оба значения или ни одного.", "请同时填写，或均不填写。"),
)
NO_CODE = Wording(
    "csv-code",
    Text("“{value}” is not one of the codes.", "«{value}» нет среди кодов.", "“{value}”不在代码表中。"),
    Text("Use one of: {known}.", "Возможны: {known}.", "可用：{known}。"),
)
NO_ADDRESS = Wording(
    "csv-address",
    Text("“{value}” is no web address.", "«{value}» не является веб-адресом.", "“{value}”不是网址。"),
    Text(
        "Write it whole, beginning with https://.",
        "Запишите полностью, начиная с https://.",
        "请写完整网址，以 https:// 开头。",
    ),
)

ROW_FAULTY = Text(
    "cannot be read; its faults are listed",
    "нельзя прочитать; ошибки перечислены",
    "无法读取，错误已列出",
)
NO_HOST = Text(
    "no host is a party to the agreement ({hosts})",
    "среди принимающих государств нет участников соглашения ({hosts})",
    "东道国均非协定缔约国（{hosts}）",
)
NO_START = Text("no date is known", "дата неизвестна", "日期不详")
NO_FORMAT = Text(
    "the agreement has no format for telling of a drill",
    "в соглашении нет формата уведомления об учении",
    "该协定没有演习通报格式",
)
