"""Writes docs/reference/api.md from the API's own description: ``python -m scripts.build_api_reference``.

A test holds the file fresh.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from detente.web.api.app import describe_api

REFERENCE = Path(__file__).parents[1] / "docs/reference/api.md"
Schema = Mapping[str, Any]

_HEAD = """\
# The JSON API

What the desk does, for programs. Addresses stand below `/api/v1` of a node's desk; the same description for
programs is served there as `openapi.json` (OpenAPI 3.1). This page is written from it by
`python -m scripts.build_api_reference`.

```
curl -s http://127.0.0.1:8000/api/v1/session -H 'Content-Type: application/json' \\
  -d '{"name": "duty", "password": "…"}'
curl -s http://127.0.0.1:8000/api/v1/messages?unread=true -H "Authorization: Bearer $TOKEN"
```

- **Who calls** is said by the token of a session, in the header `Authorization: Bearer …`. Cookies are never looked
  at, so that no form of another site can use them. What is allowed is what the user may do on the pages.
- **Bodies** are JSON in UTF-8 with `Content-Type: application/json`, of at most 2 MB: whole numbers only, no member
  twice, no member that is not listed here. Parameters that are not listed are refused too.
- **Instants** are UTC, `2024-04-26T06:30:00Z`; dates may be known to the day, month or year (`2024-05`).
- **A text** of ours is always `{"en", "ru", "zh"}`; words of a state come in the languages it wrote.
- **Documents and drafts** have the form of [the document](../spec/document.md); the envelope in a message's proof is
  the text that was signed, byte for byte.

## When something goes wrong

One shape, `Problem`, whatever the address. `code` is stable; `message` says what happened, `mend` what to do; `faults`
lists everything that is wrong with what was sent, by place. Nothing of the request was kept.

| status | when |
|---|---|
| 400 | what was sent cannot be taken |
| 401 | no token of a session that holds, or a wrong name or password |
| 403 | the caller's roles do not allow it |
| 404 | no such message, drill, draft, agreement, peer or address |
| 405 | the address does not take this method |
| 409 | someone saved the draft meanwhile |
| 413 | the body is too large |
| 429 | too many wrong passwords; the name is locked for a while |
| 500 | something broke at the node; `mend` gives the number under which its log holds the details |
| 502 | a peer's log cannot be fetched or does not hold |
| 503 | the node's machine or storage does not allow it now |
"""


def render(description: Schema) -> str:
    """The whole page."""
    schemas: Mapping[str, Schema] = description["components"]["schemas"]
    parts = [_HEAD, "## Addresses\n"]
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            parts.append("\n".join(_operation(path, method, operation)))
    parts.append("## Shapes\n\nIn the order of the alphabet. Members marked `?` may be left out.\n")
    parts += ["\n".join(_shape(name, schema)) for name, schema in sorted(schemas.items()) if name != _ANY]
    return "\n".join(parts)


def _operation(path: str, method: str, operation: Schema) -> Iterator[str]:
    yield f"### `{method.upper()} {path}`\n"
    yield f"{_plain(operation['description'])}\n"
    parameters = [one for one in operation.get("parameters", ()) if one["in"] == "query"]
    if parameters:
        yield "| parameter | holds | otherwise | |\n|---|---|---|---|"
        yield from (_parameter(one) for one in parameters)
        yield ""
    if "requestBody" in operation:
        yield f"Body: {_content(operation['requestBody'])}\n"
    for status, answer in operation["responses"].items():
        if status != "default":
            yield f"Answer {status}: {_content(answer)}\n"


def _parameter(one: Schema) -> str:
    schema = one["schema"]
    holds = _type(schema).removesuffix(" or null")
    return f"| `{one['name']}` | {holds} | {_default(schema)} | {schema.get('description', '')} |"


def _content(body: Schema) -> str:
    kinds = body.get("content", {})
    if not kinds:
        return "nothing."
    ((kind, holds),) = kinds.items()
    return f"{_type(holds['schema'])}." if kind == "application/json" else f"`{kind}`."


def _shape(name: str, schema: Schema) -> Iterator[str]:
    yield f"### {name}\n"
    if "description" in schema:
        yield f"{_plain(schema['description'])}\n"
    if "enum" in schema:
        yield f"{_type(schema)}\n"
        return
    required = schema.get("required", ())
    yield "| member | holds |\n|---|---|"
    for member, holds in schema.get("properties", {}).items():
        yield f"| `{member}`{'' if member in required else ' ?'} | {_type(holds)} |"
    yield ""


def _type(schema: Schema) -> str:
    """A type in words."""
    for sign, say in _SAYINGS.items():
        if sign in schema:
            return say(schema)
    kind = str(schema.get("type", "any JSON value"))
    return _WORDS.get(schema.get("format", ""), _WORDS.get(kind, kind)) + _limits(schema)


def _named(schema: Schema) -> str:
    name = str(schema["$ref"]).rpartition("/")[2]
    return "any JSON value" if name == _ANY else f"[{name}](#{name.lower()})"


def _one_of(schema: Schema) -> str:
    return ", ".join(f"`{one}`" for one in schema.get("enum", [schema.get("const")]))


def _object(schema: Schema) -> str:
    inner = schema["additionalProperties"]
    return f"object of {_type(inner)}" if isinstance(inner, Mapping) else "object"


def _limits(schema: Schema) -> str:
    return "" if "minimum" not in schema else f", {int(schema['minimum'])} to {int(schema['maximum'])}"


def _default(schema: Schema) -> str:
    default = schema.get("default")
    return (
        "" if default in (None, "") else f"`{str(default).lower() if isinstance(default, bool) else default}`"
    )


def _plain(text: str) -> str:
    return text.replace("``", "`")


#: The framework's name for what may be any JSON; it is no shape.
_ANY = "JsonValue"
_WORDS = {
    "date-time": "instant",
    "moment": "date or instant",
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "null": "null",
}
#: By the member of a schema that decides how its type is said.
_SAYINGS: Mapping[str, Callable[[Schema], str]] = {
    "$ref": _named,
    "anyOf": lambda schema: " or ".join(_type(one) for one in schema["anyOf"]),
    "enum": _one_of,
    "const": _one_of,
    "prefixItems": lambda schema: f"pair of {_type(schema['prefixItems'][0])}",
    "items": lambda schema: f"list of {_type(schema['items'])}",
    "additionalProperties": _object,
}


if __name__ == "__main__":
    REFERENCE.write_text(render(describe_api()), encoding="utf-8")
