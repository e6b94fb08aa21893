"""What the commands that draft say, in three languages."""

from __future__ import annotations

from detente.kernel.languages import Text

HAS_FAULTS = Text(
    "Draft {number} is kept; it has faults: {errors}.",
    "Черновик {number} сохранён; ошибок в нём: {errors}.",
    "草稿 {number} 已保存；其中有{errors}处错误。",
)
COMPLETE = {
    "draft": Text(
        "Draft {number} is complete (draft).",
        "Черновик {number} заполнен (черновик).",
        "草稿 {number} 已填写完整（草稿）。",
    ),
    "submitted": Text(
        "Draft {number} is complete (submitted).",
        "Черновик {number} заполнен (представлен на утверждение).",
        "草稿 {number} 已填写完整（已提交签发）。",
    ),
    "released": Text(
        "Draft {number} is complete (released).",
        "Черновик {number} заполнен (утверждён).",
        "草稿 {number} 已填写完整（已签发）。",
    ),
}
RELEASED_ONLY = Text(
    "{reference} is released, but it could not be sent. {problem}",
    "Сообщение {reference} утверждено, но отправить его не удалось. {problem}",
    "{reference} 已签发，但未能发送。{problem}",
)
SEND_LATER = Text(
    "{mend} Then send it: detente message send DIR {reference}",
    "{mend} Затем отправьте его: detente message send DIR {reference}",
    "{mend}然后发送：detente message send DIR {reference}",
)
NOT_UTF8 = Text(
    "{path}, line {line}: not UTF-8 text.",
    "{path}, строка {line}: текст не в кодировке UTF-8.",
    "{path} 第{line}行：不是 UTF-8 文本。",
)
SAVE_UTF8 = Text(
    "Save the file in UTF-8; nothing was kept.",
    "Сохраните файл в UTF-8; ничего не сохранено.",
    "请将文件存为 UTF-8；未保存任何内容。",
)
NOT_JSON = Text("{path} is no JSON: {reason}.", "{path} — не JSON: {reason}.", "{path} 不是 JSON：{reason}。")
NOT_YAML = Text(
    "{path} cannot be taken as YAML.", "Файл {path} не принят как YAML.", "{path} 无法作为 YAML 读取。"
)
MEND_THERE = Text(
    "Mend it there; nothing was kept.",
    "Исправьте в файле; ничего не сохранено.",
    "请在文件中更正；未保存任何内容。",
)
TWICE = Text("the member “{name}” stands there twice", "поле «{name}» указано дважды", "成员“{name}”出现两次")
NO_WHOLE_NUMBER = Text("{text} is no whole number", "{text} — не целое число", "{text} 不是整数")
TOO_DEEP = Text("too much stands inside one another", "слишком глубокая вложенность", "嵌套层次过深")
NO_CONTENT = Text(
    "{path} holds no object with “content”.",
    "В {path} нет объекта с полем «content».",
    "{path} 中没有带“content”的对象。",
)
SEE_HELP = Text(
    "See docs/how-to/write-a-message.md.",
    "См. docs/how-to/write-a-message.md.",
    "参见 docs/how-to/write-a-message.md。",
)
MEMBER_UNKNOWN = Text(
    "{path}: “{name}” is not known.", "{path}: поле «{name}» не предусмотрено.", "{path}：没有“{name}”。"
)
KNOWN = Text("Known are: {known}.", "Предусмотрены: {known}.", "可用的有：{known}。")
NO_KIND = Text("{path}: no kind “{kind}”.", "{path}: нет вида «{kind}».", "{path}：没有“{kind}”这一种类。")
NO_LIST = Text(
    "{path}: “{name}” is no list of texts.",
    "{path}: «{name}» — не список текстов.",
    "{path}：“{name}”不是文字列表。",
)
WRITE_LIST = Text('Write it like ["KZ", "RU"].', 'Запишите так: ["KZ", "RU"].', '请写成 ["KZ", "RU"]。')
NO_ITEM = Text("“{text}” is no item.", "«{text}» — не позиция.", "“{text}”不是一项内容。")
WRITE_ITEM = Text(
    "Write --item id=value, such as --item type=live-exercise.",
    "Запишите --item id=значение, например --item type=live-exercise.",
    "请写成 --item id=值，例如 --item type=live-exercise。",
)
