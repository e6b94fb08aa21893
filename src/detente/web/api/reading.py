"""Bodies of requests: JSON read strictly, since what is told here may be signed.

Every fault a document may not have is refused at the door: a member twice, a fraction, a number that readers
disagree on, bytes that are no UTF-8. Source: RFC 8259, sections 4 and 6; RFC 7493 (I-JSON).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from detente.kernel.errors import InputError
from detente.kernel.languages import Text, same_text
from detente.messages.document import JsonValue

#: Signs of the longest whole number that every reader keeps: 2**53 - 1 and a minus.
_LONGEST_NUMBER = 17
_LONGEST_SHOWN = 40


class StrictRequest(Request):
    """A request whose body is read by :func:`parse_body`, once."""

    _value: JsonValue = None
    _is_read = False

    async def json(self) -> JsonValue:
        """The value of the body.

        Raises:
            InputError: it is not said to be JSON, or is none that can be taken.
        """
        if not self._is_read:
            if self.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
                raise InputError("not-json", _NOT_JSON, _SAY_JSON)
            self._value, self._is_read = parse_body(await self.body()), True
        return self._value


class StrictRoute(APIRoute):
    """A route whose body is read before the framework reads it, which would say less about what is wrong."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """How a request of this route is answered."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            strict = StrictRequest(request.scope, request.receive)
            if self.body_field is not None:
                await strict.json()
            return await answer(strict)

        return handle


def parse_body(data: bytes) -> JsonValue:
    """The value of JSON text in UTF-8, whole numbers only, no member twice.

    Raises:
        InputError: any other bytes.
    """
    try:
        orjson.loads(data)
        value: JsonValue = json.loads(
            data,
            object_pairs_hook=_members_once,
            parse_int=_whole,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
    except (orjson.JSONDecodeError, RecursionError) as problem:
        raise InputError("json", _NO_JSON.fill(reason=str(problem)), _MEND_JSON) from None
    return value


def _members_once(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members: dict[str, JsonValue] = {}
    for name, value in pairs:
        if name in members:
            raise InputError("json-twice", _TWICE.fill(name=name[:_LONGEST_SHOWN]), _ONCE)
        members[name] = value
    return members


def _whole(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        return _no_fraction(text)
    return int(text)


def _no_fraction(text: str) -> int:
    raise InputError("json-number", _FRACTION.fill(number=same_text(text[:_LONGEST_SHOWN])), _WRITE_WHOLE)


_NOT_JSON = Text(
    "The request does not say that its body is JSON.",
    "В запросе не указано, что его тело — JSON.",
    "请求未声明其正文为 JSON。",
)
_SAY_JSON = Text(
    "Send JSON, with “Content-Type: application/json”.",
    "Передайте JSON с заголовком «Content-Type: application/json».",
    "请发送 JSON，并附“Content-Type: application/json”。",
)
_NO_JSON = Text(
    "The body is no JSON ({reason}).",
    "Тело запроса не является JSON ({reason}).",
    "正文不是 JSON（{reason}）。",
)
_MEND_JSON = Text(
    "Mend it and send it again; nothing was changed.",
    "Исправьте и отправьте снова; ничего не изменено.",
    "请更正后重新发送；未作任何更改。",
)
_TWICE = Text(
    "The member “{name}” stands twice in one object.",
    "Поле «{name}» дважды указано в одном объекте.",
    "同一对象中成员“{name}”出现两次。",
)
_ONCE = Text("Give each member once.", "Укажите каждое поле один раз.", "每个成员只写一次。")
_FRACTION = Text(
    "“{number}” is no whole number that every reader keeps exactly.",
    "«{number}» — не целое число, которое любая программа сохранит точно.",
    "“{number}”不是各程序都能精确保存的整数。",
)
_WRITE_WHOLE = Text(
    "Write whole numbers, of at most 9007199254740991.",
    "Пишите целые числа, не больше 9007199254740991.",
    "请写整数，不大于 9007199254740991。",
)
