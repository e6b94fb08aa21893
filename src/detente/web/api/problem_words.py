"""Sentences for what goes wrong before a service is asked."""

from __future__ import annotations

from detente.kernel.languages import Text

REQUEST = Text(
    "The request is not what is asked for here.",
    "Запрос не соответствует тому, что здесь ожидается.",
    "请求与此处要求不符。",
)
SEE_DESCRIPTION = Text(
    "See the description of the API at /api/v1/openapi.json; nothing was changed.",
    "См. описание API: /api/v1/openapi.json; ничего не изменено.",
    "请参阅 API 说明 /api/v1/openapi.json；未作任何更改。",
)
OTHERWISE = (
    Text(
        "This is not what is asked for here ({reason}).",
        "Это не то, что здесь ожидается ({reason}).",
        "此处内容不符合要求（{reason}）。",
    ),
    SEE_DESCRIPTION,
)
_ONE_OF = (
    Text("This is not known here.", "Такое значение здесь неизвестно.", "此处没有这一取值。"),
    Text("Use one of: {expected}.", "Допустимо: {expected}.", "可用：{expected}。"),
)
_NO_NUMBER = (
    Text("This is no whole number.", "Это не целое число.", "这不是整数。"),
    Text("Write a whole number.", "Укажите целое число.", "请写整数。"),
)
_NO_OBJECT = (
    Text("This is no object.", "Это не объект.", "这不是对象。"),
    Text("Write an object.", "Укажите объект.", "请写对象。"),
)
#: By the framework's name of the fault; the names in braces are those of its particulars.
KINDS = {
    "missing": (
        Text("This is missing.", "Это не указано.", "缺少此项。"),
        Text("Add it.", "Добавьте.", "请补充。"),
    ),
    "extra_forbidden": (
        Text("This is not known here.", "Это здесь неизвестно.", "此处没有这一项。"),
        Text("Leave it out.", "Уберите.", "请删去。"),
    ),
    "literal_error": _ONE_OF,
    "enum": _ONE_OF,
    "int_parsing": _NO_NUMBER,
    "int_parsing_size": _NO_NUMBER,
    "int_type": _NO_NUMBER,
    "greater_than_equal": (
        Text("This number is too small.", "Число слишком мало.", "数值过小。"),
        Text("Write at least {ge}.", "Укажите не меньше {ge}.", "不得小于{ge}。"),
    ),
    "less_than_equal": (
        Text("This number is too large.", "Число слишком велико.", "数值过大。"),
        Text("Write at most {le}.", "Укажите не больше {le}.", "不得大于{le}。"),
    ),
    "string_too_long": (
        Text("This is too long.", "Слишком длинно.", "内容过长。"),
        Text(
            "Write at most {max_length} characters.",
            "Не больше {max_length} знаков.",
            "不得超过{max_length}个字符。",
        ),
    ),
    "string_type": (
        Text("This is no text.", "Это не текст.", "这不是文字。"),
        Text("Write text in quotes.", "Укажите текст в кавычках.", "请写带引号的文字。"),
    ),
    "bool_parsing": (
        Text("This is neither true nor false.", "Это не true и не false.", "这既不是 true 也不是 false。"),
        Text("Write true or false.", "Укажите true или false.", "请写 true 或 false。"),
    ),
    "list_type": (
        Text("This is no list.", "Это не список.", "这不是列表。"),
        Text("Write a list.", "Укажите список.", "请写列表。"),
    ),
    "dict_type": _NO_OBJECT,
    "model_attributes_type": _NO_OBJECT,
}
STATUSES = {
    404: (
        Text("Nothing stands at this address.", "По этому адресу ничего нет.", "此地址没有内容。"),
        SEE_DESCRIPTION,
    ),
    405: (
        Text(
            "This address does not take this method.",
            "Этот адрес не принимает такой метод.",
            "此地址不接受该方法。",
        ),
        SEE_DESCRIPTION,
    ),
    413: (
        Text(
            "The body is larger than the 2 MB that are taken; none of it was kept.",
            "Тело запроса больше принимаемых 2 МБ; ничего из него не сохранено.",
            "正文超过可接受的 2 MB；未保留任何内容。",
        ),
        Text("Send less.", "Отправьте меньше.", "请减少内容。"),
    ),
    500: (
        Text(
            "The node met something it was not built for; this one step was not carried out.",
            "Узел столкнулся с тем, на что не рассчитан; не выполнен только этот шаг.",
            "节点遇到未预料的情况；仅此一步未执行。",
        ),
        Text(
            "Try once more. If it happens again, give an administrator the number {incident}.",
            "Попробуйте ещё раз. Если повторится, сообщите администратору номер {incident}.",
            "请再试一次。如再次发生，请将编号 {incident} 告知管理员。",
        ),
    ),
}
