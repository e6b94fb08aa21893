"""What may be wrong with the structure of a message's JSON, in three languages."""

from __future__ import annotations

from detente.kernel.languages import Text
from detente.messages.wording import Wording

TEXT = Text("a text", "текст", "文字")
WHOLE = Text("a whole number", "целое число", "整数")
OBJECT = Text("an object", "объект", "对象")
LIST = Text("a list", "список", "列表")
TEXTS = Text("a list of texts", "список текстов", "文字列表")

MISSING = Wording(
    "member-missing",
    Text("The member is missing.", "Поле отсутствует.", "缺少该成员。"),
    Text("Add it.", "Добавьте его.", "请补充。"),
)
UNKNOWN = Wording(
    "member-unknown",
    Text("This member is not known.", "Такое поле не предусмотрено.", "没有该成员。"),
    Text("Known are: {known}.", "Предусмотрены: {known}.", "可用的有：{known}。"),
)
TYPE = Wording(
    "member-type",
    Text("It must be {wanted}.", "Требуется: {wanted}.", "应为{wanted}。"),
    Text("Write it so.", "Запишите так.", "请照此填写。"),
)
WORD = Wording(
    "member-word",
    Text("“{value}” is not known here.", "«{value}» здесь не предусмотрено.", "此处没有“{value}”。"),
    Text("Write one of: {known}.", "Укажите одно из: {known}.", "请填写其中之一：{known}。"),
)
EXACT = Wording(
    "json-exact",
    Text(
        "The value cannot be kept exactly: a fraction, a number beyond 2^53, or text that is not NFC.",
        "Значение нельзя сохранить точно: дробь, число больше 2^53 или текст не в NFC.",
        "该值无法精确保存：小数、超过 2^53 的数，或非 NFC 文字。",
    ),
    Text(
        "Use whole numbers, and text in Unicode normal form C.",
        "Используйте целые числа и текст в нормальной форме NFC.",
        "请使用整数，以及 NFC 规范形式的文字。",
    ),
)
NAME = Wording(
    "json-name",
    Text(
        "A name in it has letters other than the basic Latin ones.",
        "В имени поля есть знаки вне основной латиницы.",
        "成员名含有基本拉丁字母以外的字符。",
    ),
    Text("Use the names of the format.", "Используйте имена из формата.", "请使用格式规定的名称。"),
)
DEEP = Wording(
    "json-deep",
    Text("The value is nested too deeply.", "Слишком глубокая вложенность.", "嵌套过深。"),
    Text("Flatten it.", "Упростите его.", "请简化。"),
)

STRUCTURE = Text(
    "The message is not put together as it must be.",
    "Сообщение составлено неправильно.",
    "电文的结构不正确。",
)
NO_OBJECT = Wording(
    "structure",
    Text("This is no message.", "Это не сообщение.", "这不是电文。"),
    Text(
        "A message is a JSON object with the members v, agreement, format and so on.",
        "Сообщение — объект JSON с полями v, agreement, format и другими.",
        "电文是带有 v、agreement、format 等成员的 JSON 对象。",
    ),
)
VERSION_UNKNOWN = Wording(
    "version",
    Text(
        "Version {version} of the form is not known here.",
        "Версия формы {version} здесь не известна.",
        "本系统不支持格式版本 {version}。",
    ),
    Text(
        "Known is {known}; a newer program may be needed.",
        "Известна версия {known}; возможно, нужна новая программа.",
        "已知版本为 {known}；可能需要更新程序。",
    ),
)
IDENTIFIER = Wording(
    "identifier",
    Text("“{value}” is no identifier.", "«{value}» не является идентификатором.", "“{value}”不是标识符。"),
    Text(
        "Use small letters, digits, hyphens and dots.",
        "Используйте строчные латинские буквы, цифры, дефисы и точки.",
        "请使用小写字母、数字、连字符和点。",
    ),
)
LANGUAGE = Wording(
    "language-code",
    Text("“{value}” is no language code.", "«{value}» не является кодом языка.", "“{value}”不是语言代码。"),
    Text(
        "Use a code such as en, ru or zh.",
        "Укажите код, например en, ru или zh.",
        "请使用 en、ru 或 zh 等代码。",
    ),
)
ADDRESS = Wording(
    "address",
    Text("“{value}” is no address.", "«{value}» не является адресом.", "“{value}”不是网址。"),
    Text("Write it without blanks.", "Запишите его без пробелов.", "请勿含空格。"),
)
SOURCES_REPEATED = Wording(
    "sources",
    Text(
        "A source is repeated, or there is none.", "Источник повторяется или не указан.", "出处重复或为空。"
    ),
    Text("Name each once.", "Укажите каждый один раз.", "每个出处只写一次。"),
)
TO_EMPTY = Wording(
    "to-empty",
    Text("No state is addressed.", "Адресат не указан.", "没有收文方。"),
    Text("Name at least one.", "Укажите хотя бы одно государство.", "请至少填写一个。"),
)
TO_UNSORTED = Wording(
    "to-order",
    Text(
        "The addressees are not in the order of their codes, or one is repeated.",
        "Адресаты стоят не по порядку кодов либо повторяются.",
        "收文方未按代码排序，或有重复。",
    ),
    Text("Write: {sorted}.", "Запишите: {sorted}.", "请写成：{sorted}。"),
)
TO_SENDER = Wording(
    "to-sender",
    Text(
        "{state} sends it to itself.",
        "Отправитель {state} указан среди адресатов.",
        "发文方 {state} 同时列为收文方。",
    ),
    Text("Take it out.", "Исключите его.", "请删除。"),
)
REFERENCE_SENDER = Wording(
    "reference-sender",
    Text(
        "The reference is one of {state}, but {sender} is the sender.",
        "В номере указано государство {state}, а отправитель — {sender}.",
        "编号属于 {state}，而发文方是 {sender}。",
    ),
    Text(
        "Each state numbers its own messages.",
        "Каждое государство нумерует свои сообщения.",
        "各国只为本国电文编号。",
    ),
)
REFERENCE_MATTER = Wording(
    "reference-matter",
    Text(
        "The reference does not belong to the matter {matter}.",
        "Номер не относится к делу {matter}.",
        "该编号不属于事项 {matter}。",
    ),
    Text(
        "The matter is the reference without its mark.",
        "Обозначение дела — это номер сообщения без последнего знака.",
        "事项就是去掉末尾标记的编号。",
    ),
)
REFERENCE_KIND = Wording(
    "reference-kind",
    Text(
        "The mark {mark} does not fit the kind: {kind}.",
        "Знак {mark} не соответствует виду: {kind}.",
        "标记 {mark} 与种类不符：{kind}。",
    ),
    Text(
        "O original, N nothing to report, A amendment, C correction, X cancellation.",
        "O — первоначальное, N — сообщать не о чем, A — изменение, C — исправление, X — отмена.",
        "O 原始，N 无事项可报，A 修改，C 更正，X 取消。",
    ),
)
REFERS_REPEATED = Wording(
    "refers-repeated",
    Text(
        "It refers to a message twice, or to itself.",
        "Ссылка на сообщение повторяется или указывает на него самого.",
        "重复引用同一电文，或引用自身。",
    ),
    Text(
        "Name each earlier message once.",
        "Укажите каждое прежнее сообщение один раз.",
        "每份先前电文只列一次。",
    ),
)
REFERS_NOWHERE = Wording(
    "refers-nowhere",
    Text(
        "It refers to no message of its matter ({kind}).",
        "Нет ссылки на сообщение того же дела ({kind}).",
        "未引用同一事项的电文（{kind}）。",
    ),
    Text("Name the message it changes.", "Укажите изменяемое сообщение.", "请写明所更改的电文。"),
)
ATTACHMENTS_DIFFER = Wording(
    "attachments",
    Text(
        "The list of attachments is not the list of those named in the content.",
        "Перечень вложений не совпадает с названными в содержании.",
        "附件清单与内容中列出的不一致。",
    ),
    Text(
        "List each once, in the order of its hash.",
        "Перечислите каждое один раз, по порядку хешей.",
        "每个附件列一次，按哈希值排序。",
    ),
)
