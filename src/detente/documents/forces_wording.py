"""What may be wrong with a spreadsheet or a file of data on forces, in three languages."""

from __future__ import annotations

from detente.kernel.errors import Severity
from detente.kernel.languages import Text
from detente.messages.wording import Wording

NOT_WORKBOOK = Wording(
    "sheet-unreadable",
    Text(
        "This is no spreadsheet that can be read.",
        "Это не электронная таблица, которую можно прочитать.",
        "此文件不是可以读取的电子表格。",
    ),
    Text(
        "Save it as an Excel workbook (.xlsx) without a password and send it again.",
        "Сохраните её как книгу Excel (.xlsx) без пароля и отправьте снова.",
        "请另存为 Excel 工作簿（.xlsx），不设密码，然后重新提交。",
    ),
)
TOO_LARGE = Wording(
    "sheet-large",
    Text(
        "The file holds {bytes} bytes once unpacked ({part}); at most {limit} are read.",
        "В распакованном виде файл занимает {bytes} байт ({part}); читается не более {limit}.",
        "文件解压后有{bytes}字节（{part}）；最多读取{limit}字节。",
    ),
    Text(
        "Copy the rows into a new workbook: formats of empty cells and pictures stay behind.",
        "Скопируйте строки в новую книгу без форматов пустых ячеек и рисунков.",
        "请将各行复制到新工作簿，不要带空单元格的格式和图片。",
    ),
)
NO_TABLE = Wording(
    "sheet-none",
    Text(
        "No sheet of the workbook bears headings of “{format}”.",
        "Ни на одном листе нет заголовков формата «{format}».",
        "工作簿中没有带“{format}”标题的工作表。",
    ),
    Text(
        "Download the empty workbook of this format and fill it in.",
        "Скачайте пустую книгу этого формата и заполните её.",
        "请下载该格式的空白工作簿并填写。",
    ),
)
SHEET_UNKNOWN = Wording(
    "sheet-unknown",
    Text(
        "This sheet was not read: none of its rows bears headings that are known.",
        "Лист не прочитан: ни в одной строке нет известных заголовков.",
        "未读取此工作表：没有一行带有已知的标题。",
    ),
    Text(
        "Name the columns as in the empty workbook, or take the sheet away.",
        "Назовите столбцы, как в пустой книге, или удалите лист.",
        "请按空白工作簿命名各列，或删除此工作表。",
    ),
    Severity.WARNING,
)
SHEET_TWICE = Wording(
    "sheet-twice",
    Text(
        "Sheet “{first}” has the same table; this one was not read.",
        "Та же таблица стоит на листе «{first}»; этот лист не прочитан.",
        "工作表“{first}”中已有同一表格；未读取此表。",
    ),
    Text("Put the rows on one sheet.", "Соберите строки на одном листе.", "请将各行放在同一工作表中。"),
)
HEADING_UNKNOWN = Wording(
    "heading-unknown",
    Text(
        "“{heading}” is no heading of this table; the column was left out.",
        "Заголовка «{heading}» в этой таблице нет; столбец не прочитан.",
        "本表没有标题“{heading}”；未读取该列。",
    ),
    Text(
        "Name it as in the empty workbook, or take the column away.",
        "Назовите его, как в пустой книге, или удалите столбец.",
        "请按空白工作簿命名，或删除该列。",
    ),
)
HEADING_TWICE = Wording(
    "heading-twice",
    Text(
        "“{heading}” stands in column {first} already; this column was left out.",
        "«{heading}» уже стоит в столбце {first}; этот столбец не прочитан.",
        "“{heading}”已见于{first}列；未读取此列。",
    ),
    Text("Keep one of the two.", "Оставьте один из них.", "请保留其中一列。"),
)
HEADING_MISSING = Wording(
    "heading-missing",
    Text(
        "The cells below have no heading; the column was left out.",
        "У ячеек ниже нет заголовка; столбец не прочитан.",
        "以下单元格没有标题；未读取该列。",
    ),
    Text("Give the column its heading.", "Укажите заголовок столбца.", "请填写该列标题。"),
)
LINE_UNKNOWN = Wording(
    "line-unknown",
    Text(
        "“{heading}” is no item of this message; the line was left out.",
        "Позиции «{heading}» в этом сообщении нет; строка не прочитана.",
        "此电文没有“{heading}”一项；未读取该行。",
    ),
    Text(
        "Name it as in the empty workbook, or take the line away.",
        "Назовите её, как в пустой книге, или удалите строку.",
        "请按空白工作簿命名，或删除该行。",
    ),
)
LINE_TWICE = Wording(
    "line-twice",
    Text(
        "“{heading}” stands in row {first} already; this line was left out.",
        "«{heading}» уже стоит в строке {first}; эта строка не прочитана.",
        "“{heading}”已见于第{first}行；未读取此行。",
    ),
    Text("Keep one of the two.", "Оставьте одну из них.", "请保留其中一行。"),
)
FORMULA = Wording(
    "cell-formula",
    Text(
        "The cell holds a formula; it was left empty.",
        "В ячейке формула; она оставлена пустой.",
        "单元格内是公式；已留空。",
    ),
    Text(
        "Put its result there: copy the cell and paste it as a value.",
        "Поставьте её результат: скопируйте ячейку и вставьте как значение.",
        "请填入其结果：复制单元格，再粘贴为数值。",
    ),
)
ERROR_CELL = Wording(
    "cell-error",
    Text(
        "The spreadsheet shows the error {value} here; the cell was left empty.",
        "Таблица показывает здесь ошибку {value}; ячейка оставлена пустой.",
        "电子表格在此显示错误 {value}；该单元格已留空。",
    ),
    Text("Put the value there itself.", "Укажите само значение.", "请直接填写数值。"),
)
MERGED = Wording(
    "cell-merged",
    Text(
        "These cells are merged: only the first of them has a value.",
        "Ячейки объединены: значение имеет лишь первая.",
        "这些单元格已合并：只有第一个有值。",
    ),
    Text(
        "Unmerge them and write the value into every row it is for.",
        "Разъедините их и укажите значение в каждой строке, к которой оно относится.",
        "请取消合并，并在每一相关行填写该值。",
    ),
)
DATE_INSTEAD = Wording(
    "cell-date",
    Text(
        "The spreadsheet has made a date or time of this cell ({value}); it was left empty.",
        "Таблица превратила ячейку в дату или время ({value}); она оставлена пустой.",
        "电子表格将此单元格变成了日期或时间（{value}）；已留空。",
    ),
    Text(
        "Set the column to “text” or “number” and type the value again.",
        "Задайте столбцу формат «текстовый» или «числовой» и введите значение снова.",
        "请将该列设为“文本”或“数值”格式，重新输入。",
    ),
)
DATE_AS_NUMBER = Wording(
    "cell-date-number",
    Text(
        "A number stands where a date belongs: {value}; it was left empty.",
        "Вместо даты стоит число: {value}; ячейка оставлена пустой.",
        "应填日期处是数字：{value}；已留空。",
    ),
    Text(
        "Write the date as year-month-day; as a date of a spreadsheet the number would be {day}.",
        "Запишите дату как год-месяц-день; как дата электронной таблицы это число означало бы {day}.",
        "请按年-月-日填写；若作为电子表格日期，该数字为 {day}。",
    ),
)
TIME_WITHOUT_ZONE = Wording(
    "cell-time-zone",
    Text(
        "A time of a spreadsheet has no zone: {value}; it was left empty.",
        "У времени электронной таблицы нет часового пояса: {value}; ячейка оставлена пустой.",
        "电子表格的时间没有时区：{value}；已留空。",
    ),
    Text(
        "Write it as text: a date alone, or 2026-05-12 06:00 UTC.",
        "Запишите текстом: только дату или 2026-05-12 06:00 UTC.",
        "请以文本填写：只填日期，或 2026-05-12 06:00 UTC。",
    ),
)
NO_NUMBER = Wording(
    "cell-number",
    Text(
        "“{value}” is no whole number; the cell was left empty.",
        "«{value}» — не целое число; ячейка оставлена пустой.",
        "“{value}”不是整数；该单元格已留空。",
    ),
    Text("Write a whole number.", "Укажите целое число.", "请填写整数。"),
)
NO_DATE = Wording(
    "cell-no-date",
    Text(
        "“{value}” is no date; the cell was left empty.",
        "«{value}» — не дата; ячейка оставлена пустой.",
        "“{value}”不是日期；该单元格已留空。",
    ),
    Text(
        "Write it as year-month-day, such as 2026-01-01.",
        "Запишите её как год-месяц-день, например 2026-01-01.",
        "请按年-月-日填写，如 2026-01-01。",
    ),
)
NO_WORDS = Wording(
    "cell-words",
    Text(
        "“{value}” stands where words belong; the cell was left empty.",
        "Вместо слов стоит «{value}»; ячейка оставлена пустой.",
        "应填文字处是“{value}”；该单元格已留空。",
    ),
    Text("Write it as text.", "Запишите текстом.", "请以文本填写。"),
)
NO_CODE = Wording(
    "cell-code",
    Text(
        "“{value}” cannot be a code; the cell was left empty.",
        "«{value}» не может быть кодом; ячейка оставлена пустой.",
        "“{value}”不能作代码；该单元格已留空。",
    ),
    Text("Write the code as text.", "Запишите код текстом.", "请以文本填写代码。"),
)
CODE_AS_NUMBER = Wording(
    "cell-code-number",
    Text(
        "The code {value} is kept as a number: zeros in front of it would be lost.",
        "Код {value} записан числом: нули в начале могли потеряться.",
        "代码 {value} 以数字保存：前面的零可能已丢失。",
    ),
    Text(
        "Set the column to “text” and see whether the code is whole.",
        "Задайте столбцу текстовый формат и проверьте, полон ли код.",
        "请将该列设为“文本”格式，并核对代码是否完整。",
    ),
    Severity.WARNING,
)
EMPTY_RUN = Wording(
    "sheet-empty-rows",
    Text(
        "Only empty cells from here on, as far as was looked ({rows} rows); nothing below was read.",
        "Далее лишь пустые ячейки, насколько просмотрено (строк: {rows}); ниже ничего не прочитано.",
        "自此以下查看的{rows}行均为空单元格；其后未再读取。",
    ),
    Text(
        "Delete the empty rows if there is more below them.",
        "Удалите пустые строки, если под ними есть данные.",
        "若下方仍有内容，请删除空行。",
    ),
    Severity.WARNING,
)
TOO_MANY_ROWS = Wording(
    "sheet-rows",
    Text(
        "The table may have {limit} rows; those from here on were left out.",
        "В таблице может быть не более {limit} строк; начиная с этой, они не прочитаны.",
        "本表最多{limit}行；自此行起未读取。",
    ),
    Text("Tell the rest in another message.", "Сообщите остальное другим сообщением.", "其余请另行通报。"),
)
TOO_MANY_CELLS = Wording(
    "sheet-cells",
    Text(
        "More than {limit} cells were looked at; nothing from here on was read.",
        "Просмотрено более {limit} ячеек; далее ничего не прочитано.",
        "已查看的单元格超过{limit}个；自此以下未读取。",
    ),
    Text(
        "Copy the columns that are needed into a new workbook.",
        "Скопируйте нужные столбцы в новую книгу.",
        "请将所需各列复制到新工作簿。",
    ),
)
BROKEN_OFF = Wording(
    "sheet-broken",
    Text(
        "The file breaks off or is damaged here; nothing from here on was read.",
        "Здесь файл обрывается или повреждён; далее ничего не прочитано.",
        "文件在此处中断或损坏；自此以下未读取。",
    ),
    Text(
        "Open it, save it anew and send it again.",
        "Откройте файл, сохраните заново и отправьте ещё раз.",
        "请打开文件，重新保存后再提交。",
    ),
)
MORE_FAULTS = Wording(
    "faults-more",
    Text(
        "There are {count} more faults than those listed.",
        "Сверх перечисленных ошибок: {count}.",
        "除所列外，另有{count}处错误。",
    ),
    Text(
        "Mend these first, then import the file again.",
        "Исправьте сначала эти и импортируйте файл снова.",
        "请先更正这些，再重新导入。",
    ),
)
OTHER_FORMAT = Wording(
    "file-format",
    Text(
        "The file says that it is for “{given}”, and it was read as “{format}”.",
        "В файле указано «{given}», а прочитан он как «{format}».",
        "文件注明用于“{given}”，却按“{format}”读取。",
    ),
    Text(
        "Check that it is the right file.",
        "Проверьте, тот ли это файл.",
        "请核对是否为正确的文件。",
    ),
    Severity.WARNING,
)
