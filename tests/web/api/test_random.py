"""Whatever is asked, in whatever form the description of the API allows or not: no answer is a 500."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.api.conftest import Program, calls_of
from tests.web.conftest import Served, make_node
from tests.web.stories import AT, DRILL, NOTIFICATION, SCO, tell_story

from detente.node.ground import load_ground
from detente.web.api.app import describe_api
from detente.web.app import build_app

DESCRIPTION: dict[str, Any] = describe_api()
#: All but those of sessions, which spend time on passwords and end the session (see ``test_session``).
OPERATIONS = [
    (path, method)
    for path, methods in DESCRIPTION["paths"].items()
    for method in methods
    if path != "/session"
]

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
#: Values that lead somewhere, beside those that lead nowhere.
KNOWN = {
    "reference": ["SCO24/KZ/2024/0001/EX/O", "SCO24/CN/2024/0001/EX/O", "SCO24/KZ/2024/0001/EX/A1"],
    "matter": ["SCO24/KZ/2024/0001/EX", "SCO24/KZ/0000/0000/EX"],
    "number": [*map(str, range(-1, 16)), "99999999999999999999"],
    "agreement": [SCO, "shanghai-1996"],
    "format": [NOTIFICATION, "observation-invitation", "observation-reply"],
    "state": ["CN", "KZ"],
    "since": ["2024", "2024-06-12", "0001", "9999", "2024-04-26T06:30:00Z", "0001-01-01T00:00:00Z"],
    "until": ["2024", "0001", "9999-12-31"],
}
LANGUAGES = st.sampled_from(["en", "ru", "x", ""])
SCALARS = (
    st.none() | st.booleans() | st.integers() | WORDS | st.sampled_from(["2024-09", "KZ", "live-exercise"])
)
KEYS = (
    st.sampled_from(["start", "end", "total", "by_state", "name", "positions", "en", "about", "KZ"]) | WORDS
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def content() -> st.SearchStrategy[Any]:
    """Of any format, wholly wrong or right in parts."""
    formats = [one for agreement in load_ground().agreements.values() for one in agreement.formats.values()]
    items = sorted({item.id for one in formats for item in one.items})
    return st.dictionaries(st.sampled_from(items) | WORDS, VALUES | st.sampled_from(list(DRILL.values())))


CONTENT = st.deferred(content)


@pytest.fixture(scope="module")
def duty(tmp_path_factory: pytest.TempPathFactory, ground: Any, runner: Any) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("asked")
    node, other = make_node(folder / "KZ", "KZ", ground), make_node(folder / "CN", "CN", ground)
    tell_story(node, other)
    yield calls_of(Served(node, build_app(node, lambda: AT), runner))("second")
    node.close()
    other.close()


def known(name: str) -> st.SearchStrategy[str]:
    return WORDS | st.sampled_from(KNOWN[name]) if name in KNOWN else WORDS


def values_of(schema: dict[str, Any], name: str = "") -> st.SearchStrategy[Any]:
    """Values of a schema, and some that are not."""
    if "$ref" in schema:
        return values_of(DESCRIPTION["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return st.one_of([values_of(one, name) for one in schema["anyOf"]])
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")])) | WORDS
    if name == "content":
        return CONTENT
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "string": LANGUAGES if name == "language" else known(name),
        "integer": st.integers(-2, 5) | st.integers(),
        "boolean": st.booleans(),
        "array": st.lists(known("reference") | st.sampled_from(["CN", "RU"]), max_size=3),
        "object": members_of(schema),
    }
    return kinds.get(schema.get("type", ""), VALUES)


def members_of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    members = {name: values_of(one, name) for name, one in schema.get("properties", {}).items()}
    required = {name: members.pop(name) for name in schema.get("required", ())}
    return st.fixed_dictionaries(required, optional=members) | st.dictionaries(
        st.sampled_from(sorted(required) or ["x"]), VALUES
    )


@cache
def requests_of(path: str, method: str) -> st.SearchStrategy[tuple[dict[str, str], dict[str, Any], Any]]:
    operation = DESCRIPTION["paths"][path][method]
    by_place: dict[str, dict[str, st.SearchStrategy[Any]]] = {"path": {}, "query": {}}
    for one in operation.get("parameters", ()):
        chosen = known(one["name"]) if one["in"] == "path" else values_of(one["schema"], one["name"])
        by_place[one["in"]][one["name"]] = chosen
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return st.tuples(
        st.fixed_dictionaries(by_place["path"]),
        st.fixed_dictionaries({}, optional=by_place["query"]),
        values_of(body) if body else st.none(),
    )


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_request_breaks_the_node(duty: Program, path: str, method: str, data: Any) -> None:
    parts, query, body = data.draw(requests_of(path, method))
    address = path.format(**{name: quote(value, safe="/") for name, value in parts.items()})
    answer = duty.request(method.upper(), address, params=query, json=body)
    assert answer.status_code < 500, answer.text
